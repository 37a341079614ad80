"""The word for a target as a narrow column holds it."""

from __future__ import annotations

from ontrack.assessment.verdicts import is_judged, shown_verdict
from ontrack.plan import Target
from ontrack.report.edition import Edition


def short_verdict(edition: Edition, target: Target) -> str:
    """Return the word for a target; of one that is met already it is the word for staying so."""
    row = edition.assessment_of(target)
    group = "held" if is_judged(row) and row.probability_held is not None else "word"
    return edition.say(f"brief.{group}.{shown_verdict(row)}")
