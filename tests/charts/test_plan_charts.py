"""The charts of many targets: small multiples, probabilities in order, progress, scenario strips."""

from __future__ import annotations

import dataclasses

import pandas as pd
import pytest
from charts.drawings import artists, assert_tidy, charts_of_kind
from charts.many import unassessable, with_targets
from helpers.rows import assessment

from ontrack.assessment.verdicts import SYMBOLS
from ontrack.charts import odds_chart
from ontrack.charts.multiples import words as multiples
from ontrack.charts.odds import words as odds
from ontrack.charts.odds.words import odds_alternative_text
from ontrack.charts.progress import words as progress
from ontrack.charts.progress.drawing import pace_ratio, progress_chart, state_of
from ontrack.charts.progress.words import progress_alternative_text
from ontrack.charts.strips import words as strips
from ontrack.charts.strips.drawing import LETTER_POINTS, NEAREST_POINTS, spread
from ontrack.charts.strips.sheets import lettered
from ontrack.plan import RuleSettings

LANGUAGES = ["zh", "en"]
COUNTS = [1, 5, 60]


def drawn(raw, plan, tables, language):
    kinds = (multiples, odds, progress, strips)
    return [chart.draw() for kind in kinds for chart in charts_of_kind(kind, raw, tables, language, plan)]


def begun(results, progress: float = 30.0, elapsed: float = 40.0) -> pd.DataFrame:
    return results["assessments"].assign(progress_pct=progress, elapsed_pct=elapsed)


def binding(results) -> pd.Series:
    return results["assessments"].set_index("target").loc["high_value_patents_per_10k"]


def percent(results) -> str:
    return f"{100 * binding(results)['probability_met']:.0f}%"


