"""What paths measure, beside what they must: own values and the facts of statements, row by row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from ontrack.projection.mixture.course import Course
from ontrack.reference.levels import Array
from ontrack.statements.facts import CHANGE, INCREMENT, RATIO, TOTAL, Fact

SLACK = 0.01  # of the rounding, by which a path may miss a published value before it is set to it
CLOSE = 1e-9  # part of its size by which a measure may miss a limit
LEAST = 1e-100  # what is not positive has a logarithm all the same, far below any other
Link = Callable[[Array], Array]


@dataclass(frozen=True)
class Row:
    """One thing that paths measure.

    Attributes
    ----------
    weights : array (D,)
        Of the dates, in a weighted sum.
    under : array (D,) or None
        Weights of what that is divided by.
    link : callable
        The scale on which it is looked at.
    lower, upper : float
        Limits, in the own unit.
    """

    weights: Array
    under: Array | None
    link: Link
    lower: float
    upper: float

    def measured(self, values: Array) -> Array:
        """Return what paths (N, D) measure, in the own unit."""
        over = values @ self.weights
        return over if self.under is None else over / np.maximum(values @ self.under, LEAST)

    def holds(self, values: Array, doubt: Array) -> npt.NDArray[np.bool_]:
        """Whether paths (N, D) measure what they must, each value moved within its `doubt` (D,)."""
        reach = np.abs(self.weights) @ doubt
        least, most = values @ self.weights - reach, values @ self.weights + reach
        if self.under is not None:
            below, spread = values @ self.under, self.under @ doubt
            least, most = least / np.maximum(below + spread, LEAST), most / np.maximum(below - spread, LEAST)
        room = CLOSE * np.maximum(1.0, np.abs(most))
        return np.asarray((least <= self.upper + room) & (most >= self.lower - room))

    def slopes(self, values: Array) -> Array:
        """Return how the linked measure moves with the values, (N, D)."""
        measured = self.measured(values)
        inner = np.broadcast_to(self.weights, values.shape)
        if self.under is not None:
            below = np.maximum(values @ self.under, LEAST)[:, None]
            inner = (self.weights - measured[:, None] * self.under) / below
        nudge = 1e-6 * np.maximum(np.abs(measured), LEAST)
        outer = (self.link(measured + nudge) - self.link(measured - nudge)) / (2 * nudge)
        return inner * outer[:, None]


@dataclass(frozen=True)
class Rows:
    """All that paths over the same dates must measure.

    Attributes
    ----------
    rows : tuple of Row
    doubt : array (D,)
        Half a unit of rounding of the values published at the dates, 0 at others: what a fact is measured on
        is the published value moved by no more, while the path itself shows it as published.
    exact : array (m,)
        Which rows are own values, looked at without that doubt.
    """

    rows: tuple[Row, ...]
    doubt: Array
    exact: npt.NDArray[np.bool_]

    @property
    def lower(self) -> Array:
        """Lower limits on the rows' scales, (m,)."""
        return np.array([float(row.link(np.array([row.lower]))[0]) for row in self.rows])

    @property
    def upper(self) -> Array:
        """Upper limits likewise."""
        return np.array([float(row.link(np.array([row.upper]))[0]) for row in self.rows])

    def hold(self, values: Array) -> npt.NDArray[np.bool_]:
        """Return which paths measure all they must, published values moved within their rounding."""
        held = [row.holds(values, self.doubt) for row in self.rows]
        return np.logical_and.reduce(held) if held else np.ones(len(values), dtype=bool)

    def loosened(self) -> Rows:
        """Return them with own values open to a hundredth of their rounding, which the rest then lacks."""
        slack = [SLACK * float(self.doubt @ row.weights) if own else 0.0 for row, own in self._with_exact()]
        loose = (
            replace(row, lower=row.lower - room, upper=row.upper + room)
            for row, room in zip(self.rows, slack, strict=True)
        )
        return Rows(tuple(loose), (1 - SLACK) * self.doubt, self.exact)

    def _with_exact(self) -> zip[tuple[Row, np.bool_]]:
        return zip(self.rows, self.exact, strict=True)

    def measured(self, values: Array, moved: Array) -> Array:
        """Return what paths measure, each on its scale, (N, m); `moved` (N, D) is how far rounding went."""
        pairs = self._with_exact()
        return np.stack([row.link(row.measured(values if own else values + moved)) for row, own in pairs], 1)

    def slopes(self, values: Array, moved: Array) -> Array:
        """Return how that moves with the values, (N, m, D)."""
        pairs = self._with_exact()
        return np.stack([row.slopes(values if own else values + moved) for row, own in pairs], 1)


def rows_of(course: Course, own: dict[float, float], facts: Sequence[Fact], half: float, last: float) -> Rows:
    """Return what paths of a course must measure.

    Parameters
    ----------
    own : dict
        Published values by date.
    facts : sequence of Fact
    half : float
        Half a unit of rounding of the published values.
    last : float
        The last of them, which increments are added to.
    """
    place = {float(date): at for at, date in enumerate(course.dates)}
    unit = np.eye(len(course.dates))
    seen = [(at, own[date]) for date, at in place.items() if date in own and at != course.fixed]
    rows = [Row(unit[at], None, course.forward, value, value) for at, value in seen]
    rows += [row_of(course, fact, unit[[place[date] for date in fact.dates]], last) for fact in facts]
    doubt = np.array([half if float(date) in own else 0.0 for date in course.dates])
    return Rows(tuple(rows), doubt, np.arange(len(rows)) < len(seen))


def row_of(course: Course, fact: Fact, at: Array, last: float) -> Row:
    """Return what a fact measures; `at` (k, D) has a one at each of its dates."""
    amounts: Link = logarithm if course.plain.lower >= 0 else plain
    if fact.measure == TOTAL:
        return Row(at.sum(axis=0), None, amounts, fact.lower, fact.upper)
    if fact.measure == CHANGE:
        return Row(at[-1] - at[0], None, plain, fact.lower, fact.upper)
    if fact.measure == RATIO:
        return Row(at[-1], at[0], logarithm, fact.lower, fact.upper)
    added = last if fact.measure == INCREMENT else 0.0
    return Row(at[-1], None, course.forward, added + fact.lower, added + fact.upper)


def logarithm(numbers: Array) -> Array:
    """Return logarithms, those of what is not positive far below any other."""
    return np.log(np.maximum(numbers, LEAST))


def plain(numbers: Array) -> Array:
    """Return numbers as they are."""
    return numbers
