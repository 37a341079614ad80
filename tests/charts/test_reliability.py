"""Stated probability against what came true: how it is counted and drawn."""

from __future__ import annotations

import numpy as np
import pytest
from charts.drawings import artists, assert_tidy
from helpers.records import made_up_records

from ontrack.benchmark.reliability import reliability
from ontrack.charts import figure_of, reliability_chart
from ontrack.charts.reliability.words import reliability_alternative_text


@pytest.fixture
def bins():
    """What is quoted for a plan of a Chinese province, of our own making."""
    table = made_up_records()["bins"]
    mine = table.query("protocol == 'time_safe' and set == 'chinese_provinces'")
    return mine[mine["length"].str.isdigit()]


def test_events_are_counted_in_ten_ranges():
    stated = np.array([[0.0, 0.05, 0.95], [1.0, np.nan, 0.5]])
    came = np.array([[0.0, 1.0, 1.0], [1.0, 1.0, np.nan]])
    curve = reliability(stated, came)
    assert curve[:, 0].tolist() == [2, 0, 0, 0, 0, 0, 0, 0, 0, 2]
    assert curve[0, 1:3] == pytest.approx([0.025, 0.5])
    assert curve[9, 1:3] == pytest.approx([0.975, 1.0])
    assert np.isnan(curve[1:9, 1:]).all()


def test_the_error_is_that_of_independent_series():
    """One event a series: that of a share, with n - 1."""
    came = np.repeat([1.0, 0.0], [30, 70])[:, None]
    curve = reliability(np.full((100, 1), 0.35), came)
    assert curve[3, 2:] == pytest.approx([0.3, np.sqrt(0.3 * 0.7 / 99)])
    together = reliability(np.full((100, 4), 0.35), np.repeat(came, 4, axis=1))
    assert together[3, 3] == pytest.approx(curve[3, 3])


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_chart_shows_the_record(bins, language):
    ax = reliability_chart(bins, language)
    figure = figure_of(ax)
    assert len(figure.axes) == 6
    rows = bins.query("length == '1'")
    (dots,) = artists(ax, "observed")
    assert list(dots.get_xdata()) == rows["stated_pct"].tolist()
    assert list(dots.get_ydata()) == rows["observed_pct"].tolist()
    bars = artists(figure.axes[1], "events")
    assert [bar.get_height() for bar in bars] == rows["events"].tolist()
    assert_tidy(ax)


@pytest.mark.parametrize(
    ("lengths", "drawn"),
    [(["1", "2", "3", "5", "7"], ["1", "3", "7"]), (["1", "3", "10"], ["1", "3", "10"]),
     (["2", "5"], ["2", "5"]),
     (["1", "2", "3"], ["1", "2", "3"])],
)  # fmt: skip
def test_one_three_and_the_most_values_are_drawn_where_they_were_tested(lengths, drawn):
    table = made_up_records()["bins"].query("protocol == 'random' and length in @lengths")
    titles = [ax.get_title(loc="left") for ax in figure_of(reliability_chart(table, "en")).axes[::2]]
    assert [title.split()[0] for title in titles] == drawn


def test_what_it_says_to_those_who_cannot_see_it(bins):
    said = reliability_alternative_text(bins, "en")
    assert "1 yearly value known: Of those given 5%, 4% came true." in said
    assert reliability_alternative_text(bins, "zh").count("已知") == 3


def test_an_empty_range_is_not_drawn(bins):
    ax = reliability_chart(bins.query("length == '3'").assign(events=0), "en")
    assert len(artists(ax, "observed")[0].get_xdata()) == 0
