"""The fan chart that moves: what was observed, the projection under a scenario, another beside it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from ontrack.charts.parts.style import BANDS, BLUE, FAINT, INK, PURPLE, QUIET, SCENARIO_BANDS, VERMILION
from ontrack.charts.parts.value_axis import value_axis
from ontrack.fonts import SANS_FAMILY
from ontrack.plan import Indicator
from ontrack.projection import Projection
from ontrack.scenarios import Outcome
from ontrack.wording import Wording
from ontrack.wording.number_format import format_ticks

LEVELS = (95, 80, 50)
HEIGHT = 420
FIRST_YEARS = 10  # a long history is shown from so many years before its end
OTHER = ("other_lower", "other_upper", "other_median")
DASH = {"median": "6px,3px", "other": "2px,3px"}


class FanFigure:
    """A plotly figure of one target, redrawn in place.

    Parameters
    ----------
    shown, other, wording, names
        What it shows first, as for `draw`: a browser that comes later gets what the widget began with.

    Attributes
    ----------
    widget : FigureWidget
    """

    def __init__(self, shown: Outcome, other: Outcome, wording: Wording, *, names: tuple[str, str]) -> None:
        self.widget: Any = go.Figure(traces(), layout())
        self._places = {trace.meta: place for place, trace in enumerate(self.widget.data)}
        self.draw(shown, other, wording, names=names)
        self.widget = go.FigureWidget(self.widget)
        self.widget._config = {"displayModeBar": False, "responsive": True}

    def draw(self, shown: Outcome, other: Outcome, wording: Wording, *, names: tuple[str, str]) -> None:
        """Show a target under a scenario, and under another one as thin lines; `names` are theirs."""
        indicator = shown.projection.indicator if shown.projection else None
        history = shown.projection.history if shown.projection else pd.Series(dtype=float)
        recent = history[history.index > (history.index.max() - FIRST_YEARS)] if len(history) else history
        with self.widget.batch_update():
            self._line("observed", recent, wording("explorer.chart.observed"))
            self._fan(shown, wording, names[0])
            self._other(other if names[0] != names[1] else None, names[1])
            self._target(shown, wording)
            self._axes(shown, other, recent, indicator, language=wording.language)

    def _set(self, meta: str, x: Sequence[float], y: Sequence[float], name: str = "", **changes: Any) -> None:
        trace = self.widget.data[self._places[meta]]
        trace.update(x=x, y=y, name=name, visible=bool(x), **changes)

    def _line(self, meta: str, values: pd.Series, name: str, **changes: Any) -> None:
        self._set(meta, list(map(int, values.index)), list(map(float, values)), name, **changes)

    def _fan(self, shown: Outcome, wording: Wording, name: str) -> None:
        bands, color = (SCENARIO_BANDS, PURPLE) if shown.changed else (BANDS, BLUE)
        for level in LEVELS:
            bounds = joined(shown.projection, level)
            self._line(f"lower_{level}", bounds["lower"], "")
            label = wording("explorer.chart.interval", level=level)
            self._line(f"upper_{level}", bounds["upper"], label, fillcolor=bands[level])
        median = joined(shown.projection, None)["median"]
        self._line("median", median, wording("explorer.chart.median", name=name), line_color=color)

    def _other(self, other: Outcome | None, name: str) -> None:
        bounds = joined(other.projection if other else None, 80)
        median = joined(other.projection if other else None, None)["median"]
        for meta, values in zip(OTHER, (bounds["lower"], bounds["upper"], median), strict=True):
            self._line(meta, values, name if meta == "other_median" else "")

    def _target(self, shown: Outcome, wording: Wording) -> None:
        target = shown.target
        years = [target.year] if target.year is not None and target.level is not None else []
        levels = [target.level] if years and target.level is not None else []
        self._set("target", years, levels, wording("explorer.chart.target"))
        line = {
            "type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": target.level, "y1": target.level,
            "line": {"color": VERMILION, "width": 1}, "layer": "below",
        }  # fmt: skip
        self.widget.layout.shapes = [line] if years else []

    def _axes(
        self,
        shown: Outcome,
        other: Outcome,
        recent: pd.Series,
        indicator: Indicator | None,
        *,
        language: str,
    ) -> None:
        lines = [joined(one.projection, None)["median"] for one in (shown, other)]
        core = [float(value) for series in (recent, *lines) for value in series]
        if shown.target.level is not None:
            core.append(shown.target.level)
        inner, *wide = (joined(shown.projection, level) for level in (50, 80, 95))
        core += [*inner["lower"], *inner["upper"]]
        wider = [(float(one["lower"].min()), float(one["upper"].max())) for one in wide if len(one["lower"])]
        bounds = (indicator.lower, indicator.upper) if indicator else (None, None)
        axis = value_axis(core if any(map(math.isfinite, core)) else [0.0, 1.0], wider, bounds)
        unit = indicator.text("unit", language) if indicator else ""
        texts = format_ticks(axis.ticks, axis.decimals, unit)
        self.widget.layout.yaxis.update(range=[axis.lower, axis.upper], tickvals=axis.ticks, ticktext=texts)
        years = [*recent.index, *lines[0].index, *([shown.target.year] if shown.target.year else [])]
        if years:
            self.widget.layout.xaxis.range = [min(years) - 0.4, max(years) + 0.4]


def joined(projection: Projection | None, level: int | None) -> dict[str, pd.Series]:
    """Return lower and upper bound (or the median) by year, from the last observed value on."""
    if projection is None:
        return dict.fromkeys(("lower", "upper", "median"), pd.Series(dtype=float))
    last = pd.Series([projection.last_value], index=[projection.last_date])
    if level is None:
        return {"median": pd.concat([last, projection.median])}
    interval = projection.interval(level)
    return {side: pd.concat([last, interval[side]]) for side in ("lower", "upper")}


def traces() -> list[go.Scatter]:
    """Return the empty traces, the widest band first; `meta` is what each is found by."""
    quiet = {"mode": "lines", "line": {"width": 0}, "hoverinfo": "skip", "showlegend": False}
    found = []
    for level in LEVELS:
        found.append(go.Scatter(meta=f"lower_{level}", **quiet))
        found.append(go.Scatter(meta=f"upper_{level}", **{**quiet, "showlegend": True}, fill="tonexty"))
    thin = {"width": 1.2, "color": QUIET, "dash": DASH["other"]}
    for meta in OTHER:
        found.append(
            go.Scatter(meta=meta, mode="lines", line=thin, hoverinfo="skip", showlegend=meta == OTHER[-1])
        )
    found.append(go.Scatter(meta="median", mode="lines", line={"width": 2.2, "dash": DASH["median"]}))
    dots = {"size": 8, "color": INK}
    found.append(
        go.Scatter(meta="observed", mode="lines+markers", line={"width": 2, "color": INK}, marker=dots)
    )
    square = {"size": 11, "symbol": "square", "color": VERMILION, "line": {"width": 1, "color": "white"}}
    found.append(go.Scatter(meta="target", mode="markers", marker=square))
    return found


def layout() -> dict[str, Any]:
    """Return how the figure looks, as on paper."""
    axis = {"showgrid": False, "showline": True, "linecolor": QUIET, "ticks": "outside", "fixedrange": True}
    return {
        "template": "none", "height": HEIGHT, "autosize": True, "dragmode": False,
        "margin": {"l": 60, "r": 20, "t": 12, "b": 84},
        "font": {"family": SANS_FAMILY, "size": 13, "color": INK},
        "xaxis": {**axis, "dtick": 1, "tickformat": "d"},
        "yaxis": {**axis, "showgrid": True, "gridcolor": FAINT, "zeroline": False},
        "legend": {"orientation": "h", "y": -0.13, "x": 0, "yanchor": "top", "font": {"size": 12}},
        "hovermode": "x", "paper_bgcolor": "white", "plot_bgcolor": "white",
    }  # fmt: skip
