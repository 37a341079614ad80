"""How far each target is, held against the time over; at the start, past against required pace."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from ontrack.assessment import Assessment
from ontrack.assessment.progress import clock_runs, since_baseline
from ontrack.assessment.verdicts import DECIDED
from ontrack.charts.parts.legend import draw_legend
from ontrack.charts.parts.plan_rows import by_target, rate_of, state_in_few_words, table_rows
from ontrack.charts.parts.rows import SMALL_SIZE, Rows, rows_of
from ontrack.charts.parts.style import BANDS, BLUE, INK, QUIET, VERMILION, chart_style, figure_of, settle
from ontrack.plan import Plan, RuleSettings, Target
from ontrack.rules.china_elapsed_time import band_by
from ontrack.wording import Wording, load_wording
from ontrack.wording.number_format import format_share

MARGINS_MM = {"left": 104.0, "right": 6.0, "top": 8.0, "bottom": 19.0}
NAMES_WIDTH_MM = 55.0
COLUMNS_MM = (69.0, 85.0, 101.0)
PROGRESS_COLUMNS_MM = (83.0, 101.0)
HEADING_MM = 1.2
SLOWEST, FASTEST = 0.25, 8.0
RATIOS = {0.25: "¼", 0.5: "½", 1: "1", 2: "2", 4: "4", 8: "8"}
MARKS: dict[str, dict[str, Any]] = {
    "observed": {"marker": "o", "markersize": 6.0, "color": BLUE},
    "latest": {"marker": "D", "markersize": 4.6, "color": BLUE, "markerfacecolor": "white"},
}
Entries = list[tuple[Any, str]]


def progress_chart(plan: Plan, assessments: pd.DataFrame, language: str) -> Axes:
    """Return the axes with a row for each target of the plan's table, in its order.

    Once time has passed since the baseline: a bar of the part of the way covered, and a stroke at the part of
    the time that is over; the targets of one plan share the same clock, so that they stand one below the
    other instead of on one upright of a scatter. In the baseline year nothing can be covered yet: then the
    past pace, as a multiple of the required one, which needs no clock.

    Parameters
    ----------
    assessments : DataFrame
        Columns of assessments.csv; rows of other targets are passed over.
    language : str
        zh or en.
    """
    wording = load_wording(language)
    rows = by_target(plan, assessments)
    with chart_style():
        sheet = rows_of(max(len(plan.table_targets), 1), MARGINS_MM)
        for number, target in enumerate(plan.table_targets):
            sheet.name(number, target.text("name", language), NAMES_WIDTH_MM)
        draw = _draw_progress if clock_runs(table_rows(plan, assessments)) else _draw_paces
        entries = draw(sheet, plan, rows, wording)
        draw_legend(sheet.ax, entries, down=3.0)
        settle(figure_of(sheet.ax))
    return sheet.ax


def state_of(row: Assessment, settings: RuleSettings) -> str:
    """Return the band of progress against elapsed time, as the plan's rule has it; empty where unknown."""
    progress, elapsed = row.progress_pct, row.elapsed_pct
    if progress is None or elapsed is None or elapsed <= 0:
        return ""
    binding, strict = row.nature == "binding", row.comparison in (">", "<")
    return band_by(progress, elapsed, settings, binding=binding, strict=strict)


def pace_ratio(target: Target, row: Assessment, pace: float | None) -> float | None:
    """Return a past pace over the required one; None where either is missing or the target is met."""
    required = row.required_rate_pct
    if pace is None or not required or target.would_be_met(row.latest_value):
        return None
    return pace / required


def _head(sheet: Rows, wording: Wording, heads: tuple[str, ...], columns: tuple[float, ...]) -> None:
    for key, right_mm in zip(heads, columns, strict=True):
        text = wording(f"chart.progress.head_{key}")
        sheet.write(
            -0.5, text, right_mm, up_mm=HEADING_MM, ha="right", va="bottom", size=SMALL_SIZE, linespacing=1.1,
            color=QUIET, gid="head",
        )  # fmt: skip


def _draw_paces(sheet: Rows, plan: Plan, rows: Mapping[str, Assessment], wording: Wording) -> Entries:
    """Draw past over required pace on a scale of doublings, with the three paces in columns."""
    ax = sheet.ax
    ax.set_xscale("log", base=2)
    ax.set_xlim(SLOWEST / 1.15, FASTEST * 1.15)
    ax.set_xticks(list(RATIOS), labels=list(RATIOS.values()), size=SMALL_SIZE)
    ax.set_xticks([], minor=True)
    ax.set_xlabel(wording("chart.progress.axis_pace"), size=SMALL_SIZE, color=QUIET, labelpad=2)
    ax.axvspan(SLOWEST / 1.15, 1, color="#f3f4f6", lw=0, zorder=0.5, gid="too_slow")
    ax.axvline(1, color=VERMILION, lw=1.0, zorder=1, gid="required")
    for side, place, along in (("slow", 0.93, "right"), ("fast", 1.08, "left")):
        ax.text(
            place, 1.0, wording(f"chart.progress.{side}"), size=SMALL_SIZE, color=QUIET, ha=along,
            va="bottom", transform=ax.get_xaxis_transform(), gid="zone",
        )  # fmt: skip
    _head(sheet, wording, ("required", "observed", "latest"), COLUMNS_MM)
    for number, target in enumerate(plan.table_targets):
        _draw_pace(sheet, number, target, rows[target.target], wording)
    return [
        (Line2D([], [], linestyle="", **look), wording(f"chart.progress.{kind}"))
        for kind, look in MARKS.items()
    ] + [(Line2D([], [], color=VERMILION, lw=1.0), wording("chart.progress.as_required"))]


