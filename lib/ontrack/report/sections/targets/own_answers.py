"""Both answers on an indicator's page: from its own values alone, and with all that is known beside them."""

from __future__ import annotations

from typing import Any

from ontrack.plan import Target
from ontrack.report.edition import Edition

Item = dict[str, Any]
Figures = tuple[float, float, float]


def own_answers(edition: Edition, target: Target) -> list[tuple[str, Figures, bool]]:
    """Return name, median with 80 % interval, and whether the verdict rests on it: one answer, or two."""
    names = {"without": edition.say("page.own_method"), "with": edition.say("comparators.own_method")}
    found = answers_of(edition, target)
    if len(found) > 1:
        return [(names[row["answer"]], figures_of(row), bool(row["used"])) for row in found]
    return [(names["without"], figures_of(edition.assessment_of(target)), True)]


def figures_of(row: Item) -> Figures:
    """Return the median and the bounds of the 80 % interval in a row of a result table."""
    return row["projected_median"], row["lower_80"], row["upper_80"]


def answers_of(edition: Edition, target: Target) -> list[Item]:
    """Return a target's rows of comparators.csv: without, then with; none where nothing else is known."""
    rows = edition.rows_of("comparators", target)
    return sorted(rows, key=lambda row: str(row["answer"]), reverse=True)
