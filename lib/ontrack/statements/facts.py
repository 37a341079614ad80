"""Statements read: when, of what, and between which limits, as far as the typed digits say."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation

from ontrack.plan.periods import cutoff_date, date_of
from ontrack.statements.statement import Statement

ADDED = "will_be_added"
TOTAL, CHANGE, RATIO, LEVEL, INCREMENT = "total", "change", "ratio", "level", "increment"
MEASURES = {
    "sum_over": TOTAL, "change_over": CHANGE, "ratio_over": RATIO, "average_growth": RATIO,
    "at_least": LEVEL, "at_most": LEVEL, "between": LEVEL, ADDED: INCREMENT,
}  # fmt: skip
OPEN_ENDED = "lower_bound"  # a status: “above”
NOT_TO_BE_USED = "suspect"
REACH_BACK = 15  # years before the last value within which a statement must begin to count
REACH_AHEAD = 10  # years after it within which it must end


@dataclass(frozen=True)
class Fact:
    """What a statement says of a path of values.

    Attributes
    ----------
    statement : Statement
    measure : str
        *total* of the values at `dates`, their *change* or *ratio* (last to first), the *level* at the one
        date, or the *increment* by then.
    dates : tuple of float
        Years of a total; else the ends. As `ontrack.plan.periods.date_of` counts.
    lower, upper : float
        What the measure lies between, in the indicator's unit; growth a year is told as the ratio it makes.
    """

    statement: Statement
    measure: str
    dates: tuple[float, ...]
    lower: float
    upper: float

    @property
    def start(self) -> float:
        """First date it speaks of."""
        return self.dates[0]

    @property
    def end(self) -> float:
        """Last date it speaks of."""
        return self.dates[-1]


def fact_of(statement: Statement) -> Fact:
    """Return what a statement says; its form must be right (`ontrack.statements.faults`)."""
    end = date_of(statement.end)
    start = date_of(statement.start) if statement.start else end
    measure = MEASURES[statement.kind]
    whole = range(round(start), round(end) + 1)
    dates = tuple(map(float, whole)) if measure == TOTAL else (end,) if start == end else (start, end)
    lower, upper = limits_of(statement)
    if statement.kind == "average_growth":
        lower, upper = (grown(rate, end - start) for rate in (lower, upper))
    return Fact(statement, measure, dates, lower, upper)


def grown(rate_pct: float, years: float) -> float:
    """Return the ratio that so many per cent a year make over some years."""
    return math.inf if math.isinf(rate_pct) else max(1 + rate_pct / 100, 0.0) ** years


def limits_of(statement: Statement) -> tuple[float, float]:
    """Return the least and the greatest number that a statement's value stands for.

    What is typed stands for all that would be rounded to it: half a unit of its last digit on either side.
    Where the text says “above” the number itself is the least; the ends of bounds stand as they are.
    """
    ends = [typed(part) for part in statement.value.split("..")]
    (low, half), (high, _) = ends[0], ends[-1]
    if statement.kind == "at_least" or statement.status == OPEN_ENDED:
        return low, math.inf
    if statement.kind == "at_most":
        return -math.inf, high
    return (low, high) if statement.kind == "between" else (low - half, high + half)


def typed(text: str) -> tuple[float, float]:
    """Return a number as typed and half a unit of its last digit: 10.340 gives 10.34 and .0005.

    Raises
    ------
    ValueError
        When it is none.
    """
    try:
        number = Decimal(text.strip())
    except InvalidOperation as error:
        raise ValueError(text) from error
    exponent = number.as_tuple().exponent
    if not isinstance(exponent, int):
        raise ValueError(text)
    return float(number), 0.5 * 10.0**exponent


def known_statements(statements: Iterable[Statement], as_of: int) -> tuple[Statement, ...]:
    """Return the statements that an assessment as of a year can know: published by the June after it.

    What they speak of was over by the end of the year; a decided increment may lie ahead.
    """
    return tuple(
        one for one in statements
        if one.published <= cutoff_date(as_of) and (one.kind == ADDED or int(one.end[:4]) <= as_of)
    )  # fmt: skip


def facts_of(statements: Iterable[Statement], dates: Sequence[float]) -> tuple[Fact, ...]:
    """Return the facts that say something beside values known at some dates, the oldest first.

    Not those that are suspect, out of reach (`REACH_BACK`, `REACH_AHEAD`), whose every date has a value, or
    of an increment by a date with a value at it or later. Two of the same measure and dates are one.
    """
    found: dict[tuple[str, tuple[float, ...]], Fact] = {}
    for fact in (fact_of(one) for one in statements if one.status != NOT_TO_BE_USED):
        if counts(fact, dates):
            key = (fact.measure, fact.dates)
            found[key] = both(found[key], fact) if key in found else fact
    return tuple(cumulated(sorted(found.values(), key=lambda fact: (fact.end, fact.start, fact.measure))))


def cumulated(facts: Sequence[Fact]) -> Iterator[Fact]:
    """Yield the facts with every increment told as all that is added by its date."""
    for fact in facts:
        by_then = [one for one in facts if one.measure == INCREMENT and one.end <= fact.end]
        if fact.measure != INCREMENT:
            yield fact
        else:
            lower, upper = (sum(getattr(one, end) for one in by_then) for end in ("lower", "upper"))
            yield replace(fact, lower=lower, upper=upper)


def counts(fact: Fact, dates: Sequence[float]) -> bool:
    """Whether a fact says something beside values known at some dates, and is in reach of the last."""
    if not len(dates):
        return False
    last = max(dates)
    if fact.start < last - REACH_BACK or fact.end > last + REACH_AHEAD:
        return False
    return fact.end > last if fact.measure == INCREMENT else not set(fact.dates) <= set(dates)


def both(one: Fact, other: Fact) -> Fact:
    """Return what two facts of the same measure and dates say together."""
    if one.measure == INCREMENT:
        return replace(one, lower=one.lower + other.lower, upper=one.upper + other.upper)
    return replace(one, lower=max(one.lower, other.lower), upper=min(one.upper, other.upper))
