"""The charts, and the only room that knows matplotlib."""

from ontrack.charts.alternative_text import (
    fan_chart_alternative_text,
    overview_alternative_text,
    reference_alternative_text,
)
from ontrack.charts.chart_tables import ChartTables
from ontrack.charts.drawings import Drawing, drawings
from ontrack.charts.fan import fan_chart
from ontrack.charts.gallery import (
    draw_all,
    draw_overviews,
)
from ontrack.charts.multiples import multiples_alternative_texts, multiples_charts
from ontrack.charts.odds import odds_alternative_text, odds_chart
from ontrack.charts.overview import overview_chart
from ontrack.charts.portfolio import portfolio_alternative_text, portfolio_chart
from ontrack.charts.progress import clock_runs, progress_alternative_text, progress_chart
from ontrack.charts.reference import reference_chart
from ontrack.charts.reliability import reliability_alternative_text, reliability_chart
from ontrack.charts.saving import save_svg
from ontrack.charts.sharing import save_shared
from ontrack.charts.source_line import publisher_names, source_line
from ontrack.charts.strips import strips_alternative_texts, strips_charts
from ontrack.charts.style import figure_of

__all__ = [
    "ChartTables",
    "Drawing",
    "clock_runs",
    "draw_all",
    "draw_overviews",
    "drawings",
    "fan_chart",
    "fan_chart_alternative_text",
    "figure_of",
    "multiples_alternative_texts",
    "multiples_charts",
    "odds_alternative_text",
    "odds_chart",
    "overview_alternative_text",
    "overview_chart",
    "portfolio_alternative_text",
    "portfolio_chart",
    "progress_alternative_text",
    "progress_chart",
    "publisher_names",
    "reference_alternative_text",
    "reference_chart",
    "reliability_alternative_text",
    "reliability_chart",
    "save_shared",
    "save_svg",
    "source_line",
    "strips_alternative_texts",
    "strips_charts",
]
