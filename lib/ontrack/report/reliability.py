"""How reliable the probabilities are: what tests gave, what this report's own rest on, what is not known."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd

from ontrack.number_format import MISSING, format_share, format_value
from ontrack.plan import Target
from ontrack.report.edition import Edition, number
from ontrack.report.record import FULL, all_sets, record_table
from ontrack.track_record import ALL_SETS, track_record

GRADES = ("A", "B", "C", "D", "E")
LENGTHS = {"A": ("10", "15"), "B": ("5", "6", "8"), "C": ("3", "4"), "D": ("2",), "E": ("1",)}
GRADE_HEADS = ("grade", "meaning", "table", "others", "held", "skill")
UNKNOWN = ("like_these", "policy", "definitions", "dependence")
Item = dict[str, Any]


def reliability_page(edition: Edition) -> Item:
    """Return the headline and the parts: tests, grades, forecasts come due, other regions, what is not known.

    The reliability chart goes to ``chart`` of the first part.
    """
    return {
        "headline": headline(edition),
        "parts": [
            part(edition, "tests", [*tested_texts(edition), *weakest(edition)], record_table(edition)),
            part(edition, "grades", [edition.say("reliability.grades_text")], grades_table(edition)),
            part(edition, "due", forecasts_due(edition)),
            part(edition, "unknown", [edition.say(f"reliability.unknown.{key}") for key in UNKNOWN]),
        ],
    }


def part(edition: Edition, key: str, texts: Sequence[str], table: Item | None = None) -> Item:
    """Return one part of the page: heading, paragraphs and perhaps a table."""
    heading = edition.say(f"reliability.{key}_heading")
    return {"key": key, "heading": heading, "texts": list(texts), "table": table}


def headline(edition: Edition) -> str:
    """Return in one sentence how often intervals held and how much the probabilities add."""
    short = all_sets()
    return edition.say(
        "reliability.headline", series=format_value(number(short["series"].min()), 0),
        **ends("held", short["coverage_80"], 0), **ends("skill", short["brier_skill"], 2),
    )  # fmt: skip


def ends(name: str, figures: pd.Series, decimals: int) -> dict[str, str]:
    """Return the least and the greatest of some figures, as places of a sentence."""
    return {
        f"{name}_least": format_value(figures.min(), decimals),
        f"{name}_most": format_value(figures.max(), decimals),
    }


def tested_texts(edition: Edition) -> list[str]:
    """Return what was tested, on what, and how to read the table."""
    return [edition.say("reliability.tests_text"), edition.say("reliability.tests_reading")]


def weakest(edition: Edition) -> list[str]:
    """Return where the 80 % intervals held least, set by set: a mean over sets would hide it."""
    rows = track_record()
    rows = rows[rows["set"] != ALL_SETS]
    worst = rows.loc[rows["coverage_80"].idxmin()]
    places = {
        "set": edition.say(f"reliability.set.{worst['set']}"), "held": format_share(worst["coverage_80"]),
    }  # fmt: skip
    if worst["length"] == FULL:
        return [edition.say("reliability.weakest_full", **places)]
    return [edition.count("reliability.weakest", int(worst["length"]), **places)]


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
    table = all_sets()
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
    grades = [row["evidence_grade"] if number(row["probability_met"]) is not None else "" for row in rows]
    return str(grades.count(grade))


def range_text(edition: Edition, figures: pd.Series, write: Callable[[float], str]) -> str:
    """Return the least and the greatest of some figures as `write` gives them, or the one that both are."""
    low, high = (write(figure) for figure in (figures.min(), figures.max()))
    return low if low == high else edition.say("range", lower=low, upper=high)


def forecasts_due(edition: Edition) -> list[str]:
    """Return how forecasts of earlier assessments came out; that none has come due where none has."""
    inside = list(edition.results["forecast_record"]["inside_80"])
    if not inside:
        return [edition.say("reliability.due_none")]
    held = inside.count("yes")
    share = format_share(100 * held / len(inside))
    return [edition.count("reliability.due", len(inside), held=held, share=share)]
