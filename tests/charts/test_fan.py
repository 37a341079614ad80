"""What a fan chart shows of its tables."""

from __future__ import annotations

import dataclasses

import matplotlib
import numpy as np
import pandas as pd
import pytest
from charts.drawings import artist, artists, assert_tidy, chart_tables, drawn_texts, fan_table, series_table
from helpers.rows import assessment
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.font_manager import findfont
from matplotlib.text import Text

from ontrack.charts import fan_chart
from ontrack.charts.fan.tables import LEVELS, ChartTables
from ontrack.fonts import SANS_FILE

HOLLOW = "#ffffff"
KINDS = {
    ("annual", "quoted"): ("quoted", "o", "full"),
    ("annual", "rounded"): ("rounded", "o", "hollow"),
    ("annual", "derived"): ("derived", "o", "half"),
    ("annual", "lower_bound"): ("lower_bound", "^", "hollow"),
    ("dated", "quoted"): ("dated", "D", "hollow"),
    ("dated", "derived"): ("dated", "D", "hollow"),
    ("shown_only", "quoted"): ("shown_only", "o", "hollow"),
    ("shown_only", "lower_bound"): ("shown_only", "o", "hollow"),
    ("before_break", "quoted"): ("before_break", "o", "full"),
    ("before_break", "derived"): ("before_break_hollow", "o", "hollow"),
}


def filling(marker) -> str:
    """Return whether a marker is full, half full or hollow."""
    if to_hex(marker.get_markerfacecolor()) == HOLLOW:
        return "hollow"
    return "full" if marker.get_fillstyle() == "full" else "half"


def words(ax) -> str:
    return " / ".join(text for text, _ in drawn_texts(ax))


@pytest.mark.parametrize(("role", "status"), KINDS)
def test_only_a_published_yearly_value_is_filled(indicator, target, role, status):
    period = "2023-11" if role in ("dated", "shown_only") else "2023"
    ax = fan_chart(indicator, target, chart_tables(series_table((period, 120.0, status, role))), "en")
    kind, shape, fill = KINDS[role, status]
    marker = artist(ax, kind)
    assert marker.get_marker() == shape
    assert filling(marker) == fill
    assert list(marker.get_ydata()) == [120.0]


def test_every_value_has_its_marker(per_head, thirty, showcase):
    ax = fan_chart(per_head, thirty, showcase, "zh")
    assert list(artist(ax, "quoted").get_xdata()) == [2025]
    assert list(artist(ax, "rounded").get_ydata()) == [11.0]
    assert list(artist(ax, "derived").get_ydata()) == [22.9]


def test_missing_years_are_dotted_and_consecutive_years_joined(per_head, thirty, showcase):
    ax = fan_chart(per_head, thirty, showcase, "zh")
    assert list(artist(ax, "gap").get_xdata()) == [2020, 2024]
    assert list(artist(ax, "joined").get_xdata()) == [2024, 2025]


@pytest.mark.parametrize("level", LEVELS)
def test_every_edge_of_the_fan_is_the_value_of_the_table(per_head, thirty, showcase, level):
    ax = fan_chart(per_head, thirty, showcase, "en")
    (outline,) = artist(ax, f"interval_{level}").get_paths()
    drawn = {(round(x), y) for x, y in outline.vertices}
    rows = showcase.projected
    expected = {(2025, 24.3)}
    for side in ("lower", "upper"):
        expected |= set(zip(rows["year"], rows[f"{side}_{level}"], strict=True))
    assert drawn == expected


def test_the_bands_get_darker_inwards(per_head, thirty, showcase):
    ax = fan_chart(per_head, thirty, showcase, "en")
    shades = [
        artist(ax, f"interval_{level}").get_facecolor()[0][:3] @ [0.299, 0.587, 0.114] for level in LEVELS
    ]
    assert shades[0] - shades[1] > 0.08 and shades[1] - shades[2] > 0.08


