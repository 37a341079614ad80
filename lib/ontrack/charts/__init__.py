"""The charts, and the only room that knows matplotlib."""

from ontrack.charts.fan.drawing import fan_chart
from ontrack.charts.gallery import (
    draw_all,
    draw_overviews,
)
from ontrack.charts.kinds import Drawing, drawings
from ontrack.charts.multiples.drawing import multiples_charts
from ontrack.charts.odds.drawing import odds_chart
from ontrack.charts.overview.drawing import overview_chart
from ontrack.charts.parts.saving import save_svg
from ontrack.charts.parts.sharing import save_shared
from ontrack.charts.parts.style import figure_of
from ontrack.charts.portfolio.drawing import portfolio_chart
from ontrack.charts.progress.drawing import progress_chart
from ontrack.charts.reference.drawing import reference_chart
from ontrack.charts.reliability.drawing import reliability_chart
from ontrack.charts.strips.drawing import strips_charts
from ontrack.charts.why.drawing import why_chart

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
