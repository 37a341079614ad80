"""The block of an indicator page that says what to watch next year."""

from __future__ import annotations

from typing import Any

from ontrack.assessment.alarms.ambition import ORDINARY_RATIO, TRIVIAL_RATIO
from ontrack.plan import Indicator, Target
from ontrack.plan.kinds import SAMPLE_SIZE
from ontrack.report.edition import COMPARISONS, Edition, number, rate_pct
from ontrack.wording.number_format import (
    MISSING,
    format_probabilities,
    format_probability,
    format_rate,
    format_value,
)

Cell = dict[str, Any]
Row = dict[str, Any]
SMALL_RATIO = 10  # from here on a ratio has no decimals


def alarm_block(edition: Edition, target: Target) -> dict[str, Any] | None:
    """Return title and cells (label, value, note, whether it alarms), None for a target without alarms.

    Nothing of a coming year can decide a target whose own year is over: it has no block either.
    """
    rows = edition.rows_of("alarms", target)
    indicator = edition.indicator_of(target)
    over = target.year is not None and target.year <= edition.stamp.as_of
    if not rows or indicator is None or over:
        return None
    assessment = edition.assessment_of(target)
    met = number(assessment["probability_held"]) is not None
    row = rows[0] | {
        "met": met,
        "latest_year": assessment["latest_year"],
        "unit": indicator.unit.shared,
    }
    return {
        "title": edition.say("alarm.title", year=row["next_year"]),
        "cells": [
            pace_cell(edition, row),
            safe_cell(edition, target, indicator, row),
            kept_cell(edition, target, indicator, row),
            reached_cell(edition, target, row),
            ahead_cell(edition, row),
            ambition_cell(edition, row),
            sensitivity_cell(edition, target, row),
        ],
    }


def alarm_facts() -> dict[str, str]:
    """Return the settings that the method page states."""
    return {
        "paths": format_value(SAMPLE_SIZE, 0),
        "trivial": format_value(TRIVIAL_RATIO, 1),
        "ordinary": format_value(ORDINARY_RATIO, 0),
    }


def cell(edition: Edition, key: str, value: str, notes: list[str], **places: object) -> Cell:
    """Return one cell, labelled by its key."""
    label = edition.say(f"alarm.{key}_label", **places)
    return {"label": label, "value": value, "note": edition.wording.join(notes), "alarm": False}


def pace_cell(edition: Edition, row: Row) -> Cell:
    """Return the last pace beside the required one; alarming where it, or the longer one, is too slow."""
    required = pace_text(edition, row, "required_pace")
    if number(row["last_pace"]) is None:
        form = "pace_room" if row["met"] else "pace_none"
        return cell(edition, "pace", MISSING, [edition.say(f"alarm.{form}", required=required)])
    last_year = int(row["latest_year"])
    notes = [edition.say(f"alarm.pace_{short(row['last_pace_alarm'])}", required=required)]
    if number(row["longer_pace"]) is not None and row["longer_pace_from"] != row["last_pace_from"]:
        period = edition.span(int(row["longer_pace_from"]), last_year)
        pace = pace_text(edition, row, "longer_pace")
        notes.append(edition.say(f"alarm.longer_{short(row['longer_pace_alarm'])}", period=period, pace=pace))
    label = {"period": edition.span(int(row["last_pace_from"]), last_year)}
    value = pace_text(edition, row, "last_pace")
    alarm = "yes" in (row["last_pace_alarm"], row["longer_pace_alarm"])
    return {**cell(edition, "pace_over", value, notes, **label), "alarm": alarm}


def short(alarm: str) -> str:
    """Return which sentence tells whether a pace is too slow."""
    return "short" if alarm == "yes" else "enough"


def pace_text(edition: Edition, row: Row, name: str) -> str:
    """Return a pace with its unit."""
    pace = number(row[name])
    if row["pace_unit"] == "percent":
        return rate_pct(pace)
    unit = "points_share" if row["unit"] == "%" else row["pace_unit"]
    return edition.say(f"alarm.{unit}", pace=format_rate(pace, 2).removesuffix("%"))


def safe_cell(edition: Edition, target: Target, indicator: Indicator, row: Row) -> Cell:
    """Return the last safe value of next year, and whose pace it supposes."""
    value = number(row["last_safe_value"])
    year = {"year": row["next_year"]}
    if value is None or not row["best_pace_region"]:
        return cell(edition, "safe", MISSING, [edition.say("alarm.safe_none")], **year)
    note = edition.say(
        "alarm.safe_note", pace=pace_text(edition, row, "best_pace"),
        region=region_name(edition, row["best_pace_region"]),
        period=edition.span(int(row["best_pace_from"]), int(row["best_pace_to"])),
    )  # fmt: skip
    return cell(edition, "safe", bound_text(edition, target, value, indicator), [note], **year)


