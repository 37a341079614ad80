"""What stands above a fan chart: intervals that reach out of sight, or why there is no fan."""

from __future__ import annotations

from ontrack.charts.fan.tables import ChartTables
from ontrack.charts.parts.value_axis import ValueAxis
from ontrack.plan import Indicator
from ontrack.wording import Wording
from ontrack.wording.amounts import format_wide

NOTED = ("figures_too_old", "long_horizon", "too_far", "not_published")


def cut_note(axis: ValueAxis, tables: ChartTables, indicator: Indicator, wording: Wording) -> str:
    """Return which intervals reach beyond the axis and how far in the last year, empty when none does."""
    projected = tables.projected
    above = [level for level in (80, 95) if (projected[f"upper_{level}"] > axis.upper).any()]
    below = [level for level in (80, 95) if (projected[f"lower_{level}"] < axis.lower).any()]
    if not above and not below:
        return ""
    last = projected.iloc[-1]
    ends = {
        name: format_wide(last[name], indicator, wording.language)
        for name in ("lower_80", "upper_80", "lower_95", "upper_95")
    }
    arrows = ("↑" if above else "") + ("↓" if below else "")
    key = "80_and_95" if 80 in (*above, *below) else "95"
    return wording(f"chart.beyond.{key}", arrows=arrows, year=int(last["year"]), **ends)


def no_fan_note(tables: ChartTables, wording: Wording) -> str:
    """Return why there is no fan or no probability beside it; empty when there are both."""
    if (said := tables.assessment) and tables.decided:
        return wording(f"chart.note.{said.verdict}")
    if said and said.reason in NOTED:
        return wording(f"chart.note.{said.reason}")
    return wording("chart.note.no_data") if tables.projected.empty and tables.observed.empty else ""
