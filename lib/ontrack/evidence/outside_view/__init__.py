"""The outside view: how often targets as ambitious as this one were met, wherever they were set."""

from ontrack.evidence.outside_view.ambition import Asked, ambition_of, asked_of
from ontrack.evidence.outside_view.share import Share
from ontrack.evidence.outside_view.view import earlier_share, outside_view_table
from ontrack.tables.choices import AMBITION_CLASSES

__all__ = [
    "AMBITION_CLASSES",
    "Asked",
    "Share",
    "ambition_of",
    "asked_of",
    "earlier_share",
    "outside_view_table",
]
