"""Figures as charts and their texts write them."""

from __future__ import annotations

import re

from ontrack.plan import Indicator
from ontrack.wording import Wording
from ontrack.wording.number_format import format_value

WHOLE_NUMBERS_FROM = 1000
HUNDREDS_OF_MILLIONS = re.compile(r"100 million (?=\D)")


def with_unit(value: float, indicator: Indicator, wording: Wording) -> str:
    """Return a figure with its unit: ``50.0%``, ``30.0 patents per 10,000 people``."""
    unit = indicator.text("unit", wording.language)
    key = "percent" if unit == "%" else "amount"
    return wording(f"chart.label.{key}", value=format_value(value, indicator.decimals, unit), unit=unit)


def in_text(value: float, indicator: Indicator, wording: Wording) -> str:
    """Return a figure with its unit for running text, where billions read better than 100 millions."""
    unit = indicator.text("unit", wording.language)
    if not HUNDREDS_OF_MILLIONS.match(unit):
        return with_unit(value, indicator, wording)
    decimals = indicator.decimals + 1
    unit = HUNDREDS_OF_MILLIONS.sub("billion ", unit)
    return wording("chart.label.amount", value=format_value(value / 10, decimals), unit=unit)


def format_wide(value: float, indicator: Indicator, language: str) -> str:
    """Return a figure of any size; from a thousand on without decimals, which would pretend precision."""
    decimals = 0 if abs(value) >= WHOLE_NUMBERS_FROM else indicator.decimals
    return format_value(value, decimals, indicator.text("unit", language))
