"""The predictive distribution where statements are told: the mixture over histories that agree with them.

What is known of an indicator through statements is no single history. P(future | known) is the mean of
P(future | history) over the histories that all that is known leaves, each told to the reference class as if
it had been seen; how they are drawn says `projection.mixture.drawing`. A statement that says next to nothing
still fills gaps between own values: the answer is then that of whole histories, not of those with gaps. On
panel series with gaps neither holds better, and moving the one onto the other lost skill.

A statement may reach beyond the last own value: “exceeded 30,000 in 2025”, the last count being of June.
The years up to its end are then read from the drawn paths themselves, later ones follow from each history
with what was drawn. *will_be_added* is told so: the last own value and all decided increments are a value
at their year, within rounding, in each history (at least as much, where the status says so). It is taken
for granted that the decision is carried out, in that year, and that nothing else is added or lost by then;
between, paths go on as usual but towards that value, so that the median climbs and does not leap; after it
the class goes on from there.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from ontrack.errors import InputError
from ontrack.evidence import Evidence
from ontrack.plan import Indicator
from ontrack.projection.distribution import Distribution
from ontrack.projection.mixture.drawing import Drawn, draw
from ontrack.projection.mixture.members import Members
from ontrack.projection.reference_class import ReferenceClass
from ontrack.reference.levels import Array
from ontrack.statements.facts import Fact, facts_of

MEMBERS = 64  # histories that are told
FEWER = {False: 2, True: 4}  # one in so many with each later value; of a running total every year is asked
FAR = [1e-4, 1e-3, 5e-3, 0.01]
FINE = np.array([*FAR, *(np.arange(1, 40) / 40), *(1 - level for level in FAR[::-1])])  # LEVELS among them
LONGEST_ODDS = 8.0  # in logs: half of the points stand evenly in these
POINTS = {False: 300, True: 120}  # of a year's distribution function; of a running total, which takes longer


def distribution_of(evidence: Evidence, indicator: Indicator) -> Distribution:
    """Return the predictive distribution of an indicator's evidence.

    Raises
    ------
    InputError
        When hardly any history agrees with its statements.
    """
    return with_statements(ReferenceClass.of(evidence, indicator))


def with_statements(plain: ReferenceClass) -> Distribution:
    """Return the mixture over histories; the class itself where statements say nothing beside the values."""
    facts = facts_of(plain.evidence.statements, plain.evidence.own.index.tolist())
    return Mixture(plain, facts, draw(plain, facts)) if facts else plain


@dataclass(frozen=True, eq=False)
class Mixture:
    """Predictive distribution of an indicator of which statements are known, in its own unit.

    Attributes
    ----------
    plain : ReferenceClass
        The same without statements: own values, bounds and what is known beside them.
    facts : tuple of Fact
        What the statements say beside the own values.
    drawn : Drawn
        Histories that agree with all.
    """

    plain: ReferenceClass
    facts: tuple[Fact, ...]
    drawn: Drawn

    @property
    def evidence(self) -> Evidence:
        """What it rests on."""
        return self.plain.evidence

    @property
    def lower(self) -> float:
        """Natural bound below."""
        return self.plain.lower

    @property
    def upper(self) -> float:
        """Natural bound above."""
        return self.plain.upper

    @property
    def never_falls(self) -> bool:
        """Whether it is a running total."""
        return self.plain.never_falls

    def below(self, horizon: int, value: float) -> float:
        """Return the probability of a value less than `value` at a horizon, counted from 1."""
        if value <= self.lower or value > self.upper:
            return float(value > self.upper)
        year = self._year(horizon)
        if year <= self._end:
            points, below = self._function(year)
            return float(np.interp(value, points, below, left=0.0, right=1.0))
        return float(self.members.below(year, value).mean())

    def quantile(self, horizons: npt.ArrayLike, level: npt.ArrayLike) -> Array:
        """Return the values not exceeded with probability `level`, for consecutive `horizons` from 1.

        Read from each year's distribution function at some hundred points, straight between them.
        """
        years = [self._year(int(place)) for place in np.asarray(horizons)]
        ranks = np.asarray(level, dtype=float)
        ranks = np.broadcast_to(ranks, np.broadcast_shapes(ranks.shape, (len(years),)))
        functions = [self._function(year) for year in years]
        found = np.stack([
            np.interp(ranks[..., at], below, points) for at, (points, below) in enumerate(functions)
        ], axis=-1)  # fmt: skip
        if self.never_falls:
            found = np.maximum.accumulate(np.maximum(found, self.evidence.values[-1]), axis=-1)
        return found

    def sample_paths(self, horizons: npt.ArrayLike, size: int, seed: int) -> Array:
        """Return `size` paths over `horizons` (1, 2, …), one a row, from one history after the other."""
        years = np.array([self._year(int(place)) for place in np.asarray(horizons)])
        member = np.arange(size) % len(self.members.values)
        drawn = np.isin(self.drawn.dates, years[years <= self._end])
        found = self.drawn.values[self._chosen[member]][:, drawn]
        if years[-1] > self._end:
            found = np.concatenate([found, self.members.paths(member, int(years[-1]), seed)], axis=1)
        return found

    def with_evidence(self, evidence: Evidence) -> Distribution:
        """Return it as it would be with other evidence; what that leaves no room for is not told."""
        plain = self.plain.with_evidence(evidence)
        try:
            return with_statements(plain)
        except InputError:
            return plain

    def below_after(self, date: float, values: Array, horizon: int, value: float) -> Array:
        """Return `below` as it would be after each of `values` were observed at a later date.

        Histories count by how likely each made that value, and are told it in place of what was drawn for
        that date. Years up to the end of what statements speak of stay as they were drawn.
        """
        if value <= self.lower or value > self.upper:
            return np.full(len(values), float(value > self.upper))
        year = math.floor(round(date, 6)) + horizon
        if year <= self._end:
            return np.full(len(values), self.below(year - self.evidence.first_year + 1, value))
        members = self.members.part(slice(None, None, FEWER[self.never_falls]))
        before = members.until(date)
        below = members.after(date, values, year, value)
        return np.asarray((below * before.likelihood(date, values)).sum(axis=1))

    @cached_property
    def _chosen(self) -> npt.NDArray[np.intp]:
        """Places of the told histories among the drawn, evenly over the range of the first value drawn."""
        values = self.drawn.values
        varied = np.flatnonzero(np.ptp(values, axis=0) > 0)
        order = np.argsort(values[:, varied[0]], kind="stable") if len(varied) else np.arange(len(values))
        count = min(MEMBERS, len(values))
        return np.asarray(order[((np.arange(count) + 0.5) * len(values) / count).astype(int)])

    @cached_property
    def members(self) -> Members:
        """The histories that are told, with the own values before them."""
        told = self.drawn.with_earlier(self.evidence.own)
        return Members(self.plain, told.dates, told.values[self._chosen])

    @property
    def _end(self) -> float:
        """The last date that was drawn beyond the last own value; before all years where none was."""
        end = float(self.drawn.dates[-1])
        return end if end > self.evidence.last_date else -math.inf

    def _year(self, horizon: int) -> int:
        return self.evidence.first_year - 1 + horizon

    def _function(self, year: int) -> tuple[Array, Array]:
        """Return points and the probability of less than each: of the drawn values, or the members' mean."""
        if year not in self._functions:
            if year <= self._end:
                points = np.sort(self.drawn.values[:, self.drawn.dates == year][:, 0])
                below = np.linspace(0, 1, len(points))
            else:
                points = spread_points(self.members.values_at(year, FINE), POINTS[self.never_falls])
                below = self.members.below(year, points).mean(axis=-1)
            self._functions[year] = points, below
        return self._functions[year]

    @cached_property
    def _functions(self) -> dict[int, tuple[Array, Array]]:
        return {}


def spread_points(values: Array, number: int) -> Array:
    """Return about so many points over the range of values, more where they lie close and in the tails.

    Just above a value held twice stands another point: it may have a probability of its own.
    """
    ordered = np.sort(values, axis=None)
    even = np.linspace(0, 1, number // 2)
    share = np.concatenate([even, 1 / (1 + np.exp(-LONGEST_ODDS * (2 * even - 1)))])
    places = np.unique((share * (len(ordered) - 1)).round().astype(int))
    shared = np.unique(ordered[1:][ordered[1:] == ordered[:-1]])
    points = np.concatenate([ordered[places], shared, np.nextafter(shared, np.inf)])
    return np.unique(points)
