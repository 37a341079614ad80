"""The average annual rate of change of WHO and UNICEF against the rate the target requires."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ontrack.numbers.comparing import compare_ratios
from ontrack.numbers.rates import compound_rate_pct
from ontrack.rules.course import Course
from ontrack.rules.rule import Finding, Rule, Source


def average_annual_rate_of_reduction_pct(history: pd.Series) -> float:
    """Return the average annual rate of reduction, in per cent a year; negative where the values rise.

    It is that of the least-squares line through the logarithms of at least two positive values
    (METHODS 1.8).
    """
    line = np.polynomial.Polynomial.fit(history.index, np.log(history.to_numpy(dtype=float)), 1)
    return float(-100 * np.expm1(line.deriv()(history.index[-1])))  # the same everywhere on a line


def judge(course: Course) -> Finding:
    """Return the average annual rate of change, in per cent a year, held against the required one.

    The required rate leads from the latest value to the target. The method itself names no bands; here the
    rate is *enough* or *not enough*; for a strict target the required rate itself is not.
    """
    reason = course.why_no_forecast()
    if not reason and min(course.history.min(), course.target_value) <= 0:
        reason = "not_positive"
    if reason or course.target_year is None:
        return Finding("rate_pct", reason=reason)
    rate = -average_annual_rate_of_reduction_pct(course.history)
    years = course.target_year - course.latest_year
    required = compound_rate_pct(course.latest_value, course.target_value, years)
    side = course.direction * compare_ratios(rate, required)
    enough = side > 0 if course.strict else side >= 0
    year = int(course.history.index[0])
    return Finding("rate_pct", rate, "enough" if enough else "not_enough", "", required, year)


RULE = Rule(
    judge,
    {"enough": "good", "not_enough": "bad"},
    Source(
        "augury: methods for the Thirteenth General Programme of Work",
        "World Health Organization",
        "https://github.com/gpw13/augury",
        "full",
    ),
)
