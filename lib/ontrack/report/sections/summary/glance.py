"""All targets by their symbols, taken in at a glance: those of the table by name, the others by place."""

from __future__ import annotations

from typing import TypedDict

from ontrack.assessment.verdicts import SYMBOLS, shown_verdict
from ontrack.plan import Target
from ontrack.report.edition import Edition
from ontrack.report.phrases.short_words import short_verdict
from ontrack.report.phrases.target_rows import name_with_nature
from ontrack.wording.number_format import MISSING, format_probability


class Sign(TypedDict):
    """A target by its symbol, with its name and what is said of it."""

    number: str
    name: str
    key: str
    word: str
    probability: str
    chance: float | None
    grade: str
    binding: bool


class Place(TypedDict):
    """The targets of one place of the plan outside the table, by their symbols."""

    name: str
    keys: list[str]


class Glance(TypedDict):
    """The symbols of all targets."""

    caption: str
    heads: list[str]
    rows: list[Sign]
    others_heading: str
    places: list[Place]
    named: list[Sign]
    legend: list[tuple[str, str]]
    note: str


def glance(edition: Edition) -> Glance:
    """Return the targets of the table, the places of the others, and what each symbol means."""
    table, others = edition.plan.table_targets, edition.plan.other_targets
    shown = {shown_verdict(edition.assessment_of(target)) for target in edition.plan.targets}
    return {
        "caption": edition.count("glance.caption", len(table)) if table else "",
        "heads": [edition.say(f"glance.head_{head}") for head in ("name", "word", "probability", "grade")],
        "rows": [sign(edition, target, place) for place, target in enumerate(table, 1)],
        "others_heading": edition.count("glance.others", len(others)) if others else "",
        "places": places(edition),
        "named": [
            sign(edition, target, 0)
            for target in others
            if shown_verdict(edition.assessment_of(target)) != "not_assessable"
        ],
        "legend": [(key, edition.say(f"glance.meaning.{key}")) for key in SYMBOLS if key in shown],
        "note": edition.say("glance.note"),
    }


def sign(edition: Edition, target: Target, place: int) -> Sign:
    """Return one target by its symbol."""
    row = edition.assessment_of(target)
    return {
        "number": str(place),
        "name": edition.name_of(target) if target.in_table else name_with_nature(edition, target),
        "key": shown_verdict(row),
        "word": short_verdict(edition, target),
        "probability": format_probability(row.probability_met),
        "chance": row.probability_met,
        "grade": row.evidence_grade or MISSING,
        "binding": target.nature == "binding",
    }


def places(edition: Edition) -> list[Place]:
    """Return the symbols of the targets outside the table by place, in the plan's order."""
    found: dict[str, Place] = {}
    for target in edition.plan.other_targets:
        name = edition.location(target)
        place = found.setdefault(name, {"name": name, "keys": []})
        place["keys"].append(shown_verdict(edition.assessment_of(target)))
    return list(found.values())
