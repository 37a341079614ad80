"""The table of evidence grades: what each means, how many have it, and how such ones did."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd

from ontrack.plan import Target
from ontrack.records.track_record import (
    quoted,
)
from ontrack.report.edition import Edition
from ontrack.wording.number_format import MISSING, format_share, format_value

Item = dict[str, Any]


GRADES = ("A", "B", "C", "D", "E")


LENGTHS = {"A": ("7", "10"), "B": ("5",), "C": ("3",), "D": ("2",), "E": ("1",)}


GRADE_HEADS = ("grade", "meaning", "table", "others", "held", "skill")


def grades_table(edition: Edition) -> Item:
    """Return for each evidence grade its meaning, how many have it here, and how such ones did."""
    rows = [grade_row(edition, grade) for grade in GRADES]
    unassessed = [count(targets, edition, "") for targets in both(edition)]
    none = [MISSING, edition.say("reliability.no_probability"), *unassessed, MISSING, MISSING]
    return {
        "caption": edition.say("reliability.grades_caption"),
        "heads": [edition.say(f"reliability.head_{head}") for head in GRADE_HEADS],
        "rows": [*rows, none],
    }


def grade_row(edition: Edition, grade: str) -> list[str]:
    """Return one evidence grade."""
    table = quoted(edition.plan)
    tested = table[table["length"].isin(LENGTHS[grade])]
    return [
        grade,
        edition.wording(f"grade.{grade}"),
        *(count(targets, edition, grade) for targets in both(edition)),
        range_text(edition, tested["coverage_80"], format_share),
        range_text(edition, tested["brier_skill"], lambda skill: format_value(skill, 2)),
    ]


def both(edition: Edition) -> tuple[Sequence[Target], Sequence[Target]]:
    """Return the targets of the table, and the others."""
    return edition.plan.table_targets, edition.plan.other_targets


def count(targets: Sequence[Target], edition: Edition, grade: str) -> str:
    """Return how many targets have a probability of a grade; with no grade, how many have none."""
    rows = [edition.assessment_of(target) for target in targets]
    grades = [row.evidence_grade if row.probability_met is not None else "" for row in rows]
    return str(grades.count(grade))


def range_text(edition: Edition, figures: pd.Series, write: Callable[[float], str]) -> str:
    """Return the least and the greatest of some figures as `write` gives them, or the one that both are."""
    low, high = (write(figure) for figure in (figures.min(), figures.max()))
    return low if low == high else edition.say("range", lower=low, upper=high)
