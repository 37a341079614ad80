"""The distribution over histories: what statements change, what they cannot, and that its answers agree."""

from __future__ import annotations

import time

import numpy as np
import pandas as pd
import pytest
from helpers.said import class_of, mixture_of, one_of, said

from ontrack.evidence import Evidence
from ontrack.projection import project
from ontrack.projection.mixture import Mixture, distribution_of, with_statements
from ontrack.projection.mixture.distribution import spread_points
from ontrack.projection.reference_class import ReferenceClass

HORIZONS = np.arange(1, 11)
LEVELS = np.array([0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975])
TOTAL = said("sum_over", "2021", "2025", "350")
GROWTH = said("average_growth", "2024", "2025", "6.1")
MIXTURES = {
    "amount": ({2025: 100.0}, (TOTAL,), {}),
    "growth": ({2025: 24.3}, (GROWTH,), {}),
    "score": ({2025: 87.28}, (said("change_over", "2020", "2025", "10.34"),),
              {"upper": 100.0, "decimals": 2}),
    "rate": ({2025: 5.0}, (said("change_over", "2020", "2025", "3.1"),),
             {"lower": None, "quantity": "growth_rate"}),
    "running total": ({2025: 30000.0}, (said("ratio_over", "2020", "2025", "5.1"),),
                      {"kind": "cumulative", "decimals": 0}),
    "beyond": ({2024.5: 22000.0}, (said("at_least", "", "2025", "30000"),), {"kind": "cumulative"}),
    "decided": ({2025: 12.0}, (said("will_be_added", "", "2027", "6"),), {"kind": "stock", "decimals": 0}),
}  # fmt: skip


@pytest.fixture(scope="module")
def mixtures() -> dict[str, Mixture]:
    return {name: mixture_of(own, *told, **other) for name, (own, told, other) in MIXTURES.items()}


@pytest.mark.parametrize("name", MIXTURES)
def test_probability_and_quantile_are_each_others_inverse(mixtures, name):
    found = mixtures[name]
    values = found.quantile(HORIZONS, LEVELS[:, None])
    assert np.isfinite(values).all() and (np.diff(values, axis=0) >= 0).all()
    for place, level in enumerate(LEVELS):
        for horizon in (3, 5, 10):  # beyond what was drawn
            assert found.below(horizon, values[place, horizon - 1]) == pytest.approx(level, abs=2e-3)


@pytest.mark.parametrize("name", MIXTURES)
def test_bounds_hold(mixtures, name):
    found = mixtures[name]
    values = found.quantile(HORIZONS, LEVELS[:, None])
    assert (values >= found.lower).all() and (values <= found.upper).all()
    for horizon in (1, 4):
        assert found.below(horizon, found.lower - 1 if np.isfinite(found.lower) else -1e12) == pytest.approx(
            0, abs=1e-6
        )
        assert found.below(horizon, 1e15) == pytest.approx(1, abs=1e-6)


@pytest.mark.parametrize("name", MIXTURES)
def test_paths_are_distributed_as_the_quantiles_say(mixtures, name):
    found = mixtures[name]
    paths = found.sample_paths(HORIZONS, 4000, 1)
    assert paths.shape == (4000, 10)
    for horizon in (1, 3, 5, 10):
        median = float(found.quantile(HORIZONS, 0.5)[horizon - 1])
        assert (paths[:, horizon - 1] < median).mean() == pytest.approx(0.5, abs=0.06), horizon
    assert np.array_equal(paths, found.sample_paths(HORIZONS, 4000, 1))


@pytest.mark.parametrize("name", ["running total", "beyond"])
def test_a_running_total_never_falls(mixtures, name):
    found = mixtures[name]
    last = found.evidence.values[-1]
    assert (np.diff(found.quantile(HORIZONS, LEVELS[:, None]), axis=1) >= 0).all()
    assert (np.diff(found.sample_paths(HORIZONS, 500, 2), axis=1) >= -1e-9).all()
    assert found.below(5, last) == 0


