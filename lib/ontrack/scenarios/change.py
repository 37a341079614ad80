"""What would it take: the smallest change of pace that gives a target the probability wanted."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from ontrack.assessment.alarms.next_value import edge
from ontrack.plan import Target
from ontrack.projection import Projection
from ontrack.projection.distribution import Distribution
from ontrack.scenarios.course import Course
from ontrack.scenarios.paths import accelerated
from ontrack.scenarios.transformed import Transformed, inside, undone

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


@dataclass(frozen=True, eq=False)
class Sides:
    """On which side of the bars that a distribution meets with the probability wanted others lie.

    The harder a bar, the less probable it is met: what was answered for one decides for all beyond. A
    scenario moves the bar and leaves the baseline's distribution as it is, so the searches under all
    scenarios ask that little more often than the first of them alone.

    Attributes
    ----------
    distribution : Distribution
        The baseline's.
    wants_more : bool
    probability : float
        The one wanted.
    known : dict
        Place of the year to the hardest bar known to be met and the easiest known not to be, both negative
        where less is wanted.
    """

    distribution: Distribution
    wants_more: bool
    probability: float = WANTED_PROBABILITY
    known: dict[int, tuple[float, float]] = field(default_factory=dict)

    def meets(self, horizon: int, bar: float) -> bool:
        """Whether a bar is met at a horizon, counted from 1, with the probability wanted."""
        hardness = bar if self.wants_more else -bar
        met, unmet = self.known.get(horizon, (-math.inf, math.inf))
        if met < hardness < unmet:
            below = self.distribution.below(horizon, bar)
            enough = (1 - below if self.wants_more else below) >= self.probability
            met, unmet = (hardness, unmet) if enough else (met, hardness)
            self.known[horizon] = met, unmet
        return hardness <= met

    def meets_under(self, distribution: Distribution, horizon: int, bar: float) -> bool:
        """Whether it is once scenarios have moved the distribution."""
        answers = (self.meets(*one) for one in undone(distribution, horizon, bar))
        return any(answers) if self.wants_more else all(answers)


def smallest_change(projection: Projection, target: Target, sides: Sides) -> Change | None:
    """Return the smallest change of pace that makes a target so probable.

    Parameters
    ----------
    projection : Projection
        The baseline's, or under the scenario that the change is added to.
    target : Target
    sides : Sides
        Of the baseline's distribution and this target.

    Returns
    -------
    Change or None
        None where the target is no level in a year of which a probability is told, or no change up to 200
        per cent (100 points, or ten times the last value) a year is enough.
    """
    bar, unit = target.threshold(projection.indicator.decimals), projection.indicator.pace_unit
    if bar is None or target.year not in projection.years or projection.is_long(target.year):
        return None
    horizon, before = target.year - projection.years[0] + 1, projection.distribution
    if not before.lower <= bar <= before.upper:  # no pace changes what is certain
        return Change(0.0, unit) if projection.probability_met(target) >= sides.probability else None
    if sides.meets_under(before, horizon, bar):
        return Change(0.0, unit)
    course = Course(projection)

    def enough(amount: float) -> bool:
        path = accelerated(course, amount / 100 if unit == "percent" else amount)
        faster = Transformed(before, inside(path, before), course.values[1:])
        return sides.meets_under(faster, horizon, bar)

    most = LARGEST.get(unit, 10 * max(abs(projection.last_value), 1.0))
    if not target.wants_more:
        most = max(-most, -99.0) if unit == "percent" else -most
    return Change(edge(enough, 0.0, most), unit) if enough(most) else None
