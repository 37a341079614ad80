"""What the main part says of one target in a paragraph, and in the line that compares ways to look at it."""

from __future__ import annotations

from ontrack.assessment.alarms.alarm import Alarm
from ontrack.assessment.verdicts import DECIDED
from ontrack.explanation.lenses.sentences import at_present_pace, reconciling_line, rules_sentence
from ontrack.explanation.why.reading import FIRST, shown, steps_of
from ontrack.hindsight.outcomes import PastAnswer
from ontrack.plan import Indicator, Target
from ontrack.plan.kinds import kind_of
from ontrack.report.edition import Edition, rate_pct
from ontrack.report.phrases.decided import is_decided
from ontrack.report.phrases.target_rows import (
    aim,
    already_met,
    missing,
    paces,
    reason_text,
    year_text,
)
from ontrack.report.sections.summary.risks import told
from ontrack.report.sections.targets.alarm_block import pace_text
from ontrack.report.sections.targets.lens_block import lenses_of, table_of
from ontrack.report.sections.targets.stability_line import stability_line
from ontrack.wording.number_format import format_probability, format_value

NO_RECENT_DATA = ("no_data", "figures_too_old")
LEAST_POINTS = 5  # a step that moves the probability less drives nothing


def story(edition: Edition, target: Target) -> list[str]:
    """Return where a target stands, what it takes, what to expect of it and why it gets no word."""
    if is_decided(edition, target):
        return [standing(edition, target), *forecasts(edition, target)]
    row = edition.assessment_of(target)
    if row.probability_met is None:
        return not_assessed(edition, target)
    return [
        standing(edition, target),
        *pace(edition, target),
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
    form = row.verdict if row.verdict in DECIDED else "stand" if target.year else "stand_no_year"
    return edition.say(f"main.{form}", **places, latest=latest, latest_year=year_text(row.latest_year))


def aim_words(edition: Edition, target: Target) -> str:
    """Return what is to be reached as running text has it: a level with its unit, or as tables have it."""
    indicator = edition.indicator_of(target)
    if target.level is None or indicator is None or kind_of(target).own_unit:
        return aim(edition, target)
    return told(edition, indicator, [target.level])


def pace(edition: Edition, target: Target) -> list[str]:
    """Return the pace that the target takes beside that of the past, in the unit of its indicator."""
    alarms, indicator = edition.rows_of("alarms", Alarm, target), edition.indicator_of(target)
    if already_met(edition, target):
        return [edition.say("main.beyond")]
    if not alarms or indicator is None or alarms[0].required_pace is None:
        return []
    row = alarms[0]
    if row.pace_unit == "percent" and edition.assessment_of(target).observed_rate_pct is not None:
        return [rates(edition, target)]
    required = plain_pace(pace_text(edition, indicator, row.required_pace, row.pace_unit))
    latest = edition.assessment_of(target).latest_year
    if row.last_pace is None or row.last_pace_from is None or latest is None:
        return [edition.say("main.needed", required=required)]
    return [
        edition.say(
            "main.slower" if row.last_pace_alarm == "yes" else "main.faster", required=required,
            period=edition.span(row.last_pace_from, latest),
            pace=plain_pace(pace_text(edition, indicator, row.last_pace, row.pace_unit)),
        )
    ]  # fmt: skip


def rates(edition: Edition, target: Target) -> str:
    """Return the required rate beside that of five years and, where there is one, that of the last step."""
    row = edition.assessment_of(target)
    observed, last, required = row.observed_rate_pct, row.latest_rate_pct, row.required_rate_pct
    assert observed is not None and required is not None, "asked only where both are known"
    way = 1 if target.wants_more else -1
    period, last_period = paces(edition, target)
    places = {
        "required": plain_pace(rate_pct(required)),
        "period": period,
        "pace": plain_pace(rate_pct(observed)),
    }
    if last is None or not last_period:
        return edition.say("main.faster" if way * observed >= way * required else "main.slower", **places)
    word = edition.say("main.still_above" if way * last >= way * required else "main.now_below")
    return edition.say(
        "main.slowed", **places, last_period=last_period, last=plain_pace(rate_pct(last)), last_word=word
    )


def plain_pace(pace: str) -> str:
    """Return a pace as sentences have it: a plus is not said, a minus is."""
    return pace.removeprefix("+")


def outlook(edition: Edition, target: Target) -> list[str]:
    """Return the median for the target year and whether it would do; nothing without a level."""
    row = edition.assessment_of(target)
    if row.projected_median is None or target.level is None or target.year is None:
        return []
    indicator = edition.indicator_of(target)
    assert indicator is not None, "a projection is an indicator's"
    side = edition.say("main.reaches" if target.met_by(row.projected_median) else "main.falls_short")
    median = told(edition, indicator, [row.projected_median])
    return [edition.say("main.outlook", year=target.year, median=median, side=side)]


def driver(edition: Edition, target: Target) -> list[str]:
    """Return the piece of evidence that moves the probability most; nothing where none moves it much."""
    steps = [step for step in shown(steps_of(table_of(edition, "why"), target.target)) if step.piece != FIRST]
    most = max(steps, key=lambda step: abs(step.points), default=None)
    if most is None or abs(most.points) < LEAST_POINTS:
        return []
    way = "up" if most.points > 0 else "down"
    piece = edition.say(f"main.piece.{most.piece}")
    return [edition.say(f"main.driver_{way}", piece=piece, change=most.change)]


def forecasts(edition: Edition, target: Target) -> list[str]:
    """Return what earlier assessments had said of a target that is decided; nothing without any."""
    rows = edition.rows_of("outcomes", PastAnswer, target)
    before = sorted((row for row in rows if row.verdict not in DECIDED), key=lambda row: row.as_of)
    said = [
        edition.say("main.forecast", year=row.as_of, probability=format_probability(row.probability_met))
        for row in before
        if row.probability_met is not None
    ]
    if not said:
        return [edition.say("main.no_forecast")] if before else []
    return [edition.say("main.forecasts", told=edition.say("main.comma").join(said))]


def compared(edition: Edition, target: Target) -> list[str]:
    """Return what methods, rules and lenses say, and how that goes with the probability."""
    row, indicator = lenses_of(edition, target), edition.indicator_of(target)
    if row is None or indicator is None or is_decided(edition, target):
        return []
    nation = [at_present_pace(row, target, indicator, edition.wording)] if row.nation_pace is not None else []
    said = [
        *methods(edition, target, indicator),
        rules_sentence(row, edition.language),
        reconciling_line(row, edition.language, indicator),
        *nation,
        stability_line(edition, target),
    ]
    return [text for text in said if text]


def methods(edition: Edition, target: Target, indicator: Indicator) -> list[str]:
    """Return between which values the trend methods lie; nothing where none could be fitted."""
    table = edition.results["trends"]
    values = table[(table["indicator"] == indicator.id) & (table["year"] == target.year)]["value"]
    if values.empty:
        return []
    unit = edition.name_of(indicator, "unit")
    low, high = (format_value(float(one), indicator.decimals, unit) for one in (values.min(), values.max()))
    return [edition.count("main.methods", len(values), year=target.year, low=low, high=high)]


def watch(edition: Edition, target: Target) -> list[str]:
    """Return which value of next year would do, and when the target is first reached."""
    alarms, indicator = edition.rows_of("alarms", Alarm, target), edition.indicator_of(target)
    if not alarms or indicator is None or is_decided(edition, target):
        return []
    row, said = alarms[0], []
    if row.value_keeping_80 is not None and row.keeping_80_steady == "yes":
        value = edition.figure(row.value_keeping_80, indicator)
        less = edition.say("main.less" if target.wants_more else "main.more")
        said.append(edition.say("main.watch_kept", year=row.next_year, value=value, less=less))
    if edition.assessment_of(target).probability_held is None:
        reached = row.attained_median or row.attained_horizon
        key = "watch_reached" if row.attained_median else "watch_reached_later"
        said.append(edition.say(f"main.{key}", reached=reached))
    return said
