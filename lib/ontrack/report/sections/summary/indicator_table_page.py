"""The plan's indicator table on one landscape page: everything an official looks for in one row a target.

A column that has nothing to tell of any target is left out: in the baseline year the baseline, which is the
latest value, and all that is measured from it.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TypedDict

from ontrack.assessment.alarms.alarm import Alarm
from ontrack.plan import Target
from ontrack.report.edition import Edition, number
from ontrack.report.phrases.short_words import short_verdict
from ontrack.report.phrases.target_rows import TargetRow, in_billions, rate_text, target_row
from ontrack.rules.rules_table import Ruling
from ontrack.wording.number_format import MISSING, format_value

EARLIER_YEARS = 5  # a five-year plan's own baseline is the end of the plan before it
ELAPSED_RULE = "china_elapsed_time"
# Each column by the head above it and what it shows.
COLUMNS = (
    ("level", "earlier"), ("level", "baseline"), ("level", "latest"), ("level", "aim"),
    ("time", "progress"), ("time", "schedule"), ("time", "ahead"),
    ("rates", "observed"), ("rates", "last_step"), ("rates", "required"),
    ("nation", "nation"), ("nation", "nation_rate"),
    ("outlook", "median"), ("outlook", "probability"),
)  # fmt: skip
ALWAYS = ("latest", "aim", "required", "median", "probability")


class Cell(TypedDict):
    """A figure with its mark, and what stands below it."""

    value: str
    mark: str
    below: str


class TableRow(TypedDict):
    """One target: its names, the figures of the columns shown, and its verdict."""

    number: str
    name: str
    unit: str
    binding: bool
    cells: list[Cell]
    verdict_key: str
    verdict: str
    kinds: str


class IndicatorTable(TypedDict):
    """The page of the indicator table."""

    caption: str
    groups: list[tuple[str, int]]
    heads: list[str]
    rows: list[TableRow]
    notes: str
    legend: list[str]


def indicator_table_page(edition: Edition) -> IndicatorTable | None:
    """Return the rows of the indicator table and its notes; None where the plan has no such table."""
    targets = edition.plan.table_targets
    if not targets:
        return None
    texts = [target_row(edition, target, place, billions=True) for place, target in enumerate(targets, 1)]
    cells = [cells_of(edition, target, row) for target, row in zip(targets, texts, strict=True)]
    shown = [(group, key) for group, key in COLUMNS if key in ALWAYS or tells(cells, key)]
    return {
        "caption": edition.count("whole.caption", len(texts)),
        "groups": [
            (edition.say(f"whole.group_{group}"), len(list(some)) + (group == "outlook"))  # with the verdict
            for group, some in groupby(shown, key=lambda column: column[0])
        ],
        "heads": [head(edition, key, cells) for _, key in shown],
        "rows": [
            table_row(edition, target, row, [found[key] for _, key in shown])
            for target, row, found in zip(targets, texts, cells, strict=True)
        ],
        "notes": edition.wording.join(notes(edition, [key for _, key in shown])),
        "legend": edition.legend({row["latest_mark"] for row in texts}),
    }  # fmt: skip


def tells(rows: Sequence[dict[str, Cell]], key: str) -> bool:
    """Return whether a column tells anything: a figure that is not nought, or a baseline of its own."""
    if key == "baseline":
        return any(row["baseline"] != {**row["latest"], "mark": ""} for row in rows)
    return any(row[key]["value"] not in (MISSING, "0%") for row in rows)


def head(edition: Edition, key: str, rows: Sequence[dict[str, Cell]]) -> str:
    """Return the head of a column; the latest values' says where they are the baselines too."""
    if key == "earlier":
        return edition.say("year", year=earlier_year(edition))
    if key == "latest" and not tells(rows, "baseline"):
        return edition.say("whole.head_latest_baseline")
    return edition.say(f"whole.head_{key}")


