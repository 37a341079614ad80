"""The weighted rate of change of the Global Burden of Disease study (IHME): later years may weigh more."""

from __future__ import annotations

from functools import partial

import numpy as np
import pandas as pd

from ontrack.rules.course import Course
from ontrack.rules.rule import Finding, Rule, Source


def weighted_rate(history: pd.Series, omega: float) -> float:
    """Return the weighted mean of the yearly rates of change, as a difference of logarithms (METHODS 1.8).

    Parameters
    ----------
    history : Series
        At least two positive values. The rate over missing years counts for each of them.
    omega : float
        The k-th year weighs k to this power: 0 weighs all alike, more weighs the latest most.
    """
    lengths = np.diff(history.index)
    rates = np.repeat(np.diff(np.log(history.to_numpy(dtype=float))) / lengths, lengths)
    return float(np.average(rates, weights=np.arange(1, len(rates) + 1.0) ** omega))


def judge(course: Course, omega: float) -> Finding:
    """Return the value in the target's year, observed or at the weighted rate, held against the target."""
    reason = course.why_no_outlook()
    if not reason and course.history.min() <= 0:
        reason = "not_positive"
    if reason or course.target_year is None:
        return Finding("level", reason=reason)
    years = course.target_year - course.latest_year
    value = course.latest_value * float(np.exp(years * weighted_rate(course.history, omega)))
    band = "reached" if course.is_reached_by(value) else "not_reached"
    return Finding("level", value, band, "", course.target_value, int(course.history.index[0]))


def rule(omega: float) -> Rule:
    """Return the rule for a weight; the study chooses it by the fit to later years, a plan by its setting."""
    return Rule(
        partial(judge, omega=omega),
        {"reached": "good", "not_reached": "bad"},
        Source(
            "Measuring progress and projecting attainment of the health-related"
            " Sustainable Development Goals",
            "GBD 2017 SDG Collaborators, The Lancet",
            "https://pmc.ncbi.nlm.nih.gov/articles/PMC6227911",
            "excerpt",
        ),
    )