def test_the_median_begins_at_the_latest_value(per_head, thirty, showcase):
    median = artist(fan_chart(per_head, thirty, showcase, "en"), "median")
    assert list(median.get_xydata()[0]) == [2025, 24.3]
    assert list(median.get_ydata()[1:]) == list(showcase.projected["median"])


def test_the_target_is_drawn_at_its_level(per_head, thirty, showcase):
    ax = fan_chart(per_head, thirty, showcase, "en")
    assert set(artist(ax, "target_level").get_ydata()) == {30.0}
    assert list(artist(ax, "target").get_xydata()[0]) == [2030, 30.0]
    assert artist(ax, "target_label").get_text() == "Target 30.0"
    assert artist(ax, "target_unit").get_text().split() == ["patents", "per", "10,000", "people"]
    assert artist(fan_chart(per_head, thirty, showcase, "zh"), "target_label").get_text() == "目标30.0件"


def test_the_required_path_ends_at_the_target(per_head, thirty, showcase):
    path = artist(fan_chart(per_head, thirty, showcase, "en"), "required_path").get_xydata()
    assert list(path[0]) == [2025, 24.3]
    assert path[-1] == pytest.approx([2030, 30.0])


def test_an_axis_cut_says_how_far_the_intervals_reach(per_head, thirty, showcase):
    ax = fan_chart(per_head, thirty, showcase, "en")
    assert ax.get_ylim()[1] < 161.1
    note = artist(ax, "note").get_text()
    assert note == "▲ Beyond the axis in 2030: intervals 80% 17.9 – 161.1, 95% 0.6 – 4,833"


def test_an_axis_cut_at_both_ends(per_head, thirty):
    series = series_table(("2023", 24.2, "quoted", "annual"), ("2025", 24.3, "quoted", "annual"))
    rows = fan_table((2030, 24.5, 1.15, 1.9))
    ax = fan_chart(per_head, dataclasses.replace(thirty, value=25.0), chart_tables(series, rows), "zh")
    assert artist(ax, "note").get_text() == "▲▼ 超出坐标轴：2030年95%预测区间12.9～46.5"


def test_an_axis_that_shows_all_says_nothing(per_head, thirty, showcase):
    rows = fan_table((2026, 25.0, 1.12, 1.15), (2030, 31.0, 1.15, 1.2))
    ax = fan_chart(per_head, thirty, dataclasses.replace(showcase, projections=rows), "en")
    assert artist(ax, "note").get_text() == ""


def test_a_break_is_a_rule_before_the_first_new_value(indicator, target):
    series = series_table(
        ("2018", 80.0, "quoted", "before_break"),
        ("2019", 90.0, "quoted", "before_break"),
        ("2020", 120.0, "quoted", "annual"),
        ("2021", 125.0, "quoted", "annual"),
    )
    ax = fan_chart(indicator, target, chart_tables(series), "en")
    assert set(artist(ax, "break").get_xdata()) == {2019.5}
    # Nothing joins the old to the new.
    assert [list(line.get_xdata()) for line in artists(ax, "joined")] == [[2018, 2019], [2020, 2021]]


@pytest.mark.parametrize(
    ("language", "said"),
    [("zh", "不作预测：最新数据过旧"), ("en", "No fan: the newest value is too old")],
)
def test_a_value_too_old_gives_the_honest_chart(indicator, target, language, said):
    row = assessment(reason="figures_too_old", verdict="not_assessable")
    tables = chart_tables(series_table(("2015", 126.0, "quoted", "annual")), assessment=row)
    ax = fan_chart(indicator, target, tables, language)
    assert artist(ax, "note").get_text() == said
    assert artists(ax, "required_path") and artists(ax, "target") and artists(ax, "quoted")
    assert not artists(ax, "median") and not artists(ax, "interval_95")
    assert_tidy(ax)


