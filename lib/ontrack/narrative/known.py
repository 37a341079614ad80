"""The figures that the results have of a target, each with its unit and the place it stands in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from ontrack.plan import Plan, Target
from ontrack.wording.number_format import format_value

# Table, the column that names what a row is of, columns of figures, and what these are in: the indicator's
# own unit, per cent, a share of one, or what the row says.
COLUMNS = (
    ("assessments", "target",
     ("baseline_value", "latest_value", "target_value", "projected_median", "lower_80", "upper_80"), "own"),
    ("assessments", "target", ("observed_rate_pct", "required_rate_pct", "latest_rate_pct"), "percent"),
    ("assessments", "target", ("probability_met", "probability_held"), "share"),
    ("changes", "target", ("earlier_probability",), "share"),
    ("series", "indicator", ("value",), "own"),
    ("projections", "indicator", ("median", "lower_80", "upper_80"), "own"),
    ("alarms", "target", ("required_pace", "last_pace", "longer_pace"), "pace"),
    ("scenarios", "target", ("probability_met",), "share"),
    ("scenarios", "target", ("median", "lower_80", "upper_80"), "own"),
    ("coherence", "targets", ("left_value", "right_value"), "own"),
)  # fmt: skip
Records = dict[str, dict[str, list[dict[str, Any]]]]
SIZES = {"万亿": 1e12, "亿": 1e8, "万": 1e4, "100 million ": 1e8, "10,000 ": 1e4}
PERCENT, POINTS = "%", "percentage points"


@dataclass(frozen=True)
class Known:
    """A figure of the results, whole: 71.5 of 亿元 is 7.15e9 of 元.

    Attributes
    ----------
    noun : str
        What it counts: ``%``, ``percentage points``, 件, yuan.
    year : int or None
        That it is of; None for rates and probabilities.
    shown : str
        As a message tells it, with its place.
    """

    value: float
    noun: str
    year: int | None
    shown: str


def known_of(plan: Plan, target: Target, records: Records, language: str) -> list[Known]:
    """Return every figure of the results that a sentence on a target may name.

    Parameters
    ----------
    records : mapping
        As `records_of` returns them.
    """
    indicator = plan.indicators[target.indicator] if target.indicator else None
    unit = (indicator or target).text("unit", language)
    decimals = indicator.decimals if indicator else 0
    found = [
        known(row[column], row["pace_unit"] if kind == "pace" else kind, unit, decimals,
              year_of(row, column), f"({column} in {table}.csv)")
        for table, key, columns, kind in COLUMNS
        for row in records[table].get(target.indicator if key == "indicator" else target.target, [])
        for column in columns
        if not pd.isna(row[column]) and row.get("region", plan.region) == plan.region
    ]  # fmt: skip
    if found:
        own = target.text("unit", language)  # as the plan writes it, where it is no level of the indicator
        found.append(known(target.value, "own", own, 0, target.year, "(value in targets.csv)"))
    return found


def records_of(results: Mapping[str, pd.DataFrame]) -> Records:
    """Return the rows of each table that `known_of` reads, by what they are of."""
    found: Records = {}
    for table, key in {table: key for table, key, *_ in COLUMNS}.items():
        found[table] = {}
        for row in results[table].to_dict("records"):
            for name in str(row[key]).split():  # of a relation, every target it is about
                found[table].setdefault(name, []).append(row)
    return found


def known(value: float, kind: str, unit: str, decimals: int, year: int | None, place: str) -> Known:
    """Return a figure of a table in a unit."""
    if kind in ("percent", "share"):
        whole = 100 * value if kind == "share" else value
        return Known(whole, PERCENT, None, f"{format_value(whole, 0 if kind == 'share' else 1)}% {place}")
    size, noun = size_and_noun(unit)
    blank = "" if unit.startswith(PERCENT) else " "
    if kind == "points":
        said = POINTS if noun == PERCENT else unit
        own = POINTS if noun == PERCENT else noun
        return Known(size * value, own, None, f"{format_value(value, 2)} {said} {place}")
    return Known(size * value, noun, year, f"{format_value(value, decimals)}{blank}{unit} {place}")


def size_and_noun(unit: str) -> tuple[float, str]:
    """Return how many of a noun a unit is: 亿元, 件/万人, “patents per 10,000 people”."""
    word = next((word for word in SIZES if unit.startswith(word)), "")
    return SIZES.get(word, 1.0), re.split(r"[/ ]", unit.removeprefix(word))[0]


def year_of(row: Mapping[str, object], column: str) -> int | None:
    """Return the year that a cell is of."""
    if "period" in row:
        return int(str(row["period"])[:4])
    name = {"baseline_value": "baseline_year", "latest_value": "latest_year"}.get(column, "target_year")
    year = row.get("year", row.get(name))
    return None if year is None or pd.isna(year) else int(year)  # type: ignore[call-overload]
