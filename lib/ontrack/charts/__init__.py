"""The charts, and the only room that knows matplotlib."""

from ontrack.charts.alternative_text import fan_chart_alternative_text, overview_alternative_text
from ontrack.charts.chart_tables import ChartTables
from ontrack.charts.fan import fan_chart
from ontrack.charts.gallery import draw_fan_charts, draw_overviews
from ontrack.charts.overview import overview_chart
from ontrack.charts.saving import save_svg

__all__ = [
    "ChartTables",
    "draw_fan_charts",
    "draw_overviews",
    "fan_chart",
    "fan_chart_alternative_text",
    "overview_alternative_text",
    "overview_chart",
    "save_svg",
]
