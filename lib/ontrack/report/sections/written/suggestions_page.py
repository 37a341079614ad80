"""Recommendations: who should do what by when, and which value of next year each target is to be held to."""

from __future__ import annotations

from typing import Any, TypedDict

from ontrack.assessment.alarms.alarm import Alarm
from ontrack.assessment.verdicts import is_judged
from ontrack.plan import Target
from ontrack.report.edition import COMPARISONS, Edition
from ontrack.report.phrases.decided import open_targets
from ontrack.report.phrases.target_rows import target_row
from ontrack.report.sections.written.narrative_pages import written_section


class CheckPoints(TypedDict):
    """The values of next year that would do."""

    caption: str
    heads: list[str]
    rows: list[list[str]]


class SuggestionsPage(TypedDict):
    """Recommendations."""

    written: dict[str, Any] | None
    wanted: list[str]
    points: CheckPoints | None


def suggestions_page(edition: Edition) -> SuggestionsPage | None:
    """Return what people suggest, which figures are wanted most, and next year's check points."""
    written, wanted = written_section("suggestions", edition), wanted_figures(edition)
    points = check_points(edition)
    if not written and not wanted and not points:
        return None
    return {"written": written, "wanted": wanted, "points": points}


def wanted_figures(edition: Edition) -> list[str]:
    """Return which targets get no word this year, by what each would need; nothing where all have one."""
    left = [target for target in open_targets(edition) if not is_judged(edition.assessment_of(target))]
    reasons = dict.fromkeys(edition.assessment_of(target).reason for target in left)
    said = []
    for reason in reasons:
        names = [edition.name_of(one) for one in left if edition.assessment_of(one).reason == reason]
        listed = edition.say("suggest.comma").join(edition.say("quoted", text=name) for name in names)
        said.append(edition.say(f"suggest.{reason}", names=listed))
    return [edition.count("suggest.wanted", len(left)), *said] if left else []


def check_points(edition: Edition) -> CheckPoints | None:
    """Return for each open target the value of next year that lifts its probability to 80 %."""
    found = [(target, row) for target in open_targets(edition) if (row := point_of(edition, target))]
    if not found:
        return None
    year = found[0][1].next_year
    heads = ("target", "latest", "value", "aim")
    return {
        "caption": edition.say("suggest.caption", year=year),
        "heads": [edition.say(f"suggest.head_{head}", year=year) for head in heads],
        "rows": [point_row(edition, target, row) for target, row in found],
    }


def point_of(edition: Edition, target: Target) -> Alarm | None:
    """Return the alarms of a target for which a value of next year would do, however far it passes it."""
    for row in edition.rows_of("alarms", Alarm, target):
        if row.value_keeping_80 is not None and row.keeping_80_steady == "yes":
            return row
    return None


def point_row(edition: Edition, target: Target, row: Alarm) -> list[str]:
    """Return one target: its latest value, what next year's must be, and what is aimed at."""
    told, indicator = target_row(edition, target, 0), edition.indicator_of(target)
    sign = COMPARISONS[">=" if target.wants_more else "<="]
    latest = edition.say("suggest.latest", value=told["latest"], year=told["latest_year"])
    value = edition.figure(row.value_keeping_80, indicator)
    name = edition.say("suggest.name_unit", name=told["name"], unit=told["unit"])
    return [name, latest, f"{sign} {value}", told["aim"]]
