"""The charts, each with its words and its figures, and the only room that knows matplotlib."""

from ontrack.charts.chart import Chart, Given
from ontrack.charts.fan.drawing import fan_chart
from ontrack.charts.gallery import draw_all, draw_overviews
from ontrack.charts.kinds import charts_of
from ontrack.charts.multiples.drawing import multiples_chart
from ontrack.charts.odds.drawing import odds_chart
from ontrack.charts.overview.drawing import overview_chart
from ontrack.charts.parts.saving import save_svg
from ontrack.charts.parts.sharing import save_shared
from ontrack.charts.parts.style import figure_of
from ontrack.charts.portfolio.drawing import portfolio_chart
from ontrack.charts.progress.drawing import progress_chart
from ontrack.charts.reference.drawing import reference_chart
from ontrack.charts.reliability.drawing import reliability_chart
from ontrack.charts.strips.drawing import strips_chart
from ontrack.charts.why.drawing import why_chart

__all__ = [
    "Chart",
    "Given",
    "charts_of",
    "draw_all",
    "draw_overviews",
    "fan_chart",
    "figure_of",
    "multiples_chart",
    "odds_chart",
    "overview_chart",
    "portfolio_chart",
    "progress_chart",
    "reference_chart",
    "reliability_chart",
    "save_shared",
    "save_svg",
    "strips_chart",
    "why_chart",
]
