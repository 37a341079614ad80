"""Running totals: made of yearly flows, dated within years, and their ranks found again."""

from __future__ import annotations

import numpy as np
import pytest
from helpers.made_up_panels import NAN, made_up_panel
from reference.made_up_model import made_up_model

from ontrack.plan.vocabulary import QUANTITIES
from ontrack.reference import LEVELS
from ontrack.reference.totals import (
    TOTAL_COUNTS,
    TOTAL_HORIZONS,
    model_rank,
    probability_of,
    ranks_of,
    same_ranks,
)
from ontrack.training.totals import (
    DATES,
    fitted_ranks,
    model_ranks,
    totals_of,
    weighted_quantiles,
)

COUNT, PRICE = QUANTITIES.index("count"), QUANTITIES.index("price")
FLOW = np.arange(1.0, 11.0)  # ten years of 1 … 10 a year


def test_a_total_is_the_sum_of_its_flows():
    panel = made_up_panel([np.append(FLOW, [NAN] * 3)], quantity=[COUNT])
    found = totals_of(panel, (-1.5, 0.0), ages=(2, 3))
    assert found.values.tolist() == [[4 * 0.5, 4 + 5], [3 + 4 * 0.5, 3 + 4 + 5]]
    assert found.outcomes[0, :5].tolist() == [15, 22, 30, 39, 49]
    assert np.isnan(found.outcomes[:, 5:]).all()
    assert found.rows.tolist() == [0, 0]


def test_what_does_not_add_up_makes_no_total():
    holed = FLOW.copy()
    holed[7] = NAN
    panel = made_up_panel([FLOW, holed, np.append(FLOW[:6], [NAN] * 4)], quantity=[PRICE, COUNT, COUNT])
    assert totals_of(panel, (0.0,), ages=(2,)).rows.tolist() == []
    assert totals_of(made_up_panel([FLOW], quantity=[COUNT]), (-2.0, 0.0), ages=(2,)).rows.tolist() == []
    assert totals_of(made_up_panel([0 * FLOW], quantity=[COUNT]), (0.0,), ages=(2,)).rows.tolist() == []


def test_part_of_the_totals():
    panel = made_up_panel([FLOW, 2 * FLOW], quantity=[COUNT] * 2)
    part = totals_of(panel, (0.0,), ages=(3,)).part(np.array([False, True]))
    assert (part.rows.tolist(), part.values.tolist()) == ([1], [[2 * (3 + 4 + 5)]])


def test_ranks_that_change_nothing_change_nothing():
    told = np.array([0.001, 0.3, 0.5, 0.99])
    assert model_rank(told, LEVELS) == pytest.approx(told)
    assert probability_of(told, LEVELS) == pytest.approx(told)


def test_rank_and_probability_undo_each_other():
    ranks = LEVELS**2
    told = np.linspace(0, 1, 41)
    assert model_rank(np.array([0.5]), ranks) == pytest.approx([0.25])
    assert probability_of(model_rank(told, ranks), ranks) == pytest.approx(told)


def test_between_counts_and_years_ranks_are_straight_in_logs():
    ranks = same_ranks()
    ranks[2, 4] = LEVELS / 2  # three values, five years
    share = np.log(4 / 3) / np.log(5 / 3)
    part = np.log(5.5 / 5) / np.log(6 / 5)
    assert ranks_of(ranks, 3, 5) == pytest.approx(LEVELS / 2)
    assert ranks_of(ranks, 4, 5) == pytest.approx(LEVELS * (1 + share) / 2)
    assert ranks_of(ranks, 3, 5.5) == pytest.approx(LEVELS * (1 + part) / 2)
    assert ranks_of(ranks, 3, 0.5) == pytest.approx(LEVELS)
    ranks[3, 9] = LEVELS / 2
    assert ranks_of(ranks, 40, 25) == pytest.approx(LEVELS / 2)


def test_weighted_quantiles():
    numbers = np.random.default_rng(1).random(4000)
    assert weighted_quantiles(numbers, np.ones(4000)) == pytest.approx(
        np.quantile(numbers, LEVELS), abs=0.005
    )
    doubled = np.concatenate([numbers, numbers[numbers < 0.5]])
    weight = np.where(np.arange(4000) >= 0, np.where(numbers < 0.5, 2.0, 1.0), 1)
    told = weighted_quantiles(doubled, np.ones(len(doubled)))
    assert weighted_quantiles(numbers, weight) == pytest.approx(told, abs=0.005)
    assert (np.diff(weighted_quantiles(np.zeros(9), np.ones(9))) > 0).all()


def test_fitted_ranks_are_those_the_model_put_below_what_came():
    rng = np.random.default_rng(2)
    panel = made_up_panel(np.exp(np.cumsum(rng.normal(0.05, 0.1, (80, 14)), axis=1)), quantity=[COUNT] * 80)
    model = made_up_model()
    found = fitted_ranks(panel, model)
    assert found.shape == (len(TOTAL_COUNTS), len(TOTAL_HORIZONS), len(LEVELS))
    assert ((found > 0) & (found < 1)).all()
    assert (np.diff(found, axis=2) > 0).all()
    assert (found[:, 4:] == found[:, 4:5]).all()  # beyond five years those of five
    one = model_ranks(panel, totals_of(panel, DATES[1]), model)[:, 4]
    assert probability_of(one, found[0, 4]).mean() == pytest.approx(0.5, abs=0.02)
    assert np.mean(np.abs(probability_of(one, found[0, 4]) - 0.5) <= 0.4) == pytest.approx(0.8, abs=0.02)


def test_with_few_totals_ranks_are_left_as_they_are():
    panel = made_up_panel([FLOW] * 20, quantity=[COUNT] * 20)
    assert (fitted_ranks(panel, made_up_model()) == same_ranks()).all()
