"""Stated probability against what came true: how it is counted, kept and drawn."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from charts.drawings import artists, assert_tidy

from ontrack.chart_texts import reliability_alternative_text
from ontrack.charts import figure_of, reliability_chart
from ontrack.reference.benchmark import Result
from ontrack.reference.benchmark.reliability import reliability
from ontrack.reliability_record import COLUMNS, reliability_record, to_reliability_record


def result(name: str, regime: str, curve: np.ndarray, method: str = "reference class") -> Result:
    return Result(name, regime, method, 100, {}, {}, curve)


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


def test_sets_are_pooled_by_their_events():
    one, other = np.full((10, 4), np.nan), np.full((10, 4), np.nan)
    one[:, 0] = other[:, 0] = 0
    one[2] = [100, 0.21, 0.30, 0.04]
    other[2] = [300, 0.25, 0.10, 0.02]
    other[4] = [50, 0.45, 0.40, 0.05]
    results = [result("m1", "3", one), result("m3", "3", other), result("m3", "gap 3", other)]
    results.append(result("m3", "3", other, method="naive"))
    table = to_reliability_record(results)
    assert list(table.columns) == COLUMNS
    pooled = table[table["set"] == "all"].set_index("from_pct")
    assert pooled["events"].tolist() == [0, 0, 400, 0, 50, 0, 0, 0, 0, 0]
    assert pooled.loc[20, ["stated_pct", "observed_pct"]].tolist() == pytest.approx([24.0, 15.0])
    assert pooled.loc[20, "error_pct"] == pytest.approx(np.hypot(1.0, 1.5), abs=0.005)
    assert pooled.loc[40, ["events", "observed_pct"]].tolist() == [50, 40.0]


def test_nothing_of_ours_gives_no_rows():
    assert to_reliability_record([]).empty


def test_the_committed_record_is_calibrated():
    table = reliability_record()
    ours = table[(table["set"] == "all") & table["length"].isin(["3", "10", "full"])]
    gap = (ours["stated_pct"] - ours["observed_pct"]).abs()
    assert np.average(gap, weights=ours["events"]) < 5.0
    assert (ours["events"] > 100).all()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_chart_shows_the_record(language):
    ax = reliability_chart(reliability_record(), language)
    figure = figure_of(ax)
    assert len(figure.axes) == 6
    rows = reliability_record().query("set == 'all' and length == '1'")
    (dots,) = artists(ax, "observed")
    assert list(dots.get_xdata()) == rows["stated_pct"].tolist()
    assert list(dots.get_ydata()) == rows["observed_pct"].tolist()
    bars = artists(figure.axes[1], "events")
    assert [bar.get_height() for bar in bars] == rows["events"].tolist()
    assert_tidy(ax)


def test_other_lengths_are_drawn_where_those_of_the_report_are_missing():
    table = reliability_record().query("length in ['2', 'full']")
    titles = [ax.get_title(loc="left") for ax in figure_of(reliability_chart(table, "en")).axes[::2]]
    assert titles == ["2 yearly values known", "All yearly values known"]


def test_what_it_says_to_those_who_cannot_see_it():
    said = reliability_alternative_text("en")
    assert "1 yearly value known: Of those given 6%, 4% came true." in said
    assert reliability_alternative_text("zh").count("已知") == 3


def test_an_empty_range_is_not_drawn():
    table = pd.concat([reliability_record().query("length == '3'")]).assign(events=0)
    ax = reliability_chart(table, "en")
    assert len(artists(ax, "observed")[0].get_xdata()) == 0
