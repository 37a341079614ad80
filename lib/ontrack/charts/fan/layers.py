"""The layers of a fan chart; each draws itself and returns its entries for the legend."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from matplotlib.artist import Artist
from matplotlib.axes import Axes

from ontrack.charts.fan.tables import LEVELS, ChartTables
from ontrack.charts.parts.legend import Entry
from ontrack.charts.parts.style import BANDS, BLUE, INK, PALE, QUIET, VERMILION
from ontrack.plan import Target
from ontrack.series.scales import Array
from ontrack.wording import Wording

# Filled is as published; hollow is anything else, so that nobody takes it for a published figure, and half
# filled what we derived from published figures. Every kind has a shape of its own: print may be grey.
HOLLOW = "white"
MARKERS: dict[str, dict[str, Any]] = {
    "quoted": {"marker": "o", "markersize": 4.6, "color": INK},
    "rounded": {"marker": "o", "markersize": 4.6, "color": INK, "markerfacecolor": HOLLOW},
    "derived": {
        "marker": "o", "markersize": 4.8, "color": INK, "fillstyle": "bottom", "markerfacecoloralt": HOLLOW,
    },
    "lower_bound": {"marker": "^", "markersize": 5.2, "color": INK, "markerfacecolor": HOLLOW},
    "dated": {"marker": "D", "markersize": 4.4, "color": INK, "markerfacecolor": HOLLOW},
    "shown_only": {"marker": "o", "markersize": 3.0, "color": QUIET, "markerfacecolor": HOLLOW},
    "before_break": {"marker": "o", "markersize": 3.8, "color": PALE},
    "before_break_hollow": {"marker": "o", "markersize": 3.8, "color": PALE, "markerfacecolor": HOLLOW},
}  # fmt: skip

COMPANY = "#4a4f55"
COMPANY_DASHES: dict[str, Any] = {
    "nation_level": "-", "nation_pace": (0, (1, 1.4)), "peers_pace": (0, (5, 1.5)),
}  # fmt: skip


def marker_kind(role: str, status: str) -> str:
    """Return which of MARKERS a value is drawn with: its role first, then how it came to be known."""
    if role == "before_break":
        return role if status == "quoted" else "before_break_hollow"
    if role in ("shown_only", "dated"):
        return role
    return status


def draw_observed(
    ax: Axes, tables: ChartTables, wording: Wording, *, since: int | None = None
) -> list[Entry]:
    """Draw the observed values: a line, dotted across missing years, and a marker for each kind of value.

    With `since`, those of earlier years are left out.
    """
    observed, within, before = (
        rows if since is None else rows[rows["year"] >= since]
        for rows in (tables.observed, tables.within_year, tables.before_break)
    )
    _connect(ax, before["year"], before["value"], color=PALE)
    _connect(ax, observed["year"], observed["value"], color=INK)
    if len(before) and len(observed):
        # The first value of the new definition lies to the right of the rule.
        ax.axvline(observed["year"].iloc[0] - 0.5, color=QUIET, lw=0.7, ls=(0, (4, 3)), zorder=1, gid="break")
    points = [
        (marker_kind(point.role, point.status), point.year, point.value)
        for table in (observed, within, before)
        for point in table.itertuples()
    ]
    entries: dict[str, Artist] = {}
    for kind, look in MARKERS.items():
        chosen = [(year, value) for which, year, value in points if which == kind]
        if chosen:
            years, values = zip(*chosen, strict=True)
            (line,) = ax.plot(
                years, values, linestyle="", markeredgewidth=1.0, zorder=5, clip_on=False, gid=kind, **look
            )
            entries.setdefault(wording(f"chart.legend.{kind.removesuffix('_hollow')}"), line)
    return [(line, label) for label, line in entries.items()]


def _connect(ax: Axes, years: Iterable[int], values: Iterable[float], *, color: str) -> None:
    """Join the values of consecutive years by a line, across missing years by dots."""
    for (start, first), (end, second) in pairwise(zip(years, values, strict=True)):
        if end - start == 1:
            ax.plot([start, end], [first, second], color=color, lw=1.3, zorder=4, gid="joined")
        else:
            ax.plot([start, end], [first, second], color=color, lw=0.9, ls=(0, (1, 2)), zorder=4, gid="gap")


def draw_fan(ax: Axes, tables: ChartTables, wording: Wording, *, mark_few: bool = True) -> list[Entry]:
    """Draw the prediction intervals, the widest first, and the median, from the latest observed value on.

    With `mark_few` the legend says where the fan rests on a single value.
    """
    projected = tables.projected
    if projected.empty:
        return []
    start = [tables.origin] if tables.origin else []
    years = [*(year for year, _ in start), *projected["year"]]
    values = {
        column: [*(value for _, value in start), *projected[column]]
        for column in projected.columns
        if column not in ("year", "status")
    }
    bands = [
        ax.fill_between(
            years, values[f"lower_{level}"], values[f"upper_{level}"], color=BANDS[level], lw=0, zorder=1.5,
            gid=f"interval_{level}",
        )
        for level in LEVELS
    ]  # fmt: skip
    (median,) = ax.plot(years, values["median"], color=BLUE, lw=1.3, ls=(0, (4, 2)), zorder=3, gid="median")
    only = "_reference_only" if mark_few and tables.rests_on_one_value else ""
    return [
        (median, wording(f"chart.legend.median{only}")),
        (tuple(reversed(bands)), wording("chart.legend.intervals")),
    ]


def draw_trends(ax: Axes, tables: ChartTables, wording: Wording) -> list[Entry]:
    """Draw what each method says as thin lines."""
    lines = [
        ax.plot(path.index, path, color=QUIET, lw=0.6, zorder=2.5, gid=f"trend_{method}")[0]
        for method, path in tables.trend_paths.items()
    ]
    return [(lines[0], wording("chart.legend.trends"))] if lines else []


def draw_company(ax: Axes, tables: ChartTables, wording: Wording) -> list[Entry]:
    """Draw the nation's level and what its pace would bring, as thin lines."""
    return [
        (
            ax.plot(
                line.path.index, line.path, color=COMPANY, lw=1.0, ls=COMPANY_DASHES[line.name], zorder=2.7,
                gid=line.name,
            )[0],
            wording(f"chart.legend.{line.name}"),
        )
        for line in tables.company
    ]  # fmt: skip


