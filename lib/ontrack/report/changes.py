"""What moved since the assessment before this one, in sentences."""

from __future__ import annotations

from ontrack.report.edition import Edition


def change_sentences(edition: Edition) -> list[str]:
    """Return what moved among the targets of the plan's table; empty without an earlier assessment."""
    return []
