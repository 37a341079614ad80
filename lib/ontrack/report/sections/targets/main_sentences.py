"""What the main part says of one target in a paragraph, and in the line that compares ways to look at it."""

from __future__ import annotations

from ontrack.assessment.alarms.alarm import Alarm
from ontrack.assessment.alarms.next_value import KEPT_PROBABILITY
from ontrack.assessment.verdicts import DECIDED, is_judged
from ontrack.explanation.lenses.sentences import at_present_pace, reconciling_line, rules_sentence
from ontrack.explanation.why.reading import FIRST, shown, steps_of
from ontrack.hindsight.outcomes import PastAnswer
from ontrack.plan import Indicator, Target
from ontrack.plan.kinds import kind_of
from ontrack.report.edition import Edition
from ontrack.report.phrases.decided import is_decided
from ontrack.report.phrases.target_rows import (
    aim,
    already_met,
    figures_of,
    missing,
    reason_text,
    year_text,
)
from ontrack.report.sections.hindsight.outcomes_page import why_open
from ontrack.report.sections.summary.risks import told
from ontrack.report.sections.targets.alarm_block import pace_text
from ontrack.report.sections.targets.lens_block import lenses_of, table_of
from ontrack.report.sections.targets.main_paces import paces_of
from ontrack.report.sections.targets.stability_line import stability_line
from ontrack.wording.number_format import format_probability

NO_RECENT_DATA = ("no_data", "figures_too_old")
LEAST_POINTS = 5  # a step that moves the probability less drives nothing


def story(edition: Edition, target: Target) -> list[str]:
    """Return where a target stands, what it takes, what to expect of it and why it gets no word."""
    if is_decided(edition, target):
        return [standing(edition, target), *published(edition, target), *forecasts(edition, target)]
    row = edition.assessment_of(target)
    if row.probability_met is None:
        return not_assessed(edition, target)
    over = target.year is not None and target.year <= edition.stamp.as_of
    return [
        standing(edition, target),
        *([why_open(edition, target)] if over else pace(edition, target)),
        *outlook(edition, target),
        *driver(edition, target),
        *([reason_text(edition, target)] if row.reason else []),
    ]


def not_assessed(edition: Edition, target: Target) -> list[str]:
    """Return what is aimed at, why there is no probability, and which figure would bring one."""
    row = edition.assessment_of(target)
    said = [standing(edition, target)]
    if row.latest_value is not None or row.reason not in NO_RECENT_DATA:
        said.append(reason_text(edition, target))
    if row.reason in NO_RECENT_DATA:
        name = edition.name_of(target)
        said.append(edition.say("page.needed", name=name, missing=missing(edition, target)))
    return [text for text in said if text]


def standing(edition: Edition, target: Target) -> str:
    """Return the latest value and the target in one sentence."""
    row = edition.assessment_of(target)
    places = {"aim": aim_words(edition, target), "year": year_text(target.year)}
    if row.latest_value is None:
        return edition.say("main.stand_none", **places)
    indicator = edition.indicator_of(target)
    assert indicator is not None, "a value is an indicator's"
    latest = told(edition, indicator, [row.latest_value])
    form = "stand" if target.year else "stand_no_year"
    if row.verdict in DECIDED:
        form = row.verdict
    elif target.year and already_met(edition, target):
        form = "stand_beyond"
    return edition.say(f"main.{form}", **places, latest=latest, latest_year=year_text(row.latest_year))


def aim_words(edition: Edition, target: Target) -> str:
    """Return what is to be reached as running text has it: a level with its unit, or as tables have it."""
    indicator = edition.indicator_of(target)
    if target.level is not None and indicator is not None and not kind_of(target).own_unit:
        return told(edition, indicator, [target.level])
    said, unit = aim(edition, target), figures_of(edition, target)[1]
    if kind_of(target).own_unit or not unit:
        return said
    return edition.say("quantity_scaled" if unit[:1].isdigit() else "quantity", value=said, unit=unit)


def short(edition: Edition, indicator: Indicator, ends: list[float]) -> str:
    """Return a value or an interval, without its unit unless that is part of the figure: %, billions."""
    unit = edition.name_of(indicator, "unit")
    if unit[:1].isdigit():
        return told(edition, indicator, ends)
    said = edition.interval(ends[0], ends[-1], indicator) if ends[1:] else edition.figure(ends[0], indicator)
    return f"{said}%" if unit == "%" else said


def pace(edition: Edition, target: Target) -> list[str]:
    """Return the pace that the target takes beside that of the past, in the unit of its indicator."""
    if already_met(edition, target):
        return []
    found, indicator = paces_of(edition, target), edition.indicator_of(target)
    if found is None or indicator is None:
        return []
    required = change(edition, indicator, found.required, found.unit, "must")
    if not found.observed:
        return [edition.say("main.needed", required=required)]
    told_paces = [
        edition.say("main.over", period=period, change=change(edition, indicator, value, found.unit, "did"))
        for period, value in found.observed
    ]
    word = edition.say("main.faster" if found.fast_enough(target) else "main.slower")
    listed = edition.say("main.and_over").join(told_paces)
    return [edition.say("main.paces", required=required, observed=listed, word=word)]


