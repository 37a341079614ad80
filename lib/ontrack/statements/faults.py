"""What statements, values and bounds cannot all be: each contradiction with both its sides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import pandas as pd

from ontrack.errors import Fault
from ontrack.plan import Indicator
from ontrack.plan.periods import period_of
from ontrack.statements.agreement import Known, agree
from ontrack.statements.facts import NOT_TO_BE_USED, OPEN_ENDED, REACH_BACK, Fact, fact_of
from ontrack.statements.statement import Statement

FILE = "data/raw/statements.csv"
ONE_IS_WRONG = "Correct the one that is wrong, or take the statement out."


@dataclass(frozen=True)
class Told:
    """A statement read, and its line in the file."""

    fact: Fact
    line: int | None

    @property
    def name(self) -> str:
        """The statement in words that find it."""
        return name_of(self.fact.statement)


def contradictions(
    indicator: Indicator,
    own: pd.Series,
    statements: Sequence[Statement],
    *,
    file: str = FILE,
    lines: Sequence[int | None] = (),
) -> list[Fault]:
    """Return what contradicts what in the statements of one indicator and region.

    A statement is weighed against what the indicator may be (its bounds; a running total never falls), then
    against its values, then with another statement, and at last all together. What can be true of some path
    of values, every figure moved within its rounding, contradicts nothing: a total over years of which some
    are known does where these alone exceed it. One found wrong is not weighed again.

    Parameters
    ----------
    indicator : Indicator
    own : Series
        Its values in the region, by date (`ontrack.series.collecting.dated_series`).
    statements : sequence of Statement
        Those of the indicator and region, their form checked; suspect ones are not weighed.
    file : str
        Where they stand.
    lines : sequence of int or None
        The line of each statement in the file.
    """
    numbers = list(lines) or [None] * len(statements)
    told = [
        Told(fact_of(statement), line)
        for statement, line in zip(statements, numbers, strict=True)
        if statement.status != NOT_TO_BE_USED
    ]
    faults: list[tuple[Told, str, str, str]] = []
    sound = []
    for one in told:
        wrong = lone_fault(one.fact, indicator, own)
        faults += [(one, *wrong)] if wrong else []
        sound += [] if wrong else [one]
    faults += joint_faults(sound, indicator, own)
    return [
        Fault(found, expected, remedy, file=file, line=one.line, column="value")
        for one, found, expected, remedy in faults
    ]


def lone_fault(fact: Fact, indicator: Indicator, own: pd.Series) -> tuple[str, str, str] | None:
    """Return why a statement can be true of no such indicator or tells nothing: found, expected, remedy."""
    told, statement = name_of(fact.statement), fact.statement
    if statement.status == OPEN_ENDED and statement.kind in ("at_most", "between"):
        remedy = "Type at_least, or another status."
        return f"{told} with the status {OPEN_ENDED}", "a statement that is open above", remedy
    if not agree([fact], Known.of(indicator, own.iloc[:0], last=own.iloc[-1:])):
        return told, f"what {nature_of(indicator)} can be", "Correct it, or the indicator's bounds."
    if len(own) and fact.end < own.index[-1] - REACH_BACK and fact.end not in own.index:
        expected = f"a time within {REACH_BACK} years before the last value ({period_of(own.index[-1])})"
        return told, expected, "What is older tells nothing of what comes: take it out."
    return None


def joint_faults(
    sound: Sequence[Told], indicator: Indicator, own: pd.Series
) -> Iterator[tuple[Told, str, str, str]]:
    """Yield the statements that contradict values or each other: each with found, expected and remedy."""
    values = Known.of(indicator, own, last=own.iloc[-1:])
    left = [one for one in sound if agree([one.fact], values)]
    for one in sound:
        if one not in left:
            against = values_against(one.fact, indicator, own)
            yield one, one.name, f"what agrees with {against}", ONE_IS_WRONG
    pairs = [two for two in combinations(left, 2) if not agree([one.fact for one in two], values)]
    bare = Known.of(indicator, own.iloc[:0], last=own.iloc[-1:])
    for one, other in pairs:
        beside = " and the values" if agree([one.fact, other.fact], bare) else ""
        yield other, other.name, f"what agrees with {one.name}{beside}", ONE_IS_WRONG
    if not pairs and len(left) > 2 and not agree([one.fact for one in left], values):
        named = "; ".join(one.name for one in left)
        yield left[-1], named, "statements that can all be true at once", ONE_IS_WRONG


def values_against(fact: Fact, indicator: Indicator, own: pd.Series) -> str:
    """Return which values a statement contradicts: a single one that does, else those it speaks of."""
    for place in reversed(range(len(own))):
        if not agree([fact], Known.of(indicator, own.iloc[place : place + 1], last=own.iloc[-1:])):
            return f"the value of {period_of(own.index[place])} ({own.iloc[place]:g})"
    near = own[(own.index >= fact.start) & (own.index <= fact.end)]
    shown = near if len(near) else own
    return f"the values of {', '.join(period_of(date) for date in shown.index)}"


def name_of(statement: Statement) -> str:
    """Return a statement in words that find it in its file."""
    period = f"{statement.start}–{statement.end}" if statement.start else statement.end
    more = " or more" if statement.status == OPEN_ENDED else ""
    return f"{statement.kind} {period} of {statement.indicator}: {statement.value}{more} ({statement.source})"


def nature_of(indicator: Indicator) -> str:
    """Return what an indicator can be: its bounds, and whether it may fall."""
    low = "-∞" if indicator.lower is None else f"{indicator.lower:g}"
    high = "∞" if indicator.upper is None else f"{indicator.upper:g}"
    total = "; a running total never falls" if indicator.never_falls else ""
    return f"{indicator.id} (from {low} to {high}{total})"
