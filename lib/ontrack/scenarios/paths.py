"""The middle path of each kind of scenario, ten years from the last value. Meanings: METHODS section 5."""

from __future__ import annotations

import math
from functools import singledispatch

import numpy as np

from ontrack.plan.scenario import (
    AcceleratedRamp,
    AcceleratedStep,
    DriverEffect,
    FixedRate,
    Named,
    Paced,
    PeerGrowthReplay,
    PeerTimeShift,
    QuantilePath,
    RequiredPace,
    ReturnToTrajectory,
    Shock,
    Stagnation,
)
from ontrack.scenarios.course import Course
from ontrack.scenarios.transformed import ALL_HORIZONS
from ontrack.series.scales import Array


@singledispatch
def median_path(scenario: Named, course: Course) -> Array:
    """Return the medians of a scenario, one to ten years after the last value; the baseline's by default."""
    return course.values[1:]


@median_path.register
def stagnation(scenario: Stagnation, course: Course) -> Array:
    """Return a path that stays at the value of the year before it begins."""
    return course.grown(course.values[: course.start(scenario)], np.zeros(len(ALL_HORIZONS)))


@median_path.register
def accelerated_step(scenario: AcceleratedStep, course: Course) -> Array:
    """Return the path whose growth is the baseline's and so much more."""
    return accelerated(course, pace(scenario, course), course.start(scenario))


def accelerated(course: Course, added: float, start: int = 1) -> Array:
    """Return the path whose growth is so much more a year, from a place on."""
    return course.grown(course.values[:start], course.growth[start - 1 :] + added)


@median_path.register
def accelerated_ramp(scenario: AcceleratedRamp, course: Course) -> Array:
    """Return the path whose added growth is reached after L years: Δ·min(1, k/L) in the k-th."""
    start = course.start(scenario)
    shares = np.minimum(1.0, ALL_HORIZONS / scenario.ramp_years)
    growth = course.growth[start - 1 :]
    return course.grown(course.values[:start], growth + pace(scenario, course) * shares[: len(growth)])


@median_path.register
def fixed_rate(scenario: FixedRate, course: Course) -> Array:
    """Return the path of one growth rate."""
    return course.grown(
        course.values[: course.start(scenario)], np.full(len(ALL_HORIZONS), pace(scenario, course))
    )


@median_path.register
def required_pace(scenario: RequiredPace, course: Course) -> Array:
    """Return the path that is on the target in its year and goes on at the same pace.

    It stays where it is when it meets the target already.
    """
    start, target = course.start(scenario), course.target
    assert target is not None and target.level is not None and target.year is not None
    level, first = target.level, float(course.values[start - 1])
    if target.met_by(first):
        return course.grown(course.values[:start], np.zeros(len(ALL_HORIZONS)))
    years = target.year - course.last_year - start + 1
    left = years - np.arange(1, len(ALL_HORIZONS) - start + 2)  # after each year, so that the end is exact
    if scenario.path == "linear":
        ahead = level - (level - first) / years * left
    else:
        ahead = level / math.pow(level / first, 1 / years) ** left
    return np.append(course.values[1:start], ahead)


@median_path.register
def shock(scenario: Shock, course: Course) -> Array:
    """Return the path that drops in some years, and then grows by shares of the baseline's growth."""
    growth = np.array(course.growth)
    for drop in scenario.shocks:
        place = drop.year - course.last_year - 1
        shares = [*drop.recovery][: len(growth) - place - 1]
        growth[place + 1 : place + 1 + len(shares)] *= shares
        growth[place] = pace(drop, course)
    return course.grown(course.values[:1], growth)


@median_path.register
def return_to_trajectory(scenario: ReturnToTrajectory, course: Course) -> Array:
    """Return the baseline's path, changed from a year on until the year in which it is back."""
    path = np.array(course.values)
    away = slice(scenario.year - course.last_year, scenario.return_year - course.last_year)
    change = pace(scenario, course)
    path[away] = [course.advanced(float(value), change) for value in path[away]]
    return path[1:]


@median_path.register
def quantile_path(scenario: QuantilePath, course: Course) -> Array:
    """Return a quantile of the baseline as a path."""
    return course.quantile(scenario.quantile_pct / 100)


@median_path.register
def driver_effect(scenario: DriverEffect, course: Course) -> Array:
    """Return the ratio's path when one of its parts grows faster: times or over Π(1 + e·(1 − fade)^(k−1))."""
    start = course.start(scenario)
    effects = scenario.percent / 100 * (1 - scenario.fade) ** np.arange(len(ALL_HORIZONS) - start + 1)
    factors = np.append(np.ones(start - 1), np.cumprod(1 + effects))
    return course.values[1:] * factors ** (1 if scenario.part == "numerator" else -1)


@median_path.register(PeerTimeShift)
@median_path.register(PeerGrowthReplay)
def peer_path(scenario: PeerTimeShift | PeerGrowthReplay, course: Course) -> Array:
    """Return the peer's path as far as its data go, then one that grows as the baseline does."""
    before = course.values[: course.start(scenario)]
    known = [*before, *course.followed(scenario)]
    return course.grown(known, course.growth[len(known) - 1 :])


def pace(paced: Paced, course: Course) -> float:
    """Return the pace of a scenario in the course's unit."""
    found = paced.in_unit(course.unit)
    assert found is not None, "why_not_applied asks for the unit first"
    return found
