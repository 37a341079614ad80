"""The block of an indicator page that says what to watch next year."""

from __future__ import annotations

from typing import TypedDict

from ontrack.assessment.alarms.alarm import Alarm
from ontrack.assessment.alarms.ambition import ORDINARY_RATIO, TRIVIAL_RATIO
from ontrack.assessment.measures import LEAST_BEHIND
from ontrack.plan import Indicator, Target
from ontrack.plan.kinds import SAMPLE_SIZE
from ontrack.report.edition import COMPARISONS, Edition, rate_pct
from ontrack.wording.number_format import (
    format_probabilities,
    format_probability,
    format_rate,
    format_value,
)

SMALL_RATIO = 10  # from here on a ratio has no decimals


class Cell(TypedDict):
    """One labelled figure with its note."""

    label: str
    value: str
    note: str
    alarm: bool


class AlarmBlock(TypedDict):
    """What to watch next year."""

    title: str
    cells: list[Cell]


def alarm_block(edition: Edition, target: Target) -> AlarmBlock | None:
    """Return title and cells (label, value, note, whether it alarms), None for a target without alarms.

    What has no answer has no cell.
    Nothing of a coming year can decide a target whose own year is over: it has no block either.
    """
    rows = edition.rows_of("alarms", Alarm, target)
    indicator = edition.indicator_of(target)
    over = target.year is not None and target.year <= edition.stamp.as_of
    if not rows or indicator is None or over:
        return None
    row = rows[0]
    cells = (
        pace_cell(edition, target, indicator, row),
        safe_cell(edition, target, indicator, row),
        kept_cell(edition, target, indicator, row),
        reached_cell(edition, target, row),
        ahead_cell(edition, target, row),
        ambition_cell(edition, row),
        sensitivity_cell(edition, target, row),
    )
    title = edition.say("alarm.title", year=row.next_year)
    return {"title": title, "cells": [cell for cell in cells if cell is not None]}


def alarm_facts() -> dict[str, str]:
    """Return the settings that the method page states."""
    return {
        "paths": format_value(SAMPLE_SIZE, 0),
        "trivial": format_value(TRIVIAL_RATIO, 1),
        "ordinary": format_value(ORDINARY_RATIO, 0),
        "least": format_value(LEAST_BEHIND, 0),
    }


def cell(edition: Edition, key: str, value: str, notes: list[str], **places: object) -> Cell:
    """Return one cell, labelled by its key."""
    label = edition.say(f"alarm.{key}_label", **places)
    return {"label": label, "value": value, "note": edition.wording.join(notes), "alarm": False}


def pace_cell(edition: Edition, target: Target, indicator: Indicator, row: Alarm) -> Cell | None:
    """Return the last pace beside the required one; alarming where it, or the longer one, is too slow."""
    last_year, unit = edition.assessment_of(target).latest_year, row.pace_unit
    if row.last_pace is None or row.last_pace_from is None or last_year is None:
        return None
    required = pace_text(edition, indicator, row.required_pace, unit)
    notes = [edition.say(f"alarm.pace_{short(row.last_pace_alarm)}", required=required)]
    if row.longer_pace_from is not None and row.longer_pace_from != row.last_pace_from:
        period = edition.span(row.longer_pace_from, last_year)
        pace = pace_text(edition, indicator, row.longer_pace, unit)
        notes.append(edition.say(f"alarm.longer_{short(row.longer_pace_alarm)}", period=period, pace=pace))
    label = {"period": edition.span(row.last_pace_from, last_year)}
    value = pace_text(edition, indicator, row.last_pace, unit)
    alarm = "yes" in (row.last_pace_alarm, row.longer_pace_alarm)
    return {**cell(edition, "pace_over", value, notes, **label), "alarm": alarm}


def short(alarm: str) -> str:
    """Return which sentence tells whether a pace is too slow."""
    return "short" if alarm == "yes" else "enough"


def pace_text(edition: Edition, indicator: Indicator, pace: float | None, pace_unit: str) -> str:
    """Return a pace with its unit."""
    if pace_unit == "percent":
        return rate_pct(pace)
    unit = "points_share" if indicator.unit.shared == "%" else pace_unit
    return edition.say(f"alarm.{unit}", pace=format_rate(pace, 2).removesuffix("%"))


def best_pace(edition: Edition, indicator: Indicator, row: Alarm) -> dict[str, str]:
    """Return the best pace on record, where and when, as places of a sentence."""
    assert row.best_pace_from is not None and row.best_pace_to is not None, "a pace has its years"
    return {
        "pace": pace_text(edition, indicator, row.best_pace, row.pace_unit),
        "region": region_name(edition, row.best_pace_region),
        "period": edition.span(row.best_pace_from, row.best_pace_to),
    }


def safe_cell(edition: Edition, target: Target, indicator: Indicator, row: Alarm) -> Cell | None:
    """Return the last safe value of next year, and whose pace it supposes."""
    value, year = row.last_safe_value, {"year": row.next_year}
    if value is None or not row.best_pace_region:
        return None
    note = edition.say("alarm.safe_note", **best_pace(edition, indicator, row))
    return cell(edition, "safe", bound_text(edition, target, value, indicator), [note], **year)