def test_a_known_growth_told_through_a_total_is_nearly_as_good_as_its_values():
    """Growth of 25 % a year, unsteady as the class is: six values told plainly, their total, the last alone.

    Mean answers over made histories, a hundred at the end of each.
    """
    rng = np.random.default_rng(1)
    answers = []
    for _ in range(12):
        steps = np.log(1.25) + 0.12 * rng.standard_normal(5)
        path = 100 * np.exp(np.append(-np.cumsum(steps[::-1])[::-1], 0.0))
        plainly = class_of({2020 + year: value for year, value in enumerate(path)})
        through = mixture_of({2025: 100.0}, said("sum_over", "2020", "2025", f"{path.sum():.1f}"))
        answers.append([found.quantile(HORIZONS, 0.5)[4] for found in (plainly, through)])
    plainly, through = np.log(np.array(answers)).mean(axis=0)
    alone = float(np.log(class_of({2025: 100.0}).quantile(HORIZONS, 0.5)[4]))
    assert plainly - alone > 0.2
    assert abs(through - plainly) < 0.35 * (plainly - alone)


def test_after_a_fall_less_is_expected_than_after_a_rise():
    fell, rose = (
        mixture_of({2025: 100.0}, said("change_over", "2020", "2025", by), quantity="count")
        for by in ("-60", "60")
    )
    assert fell.quantile(HORIZONS, 0.5)[4] < 0.85 * rose.quantile(HORIZONS, 0.5)[4]


def test_a_statement_that_says_nothing_more_changes_nothing():
    plain = class_of({2024: 22.9, 2025: 24.3}, GROWTH)
    assert with_statements(plain) is plain
    indicator, series = one_of(), pd.Series({2024.0: 22.9, 2025.0: 24.3})
    projection = project(series, indicator, "CN-ZJ", 2030, evidence=Evidence(series, statements=(GROWTH,)))
    assert projection.method == "reference_class"


def test_a_ratio_is_told_as_the_two_values_it_says():
    """With nothing but rounding left open, the mixture is the class told both values."""
    told, plain = (
        mixture_of({2025: 24.3}, said("ratio_over", "2024", "2025", "1.06100")),
        class_of({2024: 24.3 / 1.061, 2025: 24.3}),
    )
    assert told.quantile(HORIZONS, 0.9) == pytest.approx(plain.quantile(HORIZONS, 0.9), rel=0.02)
    assert told.below(5, 30) == pytest.approx(plain.below(5, 30), abs=0.01)


def test_what_was_exceeded_bounds_that_year(mixtures):
    found = mixtures["beyond"]
    assert found.evidence.first_year == 2025
    assert found.below(1, 30000) == 0 and found.below(1, 29000) == 0
    assert found.quantile([1], 0.5)[0] > 30000
    assert found.sample_paths([1], 300, 1).min() >= 30000


def test_a_decided_increment_is_a_value_at_its_year(mixtures):
    found, usual = mixtures["decided"], class_of({2025: 12.0}, kind="stock", decimals=0)
    median = found.quantile(HORIZONS, 0.5)
    assert found.below(2, 17.4) == 0 and found.below(2, 18.6) == 1
    assert median[1] == pytest.approx(18, abs=0.2)
    assert 12 < median[0] < 18  # between, it climbs
    assert median[2] >= median[1] and median[2] < 21  # and goes on from there
    assert found.below(5, 18) < usual.below(5, 18) - 0.2


def test_several_increments_add_up():
    found = mixture_of(
        {2025: 12.0}, said("will_be_added", "", "2027", "6"), said("will_be_added", "", "2028", "3"),
        kind="stock", decimals=0,
    )  # fmt: skip
    assert found.quantile(HORIZONS, 0.5)[[1, 2]] == pytest.approx([18, 21], abs=0.3)


def test_an_increment_of_at_least_so_much_is_open_above():
    found = mixture_of(
        {2025: 12.0}, said("will_be_added", "", "2027", "6", status="lower_bound"), kind="stock", decimals=0
    )
    assert found.below(2, 17.4) == 0 and found.below(2, 18.6) < 0.95


