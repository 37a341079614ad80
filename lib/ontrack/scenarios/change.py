"""What would it take: the smallest change of pace that gives a target the probability wanted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from ontrack.assessment.alarms.next_value import edge
from ontrack.plan import Target
from ontrack.plan.scenario import AcceleratedStep, Named
from ontrack.projection import Projection
from ontrack.scenarios.apply import along, apply_scenario
from ontrack.scenarios.course import Course, course_of

WANTED_PROBABILITY = 0.8
LARGEST = {"percent": 200.0, "points": 100.0}  # a year; beyond, no pace is what it would take


@dataclass(frozen=True)
class Change:
    """A change of pace a year, from the first year on.

    Attributes
    ----------
    amount : float
        Zero where the probability is there already; negative where less is wanted.
    unit : str
        *percent* (points of growth a year), *points* or *amount* (the indicator's unit a year).
    """

    amount: float
    unit: str


def smallest_change(
    scenario: Named,
    projection: Projection,
    target: Target,
    probability: float = WANTED_PROBABILITY,
    *,
    peers: Mapping[str, pd.Series] | None = None,
) -> Change | None:
    """Return the smallest change of pace on top of a scenario that makes a target so probable.

    Parameters
    ----------
    scenario : Scenario
    projection : Projection
        The baseline's.
    target : Target
        A level in a year that is projected.
    probability : float
        From 0 to 1.
    peers : mapping, optional
        As for `apply_scenario`.

    Returns
    -------
    Change or None
        None where the target is no such level, or no change up to 200 per cent (100 points, or ten times the
        last value) a year is enough.

    Raises
    ------
    InputError
        As `apply_scenario`.
    """
    if target.level is None or target.year not in projection.years:
        return None
    before = apply_scenario(scenario, projection, target=target, peers=peers)
    unit = projection.indicator.pace_unit
    if before.probability_met(target) >= probability:
        return Change(0.0, unit)

    course = course_of(before)

    def enough(amount: float) -> bool:
        return faster(before, course, amount).probability_met(target) >= probability

    most = LARGEST.get(unit, 10 * max(abs(projection.last_value), 1.0))
    if not target.wants_more:
        most = max(-most, -99.0) if unit == "percent" else -most
    return Change(edge(enough, 0.0, most), unit) if enough(most) else None


def faster(projection: Projection, course: Course, amount: float) -> Projection:
    """Return a projection whose growth is so much higher a year, in its indicator's unit of pace."""
    step = AcceleratedStep(
        kind="accelerated_step", id="faster", percent=amount, points=amount,
    )  # fmt: skip
    return along(step, projection, course)
