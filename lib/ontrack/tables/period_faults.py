"""Periods of figures in the form that their indicator declares, and fiscal years by the year they end in."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pandas as pd

from ontrack.errors import Fault
from ontrack.plan import Indicator
from ontrack.plan.periods import PARTS
from ontrack.tables.row_faults import Row

MONTH = r"(0[1-9]|1[0-2])"
# What stands after the year, by the indicator's period_kind, and how that is told.
FORMS = {
    "": (f"(-{MONTH})?", "a year (2025) or the end of a month (2025-06)"),
    "year": ("", "a year (2025)"),
    "fiscal_year": (r"-[0-9][0-9]", "a fiscal year (2024-25)"),
    "month_end": (f"(-{MONTH})?", "a year (2025) or the end of a month (2025-06)"),
    "half_year": ("(-H[12])?", "a half-year (2025-H1) or a year (2025)"),
    "quarter": ("(-Q[1-4])?", "a quarter (2025-Q1) or a year (2025)"),
    "month": (f"(-{MONTH})?", "a month (2025-06) or a year (2025)"),
}
DECLARE = "Correct the period, or declare the column period_kind of indicators.csv."
FEWEST = 2  # periods that read both ways, before they are asked about


def wrong_period(row: Row, indicators: Mapping[str, Indicator]) -> Fault | None:
    """Return a fault when a figure's period is not of the kind that its indicator declares."""
    indicator = indicators.get(row["indicator"])
    if indicator is None:
        return None
    rest, expected = FORMS[indicator.period_kind]
    right = re.fullmatch(rest, row["period"][4:])
    if indicator.period_kind == "fiscal_year":
        right = right if is_fiscal(row["period"]) else None
    return None if right else Fault(f"“{row['period']}”", expected, DECLARE)


def is_fiscal(period: str) -> bool:
    """Whether a period names two years that follow each other: 2006-07."""
    return len(period) == 7 and period[5:] == f"{(int(period[:4]) + 1) % 100:02d}"


def wrong_yearly_rule(row: Row) -> Fault | None:
    """Return a fault when parts of years come without a rule that makes years of them, or the reverse."""
    parts = row["period_kind"] in PARTS
    if parts == bool(row["yearly_by"]):
        return None
    if parts:
        return Fault(f"period_kind {row['period_kind']} alone", "sum, mean or last", "Add it.")
    kinds = ", ".join(PARTS)
    return Fault(f"{row['yearly_by']} without parts of a year", f"a period_kind of {kinds}", "Add it.")


def ambiguous_periods(rows: pd.DataFrame, indicators: Mapping[str, Indicator], file: str) -> list[Fault]:
    """Return a fault for each indicator whose months could all be fiscal years: 2006-07, 2007-08.

    Read as months they would be July 2006 and August 2007, a year and a month apart.
    """
    within: dict[str, list[tuple[int, str]]] = {}
    columns = (rows.index.tolist(), rows["indicator"].tolist(), rows["period"].tolist())
    for line, name, period in zip(*columns, strict=True):
        if len(period) == 7 and name in indicators and not indicators[name].period_kind:
            within.setdefault(name, []).append((line, period))
    faults = []
    for _, found in sorted(within.items()):
        if len(found) >= FEWEST and all(is_fiscal(period) for _, period in found):
            named = ", ".join(period for _, period in found[:FEWEST])
            remedy = "Write fiscal_year or month_end into the column period_kind of indicators.csv."
            both = f"{named}: fiscal years or months"
            faults.append(Fault(both, "one of them", remedy, file, found[0][0], "period"))
    return faults


def in_ending_years(observations: pd.DataFrame, indicators: Mapping[str, Indicator]) -> pd.DataFrame:
    """Return the observations with each fiscal year as the year it ends in: 2006-07 is 2007."""
    fiscal = {name for name, one in indicators.items() if one.period_kind == "fiscal_year"}
    ends = [
        str(int(period[:4]) + 1) if name in fiscal and is_fiscal(period) else period
        for name, period in zip(observations["indicator"], observations["period"], strict=True)
    ]
    return observations.assign(period=ends)
