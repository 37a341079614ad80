"""How many targets will be met, as a picture."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from charts.drawings import artist, artists, assert_tidy, drawn_texts

from ontrack.charts import portfolio_chart
from ontrack.charts.portfolio.words import portfolio_alternative_text
from ontrack.portfolio import summary_of
from ontrack.portfolio.tables import group_rows

LANGUAGES = ["zh", "en"]


def counts_of(probabilities: list[float]) -> pd.DataFrame:
    """Return the rows of portfolio.csv of independent targets."""
    draws = np.random.default_rng(1).random((4000, len(probabilities))) < probabilities
    return group_rows(np.array(probabilities), pd.DataFrame(draws)).assign(group="table")


def test_a_bar_is_as_tall_as_its_number_is_probable(results):
    counts = results["portfolio"].query("group == 'table'")
    ax = portfolio_chart(results["portfolio"], "en")
    bars = [*artists(ax, "inside"), *artists(ax, "outside")]
    heights = {round(bar.get_x() + bar.get_width() / 2): bar.get_height() for bar in bars}
    assert [heights[met] for met in range(13)] == pytest.approx(list(100 * counts["probability"]))
    outline = artist(ax, "independent").get_data()
    assert outline.values.tolist() == pytest.approx(list(100 * counts["probability_independent"]))
    assert outline.edges.tolist() == [met - 0.5 for met in range(14)]


def test_the_range_is_darker_and_the_expected_number_is_marked(results):
    summary = summary_of(results["portfolio"], "table")
    ax = portfolio_chart(results["portfolio"], "en")
    assert len(artists(ax, "inside")) == summary.upper - summary.lower + 1
    assert len(artists(ax, "outside")) == 12 - (summary.upper - summary.lower)
    assert list(artist(ax, "expected").get_xdata()) == [summary.expected] * 2
    assert artist(ax, "expected_label").get_text() == f"expected: {summary.expected:.1f}"
    words = [text for text, _ in drawn_texts(ax)]
    assert f"{summary.lower} to {summary.upper}: at least 80%" in words


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("probabilities", [[0.3], [0.5, 0.97], [0.02] * 12, [0.99] * 12, [0.5] * 20])
def test_nothing_overlaps_whatever_the_number(language, probabilities):
    assert_tidy(portfolio_chart(counts_of(probabilities), language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_default_plan_is_tidy(results, language):
    assert_tidy(portfolio_chart(results["portfolio"], language))


def test_without_a_target_there_is_nothing_to_draw(results, tmp_path):
    empty = results["portfolio"].iloc[:0]
    with pytest.raises(ValueError, match="no target of the table can be assessed"):
        portfolio_chart(empty, "en")


def test_what_it_says_to_those_who_cannot_see_it():
    counts = counts_of([0.5, 0.5]).assign(probability=[0.3, 0.4, 0.3])
    assert portfolio_alternative_text(counts, "en") == (
        "Chart: how probable each number of targets met is, of 2. 0: 30% (independent: 25%). "
        "1: 40% (independent: 50%). 2: 30% (independent: 25%). The expected number is 1.0."
    )
    assert portfolio_alternative_text(counts, "zh").startswith("图：2项目标中实现各种项数的概率。0项：30%")
