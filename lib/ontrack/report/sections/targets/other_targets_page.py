"""The targets outside the indicator table, by place: what is asked, where it stands, what is lacking."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypedDict

from ontrack.plan import Target
from ontrack.plan.kinds import kind_of
from ontrack.report.edition import Edition
from ontrack.report.phrases.decided import is_decided
from ontrack.report.phrases.target_rows import (
    TargetRow,
    already_met,
    missing,
    name_with_nature,
    natures,
    remarks,
    target_row,
    year_text,
)
from ontrack.report.sections.written.narrative_pages import written_section
from ontrack.wording.number_format import MISSING

HEADS = ("target", "aim", "latest", "status", "detail")
STATUSES = ("decided", "assessed", "figures_only", "no_figures")


class BoxRow(TypedDict):
    """One target outside the table."""

    name: str
    responsible: str
    aim: str
    unit: str
    aim_year: str
    latest: str
    latest_mark: str
    latest_year: str
    status: str
    verdict_key: str
    verdict: str
    probability: str
    footing: str
    detail: str
    remarks: list[str]


class Block(TypedDict):
    """The targets of one place of the plan."""

    where: str
    counts: str
    rows: list[BoxRow]


class OtherTargets(TypedDict):
    """The page of the targets outside the table."""

    achievements_heading: str
    achievements: Any
    standing_heading: str
    intro: list[str]
    caption: str
    heads: list[str]
    blocks: list[Block]
    legend: list[str]
    notes: list[str]


def other_targets_page(edition: Edition) -> OtherTargets | None:
    """Return introduction and a block for each place; None where the plan has no such target."""
    targets = edition.plan.other_targets
    if not targets:
        return None
    groups = by_place(targets)
    blocks = [block(edition, members) for members in groups.values()]
    rows = [row for one in blocks for row in one["rows"]]
    return {
        "achievements_heading": edition.say("boxes.achievements"),
        "achievements": written_section("achievements", edition),
        "standing_heading": edition.say("boxes.standing"),
        "intro": sentences(edition, targets),
        "caption": edition.say("boxes.caption", number=len(targets)),
        "heads": [edition.say(f"boxes.head_{head}") for head in heads_of(targets)],
        "blocks": blocks,
        "legend": edition.legend({row["latest_mark"] for row in rows}),
        "notes": [edition.say("boxes.notes"), edition.say("boxes.year_note", year=edition.plan.last_year)],
    }


def heads_of(targets: Sequence[Target]) -> tuple[str, ...]:
    """Return the columns of the table: the responsible unit only where the plan names one."""
    return (*HEADS, "responsible") if any(any(one.responsible.values()) for one in targets) else HEADS


def by_place(targets: Sequence[Target]) -> dict[str, list[Target]]:
    """Return targets by the place of the plan they stand in, in the plan's order."""
    groups: dict[str, list[Target]] = {}
    for target in targets:
        groups.setdefault(target.location[""], []).append(target)
    return groups


def sentences(edition: Edition, targets: Sequence[Target]) -> list[str]:
    """Return how many targets there are, in how many places, of what nature and with what status."""
    several = "intro" if edition.plan.table_targets else "intro_alone"
    return [
        edition.count(f"boxes.{several}", len(targets), places=len(by_place(targets))),
        natures(edition, targets),
        counts_text(edition, counts_of(edition, targets)),
    ]


def counts_text(edition: Edition, counts: dict[str, int]) -> str:
    """Return how many targets have each status; known outcomes only where there are any."""
    return edition.say("boxes.counts_decided" if counts["decided"] else "boxes.counts", **counts)


def counts_of(edition: Edition, targets: Sequence[Target]) -> dict[str, int]:
    """Return how many targets have each status."""
    found = [status_of(edition, target) for target in targets]
    return {status: found.count(status) for status in STATUSES}


def status_of(edition: Edition, target: Target) -> str:
    """Return *decided* or *assessed*, *figures_only* with figures and no verdict, else *no_figures*."""
    if is_decided(edition, target):
        return "decided"
    if edition.assessment_of(target).verdict != "not_assessable":
        return "assessed"
    return "figures_only" if edition.usable_of(edition.indicator_of(target)) else "no_figures"


def block(edition: Edition, targets: Sequence[Target]) -> Block:
    """Return one place of the plan: its name, its counts and its targets."""
    counts = counts_of(edition, targets)
    named = edition.say("boxes.comma").join(
        edition.say(f"boxes.{status}_count", number=number) for status, number in counts.items() if number
    )
    return {
        "where": edition.location(targets[0]),
        "counts": edition.count("boxes.block_counts", len(targets), counts=named),
        "rows": [box_row(edition, target) for target in targets],
    }


def box_row(edition: Edition, target: Target) -> BoxRow:
    """Return one target."""
    row = target_row(edition, target, 0)
    status = status_of(edition, target)
    plain = kind_of(target).own_unit
    return {
        "name": name_with_nature(edition, target),
        "responsible": target.text("responsible", edition.language),
        "aim": row["aim"],
        "unit": "" if plain else edition.say("boxes.unit", unit=row["unit"]),
        "aim_year": "" if target.year == edition.plan.last_year else row["aim_year"] or MISSING,
        "latest": row["latest"],
        "latest_mark": row["latest_mark"],
        "latest_year": row["latest_year"],
        "status": status,
        "verdict_key": row["verdict_key"],
        "verdict": row["verdict"] if status in ("decided", "assessed") else edition.say(f"boxes.{status}"),
        "probability": row["probability"] if row["assessed"] else "",
        "footing": row["footing"],
        "detail": detail(edition, target, row),
        "remarks": note_of(edition, target) if status == "no_figures" else remarks(edition, target),
    }


def detail(edition: Edition, target: Target, row: TargetRow) -> str:
    """Return that a target is decided, what is projected for it, or which figures are missing."""
    if status_of(edition, target) == "decided":
        return edition.say("boxes.decided")
    if row["median"] != MISSING:
        return outlook(edition, target, row)
    no_figure_helps = edition.assessment_of(target).reason in ("too_far", "not_published")
    return "" if no_figure_helps else missing(edition, target)


def outlook(edition: Edition, target: Target, row: TargetRow) -> str:
    """Return what is projected for the target year and the rate it takes."""
    pace = row["required"] != MISSING and not already_met(edition, target)
    form = "outlook" if pace else "outlook_plain"
    places = {"year": year_text(target.year), "median": row["median"], "interval": row["interval"]}
    return edition.say(f"boxes.{form}", **places, required=f"{row['required']}%")


def note_of(edition: Edition, target: Target) -> list[str]:
    """Return the note on a target, where there is one."""
    note = edition.name_of(target, "note")
    return [note] if note else []
