"""Every target under every scenario: lettered marks on one strip of probability each, sheet by sheet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from ontrack.charts.parts.rows import SMALL_SIZE, Rows, rows_of
from ontrack.charts.parts.style import BLUE, PURPLE, QUIET, chart_style, figure_of, settle
from ontrack.charts.parts.zones import draw_zones
from ontrack.charts.strips.sheets import probabilities_of
from ontrack.plan import Target
from ontrack.plan.scenario import Scenario
from ontrack.wording import Wording, load_wording

MARGINS_MM = {"left": 62.0, "right": 7.0, "top": 9.0, "bottom": 12.0}
LEGEND_ROW_MM, LEGEND_COLUMNS = 4.4, 4
NAMES_WIDTH_MM = 59.0
ROW_MM = 8.4  # rings on three levels
NEAREST_POINTS = 3.3  # marks nearer than this, in per cent, go to another level
LETTER_POINTS = 2.2  # letters nearer than this, in per cent, cover one another
LEVELS = (0.0, -0.34, 0.34)
MARK_SIZE, LETTER_SIZE = 8.2, 7.0


def strips_chart(
    targets: Sequence[Target], marks: dict[str, tuple[str, Scenario]], table: pd.DataFrame, language: str
) -> Axes:
    """Return the axes of a sheet of strips, a row for each of its targets.

    The baseline is a filled dot; each scenario a purple ring with its letter, where it changes the target's
    indicator. What holds by construction is left out. Marks that would cover one another stand above and
    below the strip's middle.

    Parameters
    ----------
    targets : sequence of Target
        As `strip_sheets` deals them out.
    marks : dict
        Letters and scenarios as `lettered` returns them.
    table : DataFrame
        Columns of scenarios.csv.
    language : str
        zh or en.
    """
    with chart_style():
        return _sheet(targets, marks, table, load_wording(language))


def spread(places: Sequence[float]) -> list[tuple[float, float]]:
    """Return place and level of each mark on a strip, so that near ones do not cover one another.

    Where three levels do not do, a mark moves on by about two points, so that its letter can be read.
    """
    last = dict.fromkeys(LEVELS, float("-inf"))
    found = [(0.0, 0.0)] * len(places)
    for number in sorted(range(len(places)), key=places.__getitem__):
        free = [level for level in LEVELS if places[number] - last[level] >= NEAREST_POINTS]
        level = free[0] if free else min(LEVELS, key=last.__getitem__)
        place = max(places[number], last[level] + LETTER_POINTS)
        found[number] = (place, level)
        last[level] = place
    return found


def _sheet(
    targets: Sequence[Target], marks: dict[str, tuple[str, Scenario]], table: pd.DataFrame, wording: Wording
) -> Axes:
    legend_rows = -(-(len(marks) + 1) // LEGEND_COLUMNS) + 1
    margins = {**MARGINS_MM, "bottom": MARGINS_MM["bottom"] + legend_rows * LEGEND_ROW_MM}
    sheet = rows_of(len(targets), margins, ROW_MM)
    ax = sheet.ax
    draw_zones(ax, wording)
    ax.set_xlabel(wording("chart.overview.axis"), size=SMALL_SIZE, color=QUIET, labelpad=2)
    for number, target in enumerate(targets):
        sheet.name(number, target.text("name", wording.language), NAMES_WIDTH_MM)
        _draw_strip(sheet, number, probabilities_of(target, marks, table), marks)
    _write_legend(sheet, marks, wording)
    settle(figure_of(ax))
    return ax


def _draw_strip(
    sheet: Rows, number: int, probabilities: dict[str, float], marks: dict[str, tuple[str, Scenario]]
) -> None:
    places = [100 * probability for probability in probabilities.values()]
    if places:
        sheet.ax.plot([min(places), max(places)], [number] * 2, color=QUIET, lw=0.5, zorder=1.5, gid="strip")
    for name, (place, level) in zip(probabilities, spread(places), strict=True):
        draw_mark(sheet.ax, place, number + level, marks[name][0] if name in marks else "")


def draw_mark(ax: Axes, x: float, y: float, letter: str) -> None:
    """Draw a scenario's ring with its letter, or the baseline's dot where there is none."""
    look: dict[str, Any] = {"color": PURPLE, "markerfacecolor": "white"} if letter else {"color": BLUE}
    ax.plot(
        [x], [y], marker="o", markersize=MARK_SIZE, markeredgewidth=0.7, linestyle="", clip_on=False,
        zorder=3 if letter else 4, gid="scenario" if letter else "baseline", **look,
    )  # fmt: skip
    ax.text(
        x, y, letter, size=LETTER_SIZE, color=PURPLE, ha="center", va="center_baseline", zorder=3.5,
        gid="letter",
    )  # fmt: skip


def _write_legend(sheet: Rows, marks: dict[str, tuple[str, Scenario]], wording: Wording) -> None:
    """Write what the letters stand for, in columns below the axis."""
    names = [("", wording("chart.strips.baseline"))]
    names += [(letter, scenario.text("name", wording.language)) for letter, scenario in marks.values()]
    last = sheet.ax.get_ylim()[0]
    for place, (letter, name) in enumerate(names):
        row, column = divmod(place, LEGEND_COLUMNS)
        down_mm = MARGINS_MM["bottom"] + 1.0 + row * LEGEND_ROW_MM
        # The font's own apostrophe is as wide as a Chinese character.
        text = wording("chart.strips.key", letter=letter or "●", name=name.replace("’", "'"))
        sheet.write(
            last, text, column * 40.0, up_mm=-down_mm, size=7, color=PURPLE if letter else BLUE, gid="key"
        )
