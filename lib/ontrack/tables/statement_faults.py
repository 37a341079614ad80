"""What can be wrong with one row of statements.csv: its periods, its value, what it says of its indicator."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping

from ontrack.errors import Fault
from ontrack.plan import Indicator
from ontrack.plan.periods import date_of
from ontrack.tables.columns import NUMBER
from ontrack.tables.row_faults import Row, published_before_its_period

SPANS = ("sum_over", "change_over", "ratio_over", "average_growth")  # from one period to another
LEVELS = ("at_least", "at_most", "between")
RISES = ("stock", "cumulative")  # kinds of indicators that something can be added to
SUMS = ("flow", "ratio")  # kinds of indicators whose years add up; a ratio may count per head and year
NO_LESS = {"sum_over": "a total", "will_be_added": "an increment"}

Indicators = Mapping[str, Indicator]


def from_fault(row: Row) -> Fault | None:
    """Return a fault when a statement lacks the period it begins with, or should have none."""
    kind, start = row["kind"], row["from"]
    if kind in SPANS and not start:
        return Fault("an empty cell", f"the period that the {kind} begins with", "Type it, such as 2020.")
    if kind not in SPANS and start:
        remedy = "Empty the cell; the period stands under to."
        return Fault(f"“{start}”", f"an empty cell, as {kind} is of one period", remedy)
    return None


def to_fault(row: Row) -> Fault | None:
    """Return a fault when a statement ends before it has begun, or adds up parts of years."""
    kind, start, end = row["kind"], row["from"], row["to"]
    if kind == "sum_over" and {len(start), len(end)} - {0, len("2025")}:
        return Fault(f"a sum over {start} to {end}", "whole years, 2021 to 2025", "Give its years.")
    if not start or date_of(start) < date_of(end):
        return None
    remedy = "Correct one of the two; what is of one period is an observation."
    return Fault(f"{end} after from {start}", "a period that ends later than from", remedy)


def numbers_of(row: Row) -> list[float]:
    """Return the numbers of a value: two of *between*, one of others, none where it cannot be read."""
    cells = row["value"].split("..") if row["kind"] == "between" else [row["value"]]
    if len(cells) != 1 + (row["kind"] == "between") or not all(re.fullmatch(NUMBER, one) for one in cells):
        return []
    return [float(one) for one in cells]


def value_fault(row: Row, indicators: Indicators) -> Fault | None:
    """Return a fault when a value is no number, or none that its kind or its indicator can have."""
    numbers, kind = numbers_of(row), row["kind"]
    if not numbers:
        expected = "two numbers such as 20..22" if kind == "between" else "a number such as 10.34"
        return Fault(f"“{row['value']}”", expected, "Type digits without unit, comma or blank.")
    if kind == "between" and numbers[0] >= numbers[1]:
        return Fault(f"{row['value']}", "the lower number before the higher", "Exchange or correct them.")
    if kind == "ratio_over" and numbers[0] <= 0:
        remedy = "Type the later value over the earlier one: 1.41 for 41% more."
        return Fault(f"a ratio of {numbers[0]:g}", "a number above 0", remedy)
    if kind == "average_growth" and numbers[0] <= -100:
        remedy = "Type per cent a year, such as 15 or -3."
        return Fault(f"a growth of {numbers[0]:g} % a year", "a number above -100", remedy)
    indicator = indicators.get(row["indicator"])
    return None if indicator is None else beyond_bounds(kind, numbers, indicator)


def beyond_bounds(kind: str, numbers: list[float], indicator: Indicator) -> Fault | None:
    """Return a fault when an indicator's bounds rule out what is said of it."""
    lower = -math.inf if indicator.lower is None else indicator.lower
    upper = math.inf if indicator.upper is None else indicator.upper
    if kind in NO_LESS and lower >= 0 > numbers[0]:
        expected = f"0 or more, as {indicator.id} has no value below {lower:g}"
        return Fault(f"{NO_LESS[kind]} of {numbers[0]:g}", expected, "Correct the sign or the figure.")
    if kind == "change_over" and abs(numbers[0]) > upper - lower:
        expected = f"a change within {lower:g} to {upper:g}"
        return Fault(f"a change of {numbers[0]:g}", expected, "Correct the figure; it is in the unit.")
    if kind not in LEVELS or all(lower <= one <= upper for one in numbers):
        return None
    remedy = "Correct the figure, or the bounds in data/raw/indicators.csv."
    found = " to ".join(f"{one:g}" for one in numbers)
    return Fault(found, f"a value from {lower:g} to {upper:g}", remedy)


def kind_fault(row: Row, indicators: Indicators) -> Fault | None:
    """Return a fault when an indicator of this sort cannot be summed or added to."""
    indicator = indicators.get(row["indicator"])
    for kind, allowed in (("sum_over", SUMS), ("will_be_added", RISES)):
        if indicator is not None and row["kind"] == kind and indicator.kind not in allowed:
            found = f"{kind} of {indicator.id}, a {indicator.kind}"
            return Fault(found, f"an indicator that is a {' or '.join(allowed)}", "Use another kind.")
    return None


def date_fault(row: Row) -> Fault | None:
    """Return a fault when a fact would have been out before its last period began; a decision may be."""
    if row["kind"] == "will_be_added":
        return None
    return published_before_its_period({"published": row["published"], "period": row["to"]})
