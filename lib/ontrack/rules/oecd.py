"""The OECD's outlook to 2030: past growth rates drawn anew, as often as there are years left."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pandas as pd

from ontrack.numbers.comparing import TOLERANCE, compare_ratios
from ontrack.rules.course import Course
from ontrack.rules.rule import Finding, Rule, Source

LARGEST_ENUMERATION = 100_000
SEED = 2030
SHARE_ON_TRACK = 0.75
SIGNIFICANCE = 0.10
FEWEST_RATES = 3
EXACT_UP_TO = 8  # 40,320 orders


def judge(course: Course) -> Finding:
    """Return the share of paths that reach the target, and its band (METHODS 1.6, as commonly stated).

    *On track* from 75 %; *progress, but insufficient* where the values rise or fall with time in the desired
    direction at the 10 % level of significance. Once the target's year is observed there is one path.
    """
    reason = course.why_no_outlook()
    if not reason and min(course.history.min(), course.target_value) <= 0:
        reason = "not_positive"
    rates = yearly_log_rates(course.history)
    if not reason and len(rates) < FEWEST_RATES:
        reason = "few_yearly_rates"
    if reason:
        return Finding("path_share", reason=reason)
    share = share_of_paths(course, rates)
    enough = compare_ratios(share, SHARE_ON_TRACK) >= 0
    band = "on_track" if enough else "insufficient" if moves_rightly(course) else "none"
    return Finding("path_share", share, band, base_year=int(course.history.index[0]))


def yearly_log_rates(history: pd.Series) -> np.ndarray:
    """Return the logarithms of growth from one year to the next; a step over a missing year is none."""
    positive = history[history > 0]
    return np.diff(np.log(positive.to_numpy(dtype=float)))[np.diff(positive.index) == 1]


def share_of_paths(course: Course, rates: np.ndarray) -> float:
    """Return the share of paths of drawn growth rates that reach the target.

    All paths are gone through where there are up to 100,000, otherwise as many are drawn with a fixed seed.
    """
    assert course.target_year is not None, "see Course.why_no_forecast"
    horizon = course.target_year - course.latest_year
    if len(rates) ** horizon <= LARGEST_ENUMERATION:
        growth = np.zeros(1)
        for _ in range(horizon):
            growth = np.add.outer(growth, rates).ravel()
    else:
        draw = np.random.default_rng(SEED)
        growth = draw.choice(rates, size=(LARGEST_ENUMERATION, horizon)).sum(axis=1)
    beyond = course.direction * (growth - (np.log(course.target_value) - np.log(course.latest_value)))
    return float(np.mean(beyond > TOLERANCE if course.strict else beyond >= -TOLERANCE))


def moves_rightly(course: Course) -> bool:
    """Whether the values are rank-correlated with time, significantly and in the desired direction."""
    values = course.history.to_numpy(dtype=float)
    if np.ptp(values) == 0:
        return False
    from scipy.stats import (
        spearmanr,
    )  # here: half a second that a report, which only names rules, need not pay

    found = spearmanr(np.arange(len(values)), values)
    probability = exact_probability(values) if len(values) <= EXACT_UP_TO else found.pvalue
    return bool(course.direction * found.statistic > 0 and probability < SIGNIFICANCE)


def exact_probability(values: np.ndarray) -> float:
    """Return the two-sided probability of so strong a rank correlation with time, over all orders of values.

    The usual approximation finds any three values in order significant.
    """
    from scipy.stats import rankdata

    ranks = rankdata(values)
    time = np.arange(len(ranks)) - (len(ranks) - 1) / 2
    orders = np.array(list(permutations(ranks)))
    return float(np.mean(np.abs(orders @ time) >= abs(ranks @ time) - 1e-9))


RULE = Rule(
    judge,
    {"on_track": "good", "insufficient": "middle", "none": "bad"},
    Source(
        "The Short and Winding Road to 2030: Measuring Distance to the SDG Targets, Annex A",
        "OECD",
        "https://read.oecd.org/10.1787/74218eb7-en?format=html",
        "common_knowledge",
    ),
)
