"""The targets in the order of their probabilities: bars, grades, and what other answers say."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from ontrack.assessment import Assessment
from ontrack.assessment.verdicts import SYMBOLS, is_judged, shown_verdict
from ontrack.charts.parts.legend import draw_legend
from ontrack.charts.parts.plan_rows import (
    FEW_VALUES,
    by_probability,
    by_target,
    other_answers,
    state_with_symbol,
    table_rows,
)
from ontrack.charts.parts.rows import SMALL_SIZE, Rows, rows_of
from ontrack.charts.parts.style import BANDS, BLUE, INK, QUIET, chart_style, figure_of, settle
from ontrack.charts.parts.zones import ABOVE_MM, draw_zones
from ontrack.plan import Plan
from ontrack.wording import Wording, load_wording
from ontrack.wording.number_format import MISSING, format_probability

MARGINS_MM = {"left": 76.0, "right": 12.0, "top": 9.0, "bottom": 19.0}
NAMES_WIDTH_MM, GRADES_MM = 66.0, 71.0
NO_WORD: dict[str, Any] = {
    "facecolor": "white",
    "edgecolor": QUIET,
    "linewidth": 0.6,
    "linestyle": (0, (2, 1.5)),
}
BAR_HEIGHT, WHISKER_END = 0.5, 0.16


def odds_chart(plan: Plan, assessments: pd.DataFrame, alarms: pd.DataFrame, language: str) -> Axes:
    """Return the axes with a bar for each target of the plan's table, the most probable first.

    A whisker spans the answers of other scales, without the last value, and at the ends of what a rounded
    value may have been, where they differ. A bar that rests on one or two yearly values is hatched, one that
    gets no word this year is an empty frame. Targets without a probability stand below the others with the
    reason.

    Parameters
    ----------
    assessments, alarms : DataFrame
        Columns of assessments.csv and alarms.csv; rows of other targets are passed over.
    language : str
        zh or en.
    """
    wording = load_wording(language)
    rows, said = table_rows(plan, assessments), by_target(plan, assessments)
    targets = by_probability(plan, rows)
    spans = other_answers(alarms)
    with chart_style():
        sheet = rows_of(max(len(targets), 1), MARGINS_MM)
        _label_axis(sheet, wording)
        for number, target in enumerate(targets):
            row = said[target.target]
            mark = wording("chart.odds.binding") if target.nature == "binding" else ""
            sheet.name(number, target.text("name", language), NAMES_WIDTH_MM, mark=mark)
            sheet.write(number, row.evidence_grade or MISSING, GRADES_MM, ha="center", gid="grade")
            if row.probability_met is None:
                state = state_with_symbol(row, wording)
                sheet.ax.text(
                    2, number, state, va="center_baseline", size=SMALL_SIZE, color=QUIET, gid="state"
                )
            else:
                _draw_bar(sheet, number, row, spans.get(target.target))
        _label_columns(sheet, wording)
        unjudged = bool((rows["probability_met"].notna() & (rows["verdict"] == "")).any())
        draw_legend(sheet.ax, _entries(wording, unjudged=unjudged), down=3.0)
        settle(figure_of(sheet.ax))
    return sheet.ax


def _label_axis(sheet: Rows, wording: Wording) -> None:
    """Draw the zones of probability with their words above, and say what the axis counts."""
    draw_zones(sheet.ax, wording)
    for end in sheet.ax.get_xticks()[1:]:
        sheet.ax.axvline(end, color="white", lw=0.8, zorder=0.6)
    sheet.ax.set_xlabel(wording("chart.overview.axis"), size=SMALL_SIZE, color=QUIET, labelpad=2)


def _draw_bar(sheet: Rows, number: int, row: Assessment, span: tuple[float, float] | None) -> None:
    """Draw the bar of one probability, its whisker, and its figure right of both."""
    ax, percent = sheet.ax, 100 * (row.probability_met or 0)
    ax.barh(number, percent, BAR_HEIGHT, zorder=2, gid="bar", **_look_of(row))
    end = percent
    if span is not None and len({format_probability(one) for one in (*span, percent / 100)}) > 1:
        low, high = (100 * one for one in span)
        _draw_whisker(ax, number, min(low, percent), max(high, percent))
        end = max(high, percent)
    color = BLUE if is_judged(row) else QUIET
    label = f"{SYMBOLS[shown_verdict(row)]} {format_probability(percent / 100)}"
    ax.annotate(
        label, (end, number), xytext=(4, 0), textcoords="offset points", va="center_baseline",
        size=sheet.size, color=color, zorder=4, annotation_clip=False, gid="probability_label",
    )  # fmt: skip


def _look_of(row: Assessment) -> dict[str, Any]:
    """Return how the bar of a row looks: an empty frame where it gets no word."""
    return _look(row.evidence_grade) if is_judged(row) else NO_WORD


def _look(grade: str) -> dict[str, Any]:
    """Return how a bar looks: full, or hatched where it rests on one or two yearly values."""
    if grade in FEW_VALUES:
        return {"facecolor": BANDS[95], "edgecolor": BANDS[50], "hatch": "//////", "linewidth": 0.5}
    return {"facecolor": BLUE, "edgecolor": BLUE, "linewidth": 0.5}


def _draw_whisker(ax: Axes, number: int, low: float, high: float) -> None:
    """Draw the span of other answers over the bar, light where the bar is dark."""
    for color, width in (("white", 2.2), (INK, 0.9)):
        ax.plot([low, high], [number] * 2, color=color, lw=width, zorder=3, solid_capstyle="butt", gid="span")
        for end in (low, high):
            ends = [number - WHISKER_END, number + WHISKER_END]
            ax.plot([end] * 2, ends, color=color, lw=width, zorder=3, solid_capstyle="butt", gid="span_end")


def _label_columns(sheet: Rows, wording: Wording) -> None:
    heading = wording("chart.overview.heading_grade")
    sheet.write(
        -0.5, heading, GRADES_MM, up_mm=ABOVE_MM, ha="center", va="bottom", size=SMALL_SIZE, color=QUIET
    )


def _entries(wording: Wording, *, unjudged: bool) -> list[tuple[Any, str]]:
    """Return the legend: what a full bar, a hatched bar, an empty one if there is any, and a whisker mean."""
    whisker = Line2D([], [], color=INK, lw=0.9, marker="|", markersize=4)
    return [
        (Patch(**_look("C")), wording("chart.odds.many")),
        (Patch(**_look("E")), wording("chart.odds.few")),
        *([(Patch(**NO_WORD), wording("chart.not_judged.legend"))] if unjudged else []),
        (whisker, wording("chart.odds.span")),
        (Line2D([], [], color=INK, marker="D", markersize=4, linestyle=""), wording("nature.binding")),
    ]
