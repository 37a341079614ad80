"""The mark of a probability that rests on one or two yearly values."""

from __future__ import annotations

from ontrack.plan import Target
from ontrack.report.edition import Edition

FEW_GRADES = ("D", "E")  # two yearly values, and one


def rests_on_few(edition: Edition, target: Target) -> bool:
    """Return whether a target has a probability that rests on one or two yearly values."""
    row = edition.assessment_of(target)
    return row.probability_met is not None and row.evidence_grade in FEW_GRADES


def footing(edition: Edition, target: Target, form: str = "footing") -> str:
    """Return how a probability of one or two yearly values is marked; empty for any other.

    `form` is ``footing`` for a table, ``footing_line`` for a sentence.
    """
    grade = edition.assessment_of(target).evidence_grade
    return edition.say(f"{form}.{grade}") if rests_on_few(edition, target) else ""
