"""Figures as a reader sees them. A missing value is an en dash, never nan."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from decimal import Decimal

from ontrack.languages import LANGUAGES

MISSING = "–"
MINUS = "\N{MINUS SIGN}"
# Chinese counts in ten thousands and hundred millions; a unit that names such a size already is left alone.
MYRIADS = ((8, "亿"), (4, "万"))
COUNTED_IN_MYRIADS = re.compile(r"(?![十百千万亿])[\u4e00-\u9fff]")


def format_value(value: float | None, decimals: int, unit: str = "") -> str:
    """Return a figure with thousands separated and a true minus: ``209,000``, ``24.3``.

    Parameters
    ----------
    value : float or None
    decimals : int
    unit : str
        The figure's unit in the reader's language. Of a Chinese unit from 10,000 on, tens of thousands are
        written as official Chinese texts write them, with every digit the figure has: ``20.9万`` (件).
    """
    if value is None or not math.isfinite(value):
        return MISSING
    figure = Decimal(f"{value:.{decimals}f}")
    size, word = myriad_of(float(figure), unit)
    return grouped(figure.scaleb(-size).normalize() if word else figure) + word


def myriad_of(value: float, unit: str) -> tuple[int, str]:
    """Return the power of ten a figure is written in, and its word; none but for large Chinese counts.

    Parameters
    ----------
    value : float
    unit : str
        In the reader's language.
    """
    sizes = MYRIADS if COUNTED_IN_MYRIADS.match(unit) else ()
    return next(((size, word) for size, word in sizes if abs(value) >= 10**size), (0, ""))


def grouped(figure: Decimal) -> str:
    """Return a decimal figure with thousands separated, a true minus, and no minus before zero."""
    text = f"{figure:,f}"
    if not text.strip("-0.,"):
        text = text.removeprefix("-")
    return text.replace("-", MINUS)


def format_ticks(ticks: Sequence[float], decimals: int, unit: str = "") -> list[str]:
    """Return the figures of an axis, all in the size of its largest: ``0``, ``0.5万``, ``1.0万``.

    Parameters
    ----------
    ticks : sequence of float
    decimals : int
        That each tick can be written with.
    unit : str
        In the reader's language.
    """
    size, word = myriad_of(max(map(abs, ticks), default=0.0), unit)
    if not word:
        return [format_value(tick, decimals) for tick in ticks]
    scaled = [Decimal(f"{tick:.{decimals}f}").scaleb(-size).normalize() for tick in ticks]
    places = max(-min(int(figure.as_tuple().exponent), 0) for figure in scaled)
    return [grouped(round(figure, places)) + word if figure else "0" for figure in scaled]


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


def format_interval(
    lower: float | None, upper: float | None, decimals: int, unit: str = "", language: str = "en"
) -> str:
    """Return an interval: ``18.2 – 158.0``, in Chinese ``18.2～158.0``; a dash alone when it is not known."""
    ends = [format_value(end, decimals, unit) for end in (lower, upper)]
    return MISSING if MISSING in ends else LANGUAGES[language].interval.format(low=ends[0], high=ends[1])


def format_probabilities(lowest: float, highest: float, language: str) -> str:
    """Return a range of probabilities, or the one they both are: ``53–86%``, in Chinese ``53%～86%``."""
    low, high = format_probability(lowest), format_probability(highest)
    if low == high:
        return low
    return LANGUAGES[language].percentages.format(low=low.removesuffix("%"), high=high.removesuffix("%"))