def test_a_value_more_is_told_beside_the_statements():
    found = mixture_of({2025: 100.0}, TOTAL)
    values = np.linspace(*(float(found.quantile([1], level)[0]) for level in (0.05, 0.95)), 7)
    after = found.below_after(2026, values, 4, 150.0)
    assert (np.diff(after) < 0.2).all() and after[0] > after[-1] + 0.2
    again = [found.with_evidence(found.evidence.extended(2026, value)).below(4, 150.0) for value in values]
    assert after == pytest.approx(again, abs=0.12)


def test_a_value_more_is_weighed_by_what_each_history_expected():
    """Histories that fell made a low value likely: it speaks for them."""
    found = mixture_of({2025: 100.0}, TOTAL)
    weights = found.members.likelihood(2026, np.array([80.0, 140.0]))
    start = found.members.values[:, 0]
    assert weights.sum(axis=1) == pytest.approx(1)
    assert weights[0] @ start > weights[1] @ start


def test_a_value_more_of_a_year_that_was_drawn_replaces_what_was_drawn(mixtures):
    found = mixtures["beyond"]
    after = found.below_after(2025, np.array([31000.0, 60000.0]), 5, 90000.0)
    assert after[0] > after[1]
    decided = mixtures["decided"]
    before = decided.below_after(2026, np.array([12.0, 14.0]), 1, 18.6)
    assert before == pytest.approx([1, 1])
    later = decided.below_after(2026, np.array([12.0, 16.0]), 4, 20.0)
    assert later[0] > later[1]
    assert later[1] == pytest.approx(decided.below(5, 20.0), abs=0.02)


@pytest.mark.parametrize("name", ["amount", "score"])
def test_beyond_the_bounds_nothing_is_asked(mixtures, name):
    found = mixtures[name]
    assert found.below_after(2026, np.array([80.0]), 3, found.lower).tolist() == [0]
    if np.isfinite(found.upper):
        assert found.below_after(2026, np.array([80.0]), 3, found.upper + 1).tolist() == [1]


def test_other_evidence_is_told_with_the_statements():
    found = mixture_of({2020: 10.0, 2025: 20.0}, said("sum_over", "2021", "2025", "70"))
    fewer = found.with_evidence(found.evidence.shortened())
    assert isinstance(fewer, ReferenceClass) and fewer.evidence.statements == ()
    moved = found.with_evidence(found.evidence.shifted(21.0))
    assert isinstance(moved, Mixture) and moved.drawn.values[:, -1].tolist() == [21.0] * len(
        moved.drawn.values
    )


def test_what_leaves_a_statement_no_room_is_told_without_it():
    found = mixture_of(
        {2022: 20.0, 2023: 20.0, 2024: 20.0, 2025: 39.9}, said("sum_over", "2021", "2025", "100")
    )
    assert isinstance(found, Mixture)
    moved = found.with_evidence(found.evidence.shifted(60.0))
    assert isinstance(moved, ReferenceClass)


def test_a_value_that_many_share_has_a_step():
    points = spread_points(np.array([1.0, 2.0, 2.0, 2.0, 3.0]), 6)
    assert points.tolist() == [1.0, 2.0, np.nextafter(2.0, np.inf), 3.0]


def test_evidence_and_bounds_are_those_of_the_class(mixtures):
    found = mixtures["score"]
    assert (found.lower, found.upper, found.never_falls) == (0, 100, False)
    assert found.evidence is found.plain.evidence
    indicator = one_of(kind="score", upper=100.0, decimals=2)
    assert isinstance(distribution_of(found.evidence, indicator), Mixture)


@pytest.mark.parametrize("name", ["amount", "growth"])
def test_it_is_fast(name):
    """A generous bound: it takes a third on an idle machine."""
    own, told, other = MIXTURES[name]
    mixture_of(own, *told, **other)
    start = time.process_time()
    found = mixture_of(own, *told, **other)
    found.quantile(HORIZONS, LEVELS[:, None])
    assert time.process_time() - start < 1.0
    start = time.process_time()
    found.below_after(
        2026, np.linspace(*found.quantile([1], np.array([[0.01], [0.99]])).ravel(), 61), 4, 120.0
    )
    assert time.process_time() - start < 2.0
