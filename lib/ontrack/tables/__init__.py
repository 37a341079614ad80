"""The only reader and writer of data/: columns declared once, every table checked at the door."""

from ontrack.tables.earlier import read_earlier
from ontrack.tables.plans import known_plans, require_plan
from ontrack.tables.raw import RawData, load_plan, load_raw, read_common
from ontrack.tables.results import read_result, read_results, write_result

__all__ = [
    "RawData",
    "known_plans",
    "load_plan",
    "load_raw",
    "read_common",
    "read_earlier",
    "read_result",
    "read_results",
    "require_plan",
    "write_result",
]
