"""All targets of the plan's table at a glance: a small fan chart each, sheet by sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator, FuncFormatter

from ontrack.assessment.verdicts import SYMBOLS, is_judged, shown_verdict
from ontrack.charts.fan.drawing import limit_values
from ontrack.charts.fan.layers import draw_fan, draw_observed, draw_required_path, draw_target
from ontrack.charts.fan.required_path import baseline, required_path
from ontrack.charts.fan.tables import ChartTables
from ontrack.charts.multiples.sheets import shown_targets
from ontrack.charts.parts.axis_break import mark_broken_axis
from ontrack.charts.parts.legend import Entry, draw_legend
from ontrack.charts.parts.plan_rows import state_with_symbol
from ontrack.charts.parts.style import (
    BLUE,
    INK,
    LEAST_POINTS,
    MILLIMETRES_PER_INCH,
    QUIET,
    TEXT_WIDTH_MM,
    chart_style,
    new_figure,
    settle,
    shifted,
)
from ontrack.charts.parts.text_fit import fit
from ontrack.plan import Plan, Target
from ontrack.wording import Wording, load_wording
from ontrack.wording.number_format import format_probability, format_value

COLUMNS = 3
PANEL_MM = {"width": 48.6, "left": 8.5, "above": 17.2, "height": 25.5, "below": 8.0}
PANEL_HEIGHT_MM = PANEL_MM["above"] + PANEL_MM["height"] + PANEL_MM["below"]
RIGHT_MM = 2.5  # for the half of the last year that stands beyond the axes
GAP_MM = (TEXT_WIDTH_MM - RIGHT_MM - COLUMNS * PANEL_MM["width"]) / (COLUMNS - 1)
LEGEND_MM = 12.0
NAME_WIDTH_MM, GRADE_WIDTH_MM = 39.5, 25.0
NAME_UP_MM, LINE_UP_MM, UNIT_UP_MM = 9.0, 5.0, 1.4
NAME_SIZE, LINE_SIZE, PROBABILITY_SIZE = 7.5, LEAST_POINTS, 10.5
MARKER_SCALE = 0.7
USUAL_YEARS = 10
YEAR_MM = 6.5  # between two years that are written below an axis
YEARS_BEFORE = 5  # the newest value
FEWEST_TICKS = 4


def multiples_chart(
    plan: Plan, targets: Sequence[Target], rows: Mapping[str, ChartTables], language: str
) -> Axes:
    """Return the first axes of a sheet of small fan charts, in the plan's order.

    Each panel has its own axis of values, the target's name, its latest and its target value, and the
    probability that it is met (or why there is none). All panels have the same years where no target lies
    more than ten years after another; else each goes to its own.

    Parameters
    ----------
    targets : sequence of Target
        As `fan_sheets` deals them out.
    rows : mapping
        What each target of every sheet is drawn from, by its id.
    language : str
        zh or en.
    """
    years = _years_of_each(shown_targets(plan), rows)
    with chart_style():
        return _sheet(plan, targets, rows, years, wording=load_wording(language))


def _years_of_each(targets: Sequence[Target], rows: Mapping[str, ChartTables]) -> dict[str, tuple[int, int]]:
    """Return the first and the last year of each panel, by target."""
    own = [target.year for target in targets if target.year is not None]
    together = max(own, default=0) - min(own, default=0) <= USUAL_YEARS
    return {target.target: _years(targets if together else [target], rows) for target in targets}


def _years(targets: Sequence[Target], rows: Mapping[str, ChartTables]) -> tuple[int, int]:
    """Return the first and the last year of panels that go together.

    Ten years before the last target's year they begin, or five before the newest value where that is earlier;
    no earlier than what is known.
    """
    ends = [target.year for target in targets if target.year is not None]
    starts, newest = [], []
    for target in targets:
        table = rows[target.target]
        starts += list(table.observed["year"]) + ([start[0]] if (start := baseline(target)) else [])
        ends += [*table.projected["year"], *table.observed["year"]]
        newest += list(table.observed["year"])
    last = int(max(ends, default=USUAL_YEARS))
    from_here = min(last - USUAL_YEARS, max(newest, default=last) - YEARS_BEFORE)
    return max(int(min(starts, default=from_here)), from_here), last


def _sheet(
    plan: Plan, targets: Sequence[Target], rows: Mapping[str, ChartTables],
    years: Mapping[str, tuple[int, int]], *, wording: Wording,
) -> Axes:  # fmt: skip
    height = -(-len(targets) // COLUMNS) * PANEL_HEIGHT_MM + LEGEND_MM
    figure = new_figure(height)
    entries: dict[str, Entry] = {}
    panels = []
    for place, target in enumerate(targets):
        ax = _panel_axes(figure, place, height)
        panels.append(ax)
        mine = rows[target.target], years[target.target]
        for artist, label in _draw(ax, plan, target, *mine, wording=wording):
            entries.setdefault(label, (artist, label))
    last_row = panels[(len(panels) - 1) // COLUMNS * COLUMNS]
    draw_legend(last_row, [*entries.values()])
    settle(figure)
    return panels[0]


def _panel_axes(figure: Figure, place: int, height: float) -> Axes:
    """Return the axes of a panel: three in a row, from the top."""
    row, column = divmod(place, COLUMNS)
    left = column * (PANEL_MM["width"] + GAP_MM) + PANEL_MM["left"]
    bottom = height - (row + 1) * PANEL_HEIGHT_MM + PANEL_MM["below"]
    width = PANEL_MM["width"] - PANEL_MM["left"]
    return figure.add_axes(
        (left / TEXT_WIDTH_MM, bottom / height, width / TEXT_WIDTH_MM, PANEL_MM["height"] / height)
    )


def _draw(
    ax: Axes, plan: Plan, target: Target, tables: ChartTables, years: tuple[int, int], *, wording: Wording
) -> list[Entry]:
    """Draw one panel and return its entries for the legend."""
    indicator, tables = plan.indicators[target.indicator], replace(tables, company=())
    axis = limit_values(ax, indicator, target, tables, unit=indicator.text("unit", wording.language))
    ax.yaxis.set_major_locator(FixedLocator(_few(axis.ticks)))
    ax.set_xlim(years[0] - 0.4, years[1] + 0.4)
    now = tables.latest[0] if tables.latest else None
    across_mm = (PANEL_MM["width"] - PANEL_MM["left"]) / (years[1] - years[0] + 0.8)
    crowded = now and 0 < min(now - years[0], years[1] - now) < YEAR_MM / across_mm
    named = {years[0], years[1], *([now] if now and not crowded else [])}
    ax.xaxis.set_major_locator(FixedLocator(sorted(named)))
    ax.xaxis.set_major_formatter(FuncFormatter(lambda year, _: f"{year:.0f}"))
    ax.tick_params(labelsize=LINE_SIZE, pad=2)
    entries = [
        *draw_observed(ax, tables, wording, since=years[0]),
        *draw_fan(ax, tables, wording, mark_few=False),
        *draw_required_path(ax, required_path(indicator, target, tables), wording),
        *draw_target(ax, target, wording),
    ]
    for line in ax.lines:
        line.set_markersize(line.get_markersize() * MARKER_SCALE)
    mark_broken_axis(ax)
    _write_head(ax, plan, target, tables, wording)
    return entries


def _few(ticks: Sequence[float]) -> Sequence[float]:
    """Return at most four of the ticks, evenly spaced from the lowest."""
    step = -(-(len(ticks) - 1) // (FEWEST_TICKS - 1)) or 1
    return ticks[::step]


def _write_head(ax: Axes, plan: Plan, target: Target, tables: ChartTables, wording: Wording) -> None:
    """Write the name, the way from the latest to the target value, the unit of both, and the probability."""
    name, size = fit(target.text("name", wording.language), NAME_WIDTH_MM, size=NAME_SIZE, lines=2)
    _above(ax, name, NAME_UP_MM, size=size, color=INK, gid="name", linespacing=1.15)
    row = tables.assessment
    unjudged = row is not None and row.probability_met is not None and not is_judged(row)
    _above(ax, _way(plan, target, tables), LINE_UP_MM, size=LINE_SIZE, color=INK, gid="way")
    unit, size = fit(
        plan.indicators[target.indicator].text("unit", wording.language), PANEL_MM["width"], size=LINE_SIZE
    )
    _above(ax, unit, UNIT_UP_MM, size=size, color=QUIET, gid="unit")
    if row is None:
        return
    if row.probability_met is not None:
        _above(
            ax, format_probability(row.probability_met), NAME_UP_MM, right=True, size=PROBABILITY_SIZE,
            color=QUIET if unjudged else BLUE, gid="probability",
        )  # fmt: skip
        form = "not_judged" if unjudged else "grade"
        words = wording(f"chart.multiples.{form}", grade=row.evidence_grade)
        grade, _ = fit(f"{SYMBOLS[shown_verdict(row)]} {words}", GRADE_WIDTH_MM, size=LINE_SIZE)
        _above(ax, grade, LINE_UP_MM, right=True, size=LINE_SIZE, color=QUIET, gid="grade")
    else:
        state, size = fit(state_with_symbol(row, wording), GRADE_WIDTH_MM, size=LINE_SIZE)
        _above(ax, state, LINE_UP_MM, right=True, size=size, color=QUIET, gid="state")


def _way(plan: Plan, target: Target, tables: ChartTables) -> str:
    """Return ``24.3 → 30.0``: what is reached and what is wanted; nothing for a target without a level."""
    if target.level is None:
        return ""
    indicator = plan.indicators[target.indicator]
    latest = tables.latest[1] if tables.latest else None
    return f"{format_value(latest, indicator.decimals)} → {format_value(target.level, indicator.decimals)}"


def _above(ax: Axes, text: str, up_mm: float, *, right: bool = False, **look: Any) -> None:
    """Write above a panel, at its left edge (that of its ticks) or flush right."""
    aside = 0.0 if right else -PANEL_MM["left"] / MILLIMETRES_PER_INCH
    at = shifted(ax, ax.transAxes, aside, up_mm / MILLIMETRES_PER_INCH)
    ax.text(float(right), 1, text, transform=at, ha="right" if right else "left", va="bottom", **look)
