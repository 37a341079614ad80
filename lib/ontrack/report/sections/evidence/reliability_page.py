"""How reliable the probabilities are: what tests gave, what this report's own rest on, what is not known."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from ontrack.records.track_record import (
    CHINESE_PROVINCES,
    is_of_property,
    nearest_population,
    quoted,
    quoted_property,
)
from ontrack.report.edition import Edition
from ontrack.report.sections.evidence.grades_table import grades_table
from ontrack.report.sections.evidence.record_tables import (
    held_out_table,
    population_name,
    populations_table,
    record_table,
)
from ontrack.report.sections.evidence.tested_texts import others_texts, property_texts, tested_texts, weakest
from ontrack.wording.number_format import format_share, format_value

UNKNOWN = ("eras", "policy", "definitions", "dependence")
Item = dict[str, Any]


def reliability_page(edition: Edition) -> Item:
    """Return the headline and the parts: tests of three kinds, grades, forecasts due, what is not known.

    The reliability chart goes to ``chart`` of the first part. A test without figures is left out.
    """
    others, held_out = populations_table(edition), held_out_table(edition)
    parts = [
        part(edition, "tests", [*tested_texts(edition), *weakest(edition)], record_table(edition)),
        part(edition, "others", others_texts(edition), others),
        part(edition, "property", property_texts(edition), held_out),
        part(edition, "grades", [edition.say("reliability.grades_text")], grades_table(edition)),
        part(edition, "due", forecasts_due(edition)),
        part(edition, "unknown", unknown(edition)),
    ]
    needed = {"others": others, "property": held_out}
    return {
        "headline": headline(edition),
        "parts": [one for one in parts if needed.get(one["key"], one) is not None],
    }


def part(edition: Edition, key: str, texts: Sequence[str], table: Item | None = None) -> Item:
    """Return one part of the page: heading, paragraphs and perhaps a table."""
    heading = edition.say(f"reliability.{key}_heading")
    return {"key": key, "heading": heading, "texts": list(texts), "table": table}


def headline(edition: Edition) -> str:
    """Return how often intervals held and how much the probabilities add, if anything, also on property."""
    table = quoted(edition.plan)
    clear = table["brier_skill"] > table["brier_skill_error"].fillna(0)
    form = "better" if clear.all() else "mixed" if clear.any() else "none"
    said = edition.say(
        f"reliability.headline_{form}", population=population_name(edition),
        **ends("held", table["coverage_80"], 0), **ends("skill", table["brier_skill"], 2),
    )  # fmt: skip
    return edition.wording.join([said, *property_headline(edition)])


def property_headline(edition: Edition) -> list[str]:
    """Return the same of the tables of intellectual property left out; nothing for another plan."""
    skill = quoted_property(edition.plan)["brier_skill"]
    if skill.empty:
        return []
    form = "better" if skill.min() > 0 else "mixed" if skill.max() > 0 else "none"
    return [edition.say(f"reliability.headline_property_{form}", **ends("skill", skill, 2))]


def ends(name: str, figures: pd.Series, decimals: int) -> dict[str, str]:
    """Return the least and the greatest of some figures, as places of a sentence."""
    return {
        f"{name}_least": format_value(figures.min(), decimals),
        f"{name}_most": format_value(figures.max(), decimals),
    }


def unknown(edition: Edition) -> list[str]:
    """Return what is not known; first how near the tests come to the plan's own indicators."""
    population = nearest_population(edition.plan)
    near = "property" if is_of_property(edition.plan) else population
    texts = [edition.say(f"reliability.near.{near}")]
    if population == CHINESE_PROVINCES:
        texts.append(edition.say("reliability.unknown.slowing"))
    return texts + [edition.say(f"reliability.unknown.{key}") for key in UNKNOWN]


def forecasts_due(edition: Edition) -> list[str]:
    """Return how forecasts of earlier assessments came out; that none has come due where none has."""
    inside = list(edition.results["forecast_record"]["inside_80"])
    if not inside:
        return [edition.say("reliability.due_none")]
    held = inside.count("yes")
    share = format_share(100 * held / len(inside))
    return [edition.count("reliability.due", len(inside), held=held, share=share)]
