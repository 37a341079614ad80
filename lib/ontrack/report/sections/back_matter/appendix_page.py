"""The tables at the end: every value with its source, projections by year, rules of other targets."""

from __future__ import annotations

from typing import Any

from ontrack.plan import Indicator, Target
from ontrack.report.edition import Cells, Edition, mark, number
from ontrack.report.sections.targets.rule_findings import band_of, span_of, value_text
from ontrack.rules.rules_table import Ruling
from ontrack.wording.number_format import MISSING

YEARS_ABREAST = 6
VALUE_HEADS = ("indicator", "values")
RULE_HEADS = ("target", "rule", "years", "band", "figure")
Item = dict[str, Any]


def appendix_page(edition: Edition) -> Item | None:
    """Return the tables of the appendix; None where not a single value is known."""
    values = values_table(edition)
    if not values["groups"]:
        return None
    return {
        "intro": edition.say("appendix.intro"),
        "values": values,
        "projections": projection_tables(edition),
        "rules": rules_table(edition),
    }


def values_table(edition: Edition) -> Item:
    """Return every value of the decisive indicators with period, marks of status and role, and source."""
    groups: list[Item] = [
        {
            "name": edition.name_of(indicator),
            "unit": edition.name_of(indicator, "unit"),
            "rows": [value_row(edition, indicator, row) for row in edition.series_of(indicator)],
        }
        for indicator in edition.plan.decisive_indicators
        if edition.series_of(indicator)
    ]
    rows = [row for group in groups for row in group["rows"]]
    return {
        "caption": edition.count("appendix.values_caption", len(rows)),
        "heads": [edition.say(f"appendix.head_{head}") for head in VALUE_HEADS],
        "groups": groups,
        "legend": edition.legend({row["mark"] for row in rows}),
    }


def value_row(edition: Edition, indicator: Indicator, row: Cells) -> Item:
    """Return one value."""
    return {
        "period": edition.period(row["period"]),
        "value": edition.figure(row["value"], indicator),
        "mark": mark(row),
        "source": edition.cite(row["source"]),
    }


def projection_tables(edition: Edition) -> list[Item]:
    """Return median and 80 % interval of each target of the table, year by year, some years a table."""
    found = [(target, projected_years(edition, target)) for target in edition.plan.table_targets]
    rows = [(target, years) for target, years in found if years]
    every = sorted({year for _, years in rows for year in years})
    parts = [every[start : start + YEARS_ABREAST] for start in range(0, len(every), YEARS_ABREAST)]
    return [projection_table(edition, rows, years) for years in parts]


def projected_years(edition: Edition, target: Target) -> dict[int, Cells]:
    """Return the projected rows of a target's indicator by year, up to the target's."""
    table = edition.results["projections"]
    mine = table[(table["indicator"] == target.indicator) & (table["status"] == "projected")]
    last = target.year or edition.plan.last_year
    return {row["year"]: row for row in mine.to_dict("records") if row["year"] <= last}


def projection_table(edition: Edition, rows: list[tuple[Target, dict[int, Cells]]], years: list[int]) -> Item:
    """Return the table of some years."""
    return {
        "caption": edition.say("appendix.projections_caption", years=edition.span(years[0], years[-1])),
        "heads": [edition.say("appendix.head_target"), *(edition.say("year", year=year) for year in years)],
        "rows": [
            {
                "name": edition.name_of(target),
                "unit": unit_of(edition, target),
                "cells": [projected_cell(edition, target, found.get(year)) for year in years],
            }
            for target, found in rows
        ],
    }


def unit_of(edition: Edition, target: Target) -> str:
    """Return the unit of a target's indicator."""
    indicator = edition.indicator_of(target)
    return edition.name_of(indicator, "unit") if indicator else ""


def projected_cell(edition: Edition, target: Target, row: Cells | None) -> dict[str, str]:
    """Return median and interval of one year; dashes where it is not projected."""
    indicator = edition.indicator_of(target)
    if row is None or indicator is None:
        return {"median": MISSING, "interval": ""}
    bounds = (number(row["lower_80"]), number(row["upper_80"]))
    return {
        "median": edition.figure(number(row["median"]), indicator),
        "interval": edition.interval(*bounds, indicator),
    }


def rules_table(edition: Edition) -> Item | None:
    """Return what official rules say of the targets outside the table; None where none says a word."""
    rows = [
        rule_row(edition, target, row)
        for target in edition.plan.other_targets
        for row in edition.rows_of("rules", Ruling, target)
        if row.band
    ]
    if not rows:
        return None
    return {
        "caption": edition.say("appendix.rules_caption"),
        "heads": [edition.say(f"appendix.head_{head}") for head in RULE_HEADS],
        "rows": rows,
    }


def rule_row(edition: Edition, target: Target, row: Ruling) -> Item:
    """Return what one rule says of one target."""
    return {
        "target": edition.name_of(target),
        "rule": edition.wording(f"rule.name.{row.rule}"),
        "years": span_of(edition, row) or MISSING,
        "tone": row.tone,
        "band": band_of(edition, row),
        "figure": value_text(edition, target, row) or MISSING,
    }
