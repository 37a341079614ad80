"""What happened next, by the number of years known: the picture of the method page."""

from __future__ import annotations

import numpy as np
import pytest
from charts.drawings import artist, artists, assert_tidy, drawn_texts

from ontrack.charts import reference_chart
from ontrack.charts.reference.example import COUNTS, example_intervals, example_series
from ontrack.reference import LEVELS, predict_quantiles


def test_the_example_grows_three_per_cent_a_year_to_100():
    values = example_series()
    assert len(values) == 10 and values.iloc[-1] == 100
    assert np.diff(np.log(values)).mean() == pytest.approx(np.log(1.03), abs=0.001)


@pytest.mark.parametrize("count", COUNTS)
def test_a_bar_is_the_models_own_interval(count):
    drawn = example_intervals().query("count == @count and method == 'reference_class'").iloc[0]
    history = example_series().to_numpy()[None, -count:]
    quantiles = predict_quantiles(history, 5, kind="positive")[0, 4]
    places = [int(np.abs(LEVELS - level).argmin()) for level in (0.1, 0.5, 0.9)]
    assert [drawn["lower"], drawn["median"], drawn["upper"]] == pytest.approx(list(quantiles[places]))
    bar = artist(reference_chart("en"), f"reference_class_{count}")
    assert (bar.get_x(), bar.get_width()) == pytest.approx((drawn["lower"], drawn["upper"] - drawn["lower"]))


def test_intervals_shrink_with_the_years():
    rows = example_intervals().query("method == 'reference_class'")
    widths = (rows["upper"] - rows["lower"]).to_numpy()
    assert (np.diff(widths) < 0).all()


def test_the_random_walk_stands_beside_it_from_three_values_on():
    rows = example_intervals().query("method == 'random_walk_drift'")
    assert list(rows["count"]) == [3, 5, 10]


@pytest.mark.parametrize(("language", "words"), [("en", "1 value · E"), ("zh", "1个值 · E")])
def test_it_is_tidy_in_both_languages(language, words):
    ax = reference_chart(language)
    assert words in [text for text, _ in drawn_texts(ax)]
    assert len(artists(ax, "median")) == 8
    low, high = ax.get_xlim()
    rows = example_intervals()
    assert low < rows["lower"].min() and rows["upper"].max() < high
    assert_tidy(ax)


def test_rows_run_from_few_to_many_years_and_the_model_stands_above_the_random_walk():
    ax = reference_chart("en")
    bottom, top = ax.get_ylim()
    assert bottom > top  # the first row is the uppermost
    middles = {
        count: {
            method: bars[0].get_y() + bars[0].get_height() / 2
            for method in ("reference_class", "random_walk_drift")
            if (bars := artists(ax, f"{method}_{count}"))
        }
        for count in COUNTS
    }
    own = [middles[count]["reference_class"] for count in COUNTS]
    assert own == sorted(own) and tuple(sorted(COUNTS)) == COUNTS
    for place, count in enumerate(COUNTS):
        assert all(abs(middle - place) < 0.5 for middle in middles[count].values())
        if "random_walk_drift" in middles[count]:
            assert middles[count]["reference_class"] < middles[count]["random_walk_drift"]
    words = [label.get_text() for label in ax.get_yticklabels()]
    assert [int(word.split()[0]) for word in words] == list(COUNTS)