def texts(ax, gid: str) -> list[str]:
    return [one.get_text() for one in artists(ax, gid)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("count", COUNTS)
def test_nothing_overlaps_however_many_targets(raw, results, count, language):
    plan, tables = with_targets(raw.plan, results, count)
    for ax in drawn(raw, plan, tables, language):
        assert_tidy(ax)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("count", [2, 26])
def test_long_names_find_room(raw, results, count, language):
    plan, tables = with_targets(raw.plan, results, count, long=True)
    for ax in drawn(raw, plan, tables, language):
        assert_tidy(ax)


@pytest.mark.parametrize("language", LANGUAGES)
def test_none_assessable_gives_reasons_instead_of_figures(raw, results, language):
    tables = unassessable(results)
    for ax in drawn(raw, raw.plan, tables, language):
        assert_tidy(ax)
    ax = odds_chart(raw.plan, tables["assessments"], tables["alarms"], "en")
    assert texts(ax, "state") == ["– no yearly value"] * 12
    assert artists(ax, "bar") == []
    assert charts_of_kind(strips, raw, tables, language) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_once_time_runs_progress_is_held_against_it(raw, results, language):
    ax = progress_chart(raw.plan, begun(results), language)
    assert [bar.get_width() for bar in artists(ax, "progress")] == [30.0] * 12
    assert [list(stroke.get_xdata()) for stroke in artists(ax, "elapsed")] == [[40.0, 40.0]] * 12
    assert len(texts(ax, "state")) == 12
    assert_tidy(ax)


@pytest.mark.parametrize(
    ("progress", "elapsed", "nature", "state"),
    [
        (44, 40, "expected", "ahead"), (38, 40, "expected", "on_schedule"), (32, 40, "expected", "nearly"),
        (31.9, 40, "binding", "behind"), (99, 100, "expected", "on_schedule"), (99, 100, "binding", "behind"),
        (None, 40, "expected", ""), (0, 0, "expected", ""),
    ],
)  # fmt: skip
def test_the_words_are_those_of_the_plans_own_rule(progress, elapsed, nature, state):
    row = assessment(progress_pct=progress, elapsed_pct=elapsed, nature=nature, comparison=">=")
    assert state_of(row, RuleSettings()) == state


def test_a_way_back_is_an_arrow_and_more_than_all_a_full_bar(raw, results):
    assert artists(progress_chart(raw.plan, begun(results), "en"), "beyond") == []
    back = progress_chart(raw.plan, begun(results, progress=-20.0), "en")
    assert texts(back, "beyond") == ["←"] * 12
    full = progress_chart(raw.plan, begun(results, progress=130.0), "en")
    assert {bar.get_width() for bar in artists(full, "progress")} == {100.0}
    assert "130%" in texts(full, "progress_share")


def test_before_that_the_past_pace_is_a_multiple_of_the_required_one(raw, results):
    ax = progress_chart(raw.plan, results["assessments"], "en")
    first = artists(ax, "observed")[0]
    assert list(first.get_xdata()) == pytest.approx([17.1771 / 4.3045], rel=1e-4)
    assert list(artists(ax, "latest")[0].get_xdata()) == pytest.approx([6.1135 / 4.3045], rel=1e-4)
    assert texts(ax, "state") == ["No pace known yet"] * 6


def test_a_target_met_asks_for_no_pace(target):
    row = assessment(required_rate_pct=2.0, latest_value=target.value - 1)
    assert pace_ratio(target, row, 4.0) == 2.0
    met = assessment(required_rate_pct=2.0, latest_value=target.value)
    assert pace_ratio(target, met, 4.0) is None


def test_bars_stand_in_the_order_of_the_probabilities(raw, results):
    ax = odds_chart(raw.plan, results["assessments"], results["alarms"], "en")
    widths = [bar.get_width() for bar in artists(ax, "bar")]
    assert widths == sorted(widths, reverse=True)
    table = results["assessments"].set_index("target")
    shown = [target.target for target in raw.plan.table_targets]
    assert widths == pytest.approx(sorted(100 * table.loc[shown, "probability_met"], reverse=True))
    grades = texts(ax, "grade")
    hatched = [bar.get_hatch() is not None for bar in artists(ax, "bar")]
    assert hatched == [grade in ("D", "E") for grade in grades]


def test_a_whisker_spans_the_other_answers(raw, results):
    plan, tables = with_targets(raw.plan, results, 1)
    alarms = tables["alarms"].assign(
        probability_log=0.2, probability_logit=0.99, probability_without_last=0.5
    )
    ax = odds_chart(plan, tables["assessments"], alarms, "en")
    spans = {tuple(line.get_xdata()) for line in artists(ax, "span")}
    assert spans == {(20.0, 99.0)}
    said = odds_alternative_text(plan, tables["assessments"], alarms, "en")
    grade = binding(results)["evidence_grade"]
    assert f"{percent(results)}, grade {grade}; other answers range from 20% to 99%." in said


def test_small_multiples_are_twelve_a_sheet(raw, results):
    plan, tables = with_targets(raw.plan, results, 30)
    sheets = charts_of_kind(multiples, raw, tables, plan=plan)
    assert [len(sheet.draw().figure.axes) for sheet in sheets] == [12, 12, 6]
    assert [(sheet.name, sheet.sheets) for sheet in sheets] == [(f"multiples.{n}", 3) for n in (1, 2, 3)]
    assert [sheet.rows["target"].nunique() for sheet in sheets] == [12, 12, 6]


def test_a_panel_shows_target_probability_and_grade(raw, results):
    ax = charts_of_kind(multiples, raw, results)[0].draw()
    assert texts(ax, "probability") == [percent(results)]
    symbol = SYMBOLS[binding(results)["verdict"]]
    assert texts(ax, "grade") == [f"{symbol} grade {binding(results)['evidence_grade']}"]
    assert texts(ax, "way") == ["24.3 → 30.0"]
    assert texts(ax, "unit") == ["patents per 10,000 people"]
    (level,) = artists(ax, "target_level")
    assert set(level.get_ydata()) == {30.0}


def test_a_label_stands_at_the_value_it_names(raw, results):
    sheet = charts_of_kind(multiples, raw, results)[0].draw()
    told = [
        (label.get_text(), tick)
        for ax in sheet.figure.axes
        for tick, label in zip(ax.get_yticks(), ax.get_yticklabels(), strict=True)
    ]
    assert len(told) >= 3 * len(sheet.figure.axes)
    assert all(float(text.replace(",", "")) == pytest.approx(tick) for text, tick in told)


def test_panels_have_the_same_years_where_their_targets_lie_near_and_their_own_elsewhere(raw, results):
    near = [ax.get_xlim() for ax in charts_of_kind(multiples, raw, results)[0].draw().figure.axes]
    assert len(set(near)) == 1
    first, *others = raw.plan.targets
    far = dataclasses.replace(raw.plan, targets=(dataclasses.replace(first, year=2060), *others))
    panels = charts_of_kind(multiples, raw, results, plan=far)[0].draw().figure.axes
    assert {round(ax.get_xlim()[1]) for ax in panels} == {2030, 2060}
    assert all(ax.get_xlim()[0] < 2025 for ax in panels)


def test_one_target_alone_has_no_multiples(raw, results):
    plan, tables = with_targets(raw.plan, results, 1)
    assert charts_of_kind(multiples, raw, tables, plan=plan) == []


def test_strips_show_what_a_scenario_changes_and_nothing_by_construction(raw, results):
    plan, tables = with_targets(raw.plan, results, 1)
    (chart,) = charts_of_kind(strips, raw, tables, plan=plan)
    ax = chart.draw()
    rows = tables["scenarios"]
    changed = rows[rows["changed"].astype(bool) & ~rows["by_construction"].astype(bool)]
    drawn = sorted(float(mark.get_xdata()[0]) for mark in artists(ax, "scenario"))
    assert drawn == pytest.approx(sorted(100 * changed["probability_met"]), abs=LETTER_POINTS)
    (baseline,) = artists(ax, "baseline")
    assert baseline.get_xdata()[0] == pytest.approx(100 * binding(results)["probability_met"], abs=0.1)
    letters = {letter for letter in texts(ax, "letter") if letter}
    assert letters <= {letter for letter, _ in lettered(raw.scenarios, rows).values()}
    assert "required_pace" not in lettered(raw.scenarios, rows)


def test_marks_that_would_cover_one_another_stand_apart():
    places = [10.0, 10.5, 11.0, 50.0]
    shown = spread(places)
    assert [place for place, _ in shown] == places
    assert len({level for _, level in shown[:3]}) == 3
    assert shown[3] == (50.0, 0.0)
    assert spread([10.0, 10.0 + NEAREST_POINTS]) == [(10.0, 0.0), (10.0 + NEAREST_POINTS, 0.0)]


def test_a_fourth_mark_in_a_crowd_moves_on_until_its_letter_can_be_read():
    shown = spread([10.0, 10.1, 10.2, 10.3])
    assert shown[3] == (10.0 + LETTER_POINTS, shown[0][1])


def test_alternative_texts_say_the_figures(raw, results):
    paces = progress_alternative_text(raw.plan, results["assessments"], "en")
    assert "observed +17.2%, required +4.3%." in paces
    clock = progress_alternative_text(raw.plan, begun(results), "zh")
    assert "完成30%，时间过去40%。" in clock
    (chart,) = charts_of_kind(strips, raw, results)
    assert f"Baseline {percent(results)}" in chart.alternative