def notes(edition: Edition, shown: Sequence[str]) -> list[str]:
    """Return what explains the columns that are shown."""
    keys = ("progress", "schedule", "ahead", "observed", "last_step", "nation")
    return [
        *(edition.say(f"whole.note_{key}") for key in keys if key in shown),
        edition.say("whole.note"),
    ]  # fmt: skip


def table_row(edition: Edition, target: Target, row: TargetRow, cells: list[Cell]) -> TableRow:
    """Return one target with the cells of the columns shown."""
    return {
        "number": row["number"],
        "name": row["name"],
        "unit": row["nature-unit"],
        "binding": row["binding"],
        "cells": cells,
        "verdict_key": row["verdict_key"],
        "verdict": short_verdict(edition, target),
        "kinds": row["kinds"] or row["footing"],
    }


def cells_of(edition: Edition, target: Target, row: TargetRow) -> dict[str, Cell]:
    """Return every cell of one target by its column."""
    return {
        "earlier": cell(earlier_value(edition, target)),
        "baseline": cell(row["baseline"], row["baseline_year"]),
        "latest": cell(row["latest"], row["latest_year"], row["latest_mark"]),
        "aim": cell(row["aim"], row["aim_year"]),
        "progress": cell(row["progress"], row["elapsed"]),
        "schedule": cell(band(edition, target)),
        "ahead": cell(years_ahead(edition, target)),
        "observed": cell(row["observed"]),
        "last_step": cell(row["last_step"]),
        "required": cell(row["required"]),
        **nation(edition, target),
        "median": cell(row["median"], row["interval"]),
        "probability": cell(row["probability"], row["grade"]),
    }


def cell(value: str, below: str = "", mark: str = "") -> Cell:
    """Return a cell; nothing stands below a dash."""
    return {"value": value, "mark": mark, "below": "" if value == MISSING else below}


def earlier_year(edition: Edition) -> int:
    """Return the year five before the plan's baseline."""
    return edition.plan.baseline_year - EARLIER_YEARS


def earlier_value(edition: Edition, target: Target) -> str:
    """Return the usable value five years before the plan's baseline, a dash without one."""
    year = earlier_year(edition)
    values = [row["value"] for row in edition.usable_of(edition.indicator_of(target)) if row["year"] == year]
    return in_billions(edition, target, values[-1]) if values else MISSING


def nation(edition: Edition, target: Target) -> dict[str, Cell]:
    """Return the latest known value of the larger area, with its year, and its rate over three years."""
    values, paces = edition.results.get("evidence_series"), edition.results.get("evidence")
    none = {"nation": cell(MISSING), "nation_rate": cell(MISSING)}
    if values is None or paces is None:
        return none
    known = values[(values["indicator"] == target.indicator) & (values["piece"] == "parent")]
    if known.empty:
        return none
    last = known.sort_values("year").iloc[-1]
    pace = paces[(paces["indicator"] == target.indicator) & (paces["piece"] == "parent")]["pace_3_pct"]
    return {
        "nation": cell(in_billions(edition, target, float(last["value"])), str(int(last["year"]))),
        "nation_rate": cell(rate_text(number(pace.iloc[0]) if len(pace) else None)),
    }


def band(edition: Edition, target: Target) -> str:
    """Return the word of progress against elapsed time, a dash while there is none."""
    rows = [row for row in edition.rows_of("rules", Ruling, target) if row.rule == ELAPSED_RULE]
    words = [edition.say(f"schedule.{row.band}") for row in rows if row.band]
    return words[0] if words else MISSING


def years_ahead(edition: Edition, target: Target) -> str:
    """Return years ahead of the straight line (behind it with a minus), a dash while there is no figure."""
    rows = edition.rows_of("alarms", Alarm, target)
    years = rows[0].years_ahead if rows else None
    return MISSING if years is None else signed(years)


def signed(years: float) -> str:
    """Return years with their sign and one decimal."""
    text = format_value(years, 1)
    return f"+{text}" if years > 0 else text