def region_name(edition: Edition, region: str) -> str:
    """Return the name of a region, its id where regions.csv has none."""
    regions = edition.raw.regions
    return str(regions.loc[region, f"name_{edition.language}"]) if region in regions.index else region


def bound_text(edition: Edition, target: Target, value: float, indicator: Indicator) -> str:
    """Return a least value, or a greatest one where less is wanted."""
    sign = COMPARISONS[">=" if target.wants_more else "<="]
    return f"{sign} {format_value(value, indicator.decimals, edition.name_of(indicator, 'unit'))}"


def kept_cell(edition: Edition, target: Target, indicator: Indicator, row: Row) -> Cell:
    """Return the value of next year that would make, or keep, the probability 80 %."""
    value = number(row["value_keeping_80"])
    year = {"year": row["next_year"]}
    if value is None:
        return cell(edition, "kept", MISSING, [edition.say("alarm.kept_none")], **year)
    form = "kept_note" if row["keeping_80_steady"] == "yes" else "kept_unsteady"
    return cell(
        edition, "kept", bound_text(edition, target, value, indicator), [edition.say(f"alarm.{form}")], **year
    )


def reached_cell(edition: Edition, target: Target, row: Row) -> Cell:
    """Return the year in which the target is first reached, or the chance that a met target stays met."""
    if row["met"]:
        held = format_probability(number(edition.assessment_of(target)["probability_held"]))
        note = edition.say("alarm.reached_held", probability=held, year=target.year)
        return cell(edition, "reached", edition.say("alarm.reached_already"), [note])
    lower, median, upper = (
        attained_year(edition, row, row[f"attained_{name}"]) for name in ("lower_80", "median", "upper_80")
    )
    late = format_probability(number(row["late_share"]))
    notes = [edition.say("alarm.reached_late", share=late, year=target.year)]
    if number(row["attained_lower_80"]) is not None:
        notes.insert(0, edition.say("alarm.reached_range", lower=lower, upper=upper))
    return cell(edition, "reached", median, notes)


def attained_year(edition: Edition, row: Row, year: object) -> str:
    """Return a year of attainment, or that it lies beyond the last year projected."""
    found = number(year)
    return edition.say("alarm.later", year=int(row["attained_horizon"])) if found is None else str(int(found))


def ahead_cell(edition: Edition, row: Row) -> Cell:
    """Return years ahead of the straight line; before there is a figure for it, those of the median."""
    observed, projected = number(row["years_ahead"]), number(row["projected_years_ahead"])
    if row["met"]:
        return cell(edition, "ahead", MISSING, [edition.say("alarm.ahead_met")])
    if projected is None:
        median = edition.say("alarm.never", year=int(row["attained_horizon"]))
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


def ambition_cell(edition: Edition, row: Row) -> Cell:
    """Return the class of ambition with the two ratios it rests on."""
    if not row["ambition"]:
        return cell(edition, "ambition", MISSING, [])
    notes = [
        edition.say(f"alarm.ambition_{name}", ratio=ratio_text(ratio))
        for name in ("past", "projected")
        if (ratio := number(row[f"required_to_{name}"])) is not None
    ]
    if number(row["required_to_projected"]) is None:
        notes.append(edition.say("alarm.ambition_away"))
    if number(row["required_to_past"]) == 0 or number(row["required_to_projected"]) == 0:
        notes = [edition.say("alarm.ambition_met")]
    if row["ambition"] == "unprecedented":
        notes = [edition.say("alarm.ambition_record")]
    value = edition.say(f"alarm.{row['ambition']}")
    return {**cell(edition, "ambition", value, notes), "alarm": row["ambition"] == "unprecedented"}


def ratio_text(ratio: float) -> str:
    """Return a ratio: one decimal below ten, two below one."""
    return format_value(ratio, 0 if ratio >= SMALL_RATIO else 1 if ratio >= 1 else 2)


def sensitivity_cell(edition: Edition, target: Target, row: Row) -> Cell:
    """Return between what probabilities the answer moves, and with what."""
    scales = [number(row[f"probability_{name}"]) for name in ("level", "log", "logit")]
    groups = {
        "scale": scales,
        "last": [number(row["probability_without_last"])],
        "rounded": [number(row[f"probability_rounded_{side}"]) for side in ("lower", "upper")],
    }
    found = {key: [value for value in values if value is not None] for key, values in groups.items()}
    notes = [
        edition.say(
            f"alarm.sensitive_{key}", range=format_probabilities(min(values), max(values), edition.language)
        )
        for key, values in found.items()
        if values
    ]
    own = number(edition.assessment_of(target)["probability_met"])
    everything = [value for values in found.values() for value in values] + ([own] if own is not None else [])
    whole = format_probabilities(min(everything), max(everything), edition.language)
    return cell(edition, "sensitive", whole, notes)
