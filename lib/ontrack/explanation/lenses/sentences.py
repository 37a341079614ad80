"""The three lenses and the line that reconciles them with the international rules, a plain sentence each."""

from __future__ import annotations

import math

from ontrack.explanation.lenses.lenses import Lenses
from ontrack.explanation.lenses.reconcile import OwnPace, lags, recent
from ontrack.plan import Indicator, Target, in_china
from ontrack.wording import Wording, load_wording
from ontrack.wording.amounts import in_text
from ontrack.wording.number_format import format_probabilities, format_probability, format_value

USUAL_DECIMALS, SLOW = 2, 0.1  # of a pace in points; below that, as many as show it


def lens_sentences(
    row: Lenses, target: Target, indicator: Indicator, language: str, *, region: str
) -> list[str]:
    """Return one text a lens, of a row of lenses.csv of a plan for a region."""
    wording = load_wording(language)
    return [
        like_this(row, wording),
        at_present_pace(row, target, indicator, wording),
        earlier_targets(row, target, wording, region),
    ]


def like_this(row: Lenses, wording: Wording) -> str:
    """Return the calibrated probability, and what it is without nation and peers."""
    probability, apart = format_probability(row.probability_met), format_probability(row.probability_apart)
    key = "like_this_same" if probability == apart else "like_this"
    if probability == apart and row.nation_pace is None and not row.peers:
        return wording("lenses.like_this_alone", probability=probability)
    return wording(f"lenses.{key}", probability=probability, apart=apart)


def at_present_pace(row: Lenses, target: Target, indicator: Indicator, wording: Wording) -> str:
    """Return what the nation and its peers at their present pace would bring."""
    parts = []
    if row.nation_pace is not None:
        assert row.nation_value is not None, "a pace leads to a value"
        parts.append(
            wording(
                f"lenses.nation_{'met' if row.nation_met == 'yes' else 'missed'}",
                first=row.nation_from, last=row.nation_to, year=target.year,
                pace=pace_words(row.nation_pace, indicator, wording),
                value=in_text(row.nation_value, indicator, wording),
            )
        )  # fmt: skip
    if row.peers:
        pace = pace_words(row.peers_pace, indicator, wording)
        parts.append(wording.count("lenses.peers", row.peers, pace=pace, met=row.peers_met))
    return wording.join(parts) if parts else wording("lenses.no_pace")


def earlier_targets(row: Lenses, target: Target, wording: Wording, region: str) -> str:
    """Return how earlier targets as ambitious as this ended; who plans in China is told if none was."""
    if not row.ambition:
        return wording("lenses.earlier_no_level" if target.level is None else "lenses.earlier_unknown")
    known = {
        "ambition": wording(f"lenses.ambition.{row.ambition}"), "targets": row.earlier_targets,
        "plans": row.earlier_plans,
    }  # fmt: skip
    if not row.earlier_targets:
        return wording("lenses.earlier_none", ambition=known["ambition"])
    place = "_chinese" if in_china(region) else ""
    if row.earlier_share is None:
        return wording(f"lenses.earlier_few{place}", **known)
    assert row.earlier_lower is not None and row.earlier_upper is not None, "a share has its interval"
    interval = format_probabilities(row.earlier_lower, row.earlier_upper, wording.language)
    share = format_probability(row.earlier_share)
    return wording(f"lenses.earlier{place}", share=share, interval=interval, **known)


def rules_sentence(row: Lenses, language: str) -> str:
    """Return how many international rules are favourable, in between and unfavourable; empty without any."""
    tones = {"good": row.rules_good, "middle": row.rules_middle, "bad": row.rules_bad}
    return load_wording(language)("lenses.rules", **tones) if sum(tones.values()) else ""


def reconciling_line(row: Lenses, language: str, indicator: Indicator | None = None) -> str:
    """Return the one line that reconciles the probability with the international rules.

    Without the indicator, paces that are no per cent are said in points.
    """
    wording, key = load_wording(language), row.reconciled
    longer, last = (math.nan if pace is None else pace for pace in (row.longer_pace, row.last_pace))
    own = OwnPace(longer, last, row.longer_from, row.last_from, row.latest_year)
    if key == "agree" and recent(own) and lags(abs(own.last), abs(own.longer)):
        key = "agree_slower"
    if key == "no_rule_answers" and not math.isnan(own.longer):  # two values: the target is no level
        key = "no_level"

    def words(pace: float | None) -> str:
        return pace_words(pace, indicator, wording, row.pace_unit)

    return wording(
        f"lenses.reconciled.{key}", longer=words(row.longer_pace), last=words(row.last_pace),
        nation=words(row.nation_pace), longer_from=own.longer_from, last_from=own.last_from,
        latest_year=own.latest_year, year=row.year, first=row.nation_from, last_year=row.nation_to,
    )  # fmt: skip


def pace_words(
    pace: float | None, indicator: Indicator | None, wording: Wording, unit_of_pace: str | None = None
) -> str:
    """Return a pace a year with its unit: ``17.2% a year``, ``1.96 percentage points a year``."""
    unit = indicator.text("unit", wording.language) if indicator else wording("explorer.unit.points")
    kind = indicator.pace_unit if indicator else unit_of_pace
    decimals = 1 if kind == "percent" or indicator is None else decimals_of(pace, indicator)
    if kind == "points" and unit == "%":
        kind = "percentage_points"
    return wording(f"lenses.pace.{kind}", pace=format_value(pace, decimals), unit=unit)


def decimals_of(pace: float | None, indicator: Indicator) -> int:
    """Return the decimals of a pace in points: one more than the indicator has, where it takes them."""
    most = indicator.decimals + 1
    return most if pace is not None and abs(pace) < SLOW else min(most, USUAL_DECIMALS)
