"""The back-test of comparators on panels whose answer is known."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from ontrack.reference.benchmark.comparators import (
    COLUMNS,
    backtest,
    gain_interval,
    last_known,
    origin_of,
    parts_of,
)
from ontrack.reference.levels import POSITIVE, REAL
from ontrack.reference.model_file import read_model
from ontrack.reference.panel import Panel, folds

NAN = np.nan


def panel_of_rates(rates: list[float], *, kind: int = POSITIVE, years: int = 26, seed: int = 1) -> Panel:
    """Return indicators of eight regions; all regions of one grow at its rate, give or take a little."""
    rng = np.random.default_rng(seed)
    names = np.repeat([f"indicator {place}" for place in range(len(rates))], 8)
    growth = np.repeat(rates, 8)[:, None] + rng.normal(0, 0.01, (len(names), years))
    places = np.tile([f"region {place}" for place in range(8)], len(rates))
    return Panel(100 * np.exp(np.cumsum(growth, axis=1)), names, places, np.full(len(names), kind), "")


@pytest.fixture(scope="module")
def shared() -> Panel:
    """Half of the indicators rise everywhere, half fall: what others did tells what comes next."""
    return panel_of_rates([0.09, -0.06] * 6)


def test_comparators_gain_where_growth_is_shared(shared):
    one = backtest(shared, "made up", lengths=(1,), held_out=False).iloc[0]
    assert one["panel"] == "made up"
    assert (one["cases"], one["indicators"]) == (12 * 8 * 3, 12)
    assert one["gain_lower"] > 0.1
    assert one["msis_ratio"] < 1


def test_they_do_not_gain_where_the_indicator_says_as_much_itself(shared):
    one, five = (backtest(shared, "", lengths=(length,), held_out=False)["gain"].iloc[0] for length in (1, 5))
    assert five < one / 2


def test_nothing_to_test_is_no_case():
    few = panel_of_rates([0.05])
    for panel in (
        panel_of_rates([0.05], kind=REAL),  # may be negative
        dataclasses.replace(few, values=few.values[:5], indicator=few.indicator[:5], kind=few.kind[:5]),
        panel_of_rates([0.05], years=5),
        panel_of_rates([]),
    ):
        found = backtest(panel, "", held_out=False)
        assert found.columns.tolist() == COLUMNS
        assert found[["cases", "indicators"]].to_numpy().tolist() == [[0, 0]] * 5
        assert found["gain"].isna().all()


def test_what_came_after_the_origin_is_not_shown(shared):
    changed = shared.values.copy()
    changed[:, -5:] *= 7
    one, other = origin_of(shared, 5), origin_of(dataclasses.replace(shared, values=changed), 5)
    assert (one.case.seen == other.case.seen).all()
    assert all((a == b).all() for a, b in zip(one.elsewhere, other.elsewhere, strict=True))
    assert one.elsewhere[0].shape == (7, 21)
    assert (one.case.outcomes * 7 == other.case.outcomes).all()


def test_a_series_with_an_unknown_outcome_is_left_out(shared):
    values = shared.values.copy()
    values[3, -2] = NAN
    assert 3 not in origin_of(dataclasses.replace(shared, values=values), 5).rows


def test_only_the_last_values_are_shown():
    past = np.array([1.0, 2, NAN, 3, 4])
    np.testing.assert_array_equal(last_known(past, 3), [NAN, 2, NAN, 3, 4])
    np.testing.assert_array_equal(last_known(past, 9), past)


def test_held_out_networks_never_saw_the_indicator():
    model = read_model()
    names = np.array([f"i.{place}" for place in range(40)])
    count, repeats = model.metadata["settings"]["folds"], model.metadata["settings"]["repeats"]
    seen = []
    for part, rows in parts_of(model, names, held_out=True):
        fold = set(folds(names, count)[rows])
        assert len(fold) == 1
        own = slice(repeats * min(fold), repeats * (min(fold) + 1))
        for key, networks in part.networks.items():
            assert (networks.weights["w1"] == model.networks[key].weights["w1"][own]).all()
        seen += rows.tolist()
    assert sorted(seen) == list(range(40))


def test_the_interval_is_over_indicators():
    """Two indicators, one gaining and one losing, are two cases and not two hundred."""
    names = np.repeat(["a", "b"], 100)
    low, high = gain_interval(names, np.repeat([0.1, -0.1], 100), np.ones(200), seed=0)
    assert (low, high) == pytest.approx((-0.1, 0.1))
