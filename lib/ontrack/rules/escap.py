"""The two indices of the United Nations' Economic and Social Commission for Asia and the Pacific."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd

from ontrack.numbers.comparing import compare_ratios
from ontrack.numbers.rates import elapsed_pct
from ontrack.rules.course import Course
from ontrack.rules.rule import Finding, Rule, Source
from ontrack.series.scales import Identity, Logit, Scale

WHOLE_WAY = 10.0
ON_TRACK_ABOVE, REGRESSION_UP_TO = 9.0, 0.0
SMALLEST_GAP_PCT, WHOLE_GAP_PCT = 10.0, 100.0


def judge_status(course: Course) -> Finding:
    """Return the current status index: ten times the part of the way covered since the base (METHODS 1.4).

    A target already met scores 10. The yardstick is ten times the part of the time that is over.
    """
    if course.history.empty or course.target_year is None:
        return Finding("index_10", reason=course.why_no_change())
    reason = course.why_no_progress()
    if course.base is None or reason:
        met = course.reached
        return Finding("index_10", WHOLE_WAY, "on_track") if met else Finding("index_10", reason=reason)
    year, base = course.base
    elapsed = elapsed_pct(year, course.latest_year, course.target_year) / WHOLE_WAY
    way = abs(course.target_value - base)
    covered = WHOLE_WAY * course.direction * (course.latest_value - base) / way
    index = WHOLE_WAY if course.reached else covered
    return Finding("index_10", index, status_band(index), "", elapsed, year)


def status_band(index: float) -> str:
    """Return the band of a current status index."""
    if compare_ratios(index, ON_TRACK_ABOVE) > 0:
        return "on_track"
    return "slow" if compare_ratios(index, REGRESSION_UP_TO) > 0 else "regression"


def judge_anticipated(course: Course) -> Finding:
    """Return the gap expected in the target's year, in per cent of the way from base to target.

    It is 0 where the target will be met: up to 10 maintain, to 100 accelerate, above reverse (METHODS 1.4).
    Once the target's year is observed, its own value is the one expected.
    """
    reason = course.why_no_progress() or course.why_no_outlook()
    if reason or course.base is None:
        return Finding("gap_pct", reason=reason)
    over = course.latest_year == course.target_year
    if not over and not scale_of(course).admits(course.history):
        return Finding("gap_pct", reason="at_a_bound")
    expected = course.latest_value if over else regression_forecast(course)
    way = abs(course.target_value - course.base[1])
    gap = 0.0 if course.is_reached_by(expected) else 100 * abs(course.target_value - expected) / way
    return Finding("gap_pct", gap, gap_band(gap), base_year=course.base[0])


def gap_band(gap_pct: float) -> str:
    """Return the band of a gap in per cent of the way, as commonly stated."""
    if compare_ratios(gap_pct, SMALLEST_GAP_PCT) <= 0:
        return "maintain"
    return "accelerate" if compare_ratios(gap_pct, WHOLE_GAP_PCT) <= 0 else "reverse"


def scale_of(course: Course) -> Scale:
    """Return the scale the history is carried on: log-odds between two bounds, else the level."""
    bounded = math.isfinite(course.lower) and math.isfinite(course.upper)
    return Logit(course.lower, course.upper) if bounded else Identity()


def time_weights(years: pd.Index, target_year: int) -> np.ndarray:
    """Return the weight of each year: 1 for the first, more for one nearer to the target's year."""
    return (target_year - years[0]) / (target_year - years.to_numpy(dtype=float))


def regression_forecast(course: Course, scale: Scale | None = None) -> float:
    """Return the value in the target's year on the time-weighted least-squares line.

    Parameters
    ----------
    course : Course
        Of at least two values, all before the target's year.
    scale : Scale, optional
        The line is straight on it; without one, on that of `scale_of`.
    """
    assert course.target_year is not None, "see Course.why_no_forecast"
    scale = scale or scale_of(course)
    ahead = course.history.index.to_numpy(dtype=float) - course.target_year
    weights = time_weights(course.history.index, course.target_year)
    # numpy weighs the residuals, not their squares; the line's value at 0 years ahead is the forecast.
    line = np.polynomial.Polynomial.fit(ahead, scale.forward(course.history), 1, w=np.sqrt(weights))
    return float(scale.inverse(line(0.0)))


ADDRESS = "https://data.unescap.org/resource-guides/progress-assessment-methodology"
PUBLISHER = "United Nations ESCAP"
STATUS_RULE = Rule(
    judge_status,
    {"on_track": "good", "slow": "middle", "regression": "bad"},
    Source("Progress assessment methodology: Current Status Index", PUBLISHER, ADDRESS, "secondary"),
)
ANTICIPATED_RULE = Rule(
    judge_anticipated,
    {"maintain": "good", "accelerate": "middle", "reverse": "bad"},
    Source(
        "Progress assessment methodology: Anticipated Progress Index", PUBLISHER, ADDRESS, "common_knowledge"
    ),
)
