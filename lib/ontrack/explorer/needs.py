"""What the page says of the way to a target: when it is reached, what next year must be, what it takes."""

from __future__ import annotations

import math
from html import escape

from ontrack.assessment.alarms.attainment import Attainment
from ontrack.plan import Indicator, Target
from ontrack.scenarios import Outcome
from ontrack.wording import Wording
from ontrack.wording.number_format import format_value


def needs(
    shown: Outcome, reached: Attainment | None, safe: float, *,
    indicator: Indicator, next_year: int, wording: Wording,
) -> str:  # fmt: skip
    """Return as HTML when the target is reached, the last safe value, and what it would take."""
    items = {
        "attainment": attainment_text(shown, reached, wording),
        "safe": safe_text(shown.target, safe, indicator, next_year, wording),
        "takes": change_text(shown, indicator, wording),
    }
    terms = "".join(
        f"<dt>{escape(wording(f'explorer.needs.{key}', year=next_year))}</dt>"
        f'<dd class="{key}">{escape(text)}</dd>'
        for key, text in items.items()
    )
    return f'<dl class="needs" lang="{wording.language}">{terms}</dl>'


def attainment_text(shown: Outcome, reached: Attainment | None, wording: Wording) -> str:
    """Return when the target's level is first reached."""
    if shown.projection is None or shown.target.level is None:
        return wording("explorer.needs.none")
    if reached is None:
        return wording("explorer.needs.attained")
    if reached.median is None:
        return wording("explorer.needs.not_by", year=reached.last_year)
    if reached.lower_80 and reached.upper_80:
        return wording(
            "explorer.needs.between", year=reached.median, first=reached.lower_80, last=reached.upper_80
        )
    return wording(
        "explorer.needs.or_later", year=reached.median, first=reached.lower_80, last=reached.last_year
    )


def safe_text(target: Target, safe: float, indicator: Indicator, year: int, wording: Wording) -> str:
    """Return the last safe value of next year."""
    if math.isnan(safe):
        return wording("explorer.needs.none")
    key = "least" if target.wants_more else "most"
    return wording(f"explorer.needs.{key}", value=quantity(safe, indicator, wording), year=year)


def change_text(shown: Outcome, indicator: Indicator, wording: Wording) -> str:
    """Return the smallest change of pace that gives 80 %."""
    if shown.projection is None or shown.target.level is None or shown.reason:
        return wording("explorer.needs.none")
    change = shown.change_for_80
    if change is None:
        return wording("explorer.needs.never")
    if change.amount == 0:
        return wording("explorer.needs.enough")
    return wording("explorer.needs.change", change=pace_text(change.amount, indicator, wording))


def pace_text(amount: float, indicator: Indicator, wording: Wording) -> str:
    """Return a change of pace with its sign and unit."""
    unit = pace_unit_text(indicator, wording)
    sign = "+" if amount > 0 else ""
    decimals = 1 if indicator.pace_unit == "percent" else indicator.decimals + 1
    return wording("explorer.needs.pace", amount=f"{sign}{format_value(amount, decimals)}", unit=unit)


def pace_unit_text(indicator: Indicator, wording: Wording) -> str:
    """Return what the pace of an indicator is counted in."""
    unit = indicator.text("unit", wording.language)
    if indicator.pace_unit == "percent" or unit == "%":
        return wording("explorer.unit.points")
    return unit


def quantity(value: float, indicator: Indicator, wording: Wording) -> str:
    """Return a value with its unit."""
    unit = indicator.text("unit", wording.language)
    form = "quantity_percent" if unit == "%" else "quantity_scaled" if unit[:1].isdigit() else "quantity"
    return wording(f"report.{form}", value=format_value(value, indicator.decimals, unit), unit=unit)
