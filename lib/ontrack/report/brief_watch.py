"""What to watch next year, on the brief."""

from __future__ import annotations

from typing import TypedDict

from ontrack.assessment.alarms.alarm import Alarm
from ontrack.plan import Target
from ontrack.report.edition import Edition
from ontrack.report.phrases.decided import share_decided
from ontrack.report.phrases.shortening import shortened
from ontrack.report.phrases.target_rows import in_billions
from ontrack.wording.number_format import MISSING

SHOWN_WATCHED = 4
MEASURES = {"safe": "last_safe_value", "kept": "value_keeping_80"}  # none has a column without a figure


class WatchTable(TypedDict):
    """What to watch next year."""

    heading: str
    heads: list[str]
    rows: list[list[str]]
    note: str


def watch_table(edition: Edition) -> WatchTable | None:
    """Return next year's least values: what keeps the target within reach, and what makes it likely.

    None once nothing of the table is open: no coming figure decides anything.
    """
    if share_decided(edition) == "all":
        return None
    found = watched(edition)
    shown = [
        name for name, field in MEASURES.items() if any(getattr(row, field) is not None for _, row in found)
    ]
    year = edition.stamp.as_of + 1
    notes = [f"brief.watch_{name}_note" for name in shown] or ["brief.watch_none"]
    return {
        "heading": edition.say("brief.watch", year=year),
        "heads": [edition.say(f"brief.watch_{head}") for head in ("name", "latest", *shown)],
        "rows": [watch_row(edition, target, row, shown) for target, row in found],
        "note": edition.wording.join([edition.say(note, year=year) for note in notes]),
    }


def watched(edition: Edition) -> list[tuple[Target, Alarm]]:
    """Return the targets to watch with their alarms: binding ones, then those nearest to an even chance."""
    known = [
        (target, row)
        for target in edition.plan.table_targets
        for row in edition.rows_of("alarms", Alarm, target)
        if row.last_safe_value is not None or row.value_keeping_80 is not None
    ]

    def rank(found: tuple[Target, Alarm]) -> tuple[bool, float]:
        target, _ = found
        probability = edition.assessment_of(target).probability_met
        return target.nature != "binding", abs(0.5 - probability) if probability is not None else 1.0

    return sorted(known, key=rank)[:SHOWN_WATCHED]


def watch_row(edition: Edition, target: Target, alarm: Alarm, shown: list[str]) -> list[str]:
    """Return name, latest value and the values of next year that are shown."""
    latest = edition.assessment_of(target).latest_value
    values = [in_billions(edition, target, getattr(alarm, MEASURES[name])) for name in shown]
    sign = "≥" if target.wants_more else "≤"
    return [
        shortened(edition.name_of(target)),
        in_billions(edition, target, latest),
        *(value if value == MISSING else f"{sign} {value}" for value in values),
    ]