@pytest.mark.parametrize(("language", "said"), [("zh", "仅凭同类指标"), ("en", "similar indicators only")])
@pytest.mark.parametrize("grade", ["E", "D"])
def test_only_the_fan_of_one_value_is_marked(indicator, target, language, said, grade):
    series = series_table(("2025", 126.0, "quoted", "annual"))
    tables = chart_tables(
        series, fan_table((2030, 130.0, 1.3, 2.0)), assessment=assessment(evidence_grade=grade)
    )
    ax = fan_chart(indicator, target, tables, language)
    assert (said in words(ax)) is (grade == "E")
    assert_tidy(ax)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_empty_tables_give_the_honest_chart(indicator, target, language):
    ax = fan_chart(indicator, target, chart_tables(), language)
    assert artists(ax, "target") and artists(ax, "required_path")
    assert artist(ax, "note").get_text() in (
        "暂不能评估：尚无年度值",
        "Cannot be assessed: no yearly value is known",
    )
    assert_tidy(ax)


def test_no_target_no_tables(indicator):
    ax = fan_chart(indicator, None, chart_tables(), "en")
    assert not artists(ax, "target_level") and not artists(ax, "required_path")


def test_values_without_a_projection_need_no_note(indicator, target, steady):
    rows = [(str(year), value, "quoted", "annual") for year, value in steady.items()]
    assert (
        artist(fan_chart(indicator, target, chart_tables(series_table(*rows)), "en"), "note").get_text() == ""
    )


@pytest.mark.parametrize("verdict", ["met", "missed"])
def test_a_target_year_that_is_over(indicator, target, verdict):
    series = series_table(("2030", 151.0 if verdict == "met" else 149.0, "quoted", "annual"))
    ax = fan_chart(indicator, target, chart_tables(series, assessment=assessment(verdict=verdict)), "en")
    assert artist(ax, "note").get_text() == f"The target year is over: the target was {verdict}"
    assert not artists(ax, "required_path")


def test_short_histories_begin_ten_years_before_the_target(indicator, target):
    ax = fan_chart(indicator, target, chart_tables(series_table(("2025", 126.0, "quoted", "annual"))), "en")
    assert [text for text, _ in drawn_texts(ax) if text.startswith("20")] == [
        str(y) for y in range(2020, 2031)
    ]


def test_long_histories_begin_with_their_first_value(indicator, target):
    rows = [(str(year), 100.0 + year - 1997, "quoted", "annual") for year in range(1997, 2026)]
    ax = fan_chart(indicator, target, chart_tables(series_table(*rows)), "en")
    years = [text for text, _ in drawn_texts(ax) if text.isdigit() and len(text) == 4]
    assert years == ["2000", "2005", "2010", "2015", "2020", "2025", "2030"]
    assert ax.get_xlim()[0] < 1997


def test_a_trend_is_named_at_its_end_only_where_there_is_room(per_head, thirty, showcase):
    alone = pd.DataFrame({"method": "straight_line", "year": [2026, 2030], "value": [26.0, 65]})
    ax = fan_chart(per_head, thirty, dataclasses.replace(showcase, trends=alone), "en")
    assert [label.get_text() for label in artists(ax, "trend_label")] == ["Straight line"]
    crowd = pd.DataFrame(
        {"method": method, "year": [2026, 2030], "value": [26.0, value]}
        for method, value in (
            ("theta", 53.5),
            ("damped_holt", 30.2),
            ("log_linear", 900.0),
            ("logistic", 65.0),
        )
    ).explode(["year", "value"])
    ax = fan_chart(per_head, thirty, dataclasses.replace(showcase, trends=crowd), "en")
    assert [label.get_text() for label in artists(ax, "trend_label")] == ["Logistic"]
    assert len([one for method in crowd["method"].unique() for one in artists(ax, f"trend_{method}")]) == 4


@pytest.mark.parametrize("median", [29.0, 29.9, 30.0, 30.4, 31.5])
def test_the_median_moves_clear_of_the_target(per_head, thirty, showcase, median):
    tables = dataclasses.replace(showcase, projections=fan_table((2030, median, 1.3, 2.0)))
    assert_tidy(fan_chart(per_head, thirty, tables, "en"))


