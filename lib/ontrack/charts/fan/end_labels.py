"""Labels at the right end of a fan chart's lines; those that would collide are left to the table."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.text import Annotation
from matplotlib.transforms import Bbox

from ontrack.charts.fan.layers import COMPANY
from ontrack.charts.fan.tables import ChartTables
from ontrack.charts.parts.style import BLUE, INK, POINTS_PER_INCH, QUIET, VERMILION
from ontrack.plan import Indicator, Target
from ontrack.series.scales import Array
from ontrack.wording import Wording
from ontrack.wording.amounts import format_wide
from ontrack.wording.number_format import format_interval, format_value

GAP_POINTS = 5.0
CLEARANCE_POINTS = 1.5
SECOND_LINE_POINTS = -5.5
LETTERS_A_LINE = 19
POINTS_BETWEEN = 60
Position = tuple[float, float, str, str]
# Right and up from the marker in points, and which corner of the label stands there.
LATEST_POSITIONS: tuple[Position, ...] = (
    (-3, 4, "right", "bottom"),
    (-3, -4, "right", "top"),
    (0, 6, "center", "bottom"),
    (0, -6, "center", "top"),
    (3, 4, "left", "bottom"),
    (-3, 10, "right", "bottom"),
    (-3, -10, "right", "top"),
    (3, -4, "left", "top"),
)
BEFORE_THE_END: tuple[Position, ...] = (
    (3, 0, "left", "center"),
    (0, 4, "right", "bottom"),
    (0, -4, "right", "top"),
    (3, 4, "left", "bottom"),
    (3, -4, "left", "top"),
    (-60, -7, "right", "top"),
    (-60, 5, "right", "bottom"),
)


def label_ends(
    ax: Axes, indicator: Indicator, target: Target | None, tables: ChartTables, *, wording: Wording
) -> None:
    """Write target, median and trends beside the last year, and the latest value beside its marker.

    The target keeps its height; the median moves up or down beside it; a trend's name that finds no room or
    ends out of sight is left out.
    """
    taken = _label_target(ax, indicator, target, wording)
    if len(tables.projected):
        height = float(tables.projected["median"].iloc[-1])
        text = wording("chart.label.median", value=format_wide(height, indicator, wording.language))
        taken.append(_move_clear(_end_label(ax, height, text, BLUE, size=7, gid="median_label"), taken))
    _label_trends(ax, tables, taken, wording)
    written = _label_latest(ax, indicator, tables, unit=indicator.text("unit", wording.language))
    for line in tables.company:
        value = format_wide(line.end[1], indicator, wording.language)
        text = wording(f"chart.label.{line.name}", value=value)
        look: dict[str, Any] = {"color": COMPANY, "size": 7, "gid": f"{line.name}_label"}
        if line.end[0] >= ax.get_xlim()[1] - 1:
            taken.append(_move_clear(_end_label(ax, line.end[1], text, **look), taken))
        else:
            _place(ax, text, line.end, BEFORE_THE_END, written, **look)


def _label_trends(ax: Axes, tables: ChartTables, taken: list[Bbox], wording: Wording) -> None:
    """Write each trend's name where it finds room, and add its box to those taken."""
    lowest, highest = ax.get_ylim()
    for method, path in tables.trend_paths.items():
        end, name = path.iloc[-1], wording(f"chart.trend.{method}")
        label = _end_label(ax, end, name, QUIET, size=7, gid="trend_label")
        box = _extent(label)
        if not lowest <= end <= highest or any(box.overlaps(other) for other in taken):
            label.remove()
        else:
            taken.append(box)


def in_even_lines(text: str) -> str:
    """Return a text broken into as few lines as fit beside the axes, all of about the same length."""
    fewest = len(wrap(text, LETTERS_A_LINE))
    width = next(width for width in range(1, LETTERS_A_LINE + 1) if len(wrap(text, width)) <= fewest)
    return "\n".join(wrap(text, width))


