"""The charts, and the only room that knows matplotlib."""

from ontrack.charts.alternative_text import (
    fan_chart_alternative_text,
    overview_alternative_text,
    reference_alternative_text,
)
from ontrack.charts.chart_tables import ChartTables
from ontrack.charts.fan import fan_chart
from ontrack.charts.gallery import (
    draw_all,
    draw_fan_charts,
    draw_overviews,
    draw_portfolio_charts,
    draw_reference_charts,
)
from ontrack.charts.overview import overview_chart
from ontrack.charts.portfolio import portfolio_alternative_text, portfolio_chart
from ontrack.charts.reference import reference_chart
from ontrack.charts.reliability import reliability_chart
from ontrack.charts.saving import save_svg
from ontrack.charts.style import figure_of

__all__ = [
    "ChartTables",
    "draw_all",
    "draw_fan_charts",
    "draw_overviews",
    "draw_portfolio_charts",
    "draw_reference_charts",
    "fan_chart",
    "fan_chart_alternative_text",
    "figure_of",
    "overview_alternative_text",
    "overview_chart",
    "portfolio_alternative_text",
    "portfolio_chart",
    "reference_alternative_text",
    "reference_chart",
    "reliability_chart",
    "save_svg",
]
