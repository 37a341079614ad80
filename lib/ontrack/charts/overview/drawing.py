"""One picture for the whole plan: how probable it is that each target of the table is met."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from ontrack.assessment import Assessment
from ontrack.assessment.verdicts import DECIDED, NOT_JUDGED, is_judged
from ontrack.charts.parts.plan_rows import FEW_VALUES, LIKELY, by_target, state_with_symbol, table_rows
from ontrack.charts.parts.style import (
    BANDS,
    BLUE,
    FAINT,
    INK,
    LEAST_POINTS,
    MILLIMETRES_PER_INCH,
    PALE,
    QUIET,
    chart_style,
    figure_of,
    new_axes,
    settle,
    shifted,
)
from ontrack.charts.parts.text_fit import fit
from ontrack.charts.parts.zones import ABOVE_MM, draw_zones, mark_of
from ontrack.plan import Indicator, Plan, Target
from ontrack.wording import Wording, load_wording
from ontrack.wording.number_format import MISSING, format_probability, format_value

ROW_MM = 7.2
MARGINS_MM = {"left": 98.0, "right": 9.5, "top": 16.0, "bottom": 11.0}
# Columns left of the axes, from their left edge: where names begin, levels end, grades are centred.
NAMES_MM, LEVELS_MM, GRADES_MM = -98.0, -14.5, -7.0
NAMES_WIDTH_MM = 60.0
# Baselines above the middle of a row (its two lines) and above the first row (headings and title).
UPPER_LINE_MM, LOWER_LINE_MM = 0.5, -2.4
SUBTITLE_MM, SUBTITLE_LINE_MM = 10.8, 4.2
LARGE, USUAL, SMALL = 9.0, 7.5, LEAST_POINTS
MARK_SIZE = 6.5
LABEL_LEFT_FROM = 70  # per cent from which a label of words has no room on the right


def overview_chart(plan: Plan, assessments: pd.DataFrame, language: str, ax: Axes | None = None) -> Axes:
    """Return the axes with one row for each target of the plan's table, in the plan's order.

    A row shows name, unit and nature, latest and target value with their years, evidence grade, and the
    probability that the target is met, on bands that carry the words for it. One that rests on one or two
    yearly values has a pale line; the mark at its end is the symbol of the word. One that gets no word this
    year is an open square alone, and says so. A target without a probability keeps its row, open, with the
    reason.

    Parameters
    ----------
    assessments : DataFrame
        Columns of assessments.csv; rows of other targets are passed over.
    language : str
        zh or en.
    ax : Axes, optional
        Its x axis becomes the probability in per cent; it needs 98 mm on its left for text and 25 mm above.
    """
    wording = load_wording(language)
    rows, said = table_rows(plan, assessments), by_target(plan, assessments)
    remarks = remark_sentences(rows, wording)
    with chart_style():
        margins = {**MARGINS_MM, "top": MARGINS_MM["top"] + len(remarks) * SUBTITLE_LINE_MM}
        height = len(rows) * ROW_MM + margins["top"] + margins["bottom"]
        ax = ax or new_axes(height, **margins)
        _draw_bands(ax, len(rows), wording)
        for number, target in enumerate(plan.table_targets):
            row = said[target.target]
            _write_name(ax, number, target, wording)
            _write_levels(ax, number, target, plan.indicators.get(target.indicator), row, wording=wording)
            _draw_probability(ax, number, row, wording)
        _write_headings(ax, answer_sentence(rows, wording), remarks, wording)
        settle(figure_of(ax))
    return ax


def answer_sentence(rows: pd.DataFrame, wording: Wording) -> str:
    """Return how many targets have a probability, and how many are likely; later, how many were met."""
    verdicts = rows["verdict"]
    decided = int(verdicts.isin(DECIDED).sum())
    if decided:
        met = int((verdicts == "met").sum())
        return wording.count("chart.overview.decided", met, total=len(rows), decided=decided)
    likely, assessed = int(verdicts.isin(LIKELY).sum()), int(rows["probability_met"].notna().sum())
    form = "title_all" if assessed == len(rows) else "title"
    return wording.count(f"chart.overview.{form}", likely, total=len(rows), assessed=assessed)


def remark_sentences(rows: pd.DataFrame, wording: Wording) -> list[str]:
    """Return how many probabilities rest on one or two values or get no word; how many targets have none."""
    known = rows["probability_met"].notna()
    few = int((known & (rows["verdict"] != "") & rows["evidence_grade"].isin(FEW_VALUES)).sum())
    unjudged = int((known & (rows["verdict"] == "")).sum())
    unanswered = int((~known & ~rows["verdict"].isin(DECIDED)).sum())
    counted = (("few", few), ("not_judged", unjudged), ("open", unanswered))
    remarks = [wording.count(f"chart.overview.{key}", number) for key, number in counted if number]
    return remarks or [wording("chart.overview.complete")]


def _draw_bands(ax: Axes, rows: int, wording: Wording) -> None:
    """Draw the bands of probability with their words, and the lines between the rows."""
    ax.set(ylim=(rows - 0.5, -0.5), yticks=[])
    draw_zones(ax, wording)
    ax.spines["bottom"].set_visible(False)
    ax.set_xlabel(wording("chart.overview.axis"), size=SMALL, color=QUIET, labelpad=2)
    left = NAMES_MM / MILLIMETRES_PER_INCH * figure_of(ax).dpi / ax.bbox.width
    for edge in range(rows + 1):
        ax.plot(
            [left, 1], [edge - 0.5] * 2, transform=ax.get_yaxis_transform(), color=FAINT, lw=0.5,
            clip_on=False, zorder=0.7,
        )  # fmt: skip


def _write_name(ax: Axes, number: int, target: Target, wording: Wording) -> None:
    """Write name, unit and nature; a name too long for its column is set smaller."""
    language = wording.language
    name, size = fit(target.text("name", language), NAMES_WIDTH_MM, size=USUAL)
    _write(ax, number, name, NAMES_MM, UPPER_LINE_MM, size=size, gid="name")
    nature = wording(f"chart.overview.{target.nature}", unit=target.text("unit", language))
    color = INK if target.nature == "binding" else QUIET
    _write(ax, number, nature, NAMES_MM, LOWER_LINE_MM, size=SMALL, color=color, gid=target.nature)


def _write_levels(
    ax: Axes, number: int, target: Target, indicator: Indicator | None, row: Assessment, *, wording: Wording
) -> None:
    """Write latest and target value over their years, and the evidence grade."""
    decimals = indicator.decimals if indicator else 0
    unit = (indicator or target).text("unit", wording.language)
    latest, goal = (format_value(value, decimals, unit) for value in (row.latest_value, target.level))
    years = _year(row.latest_year), _year(target.year)
    upper = wording("chart.overview.from_to", latest=latest, target=goal)
    lower = wording("chart.overview.from_to", latest=years[0], target=years[1])
    _write(ax, number, upper, LEVELS_MM, UPPER_LINE_MM, ha="right", gid="levels")
    _write(ax, number, lower, LEVELS_MM, LOWER_LINE_MM, ha="right", size=SMALL, color=QUIET, gid="years")
    grade = row.evidence_grade or MISSING
    _write(ax, number, grade, GRADES_MM, 0, ha="center", va="center", gid="grade")


def _draw_probability(ax: Axes, number: int, row: Assessment, wording: Wording) -> None:
    probability = row.probability_met
    if probability is None:
        dashes = (0, (3, 2))
        box = Rectangle(
            (0, number - 0.3), 100, 0.6, fc="white", ec=PALE, lw=0.6, ls=dashes, zorder=1, gid="open"
        )
        ax.add_patch(box).set_clip_on(False)
        color = INK if row.verdict in DECIDED else QUIET
        state = state_with_symbol(row, wording)
        ax.text(2.5, number, state, va="center", size=SMALL, color=color, zorder=2, gid="state")
        return
    percent = 100 * probability
    if not is_judged(row):
        _draw_not_judged(ax, number, percent, wording)
        return
    few = row.evidence_grade in FEW_VALUES
    line = BANDS[50] if few else BLUE
    ax.plot([0, percent], [number] * 2, color=line, lw=2.2, solid_capstyle="butt", zorder=2, gid="bar")
    ax.plot(
        [percent], [number], linestyle="", markersize=MARK_SIZE, zorder=3, clip_on=False, gid="probability",
        **mark_of(row.verdict),
    )  # fmt: skip
    ax.annotate(
        format_probability(probability), (percent, number), xytext=(6, 0), textcoords="offset points",
        va="center", size=USUAL, color=BLUE, zorder=4, annotation_clip=False, gid="probability_label",
    )  # fmt: skip


def _draw_not_judged(ax: Axes, number: int, percent: float, wording: Wording) -> None:
    """Draw a probability that gets no word: a number, quietly."""
    ax.plot(
        [percent], [number], linestyle="", markersize=MARK_SIZE - 1, zorder=3, clip_on=False,
        gid="not_judged", **mark_of(NOT_JUDGED),
    )  # fmt: skip
    label = wording("chart.not_judged.label", probability=format_probability(percent / 100))
    left = percent > LABEL_LEFT_FROM
    ax.annotate(
        label, (percent, number), xytext=(-6 if left else 6, 0), textcoords="offset points",
        ha="right" if left else "left", va="center", size=SMALL, color=QUIET, zorder=4, annotation_clip=False,
        gid="probability_label",
    )  # fmt: skip


def _write_headings(ax: Axes, title: str, remarks: list[str], wording: Wording) -> None:
    """Write the answer in a sentence, the remarks below it, and the heads of the columns."""
    lines = [(title, LARGE, INK, "title"), *((remark, USUAL, QUIET, "subtitle") for remark in remarks)]
    for place, (text, size, color, gid) in enumerate(lines):
        up_mm = SUBTITLE_MM + (len(remarks) - place) * SUBTITLE_LINE_MM
        _write(ax, -0.5, text, NAMES_MM, up_mm, size=size, color=color, gid=gid)
    for key, column, side in (("level", LEVELS_MM, "right"), ("grade", GRADES_MM, "center")):
        heading = wording(f"chart.overview.heading_{key}")
        _write(ax, -0.5, heading, column, ABOVE_MM, ha=side, va="bottom", size=SMALL, color=QUIET)


def _write(ax: Axes, row: float, text: str, right_mm: float, up_mm: float, **look: Any) -> Text:
    """Write beside a row, `right_mm` from the left edge of the axes and `up_mm` above the row's middle."""
    at = shifted(ax, ax.get_yaxis_transform(), right_mm / MILLIMETRES_PER_INCH, up_mm / MILLIMETRES_PER_INCH)
    return ax.text(0, row, text, transform=at, **{"size": USUAL, "color": INK, **look})


def _year(year: Any) -> str:
    return MISSING if pd.isna(year) else str(int(year))