def region_name(edition: Edition, region: str) -> str:
    """Return the name of a region, its id where regions.csv has none."""
    regions = edition.raw.regions
    return str(regions.loc[region, f"name_{edition.language}"]) if region in regions.index else region


def bound_text(edition: Edition, target: Target, value: float, indicator: Indicator) -> str:
    """Return a least value, or a greatest one where less is wanted."""
    sign = COMPARISONS[">=" if target.wants_more else "<="]
    return f"{sign} {format_value(value, indicator.decimals, edition.name_of(indicator, 'unit'))}"


def kept_cell(edition: Edition, target: Target, indicator: Indicator, row: Alarm) -> Cell | None:
    """Return the value of next year that would make, or keep, the probability 80 %; None without one."""
    value, year = row.value_keeping_80, {"year": row.next_year}
    if value is None:
        return None
    form = "kept_note" if row.keeping_80_steady == "yes" else "kept_unsteady"
    return cell(
        edition, "kept", bound_text(edition, target, value, indicator), [edition.say(f"alarm.{form}")], **year
    )


def reached_cell(edition: Edition, target: Target, row: Alarm) -> Cell:
    """Return the year in which the target is first reached, or the chance that a met target stays met."""
    held = edition.assessment_of(target).probability_held
    if held is not None:
        note = edition.say("alarm.reached_held", probability=format_probability(held), year=target.year)
        return cell(edition, "reached", edition.say("alarm.reached_already"), [note])
    lower, median, upper = (
        attained_year(edition, row, year)
        for year in (row.attained_lower_80, row.attained_median, row.attained_upper_80)
    )
    late = format_probability(row.late_share)
    notes = [edition.say("alarm.reached_late", share=late, year=target.year)]
    if row.attained_lower_80 is not None:
        notes.insert(0, edition.say("alarm.reached_range", lower=lower, upper=upper))
    return cell(edition, "reached", median, notes)


def attained_year(edition: Edition, row: Alarm, year: int | None) -> str:
    """Return a year of attainment, or that it lies beyond the last year projected."""
    return edition.say("alarm.later", year=row.attained_horizon) if year is None else str(year)


def ahead_cell(edition: Edition, target: Target, row: Alarm) -> Cell | None:
    """Return years ahead of the straight line; before there is a figure for it, those of the median.

    What is met already is ahead of no line.
    """
    observed, projected = row.years_ahead, row.projected_years_ahead
    if edition.assessment_of(target).probability_held is not None:
        return None
    if projected is None:
        median = edition.say("alarm.never", year=row.attained_horizon)
    else:
        median = years_text(edition, projected)
    if observed is None:
        return cell(edition, "ahead_projected", median, [edition.say("alarm.ahead_passes")])
    note = edition.say("alarm.ahead_median", when=median)
    return {**cell(edition, "ahead", years_text(edition, observed), [note]), "alarm": observed < 0}


def years_text(edition: Edition, years: float) -> str:
    """Return years ahead, or behind where they are negative, with one decimal."""
    text = format_value(abs(years), 1)
    return edition.say("alarm.early" if years >= 0 else "alarm.late", years=text)


def ambition_cell(edition: Edition, row: Alarm) -> Cell | None:
    """Return the class of ambition with the two ratios it rests on."""
    if not row.ambition:
        return None
    notes = [
        edition.say(f"alarm.ambition_{name}", ratio=ratio_text(ratio))
        for name, ratio in (("past", row.required_to_past), ("projected", row.required_to_projected))
        if ratio is not None
    ]
    if row.required_to_projected is None:
        notes.append(edition.say("alarm.ambition_away"))
    if 0 in (row.required_to_past, row.required_to_projected):
        notes = [edition.say("alarm.ambition_met")]
    if row.ambition == "unprecedented":
        notes = [edition.say("alarm.ambition_record")]
    value = edition.say(f"alarm.{row.ambition}")
    return {**cell(edition, "ambition", value, notes), "alarm": row.ambition == "unprecedented"}


def ratio_text(ratio: float) -> str:
    """Return a ratio: one decimal below ten, two below one."""
    return format_value(ratio, 0 if ratio >= SMALL_RATIO else 1 if ratio >= 1 else 2)


def sensitivity_cell(edition: Edition, target: Target, row: Alarm) -> Cell:
    """Return between what probabilities the answer moves, and with what."""
    groups = {
        "scale": [row.probability_level, row.probability_log, row.probability_logit],
        "last": [row.probability_without_last],
        "rounded": [row.probability_rounded_lower, row.probability_rounded_upper],
    }
    found = {key: [value for value in values if value is not None] for key, values in groups.items()}
    notes = [
        edition.say(
            f"alarm.sensitive_{key}", range=format_probabilities(min(values), max(values), edition.language)
        )
        for key, values in found.items()
        if values
    ]
    own = edition.assessment_of(target).probability_met
    everything = [value for values in found.values() for value in values] + ([own] if own is not None else [])
    whole = format_probabilities(min(everything), max(everything), edition.language)
    return cell(edition, "sensitive", whole, notes)
