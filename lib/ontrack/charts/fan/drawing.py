"""The fan chart of one target: what was observed, what is projected, what is wanted."""

from __future__ import annotations

import math
from dataclasses import replace

from matplotlib.axes import Axes
from matplotlib.ticker import FixedLocator, FuncFormatter, MultipleLocator

from ontrack.charts.fan.end_labels import label_ends
from ontrack.charts.fan.layers import (
    draw_company,
    draw_fan,
    draw_observed,
    draw_required_path,
    draw_target,
    draw_trends,
)
from ontrack.charts.fan.notes import cut_note, no_fan_note
from ontrack.charts.fan.required_path import baseline, required_path
from ontrack.charts.fan.tables import ChartTables
from ontrack.charts.parts.axis_break import mark_broken_axis
from ontrack.charts.parts.legend import draw_legend, keep_room_below
from ontrack.charts.parts.style import (
    BLUE,
    POINTS_PER_INCH,
    QUIET,
    chart_style,
    figure_of,
    left_edge_inches,
    new_axes,
    settle,
    shifted,
)
from ontrack.charts.parts.value_axis import ValueAxis, Wider, value_axis
from ontrack.plan import Indicator, Target
from ontrack.wording import Wording, load_wording
from ontrack.wording.number_format import format_ticks

HEIGHT_MM = 56.0
MARGINS_MM = {"left": 13.5, "right": 31.0, "top": 7.5, "bottom": 17.0}
# A short history begins ten years before the target too, so that pages can be compared.
USUAL_YEARS = 10
EVERY_YEAR_UP_TO, EVERY_FIVE_UP_TO = 14, 70
NOTE_POINTS = 6.0
# The 80 % interval is in sight unless a third of the height were too little for everything else.
SHARES = {80: 1 / 3, 95: 1 / 2}


def fan_chart(
    indicator: Indicator, target: Target | None, tables: ChartTables, language: str, ax: Axes | None = None
) -> Axes:
    """Return the axes on which the fan chart is drawn.

    Observed values are filled where published, half filled where derived, hollow where rounded, a lower bound
    or a stand-in. An axis that does not begin at zero is marked as broken.
    The fan holds the 50, 80 and 95 % prediction intervals round the dashed median. The required path runs
    from the latest observed value (else the plan's baseline) to the target: straight for shares and scores,
    at a constant rate of growth for everything else. Thin lines show the nation and its pace. The axis
    of values follows `value_axis`; what it cuts off is said above the chart.

    Parameters
    ----------
    target : Target or None
        None draws the series and its projection alone.
    tables : ChartTables
        Already filtered to the indicator.
    language : str
        zh or en.
    ax : Axes, optional
        Where to draw; it needs room for labels on its right, a line above and a legend below. Left out: new
        axes on a figure of 160 x 62 mm.
    """
    wording = load_wording(language)
    with chart_style():
        own = ax is None
        ax = ax or new_axes(HEIGHT_MM, **MARGINS_MM)
        unit = indicator.text("unit", wording.language)
        axis = limit_values(ax, indicator, target, tables, unit=unit)
        _limit_years(ax, target, tables)
        tables = in_sight(indicator, target, tables)
        entries = [
            *draw_observed(ax, tables, wording),
            *draw_fan(ax, tables, wording),
            *draw_required_path(ax, required_path(indicator, target, tables), wording),
            *draw_trends(ax, tables, wording),
            *draw_company(ax, tables, wording),
        ]
        draw_target(ax, target, wording)
        rows = draw_legend(ax, entries)
        if own:
            keep_room_below(ax, rows)
        mark_broken_axis(ax, wording)
        _write_above(ax, indicator, cut_note(axis, tables, indicator, wording), tables, wording=wording)
        label_ends(ax, indicator, target, tables, wording=wording)
        settle(figure_of(ax))
    return ax


