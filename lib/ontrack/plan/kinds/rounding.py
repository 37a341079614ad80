"""From which value on a figure meets a level once it is published."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal


def threshold_of(level: float, comparison: str, decimals: int, *, typed: bool) -> float:
    """Return the value from which on a figure, once published with so many decimals, meets a level.

    Half a unit short of the level, or beyond it where the level itself does not suffice: a share of
    99.95 is published as 100.0. A level as it was typed, with more decimals, counts with its own.
    """
    own = -int(Decimal(repr(float(level))).normalize().as_tuple().exponent) if typed else decimals
    unit = Decimal(1).scaleb(-max(decimals, own))
    steps = Decimal(f"{level:.12g}") / unit  # 0.1 × 3 is 0.3
    down, up = steps.to_integral_value(ROUND_FLOOR), steps.to_integral_value(ROUND_CEILING)
    step = {">=": up, ">": down + 1, "<=": down, "<": up - 1}[comparison]
    half = Decimal("-0.5" if comparison in (">=", ">") else "0.5")
    return float((step + half) * unit)


def exact(value: float) -> float:
    """Return a product without a machine's last bits: 2,500 × 0.9 is 2,250."""
    return float(f"{value:.12g}")
