"""Figures as a reader sees them. A missing value is an en dash, never nan."""

from __future__ import annotations

import math

MISSING = "–"
MINUS = "\N{MINUS SIGN}"
THIN_SPACE = "\N{NARROW NO-BREAK SPACE}"


def format_value(value: float | None, decimals: int) -> str:
    """Return a figure with thousands separated and a true minus: ``209,000``, ``24.3``."""
    if value is None or not math.isfinite(value):
        return MISSING
    text = f"{value:,.{decimals}f}"
    if not text.strip("-0.,"):
        text = text.removeprefix("-")
    return text.replace("-", MINUS)


def format_rate(rate_pct: float | None, decimals: int = 1) -> str:
    """Return a rate in per cent with its sign: ``+6.1%``."""
    if rate_pct is None or not math.isfinite(rate_pct):
        return MISSING
    text = format_value(rate_pct, decimals)
    sign = "" if text.startswith(MINUS) or not text.strip("0.,") else "+"
    return f"{sign}{text}%"


def format_share(share_pct: float | None, decimals: int = 0) -> str:
    """Return a percentage without a sign: ``52%``."""
    text = format_value(share_pct, decimals)
    return text if text == MISSING else f"{text}%"


def format_probability(probability: float | None) -> str:
    """Return a probability in whole per cent; never 0 or 100, which would claim certainty."""
    if probability is None or not math.isfinite(probability):
        return MISSING
    if probability < 0.01:
        return "<1%"
    if probability > 0.99:
        return ">99%"
    return f"{100 * probability:.0f}%"


def format_interval(lower: float | None, upper: float | None, decimals: int) -> str:
    """Return an interval: ``18.2 – 158.0``; a dash alone when it is not known."""
    if format_value(lower, decimals) == MISSING or format_value(upper, decimals) == MISSING:
        return MISSING
    return f"{format_value(lower, decimals)} – {format_value(upper, decimals)}"
