"""Both answers on an indicator's page: from its own values alone, and with all that is known beside them."""

from __future__ import annotations

from ontrack.assessment import Assessment
from ontrack.explanation.with_and_without import Answer
from ontrack.plan import Target
from ontrack.report.edition import Edition

Figures = tuple[float | None, float | None, float | None]


def own_answers(edition: Edition, target: Target) -> list[tuple[str, Figures, bool]]:
    """Return name, median with 80 % interval, and whether the verdict rests on it: one answer, or two."""
    names = {"without": edition.say("page.own_method"), "with": edition.say("comparators.own_method")}
    found = answers_of(edition, target)
    if len(found) > 1:
        return [(names[row.answer], figures_of(row), row.used) for row in found]
    return [(names["without"], figures_of(edition.assessment_of(target)), True)]


def figures_of(row: Assessment | Answer) -> Figures:
    """Return the median and the bounds of the 80 % interval in a row of a result table."""
    return row.projected_median, row.lower_80, row.upper_80


def answers_of(edition: Edition, target: Target) -> list[Answer]:
    """Return a target's rows of comparators.csv: without, then with; none where nothing else is known."""
    return sorted(edition.rows_of("comparators", Answer, target), key=lambda row: row.answer, reverse=True)
