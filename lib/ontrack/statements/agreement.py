"""Can some path of values be all that is known of it? A question of linear programming."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd

from ontrack.plan import Indicator
from ontrack.statements.facts import CHANGE, INCREMENT, RATIO, TOTAL, Fact, cumulated

Row = tuple[dict[float, float], float, float]  # weights by date; least and greatest of the weighted sum


@dataclass(frozen=True)
class Known:
    """What a path must be.

    Attributes
    ----------
    values : dict
        Least and greatest value by date: published ones within their rounding.
    lower, upper : float
        Natural bounds.
    rises : bool
        Whether it never falls.
    last : tuple (date, least, greatest) or None
        The last value, which increments are added to.
    """

    values: dict[float, tuple[float, float]]
    lower: float
    upper: float
    rises: bool
    last: tuple[float, float, float] | None = None

    @classmethod
    def of(cls, indicator: Indicator, own: pd.Series, *, last: pd.Series) -> Known:
        """Return what the values of an indicator say, and what it may be at all."""
        half = half_unit(indicator.decimals)
        values = {float(date): (value - half, value + half) for date, value in own.items()}
        end = (float(last.index[0]), last.iloc[0] - half, last.iloc[0] + half) if len(last) else None
        lower = -math.inf if indicator.lower is None else indicator.lower
        upper = math.inf if indicator.upper is None else indicator.upper
        return cls(values, lower, upper, indicator.never_falls, end)


def half_unit(decimals: int) -> float:
    """Return half a unit of the last decimal a value is published with."""
    return 0.5 * 10.0**-decimals


def agree(facts: Sequence[Fact], known: Known) -> bool:
    """Whether a path exists that is what is known and of which all facts are true.

    Found by linear programming (HiGHS), everything told in the size of what is known.
    """
    from scipy.optimize import linprog

    rows = [row for fact in cumulated(facts) for row in rows_of(fact, known)]
    dates = sorted({date for weights, _, _ in rows for date in weights} | set(known.values))
    if not dates or any(lower > upper for _, lower, upper in rows):
        return not any(lower > upper for _, lower, upper in rows)
    if known.rises:
        rows += [({late: 1.0, early: -1.0}, 0.0, math.inf) for early, late in pairwise(dates)]
    size = size_of(rows, known)
    table, limit = [], []
    for weights, lower, upper in rows:
        row = np.array([weights.get(date, 0.0) for date in dates])
        for sign, end in ((1.0, upper), (-1.0, lower)):
            if math.isfinite(end):
                table.append(sign * row)
                limit.append(sign * end / size)
    bounds = [within(known.values.get(date), known, size) for date in dates]
    if any(low > high for low, high in bounds):
        return False
    found = linprog(np.zeros(len(dates)), table or None, limit or None, bounds=bounds, method="highs")
    return bool(found.status != 2)


def rows_of(fact: Fact, known: Known) -> Iterator[Row]:
    """Yield what a fact says as limits of weighted sums of a path's values."""
    if fact.measure == TOTAL:
        yield dict.fromkeys(fact.dates, 1.0), fact.lower, fact.upper
    elif fact.measure == CHANGE:
        yield {fact.end: 1.0, fact.start: -1.0}, fact.lower, fact.upper
    elif fact.measure == RATIO:
        yield {fact.start: 1.0}, 0.0, math.inf
        yield {fact.end: 1.0, fact.start: -fact.lower}, 0.0, math.inf
        if math.isfinite(fact.upper):
            yield {fact.end: 1.0, fact.start: -fact.upper}, -math.inf, 0.0
    elif fact.measure == INCREMENT:
        if known.last and fact.end > known.last[0]:
            _, least, greatest = known.last
            yield {fact.end: 1.0}, least + fact.lower, greatest + fact.upper
    else:
        yield {fact.end: 1.0}, fact.lower, fact.upper


def within(value: tuple[float, float] | None, known: Known, size: float) -> tuple[float, float]:
    """Return what the path lies between at a date, in units of `size`."""
    low, high = value or (-math.inf, math.inf)
    return max(low, known.lower) / size, min(high, known.upper) / size


def size_of(rows: Sequence[Row], known: Known) -> float:
    """Return the size of what is known, so that the program counts in numbers near one."""
    ends = [abs(end) for _, lower, upper in rows for end in (lower, upper)]
    ends += [abs(end) for pair in known.values.values() for end in pair]
    return max((end for end in ends if math.isfinite(end)), default=1.0) or 1.0
