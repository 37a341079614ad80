"""The largest risks of a plan: which targets are likeliest to be missed, and why.

Counted are the targets of the indicator table whose probability lies below 66 % and whose year is not over;
one that is not judged this year is not ranked.
They are ranked by the chance of missing them; a binding one comes before any other, and one whose probability
fell since last year, or of which the plan's own figures disagree, moves up. Where fewer than three are left,
relations between the plan's figures that are contradictory or strained follow.
"""

from __future__ import annotations

from typing import TypedDict

from ontrack.assessment.alarms.alarm import Alarm
from ontrack.assessment.verdicts import VERDICT_FLOORS, is_judged, verdict_key
from ontrack.coherence.rows import FindingRow
from ontrack.hindsight.changes import Change
from ontrack.plan import Indicator, Target
from ontrack.report.edition import Edition
from ontrack.report.phrases.footing import footing
from ontrack.report.phrases.pace import pace, too_slow
from ontrack.report.phrases.target_rows import name_with_nature, year_text
from ontrack.report.sections.plan.coherence_page import POINTED_AT, findings, identity_of
from ontrack.report.sections.plan.finding_figures import with_unit
from ontrack.report.sections.targets.alarm_block import best_pace, pace_text
from ontrack.wording.number_format import format_probability

SHOWN = 3
LIKELY_FROM = VERDICT_FLOORS[1][0]
BINDING_FIRST = 1.0  # more than any chance of missing
DISAGREEMENT = 0.1


class Risk(TypedDict):
    """One of the largest risks; `target` is empty for a relation between figures."""

    name: str
    target: str
    probability: str
    key: str
    word: str
    footing: str
    reasons: list[str]


class NumberedRisk(Risk):
    """A risk by its rank."""

    number: str


def risks(edition: Edition) -> list[NumberedRisk]:
    """Return the largest risks, at most three, each with name, chance, word and the reason as sentences."""
    at_risk = [target for target in edition.plan.table_targets if is_at_risk(edition, target)]
    ranked = sorted(at_risk, key=lambda target: weight(edition, target), reverse=True)
    found = [target_risk(edition, target) for target in ranked[:SHOWN]]
    named = {target.target for target in ranked[:SHOWN]}
    if edition.stamp.as_of < edition.plan.last_year:
        found += [relation_risk(edition, row) for row in disagreements(edition) if not named & row.concerned]
    return [{"number": str(place), **item} for place, item in enumerate(found[:SHOWN], 1)]


def is_at_risk(edition: Edition, target: Target) -> bool:
    """Return whether a target is judged and has a probability below that of the word likely."""
    row = edition.assessment_of(target)
    probability = row.probability_met
    return is_judged(row) and probability is not None and probability < LIKELY_FROM


def weight(edition: Edition, target: Target) -> float:
    """Return what a target is ranked by; see the head of this module."""
    probability = edition.assessment_of(target).probability_met or 0.0
    disagrees = any(target.target in row.concerned for row in disagreements(edition))
    return (
        1 - probability
        + BINDING_FIRST * (target.nature == "binding")
        + DISAGREEMENT * disagrees
        + max(0.0, -change_of(edition, target))
    )  # fmt: skip


def change_of(edition: Edition, target: Target) -> float:
    """Return how far the probability moved since the earlier assessment; 0 where there is none."""
    return next((row.difference or 0.0 for row in edition.rows_of("changes", Change, target)), 0.0)


def disagreements(edition: Edition) -> list[FindingRow]:
    """Return the findings that are contradictory or strained, the most severe first."""
    return [row for row in findings(edition) if row.finding in POINTED_AT]


def target_risk(edition: Edition, target: Target) -> Risk:
    """Return one target as a risk."""
    row = edition.assessment_of(target)
    return {
        "name": name_with_nature(edition, target),
        "target": target.target,
        "probability": format_probability(row.probability_met),
        "key": row.verdict,
        "word": edition.wording(verdict_key(row)),
        "footing": footing(edition, target),
        "reasons": [*why(edition, target), *disagreement(edition, target)],
    }


def why(edition: Edition, target: Target) -> list[str]:
    """Return what makes a target hard to reach: an unheard-of pace, its own slow one, or the outlook."""
    rows = edition.rows_of("alarms", Alarm, target)
    indicator = edition.indicator_of(target)
    if rows and indicator and rows[0].ambition == "unprecedented":
        return [unprecedented(edition, target, indicator, rows[0])]
    told = pace(edition, target)
    return told if told and too_slow(edition, target) else outlook(edition, target) or told


def unprecedented(edition: Edition, target: Target, indicator: Indicator, alarm: Alarm) -> str:
    """Return that no region on record has kept up the pace that a target takes."""
    required = pace_text(edition, indicator, alarm.required_pace, alarm.pace_unit)
    best = best_pace(edition, indicator, alarm)
    return edition.say(
        "risk.unprecedented", **standing(edition, target), pace=required.removeprefix("+"),
        best=best.pop("pace").removeprefix("+"), **best,
    )  # fmt: skip


def outlook(edition: Edition, target: Target) -> list[str]:
    """Return the projected median beside the target; nothing for a target that is no level."""
    row = edition.assessment_of(target)
    indicator = edition.indicator_of(target)
    median = row.projected_median
    if indicator is None or target.level is None or median is None:
        return []
    bounds = [bound for bound in (row.lower_80, row.upper_80) if bound is not None]
    form = "outlook_meets" if target.met_by(median) else "outlook"
    return [
        edition.say(
            f"risk.{form}", **standing(edition, target), median=told(edition, indicator, [median]),
            interval=told(edition, indicator, bounds),
        )
    ]  # fmt: skip


def told(edition: Edition, indicator: Indicator, ends: list[float]) -> str:
    """Return a value, or an interval, with the indicator's decimals and its unit."""
    unit = edition.name_of(indicator, "unit")
    if unit[:1].isdigit():  # 100 million yuan: billions read better
        return with_unit(edition, ends, unit)
    if len(ends) == 1:
        return edition.quantity(ends[0], indicator.decimals, unit)
    lower, upper = (edition.figure(end, indicator) for end in ends)
    form = "quantity_percent" if unit == "%" else "quantity"
    return edition.say(form, value=edition.say("range", lower=lower, upper=upper), unit=unit)


def standing(edition: Edition, target: Target) -> dict[str, str]:
    """Return latest value, target and their years, as places of a sentence."""
    row = edition.assessment_of(target)
    indicator = edition.indicator_of(target)
    assert indicator is not None, "only a target with figures is at risk"
    latest, aim = row.latest_value, target.level
    assert latest is not None and aim is not None
    return {
        "latest": told(edition, indicator, [latest]),
        "year": year_text(row.latest_year),
        "target": told(edition, indicator, [aim]),
        "target_year": year_text(target.year),
    }


def disagreement(edition: Edition, target: Target) -> list[str]:
    """Return the most severe finding on a target, in a sentence; none without."""
    rows = [row for row in disagreements(edition) if target.target in row.concerned]
    return [edition.say(f"risk.{row.finding}") for row in rows[:1]]


def relation_risk(edition: Edition, row: FindingRow) -> Risk:
    """Return a relation between the plan's figures as a risk."""
    return {
        "name": title_of(edition, row), "target": "", "probability": "", "key": "not_assessable",
        "word": edition.wording(f"finding.{row.finding}"), "footing": "",
        "reasons": [edition.say(f"risk.relation_{row.finding}")],
    }  # fmt: skip


def title_of(edition: Edition, row: FindingRow) -> str:
    """Return what a finding is about."""
    return identity_of(edition, row).text("title", edition.language)
