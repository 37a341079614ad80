"""What a result can be traced by, and the check code that people read and compare."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ontrack.series import cutoff_date


@dataclass(frozen=True)
class Stamp:
    """What a result can be traced by.

    Attributes
    ----------
    commit : str
        Of the code; empty outside git.
    result_hash : str
        SHA-256 of what was asked, what went in and what came out.
    parameters : mapping
        What the run was asked for, by name.
    as_of : int
        Last data year.
    vintage : str
        Release of the data.
    """

    commit: str
    result_hash: str
    parameters: Mapping[str, object]
    as_of: int
    vintage: str

    @property
    def check_code(self) -> str:
        """What stands on every page: documents with one check code rest on the same figures."""
        return check_code(self.result_hash)

    @property
    def assessment_date(self) -> str:
        """ISO date the assessment stands for."""
        return cutoff_date(self.as_of)


def check_code(result_hash: str) -> str:
    """Return the first twelve digits of a result's hash as people read and compare them."""
    code = result_hash[:12].upper()
    return "-".join(code[start : start + 4] for start in (0, 4, 8))