def change(edition: Edition, indicator: Indicator, pace: float, unit: str, form: str) -> str:
    """Return a pace as running text has it, *must* or *did*: a rise or a fall by so much a year."""
    text = pace_text(edition, indicator, abs(pace), unit).removeprefix("+")
    if not any(digit in text for digit in "123456789"):
        return edition.say(f"main.{form}_stay")
    way = "rise" if pace > 0 else "fall"
    return edition.say(f"main.{form}_{way}_{unit}", pace=text)


def outlook(edition: Edition, target: Target) -> list[str]:
    """Return the median for the target year and, where it is judged, whether it would do."""
    row = edition.assessment_of(target)
    if row.projected_median is None or target.level is None or target.year is None:
        return []
    indicator = edition.indicator_of(target)
    assert indicator is not None, "a projection is an indicator's"
    places = {"year": target.year, "median": told(edition, indicator, [row.projected_median])}
    if not is_judged(row):
        return [edition.say("main.median", **places)]
    side = edition.say("main.reaches" if target.met_by(row.projected_median) else "main.falls_short")
    return [edition.say("main.outlook", **places, side=side)]


def driver(edition: Edition, target: Target) -> list[str]:
    """Return the piece of evidence that moves the probability most; nothing where none moves it much."""
    steps = [step for step in shown(steps_of(table_of(edition, "why"), target.target)) if step.piece != FIRST]
    most = max(steps, key=lambda step: abs(step.points), default=None)
    if most is None or abs(most.points) < LEAST_POINTS:
        return []
    way = "up" if most.points > 0 else "down"
    piece = edition.say(f"main.piece.{most.piece}")
    return [edition.say(f"main.driver_{way}", piece=piece, change=most.change)]


def published(edition: Edition, target: Target) -> list[str]:
    """Return when the figure that decided a target was published; nothing where that is not known."""
    year = edition.assessment_of(target).latest_year
    rows = [row for row in edition.usable_of(edition.indicator_of(target)) if row["year"] == year]
    dates = [edition.period(row["published"]) for row in rows[-1:] if row["published"]]
    return [edition.say("main.published", date=date) for date in dates]


def forecasts(edition: Edition, target: Target) -> list[str]:
    """Return what earlier assessments had said of a target that is decided; nothing without any."""
    before = earlier(edition, target)
    said = [
        edition.say("main.forecast", year=row.as_of, forecast=forecast(edition, target, row))
        for row in before
        if row.probability_met is not None
    ]
    if not said:
        return [edition.say("main.no_forecast")] if before else []
    return [edition.say("main.forecasts", told=edition.say("main.comma").join(said))]


def earlier(edition: Edition, target: Target) -> list[PastAnswer]:
    """Return what assessments before the outcome said, by year."""
    rows = edition.rows_of("outcomes", PastAnswer, target)
    return sorted((row for row in rows if row.verdict not in DECIDED), key=lambda row: row.as_of)


def forecast(edition: Edition, target: Target, row: PastAnswer) -> str:
    """Return the probability that one earlier assessment had stated, with its median."""
    probability, indicator = format_probability(row.probability_met), edition.indicator_of(target)
    if row.projected_median is None or indicator is None:
        return probability
    median = short(edition, indicator, [row.projected_median])
    return edition.say("main.forecast_median", probability=probability, median=median)


def compared(edition: Edition, target: Target, *, nation: bool) -> list[str]:
    """Return what methods and rules say, and the nation's pace, and how that goes with the probability."""
    row, indicator = lenses_of(edition, target), edition.indicator_of(target)
    if row is None or indicator is None or is_decided(edition, target):
        return []
    told_too = nation and row.nation_pace is not None
    said = [
        *methods(edition, target, indicator),
        rules_sentence(row, edition.language),
        reconciling_line(row, edition.language, indicator),
        at_present_pace(row, target, indicator, edition.wording) if told_too else "",
        stability_line(edition, target),
    ]
    return [text for text in said if text]


def methods(edition: Edition, target: Target, indicator: Indicator) -> list[str]:
    """Return between which values the trend methods lie; nothing where none could be fitted."""
    table = edition.results["trends"]
    values = table[(table["indicator"] == indicator.id) & (table["year"] == target.year)]["value"]
    if values.empty:
        return []
    ends = list(dict.fromkeys((float(values.min()), float(values.max()))))
    found = short(edition, indicator, ends)
    return [edition.count("main.methods", len(values), year=target.year, values=found)]


def watch(edition: Edition, target: Target) -> list[str]:
    """Return which value of next year would do, and when the target is first reached."""
    alarms, indicator = edition.rows_of("alarms", Alarm, target), edition.indicator_of(target)
    if not alarms or indicator is None or is_decided(edition, target):
        return []
    row, said = alarms[0], []
    assessment = edition.assessment_of(target)
    if row.value_keeping_80 is not None and row.keeping_80_steady == "yes":
        value = told(edition, indicator, [row.value_keeping_80])
        less = edition.say("main.less" if target.wants_more else "main.more")
        key = "watch_kept" if (assessment.probability_met or 0) >= KEPT_PROBABILITY else "watch_lifted"
        said.append(edition.say(f"main.{key}", year=row.next_year, value=value, less=less))
    if assessment.probability_held is None:
        reached = row.attained_median or row.attained_horizon
        key = "watch_reached" if row.attained_median else "watch_reached_later"
        said.append(edition.say(f"main.{key}", reached=reached))
    return said