def limit_values(
    ax: Axes, indicator: Indicator, target: Target | None, tables: ChartTables, *, unit: str
) -> ValueAxis:
    """Set the axis of values of a fan chart to what `value_axis` says, and return it."""
    axis = axis_of(indicator, target, tables)
    ax.set_ylim(axis.lower, axis.upper)
    ax.yaxis.set_major_locator(FixedLocator(axis.ticks))
    labels = dict(zip(axis.ticks, format_ticks(axis.ticks, axis.decimals, unit), strict=True))
    # by value, not by place: a label stays with its tick when there are fewer of them
    ax.yaxis.set_major_formatter(FuncFormatter(lambda value, _: labels.get(value, "")))
    return axis


def axis_of(indicator: Indicator, target: Target | None, tables: ChartTables) -> ValueAxis:
    """Return the axis of values of a fan chart."""
    projected = tables.projected
    core = [
        *tables.observed["value"], *tables.before_break["value"], *tables.within_year["value"],
        *projected[["median", "lower_50", "upper_50"]].to_numpy(dtype=float).ravel(),
        *required_path(indicator, target, tables)[1],
        *(value for value, _ in (target.marks if target else [])),
    ]  # fmt: skip
    wider = [
        Wider(float(projected[f"lower_{level}"].min()), float(projected[f"upper_{level}"].max()), share)
        for level, share in SHARES.items()
        if len(projected)
    ]
    wider += [Wider(float(line.path.min()), float(line.path.max())) for line in since(target, tables).company]
    return value_axis(core or [0.0, 1.0], wider, (indicator.lower, indicator.upper))


def since(target: Target | None, tables: ChartTables) -> ChartTables:
    """Return the tables with what of the lines beside the fan lies in the years of the chart."""
    first, _ = years_of(target, tables)
    seen = [replace(line, path=line.path[line.path.index >= first]) for line in tables.company]
    return replace(tables, company=tuple(line for line in seen if len(line.path) > 1))


def in_sight(indicator: Indicator, target: Target | None, tables: ChartTables) -> ChartTables:
    """Return the tables with the lines beside the fan that its axes hold, as far as they do."""
    axis, seen = axis_of(indicator, target, tables), since(target, tables)
    kept = [line for line in seen.company if line.path.between(axis.lower, axis.upper).all()]
    return replace(tables, company=tuple(kept))


def years_of(target: Target | None, tables: ChartTables) -> tuple[int, int]:
    """Return the first and the last year of a fan chart."""
    start = baseline(target)
    years = [
        *tables.observed["year"], *tables.before_break["year"], *tables.within_year["year"],
        *tables.projected["year"], *([start[0]] if start else []),
        *([target.year] if target is not None and target.year is not None else []),
    ]  # fmt: skip
    last = math.ceil(max(years, default=USUAL_YEARS))
    return min(math.floor(min(years, default=0)), last - USUAL_YEARS), last


def _limit_years(ax: Axes, target: Target | None, tables: ChartTables) -> None:
    first, last = years_of(target, tables)
    ax.set_xlim(first - 0.35, last + 0.35)
    step = 1 if last - first <= EVERY_YEAR_UP_TO else 5 if last - first <= EVERY_FIVE_UP_TO else 10
    ax.xaxis.set_major_locator(MultipleLocator(step))
    ax.xaxis.set_minor_locator(MultipleLocator(1))
    ax.xaxis.set_major_formatter(FuncFormatter(lambda year, _: f"{year:.0f}"))


def _write_above(ax: Axes, indicator: Indicator, cut: str, tables: ChartTables, *, wording: Wording) -> None:
    """Write the unit at the left and, at the right, what is out of sight or why there is no fan."""
    up = NOTE_POINTS / POINTS_PER_INCH
    unit = indicator.text("unit", wording.language)
    at_left = shifted(ax, ax.transAxes, left_edge_inches(ax), up)
    ax.text(0, 1, unit, transform=at_left, va="bottom", size=7, color=QUIET, gid="unit")
    note, color = (cut, BLUE) if cut else (no_fan_note(tables, wording), QUIET)
    at_right = shifted(ax, ax.transAxes, 0, up)
    ax.text(1, 1, note, transform=at_right, ha="right", va="bottom", size=7, color=color, gid="note")
