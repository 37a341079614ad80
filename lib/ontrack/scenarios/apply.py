"""Apply a scenario to a projection: another predictive distribution that chart, table and verdict read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from ontrack.errors import Fault, InputError
from ontrack.plan import Target
from ontrack.plan.scenario import (
    Baseline,
    DriverEffect,
    Drop,
    Named,
    Paced,
    PeerGrowthReplay,
    PeerTimeShift,
    RequiredPace,
    Shock,
)
from ontrack.projection import Projection
from ontrack.scenarios.course import Course
from ontrack.scenarios.paths import median_path
from ontrack.scenarios.transformed import ALL_HORIZONS, Transformed, inside

REMEDIES = {
    "observed_already": ("a scenario that begins after the last value", "Let it begin later."),
    "beyond_projection": ("a scenario that begins within the years projected", "Let it begin earlier."),
    "no_level_target": ("a target that is a level in a year", "Give the target, or choose another kind."),
    "target_year_over": ("a target year after the scenario begins", "Let it begin earlier."),
    "not_positive": ("positive values for a geometric path", 'Write path = "linear".'),
    "no_percent": ("a pace in per cent a year", "Add percent = …"),
    "no_points": ("a pace in the indicator's unit a year", "Add points = …"),
    "no_denominator": ("an indicator with a denominator", "Choose a ratio or a share."),
    "no_peer_data": ("a region with two yearly values or more", "Choose another region."),
    "peer_never_there": (
        "a region that stood at this level and has data afterwards", "Choose another region or year."
    ),
}  # fmt: skip


def apply_scenario(
    scenario: Named,
    projection: Projection,
    *,
    target: Target | None = None,
    peers: Mapping[str, pd.Series] | None = None,
) -> Projection:
    """Return the projection as it is under a scenario; unchanged where the indicator is not concerned.

    Parameters
    ----------
    scenario : Scenario
    projection : Projection
        The baseline's, or one that another scenario was applied to.
    target : Target, optional
        What a required pace leads to: a level and its year.
    peers : mapping, optional
        Region to the yearly values of this indicator there.

    Raises
    ------
    InputError
        When the scenario cannot be applied to this indicator: `why_not_applied` says why in a word.
    """
    course = Course(projection, target, peers or {})
    if reason := why_not_applied(scenario, course):
        found = f"scenario {scenario.id} for {course.indicator} ({reason})"
        raise InputError([Fault(found, *REMEDIES[reason])])
    return along(scenario, course)


def along(scenario: Named, course: Course) -> Projection:
    """Return a course's projection as it is under a scenario that can be applied to it."""
    projection = course.projection
    if isinstance(scenario, Baseline) or not scenario.concerns(course.indicator):
        return projection
    path = inside(median_path(scenario, course), projection.distribution)
    # Scenarios are told for ten years: beyond, no probability is given anyway.
    return replace(
        projection, years=projection.years[: len(path)],
        distribution=Transformed(projection.distribution, path, course.values[1:]),
    )  # fmt: skip


def why_not_applied(scenario: Named, course: Course) -> str:
    """Return why a scenario cannot be applied to a course, in a word, or an empty string."""
    if not scenario.concerns(course.indicator):
        return ""
    reason = why_not_dated(scenario, course) or why_not_paced(scenario, course.unit)
    if reason:
        return reason
    if isinstance(scenario, DriverEffect):
        return "" if course.projection.indicator.denominator else "no_denominator"
    if isinstance(scenario, RequiredPace):
        return why_not_required(scenario, course)
    if isinstance(scenario, (PeerTimeShift, PeerGrowthReplay)):
        return why_not_followed(scenario, course)
    return ""


def why_not_dated(scenario: Named, course: Course) -> str:
    """Return why the years of a scenario do not lie ahead, or an empty string."""
    # Scenarios are told for ten years.
    last_year = min(course.projection.years[-1], course.last_year + len(ALL_HORIZONS))
    years = scenario.dates.values()
    if any(year <= course.last_year for year in years):
        return "observed_already"
    return "beyond_projection" if any(year > last_year for year in years) else ""


def why_not_paced(scenario: Named, unit: str) -> str:
    """Return which unit of a pace a scenario lacks, or an empty string."""
    paced: tuple[Paced | Drop, ...] = scenario.shocks if isinstance(scenario, Shock) else ()
    if isinstance(scenario, Paced):
        paced = (scenario,)
    if all(one.in_unit(unit) is not None for one in paced):
        return ""
    return "no_percent" if unit == "percent" else "no_points"


def why_not_required(scenario: RequiredPace, course: Course) -> str:
    """Return why there is no required pace, or an empty string."""
    target, start = course.target, course.start(scenario)
    if target is None or target.level is None or target.year is None:
        return "no_level_target"
    if target.year < course.last_year + start:
        return "target_year_over"
    positive = course.values[start - 1] > 0 and target.level > 0
    return "" if positive or scenario.path == "linear" else "not_positive"


def why_not_followed(scenario: PeerTimeShift | PeerGrowthReplay, course: Course) -> str:
    """Return why a peer cannot be followed, or an empty string."""
    if len(course.peer(scenario)) < 2:
        return "no_peer_data"
    return "" if len(course.followed(scenario)) else "peer_never_there"


def end_year(scenario: Named, course: Course) -> int | None:
    """Return the last year for which a scenario's peer has data, where that is before the last projected.

    From then on the indicator grows as the baseline does. None where the scenario does not end.
    """
    if not isinstance(scenario, (PeerTimeShift, PeerGrowthReplay)):
        return None
    if not scenario.concerns(course.indicator):
        return None
    year = course.last_year + course.start(scenario) - 1 + len(course.followed(scenario))
    return year if year < course.projection.years[-1] else None


def meets_by_construction(scenario: Named, indicator: str) -> bool:
    """Whether a scenario is defined as ending on the target, so that its probability shows nothing."""
    return isinstance(scenario, RequiredPace) and scenario.concerns(indicator)