def test_the_latest_value_stands_clear_of_the_line_of_the_target(per_head, thirty, showcase):
    ax = fan_chart(per_head, dataclasses.replace(thirty, value=27.0), showcase, "en")
    box = artist(ax, "latest_label").get_window_extent()
    marker, line = (ax.transData.transform((2025, value))[1] for value in (24.3, 27.0))
    assert artist(ax, "latest_label").get_text() == "24.3"
    assert box.y1 < line, "the label crosses the line"
    assert box.y1 < marker, "it went below, where there is room"


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("number", range(12))
def test_nothing_overlaps_or_reaches_over_the_edge(raw, results, number, language):
    target = raw.plan.table_targets[number]
    tables = ChartTables.for_target(target, **results)
    ax = fan_chart(raw.plan.indicators[target.indicator], target, tables, language)
    assert_tidy(ax)
    markers = [
        one for kind in ("quoted", "rounded", "derived", "lower_bound", "dated") for one in artists(ax, kind)
    ]
    points = np.vstack([ax.transData.transform(marker.get_xydata()) for marker in markers])
    covered = [text for text, box in drawn_texts(ax) if box.count_contains(points)]
    assert not covered, f"a text covers a marker: {covered}"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_fullest_chart_is_tidy(per_head, thirty, showcase, language):
    series = series_table(
        ("2018", 20.0, "derived", "before_break"),
        ("2019", 22.0, "quoted", "before_break"),
        ("2021-11", 21.0, "quoted", "dated"),
        ("2022", 23.0, "lower_bound", "annual"),
        ("2023", 25.0, "rounded", "annual"),
        ("2024-06", 24.0, "quoted", "shown_only"),
        ("2024", 26.0, "quoted", "annual"),
    )
    ax = fan_chart(per_head, thirty, dataclasses.replace(showcase, series=series), language)
    assert_tidy(ax)


def test_every_text_is_set_in_the_font_of_the_wheel(per_head, thirty, showcase):
    ax = fan_chart(per_head, thirty, showcase, "zh")
    texts = [text for text in ax.figure.findobj(Text) if text.get_text()]
    assert any("预测中位数" in text.get_text() for text in texts)
    for text in texts:
        assert SANS_FILE.samefile(findfont(text.get_fontproperties(), fallback_to_default=False))


def test_settings_of_the_user_are_neither_used_nor_changed(per_head, thirty, showcase):
    with matplotlib.rc_context({"font.size": 30.0, "axes.spines.top": True, "xtick.labelsize": 25.0}):
        before = dict(matplotlib.rcParams)
        ax = fan_chart(per_head, thirty, showcase, "en")
        assert dict(matplotlib.rcParams) == before
    assert not ax.spines["top"].get_visible()
    assert max(text.get_fontsize() for text in ax.figure.findobj(Text)) < 10
    assert_tidy(ax)


def test_it_draws_on_the_axes_given(per_head, thirty, showcase):
    figure = Figure(figsize=(8, 8))
    given = figure.add_axes((0.1, 0.3, 0.6, 0.4))
    position = given.get_position().bounds
    assert fan_chart(per_head, thirty, showcase, "en", given) is given
    assert given.get_position().bounds == position
    assert artists(given, "median")


def test_it_leaves_its_tables_as_they_were(per_head, thirty, showcase):
    before = showcase.series.copy(), showcase.projections.copy()
    fan_chart(per_head, thirty, showcase, "en")
    pd.testing.assert_frame_equal(showcase.series, before[0])
    pd.testing.assert_frame_equal(showcase.projections, before[1])


def test_words_come_in_the_language_asked_for(per_head, thirty, showcase):
    assert "预测中位数" in words(fan_chart(per_head, thirty, showcase, "zh"))
    assert "Projected median" in words(fan_chart(per_head, thirty, showcase, "en"))