def _draw_pace(sheet: Rows, number: int, target: Target, row: Assessment, wording: Wording) -> None:
    paces = {"observed": row.observed_rate_pct, "latest": row.latest_rate_pct}
    shown = {"required": row.required_rate_pct, **paces}
    for (column, pace), right_mm in zip(shown.items(), COLUMNS_MM, strict=True):
        sheet.write(number, rate_of(pace), right_mm, ha="right", size=SMALL_SIZE, gid=f"{column}_rate")
    ratios = {kind: pace_ratio(target, row, pace) for kind, pace in paces.items()}
    known = {kind: ratio for kind, ratio in ratios.items() if ratio is not None}
    if not known:
        met = target.would_be_met(row.latest_value)
        text = wording("chart.progress.reached" if met else "chart.progress.no_pace")
        sheet.ax.text(1.15, number, text, size=SMALL_SIZE, color=QUIET, va="center_baseline", gid="state")
        return
    if known.get("latest") == known.get("observed"):
        known.pop("latest")  # two yearly values: one step, one pace
    places = {kind: float(np.clip(ratio, SLOWEST, FASTEST)) for kind, ratio in known.items()}
    if len(places) == 2:
        sheet.ax.plot(list(places.values()), [number] * 2, color=BANDS[50], lw=1.2, zorder=2, gid="joined")
    for kind, place in places.items():
        sheet.ax.plot([place], [number], linestyle="", zorder=3, clip_on=False, gid=kind, **MARKS[kind])
        if known[kind] != place:
            arrow, aside = (">", 7) if known[kind] > place else ("<", -7)
            sheet.ax.annotate(
                {">": "→", "<": "←"}[arrow], (place, number), xytext=(aside, 0), textcoords="offset points",
                ha="center", va="center", size=SMALL_SIZE, color=BLUE, gid="beyond", annotation_clip=False,
            )  # fmt: skip


def _draw_progress(sheet: Rows, plan: Plan, rows: Mapping[str, Assessment], wording: Wording) -> Entries:
    """Draw the part of the way covered as a bar, and the part of the time over as a stroke across it."""
    ax = sheet.ax
    ax.set(xlim=(0, 100), xticks=range(0, 101, 25))
    ax.tick_params(axis="x", labelsize=SMALL_SIZE)
    ax.set_xlabel(wording("chart.progress.axis_progress"), size=SMALL_SIZE, color=QUIET, labelpad=2)
    _head(sheet, wording, ("progress", "state"), PROGRESS_COLUMNS_MM)
    for number, target in enumerate(plan.table_targets):
        _draw_way(sheet, number, target, rows[target.target], settings=plan.rule_settings, wording=wording)
    return [
        (Patch(color=BANDS[50]), wording("chart.progress.head_progress").replace("\n", " ")),
        (
            Line2D([], [], color=VERMILION, marker="|", markersize=8, linestyle=""),
            wording("chart.progress.time"),
        ),
    ]


def _draw_way(
    sheet: Rows, number: int, target: Target, row: Assessment, *, settings: RuleSettings, wording: Wording
) -> None:
    """Draw the bar, the stroke and the words of one target."""
    ax, progress, elapsed = sheet.ax, row.progress_pct, row.elapsed_pct
    text = format_share(progress)
    sheet.write(number, text, PROGRESS_COLUMNS_MM[0], ha="right", size=SMALL_SIZE, gid="progress_share")
    state = state_of(row, settings)
    if row.verdict in DECIDED:
        words = state_in_few_words(row, wording)
        sheet.write(number, words, PROGRESS_COLUMNS_MM[1], ha="right", size=SMALL_SIZE, gid="outcome")
    elif state:
        words = wording(f"chart.progress.state_{state}")
        sheet.write(number, words, PROGRESS_COLUMNS_MM[1], ha="right", size=SMALL_SIZE, gid="state")
    elif since := since_baseline(target, row):
        words = wording(f"chart.progress.{since}")
        ax.text(1.5, number, words, size=SMALL_SIZE, color=QUIET, va="center_baseline", gid="since_baseline")
    if progress is not None:
        end = float(np.clip(progress, 0, 100))
        ax.barh(number, end, 0.46, color=BANDS[50], zorder=2, gid="progress")
        if progress < 0:
            ax.text(0, number, "←", size=SMALL_SIZE, color=INK, va="center", gid="beyond")
    if elapsed is not None:
        ax.plot(
            [elapsed] * 2, [number - 0.36, number + 0.36], color=VERMILION, lw=1.8, zorder=3, gid="elapsed"
        )
