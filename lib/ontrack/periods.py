"""Periods as points of time: a year stands for its end."""

from __future__ import annotations

CUTOFF_MONTH_DAY = "06-30"
MONTHS = 12


def date_of(period: str) -> float:
    """Return a period as a point of time in year-ends: 2023 (or 2023-12) is 2023.0, 2023-06 is 2022.5.

    A year stands for its end, so the months of 2023 lie between 2022 and 2023.
    """
    year, _, month = period.partition("-")
    return int(year) - 1 + int(month or MONTHS) / MONTHS


def period_of(date: float) -> str:
    """Return the period that ends at a date, a year where it is a year-end; the inverse of `date_of`."""
    months = round((date + 1) * MONTHS) - 1
    year, month = divmod(months, MONTHS)
    return str(year) if month == MONTHS - 1 else f"{year}-{month + 1:02d}"


def cutoff_date(as_of: int) -> str:
    """Return the day by which figures must be out to count: 30 June of the year after `as_of`."""
    return f"{as_of + 1}-{CUTOFF_MONTH_DAY}"