def draw_required_path(ax: Axes, path: tuple[Array, Array], wording: Wording) -> list[Entry]:
    """Draw the required path, dash-dotted."""
    years, values = path
    if not len(years):
        return []
    dashes = (0, (6, 2, 1, 2))
    ax.plot(years, values, color="white", lw=2.4, zorder=2.9, gid="required_path_edge")  # for grey print
    (line,) = ax.plot(years, values, color=VERMILION, lw=1.2, ls=dashes, zorder=3.5, gid="required_path")
    return [(line, wording("chart.legend.required_path"))]


def draw_target(ax: Axes, target: Target | None, wording: Wording) -> list[Entry]:
    """Draw the levels of the target's own year across the chart, and a square at each level in its year.

    Levels of several years, milestones, are squares alone.
    """
    marks = target.marks if target else []
    if len({year for _, year in marks}) == 1:
        for value, _ in marks:
            line = ax.axhline(value, color=VERMILION, lw=0.7, zorder=2, gid="target_level")
    dated = [(year, value) for value, year in marks if year is not None]
    if dated:
        (line,) = ax.plot(
            *zip(*dated, strict=True), linestyle="", marker="s", markersize=5.5, color=VERMILION,
            markeredgecolor="white", markeredgewidth=0.8, zorder=6, clip_on=False, gid="target",
        )  # fmt: skip
    return [(line, wording("chart.legend.target"))] if marks else []
