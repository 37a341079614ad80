"""The plan in one picture."""

from __future__ import annotations

import dataclasses

import pandas as pd
import pytest
from charts.drawings import artist, artists, assert_tidy
from matplotlib.colors import to_hex

from ontrack.charts import overview_chart
from ontrack.charts.parts.style import BANDS, LEAST_POINTS
from ontrack.charts.parts.zones import ZONES
from ontrack.plan.texts import Texts

LANGUAGES = ["zh", "en"]


def texts(ax, gid: str) -> list[str]:
    return [text.get_text() for text in artists(ax, gid)]


@pytest.fixture
def everything(results) -> pd.DataFrame:
    """The assessments with every verdict and reason in it, and the probabilities at the edges."""
    rows = results["assessments"].copy()
    edges = [0.999, 0.001, 0.9, 0.66, 0.33, 0.1]
    rows.loc[rows.index[:6], "probability_met"] = edges
    rows.loc[rows.index[:6], "verdict"] = [
        "very_likely", "very_unlikely", "very_likely", "likely", "uncertain", "unlikely",
    ]  # fmt: skip
    reasons = ["no_data", "no_target_year", "no_baseline", "no_count_yet"]
    rows.loc[rows.index[6:10], ["probability_met", "verdict"]] = [None, "not_assessable"]
    rows.loc[rows.index[6:10], "reason"] = reasons
    return rows


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_target_has_its_row_in_the_order_of_the_plan(raw, results, language):
    ax = overview_chart(raw.plan, results["assessments"], language)
    assert texts(ax, "name") == [target.text("name", language) for target in raw.plan.table_targets]
    assert len(texts(ax, "name")) == 12
    assert ax.yaxis_inverted()


def test_every_row_has_a_probability_or_a_reason(raw, results):
    ax = overview_chart(raw.plan, results["assessments"], "en")
    table = results["assessments"].set_index("target").loc[[one.target for one in raw.plan.table_targets]]
    known = table["probability_met"].notna().to_numpy()
    dots = {round(dot.get_ydata()[0]): dot.get_xdata()[0] for dot in artists(ax, "probability")}
    assert dots == {
        row: pytest.approx(100 * table["probability_met"].iloc[row]) for row in known.nonzero()[0]
    }
    assert len(artists(ax, "open")) == len(texts(ax, "state")) == (~known).sum()


def test_lines_to_probabilities_of_one_or_two_values_are_pale(raw, results):
    ax = overview_chart(raw.plan, results["assessments"], "en")
    grades = texts(ax, "grade")
    pale = [to_hex(line.get_color()) == BANDS[50] for line in artists(ax, "bar")]
    assert pale == [grade in ("D", "E") for grade in grades]
    assert set(grades) >= {"C", "D", "E"}
    (remark,) = texts(ax, "subtitle")
    assert remark.startswith(f"Pale lines: {sum(pale)} probabilities rest on one or two yearly values.")


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "Each of the 12 targets can be given a probability"), ("zh", "12项目标均可给出实现概率")],
)
def test_the_title_when_every_target_has_a_probability(raw, results, language, words):
    ax = overview_chart(raw.plan, results["assessments"], language)
    assert artist(ax, "title").get_text().startswith(words)


def test_each_reason_without_a_probability_is_given(raw, everything):
    ax = overview_chart(raw.plan, everything, "en")
    assert texts(ax, "state") == [
        "– no yearly value",
        "– no year stated",
        "– no baseline stated",
        "– no figure yet of what is done from 2026 on",
    ]


def test_the_answer_counts_what_the_table_says(raw, everything):
    ax = overview_chart(raw.plan, everything, "en")
    known = int(everything["probability_met"].iloc[:12].notna().sum())
    likely = int(everything["verdict"].iloc[:12].isin(["likely", "very_likely"]).sum())
    title = artist(ax, "title").get_text()
    assert title.startswith(f"Of the 12 targets, {known} can be given a probability; {likely} of them ")
    assert f"the remaining {12 - known} targets" in texts(ax, "subtitle")[-1]


def test_levels_years_and_grades_stand_in_the_row(raw, results):
    ax = overview_chart(raw.plan, results["assessments"], "zh")
    assert texts(ax, "levels")[0] == "24.3 → 30.0"
    assert texts(ax, "years")[0] == "2025 → 2030"
    grades = results["assessments"].set_index("target")["evidence_grade"]
    assert texts(ax, "grade") == [grades[target.target] for target in raw.plan.table_targets]
    assert texts(ax, "grade")[0] == "B"


def test_only_the_binding_target_is_marked(raw, results):
    ax = overview_chart(raw.plan, results["assessments"], "zh")
    assert texts(ax, "binding") == ["件 · 约束性"]
    assert len(texts(ax, "expected")) == 11


def test_the_zones_are_those_of_the_verdicts(raw, results):
    ax = overview_chart(raw.plan, results["assessments"], "en")
    for verdict, (start, end) in ZONES.items():
        box = artist(ax, f"zone_{verdict}").get_extents().transformed(ax.transData.inverted())
        assert (round(box.x0, 6), round(box.x1, 6)) == (start, end)
    assert [tick.get_text() for tick in ax.get_xticklabels()] == ["0", "10", "33", "66", "90", "100"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_overlaps_or_reaches_over_the_edge(raw, results, everything, language):
    assert_tidy(overview_chart(raw.plan, results["assessments"], language))
    assert_tidy(overview_chart(raw.plan, everything, language))


def test_a_long_name_is_set_smaller_and_then_cut(raw, results):
    first = raw.plan.table_targets[0]
    longer = dataclasses.replace(
        first, name=Texts(en=first.name["en"] + ", counted by the address of the applicant")
    )
    plan = dataclasses.replace(raw.plan, targets=(longer, *raw.plan.targets[1:]))
    ax = overview_chart(plan, results["assessments"], "en")
    first, second = artists(ax, "name")[:2]
    assert first.get_fontsize() == LEAST_POINTS < second.get_fontsize()
    assert first.get_text().endswith("…")  # no letter is smaller; the table gives the name in full
    assert_tidy(ax)


def test_targets_decided_already(raw, results):
    rows = results["assessments"].copy()
    rows["probability_met"], rows["verdict"], rows["reason"] = None, "missed", ""
    rows.loc[rows.index[0], "verdict"] = "met"
    ax = overview_chart(raw.plan, rows, "en")
    assert texts(ax, "state") == ["✓ Met", *["× Missed"] * 11]
    assert artist(ax, "title").get_text() == "Decided: 12 of 12 targets; 1 of them was met"
    assert artist(ax, "subtitle").get_text() == "None is left open."


def test_a_plan_without_assessments_shows_open_rows(raw, results):
    ax = overview_chart(raw.plan, results["assessments"].iloc[:0], "en")
    assert texts(ax, "state") == ["– no yearly value"] * 12
    assert texts(ax, "grade") == ["–"] * 12
