"""The charts, and the only room that knows matplotlib."""

from ontrack.charts.drawings import Drawing, drawings
from ontrack.charts.fan import fan_chart
from ontrack.charts.gallery import (
    draw_all,
    draw_overviews,
)
from ontrack.charts.multiples import multiples_charts
from ontrack.charts.odds import odds_chart
from ontrack.charts.overview import overview_chart
from ontrack.charts.portfolio import portfolio_chart
from ontrack.charts.progress import progress_chart
from ontrack.charts.reference import reference_chart
from ontrack.charts.reliability import reliability_chart
from ontrack.charts.saving import save_svg
from ontrack.charts.sharing import save_shared
from ontrack.charts.strips import strips_charts
from ontrack.charts.style import figure_of
from ontrack.charts.why import why_chart

__all__ = [
    "Drawing",
    "draw_all",
    "draw_overviews",
    "drawings",
    "fan_chart",
    "figure_of",
    "multiples_charts",
    "odds_chart",
    "overview_chart",
    "portfolio_chart",
    "progress_chart",
    "reference_chart",
    "reliability_chart",
    "save_shared",
    "save_svg",
    "strips_charts",
    "why_chart",
]
