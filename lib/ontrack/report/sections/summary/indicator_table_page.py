"""The plan's indicator table on one landscape page: everything an official looks for in one row a target."""

from __future__ import annotations

from typing import TypedDict

from ontrack.assessment.alarms.alarm import Alarm
from ontrack.plan import Target
from ontrack.report.edition import Edition
from ontrack.report.phrases.target_rows import TargetRow, target_row
from ontrack.rules.rules_table import Ruling
from ontrack.wording.number_format import MISSING, format_value

EARLIER_YEARS = 5  # a five-year plan's own baseline is the end of the plan before it
ELAPSED_RULE = "china_elapsed_time"


class Ahead(TypedDict):
    """Years ahead of the straight line, and whether they are the median's."""

    ahead: str
    ahead_kind: str


class TableRow(TargetRow, Ahead):
    """One target in the indicator table."""

    earlier: str
    band: str


class IndicatorTable(TypedDict):
    """The page of the indicator table."""

    caption: str
    heads: dict[str, str]
    has_earlier: bool
    rows: list[TableRow]
    notes: str
    legend: list[str]


def indicator_table_page(edition: Edition) -> IndicatorTable:
    """Return the rows of the indicator table, its notes, and which columns have anything in them."""
    targets = edition.plan.table_targets
    rows = [table_row(edition, target, place) for place, target in enumerate(targets, 1)]
    return {
        "caption": edition.say("table.caption", number=len(rows)),
        "heads": {"earlier": edition.say("year", year=earlier_year(edition))},
        "has_earlier": any(row["earlier"] != MISSING for row in rows),
        "rows": rows,
        "notes": edition.say("table.notes"),
        "legend": edition.legend({row["latest_mark"] for row in rows}),
    }


def earlier_year(edition: Edition) -> int:
    """Return the year five before the plan's baseline."""
    return edition.plan.baseline_year - EARLIER_YEARS


def table_row(edition: Edition, target: Target, place: int) -> TableRow:
    """Return one target: what every table says of it, and earlier value, band and years ahead."""
    return {
        **target_row(edition, target, place),
        "earlier": earlier_value(edition, target),
        "band": band(edition, target),
        **years_ahead(edition, target),
    }


def earlier_value(edition: Edition, target: Target) -> str:
    """Return the usable value five years before the plan's baseline, a dash without one."""
    indicator = edition.indicator_of(target)
    year = earlier_year(edition)
    values = [row["value"] for row in edition.usable_of(indicator) if row["year"] == year]
    return edition.figure(values[-1], indicator) if indicator and values else MISSING


def band(edition: Edition, target: Target) -> str:
    """Return the word of progress against elapsed time, a dash while there is none."""
    rows = [row for row in edition.rows_of("rules", Ruling, target) if row.rule == ELAPSED_RULE]
    words = [edition.say(f"schedule.{row.band}") for row in rows if row.band]
    return words[0] if words else MISSING


def years_ahead(edition: Edition, target: Target) -> Ahead:
    """Return years ahead of (behind) the straight line, or of the projected median while there is no figure.

    Signed, with one decimal; ``ahead_kind`` says when it is the median's. Where the median does not reach the
    target in the ten years projected, it is later by more than the years from the target to their end.
    """
    for row in edition.rows_of("alarms", Alarm, target):
        if row.years_ahead is not None:
            return {"ahead": signed(row.years_ahead), "ahead_kind": ""}
        if row.projected_years_ahead is not None:
            ahead = signed(row.projected_years_ahead)
            return {"ahead": ahead, "ahead_kind": edition.say("table.projected")}
        if row.attained_horizon is not None:
            last = format_value((target.year or 0) - row.attained_horizon, 0)
            return {"ahead": f"< {last}", "ahead_kind": edition.say("table.projected")}
    return {"ahead": MISSING, "ahead_kind": ""}  # met already, or no level


def signed(years: float) -> str:
    """Return years with their sign and one decimal."""
    text = format_value(years, 1)
    return f"+{text}" if years > 0 else text
