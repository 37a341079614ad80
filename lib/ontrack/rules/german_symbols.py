"""The weather symbols of the German sustainable development strategy: the mean change carried on."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ontrack.numbers.comparing import compare, compare_ratios, same
from ontrack.rules.course import Course
from ontrack.rules.rule import Finding, Rule, Source

MOST_POINTS, FEWEST_POINTS = 6, 4
SUN_PCT, SUN_AND_CLOUD_PCT = 5.0, 20.0
SYMBOLS = ("sun", "sun_and_cloud", "cloud", "thunderstorm")


def judge(course: Course) -> Finding:
    """Return by how much the target will be missed, in per cent of the way still to go (METHODS 1.7).

    Below 5 % sun, up to 20 % sun and cloud, above it cloud where the change has the right direction,
    otherwise thunderstorm. Takes the last six consecutive yearly values, at least four.
    """
    reason = course.why_no_forecast()
    recent = consecutive(course.history)
    if not reason and len(recent) < FEWEST_POINTS:
        reason = "few_consecutive_years"
    if not reason and same(course.latest_value, course.target_value):
        reason = "latest_is_target"
    if reason:
        return Finding("missed_pct", reason=reason)
    missed = missed_pct(course, recent)
    rightly = course.direction * compare(recent.iloc[-1], recent.iloc[0]) > 0
    return Finding("missed_pct", missed, symbol(missed, rightly=rightly), base_year=int(recent.index[0]))


def consecutive(history: pd.Series) -> pd.Series:
    """Return the latest values without a gap between their years, six at most."""
    recent = history.iloc[-MOST_POINTS:]
    gaps = np.flatnonzero(np.diff(recent.index) != 1)
    return recent.iloc[gaps[-1] + 1 :] if len(gaps) else recent


def missed_pct(course: Course, recent: pd.Series) -> float:
    """Return the shortfall in the target's year, in per cent of the way from latest value to target."""
    assert course.target_year is not None, "see Course.why_no_forecast"
    change = (recent.iloc[-1] - recent.iloc[0]) / (len(recent) - 1)
    expected = course.latest_value + (course.target_year - course.latest_year) * change
    way = abs(course.target_value - course.latest_value)
    return float(100 * course.direction * (course.target_value - expected) / way)


def symbol(missed: float, *, rightly: bool) -> str:
    """Return the symbol of a shortfall in per cent, and of the direction of change."""
    if compare_ratios(missed, SUN_PCT) < 0:
        return "sun"
    if not rightly:
        return "thunderstorm"
    return "sun_and_cloud" if compare_ratios(missed, SUN_AND_CLOUD_PCT) <= 0 else "cloud"


RULE = Rule(
    judge,
    dict(zip(SYMBOLS, ("good", "middle", "bad", "bad"), strict=True)),
    Source(
        "Indikatoren der Deutschen Nachhaltigkeitsstrategie",
        "Statistisches Bundesamt",
        "https://dns-indikatoren.de/en/",
        "secondary",
    ),
)