def _label_target(ax: Axes, indicator: Indicator, target: Target | None, wording: Wording) -> list[Bbox]:
    """Write the target's value with its unit, further lines smaller below it; return the boxes taken."""
    levels = [value for value, year in (target.marks if target else []) if target and year == target.year]
    if not levels:
        return []
    unit = indicator.text("unit", wording.language)
    key = "target_percent" if unit == "%" else "target"
    lower, upper = levels[0], levels[-1]
    value = (
        format_value(lower, indicator.decimals, unit)
        if lower == upper
        else format_interval(lower, upper, indicator.decimals, unit, wording.language)
    )
    height = (lower + upper) / 2
    first, _, below = wording(f"chart.label.{key}", value=value, unit=in_even_lines(unit)).partition("\n")
    labels = [_end_label(ax, height, first, VERMILION, size=8, gid="target_label")]
    if below:
        labels.append(_end_label(ax, height, below, VERMILION, size=7, gid="target_unit"))
        labels[-1].set(position=(GAP_POINTS, SECOND_LINE_POINTS), va="top")
    return [_extent(label) for label in labels]


def _end_label(ax: Axes, height: float, text: str, color: str, *, size: float, gid: str) -> Annotation:
    return ax.annotate(
        text, (1, height), xycoords=ax.get_yaxis_transform(), xytext=(GAP_POINTS, 0),
        textcoords="offset points", va="center", linespacing=1.2, color=color, size=size, gid=gid,
        annotation_clip=False,
    )  # fmt: skip


def _extent(label: Annotation) -> Bbox:
    """Return the box of a label in pixels, with clearance."""
    dpi = label.get_figure(root=True).dpi  # type: ignore[union-attr]
    return label.get_window_extent().padded(CLEARANCE_POINTS / POINTS_PER_INCH * dpi)


def _move_clear(label: Annotation, taken: list[Bbox]) -> Bbox:
    """Move a label that overlaps a box above or below all of them, whichever is nearer; return its box."""
    box = _extent(label)
    if any(box.overlaps(other) for other in taken):
        all_taken = Bbox.union(taken)
        up = all_taken.y1 - box.y0
        down = all_taken.y0 - box.y1
        dpi = label.get_figure(root=True).dpi  # type: ignore[union-attr]
        label.set_position((GAP_POINTS, (up if up <= -down else down) * POINTS_PER_INCH / dpi))
    return _extent(label)


def _label_latest(ax: Axes, indicator: Indicator, tables: ChartTables, *, unit: str) -> list[Bbox]:
    """Write the latest value by its marker; return the box taken."""
    if tables.latest is None:
        return []
    text = format_value(tables.latest[1], indicator.decimals, unit)
    return [_place(ax, text, tables.latest, LATEST_POSITIONS, [], color=INK, size=8, gid="latest_label")]


def _place(
    ax: Axes, text: str, point: tuple[float, float], positions: Sequence[Position], taken: Sequence[Bbox],
    **look: Any,
) -> Bbox:  # fmt: skip
    """Write by a point where that covers no line, no marker, no box taken, no axis; return the box."""
    label = ax.annotate(text, point, xytext=(0, 0), textcoords="offset points", zorder=7, **look)
    obstacles = _points_drawn(ax)
    for right, up, horizontal, vertical in [*positions, positions[0]]:
        label.set(position=(right, up), ha=horizontal, va=vertical)
        box = _extent(label)
        free = not box.count_contains(obstacles) and not any(box.overlaps(other) for other in taken)
        if free and box.x0 >= ax.bbox.x0 and box.y0 >= ax.bbox.y0:
            break
    return _extent(label)


def _points_drawn(ax: Axes) -> Array:
    """Return points in pixels along everything that is drawn as a line or as markers."""
    ends = [
        (line.get_transform().transform(np.asarray(line.get_xydata(), dtype=float)), line.get_linestyle())
        for line in ax.lines
    ]
    points = [path if style == "None" else _along(path) for path, style in ends]
    return np.vstack(points) if points else np.empty((0, 2))


def _along(path: Array) -> Array:
    """Return points along a line through some, as many between each two."""
    places = np.linspace(0, len(path) - 1, POINTS_BETWEEN * (len(path) - 1) + 1)
    return np.column_stack([np.interp(places, range(len(path)), path[:, side]) for side in (0, 1)])
