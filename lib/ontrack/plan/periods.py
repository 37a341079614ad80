"""Periods as points of time: a year stands for its end, and so does each part of one."""

from __future__ import annotations

CUTOFF_MONTH_DAY = "06-30"
MONTHS = 12
# The parts of a year, as they stand after its hyphen.
PARTS = {
    "half_year": ("H1", "H2"),
    "quarter": ("Q1", "Q2", "Q3", "Q4"),
    "month": tuple(f"{month:02d}" for month in range(1, MONTHS + 1)),
}
PERIOD_KINDS = ("year", "fiscal_year", "month_end", *PARTS)


def last_month_of(period: str) -> int:
    """Return the month a period ends with: 12 of a year, 6 of 2024-H1, 9 of 2024-Q3, 3 of 2024-03."""
    part = period[5:]
    months = {"H": 6, "Q": 3}.get(part[:1])
    return months * int(part[1:]) if months else int(part or MONTHS)


def beginning_of(period: str) -> str:
    """Return the month a half-year or quarter begins with: 2024-07 of 2024-Q3; any other period as it is."""
    length = {"H": 6, "Q": 3}.get(period[5:6])
    return f"{period[:4]}-{last_month_of(period) - length + 1:02d}" if length else period


def date_of(period: str) -> float:
    """Return a period as a point of time in year-ends: 2023 (or 2023-12) is 2023.0, 2023-06 is 2022.5.

    A year stands for its end, so the months of 2023 lie between 2022 and 2023.
    """
    return int(period[:4]) - 1 + last_month_of(period) / MONTHS


def period_of(date: float) -> str:
    """Return the period that ends at a date, a year where it is a year-end; the inverse of `date_of`."""
    months = round((date + 1) * MONTHS) - 1
    year, month = divmod(months, MONTHS)
    return str(year) if month == MONTHS - 1 else f"{year}-{month + 1:02d}"


def cutoff_date(as_of: int) -> str:
    """Return the day by which figures must be out to count: 30 June of the year after `as_of`."""
    return f"{as_of + 1}-{CUTOFF_MONTH_DAY}"


def day_out(published: str, period: str, lag_months: int) -> str:
    """Return when a figure was out as an ISO date; the usual delay, to the month, stands in for it."""
    if published:
        return published
    year, month = divmod(MONTHS * int(period[:4]) + last_month_of(period) - 1 + lag_months, MONTHS)
    return f"{year}-{month + 1:02d}"
