"""Whatever the scenario: ranks are kept, bounds hold, running totals never fall, and all answers agree."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from conftest import yearly
from helpers.futures import compounding, drifting, told
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scenarios.conftest import scenario

from ontrack.assessment.alarms.attainment import attainment, projected_years_ahead
from ontrack.assessment.alarms.histories import extended
from ontrack.assessment.alarms.next_value import value_keeping
from ontrack.assessment.alarms.sensitivity import probabilities_rounded, probability_without_last
from ontrack.plan import Indicator
from ontrack.plan.texts import Texts
from ontrack.projection import Projection, project
from ontrack.scenarios import apply_scenario
from ontrack.scenarios.transformed import NEAREST, Transformed

LEVELS = np.linspace(0.01, 0.99, 33)
STOCK = Indicator(
    "example",
    Texts(zh="例", en="Example"),
    Texts(zh="件", en="pieces"),
    "stock",
    0.0,
    None,
    "higher",
    0,
    "people",
    3,
    Texts(zh="例", en="An example."),
)
SHARE = dataclasses.replace(STOCK, kind="share", upper=100.0)
TOTAL = dataclasses.replace(STOCK, kind="cumulative")
LEVEL = dataclasses.replace(STOCK, lower=None)
SERIES = {2021: 40.0, 2022: 44.0, 2023: 51.0, 2024: 55.0, 2025: 62.0}
BASES = [project(yearly(SERIES), one, "CN-ZJ", 2030) for one in (STOCK, SHARE, TOTAL, LEVEL)]
PACES = st.floats(-60, 60)
SCENARIOS = st.one_of(
    st.builds(lambda: scenario("stagnation")),
    st.builds(lambda p: scenario("accelerated_step", percent=p, points=p), PACES),
    st.builds(
        lambda p, n: scenario("accelerated_ramp", percent=p, points=p, ramp_years=n), PACES, st.integers(1, 6)
    ),
    st.builds(lambda p: scenario("fixed_rate", percent=p, points=p, first_year=2027), PACES),
    st.builds(lambda q: scenario("quantile_path", quantile_pct=q), st.floats(1, 99)),
    st.builds(
        lambda p, f: scenario("driver_effect", part="numerator", percent=p, fade=f), PACES, st.floats(0, 1)
    ),
    st.builds(
        lambda p: scenario("shock", shocks=[{"year": 2027, "percent": p, "points": p, "recovery": [0, 1]}]),
        PACES,
    ),
    st.builds(
        lambda p: scenario("return_to_trajectory", year=2027, return_year=2029, percent=p, points=p), PACES
    ),
)
CASES = given(base=st.sampled_from(BASES), chosen=SCENARIOS)
QUIET = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@QUIET
@CASES
def test_quantiles_keep_their_order_their_bounds_and_never_fall_for_a_total(base: Projection, chosen):
    found = apply_scenario(chosen, base)
    table = np.array([found.quantile(level) for level in LEVELS])
    assert np.isfinite(table).all()
    assert (np.diff(table, axis=0) >= -1e-9 * np.abs(table[1:])).all()
    lower, upper = base.indicator.lower, base.indicator.upper
    assert lower is None or (table >= lower).all()
    assert upper is None or (table <= upper).all()
    if base.indicator.never_falls:
        assert (table >= 62.0).all()
        assert (np.diff(table, axis=1) >= 0).all()


@QUIET
@CASES
def test_probability_and_quantile_agree(base: Projection, chosen):
    under = apply_scenario(chosen, base).distribution
    for level in (0.05, 0.3, 0.5, 0.8, 0.95):
        for horizon, value in enumerate(under.quantile(np.arange(1, 6), level), 1):
            edge = 2 * NEAREST * 100
            below = under.below(horizon, float(value) - edge)
            above = under.below(horizon, float(value) + edge)
            assert below - 1e-6 <= level <= above + 1e-6


@QUIET
@given(base=st.sampled_from(BASES), chosen=SCENARIOS, seed=st.integers(0, 9))
def test_paths_obey_the_same_bounds(base: Projection, chosen, seed):
    paths = apply_scenario(chosen, base).sample_paths(50, seed).to_numpy()
    lower, upper = base.indicator.lower, base.indicator.upper
    assert np.isfinite(paths).all()
    assert lower is None or (paths >= lower).all()
    assert upper is None or (paths <= upper).all()
    if base.indicator.never_falls:
        assert (np.diff(paths, axis=1) >= 0).all()


def test_paths_are_distributed_as_the_quantiles_say(growing):
    found = apply_scenario(scenario("accelerated_step", percent=5), growing(0.02))
    paths = found.sample_paths(20_000, 7)
    for level in (0.1, 0.5, 0.9):
        assert np.quantile(paths[2030], level) == pytest.approx(found.quantile(level)[2030], rel=0.01)


def test_the_spread_on_the_logarithm_is_kept(growing):
    base = growing(0.02)
    found = apply_scenario(scenario("fixed_rate", percent=10), base)
    widths = [np.log(one.quantile(0.9) / one.quantile(0.1)) for one in (base, found)]
    assert widths[0].to_numpy() == pytest.approx(widths[1].to_numpy())


def test_a_known_probability(growing, target):
    """Log-normal: P = Φ(ln(median/level) / (σ√5)) with the scenario's median."""
    from scipy.stats import norm

    found = apply_scenario(scenario("fixed_rate", percent=8), growing(0.0))
    expected = norm.cdf(np.log(100 * 1.08**5 / 150) / (0.05 * np.sqrt(5)))
    assert found.probability_met(target) == pytest.approx(expected)


def test_a_total_that_stands_still_cannot_reach_more(total, target):
    base = project(yearly(SERIES), total, "CN-ZJ", 2030)
    found = apply_scenario(scenario("stagnation"), base)
    assert found.median.to_numpy() == pytest.approx(np.full(5, 62.0))
    assert found.probability_met(dataclasses.replace(target, value=63.0)) < 1e-3
    assert found.probability_met(dataclasses.replace(target, value=62.0)) == 1.0


def test_nothing_falls_by_more_than_all_of_it(growing):
    found = apply_scenario(scenario("fixed_rate", percent=-99.9), growing(0.0))
    assert (found.median > 0).all()
    found = apply_scenario(scenario("accelerated_step", percent=-99), growing(-0.5))
    assert (found.median > 0).all()
    assert (found.median < 1e-6).all()


def test_a_share_stays_below_its_bound(share):
    base = drifting(yearly({2025: 95.0}), share, drift=1.0, lower=0.0, upper=100.0)
    found = apply_scenario(scenario("accelerated_step", points=5), base)
    assert (found.median < 100).all()
    assert found.median[2030] == pytest.approx(100.0)


def test_where_the_baseline_lies_on_a_bound_the_level_is_moved(indicator):
    base = drifting(yearly({2025: 0.0}), indicator, scatter=0.1, lower=0.0)
    moved = Transformed(base.distribution, np.full(10, 3.0))
    assert moved.scale.name == "level"
    assert moved.quantile(np.arange(1, 6), 0.5).tolist() == [3.0] * 5
    assert moved.below(1, -1.0) == 0.0


def test_beyond_the_bounds_nothing_is_open(share):
    base = drifting(yearly({2025: 50.0}), share, lower=0.0, upper=100.0)
    moved = apply_scenario(scenario("accelerated_step", points=1), base).distribution
    assert (moved.below(1, -0.1), moved.below(1, 100.1)) == (0.0, 1.0)


def test_an_indicator_that_is_not_concerned_is_as_it_was(growing):
    base = growing(0.02)
    assert apply_scenario(scenario("stagnation", indicators=["other"]), base) is base


def test_a_value_observed_later_moves_with_the_scenario(growing, target):
    """Under 8 % for 0 %, next year's 108 is what was to be expected: the rest is 8 % a year again."""
    under = apply_scenario(scenario("fixed_rate", percent=8), growing(0.0)).distribution
    then = under.with_evidence(told([100.0, 108.0], 2026))
    assert then.quantile(np.arange(1, 5), 0.5) == pytest.approx([108 * 1.08**k for k in range(1, 5)])
    back = then.with_evidence(told([100.0], 2025))
    assert back.quantile(np.arange(1, 4), 0.5) == pytest.approx([100, 108, 108 * 1.08])
    assert (then.lower, then.upper) == (0.0, np.inf)


def test_the_value_that_keeps_the_target_within_reach_is_lower_under_a_faster_scenario(
    steady, indicator, target
):
    base = project(steady, indicator, "CN-ZJ", 2030)
    fast = apply_scenario(scenario("accelerated_step", percent=3), base)
    nearer = dataclasses.replace(target, value=140.0)
    assert value_keeping(nearer, fast, 2026).value < value_keeping(nearer, base, 2026).value
    values = np.array([126.0, 130.0, 134.0])
    alone = [extended(fast.distribution, 2026, value).below(4, 140.0) for value in values]
    assert fast.distribution.below_after(2026, values, 4, 140.0).tolist() == alone


def test_alarms_read_a_scenario_as_they_read_the_baseline(steady, indicator, target):
    base = project(steady, indicator, "CN-ZJ", 2030)
    fast = apply_scenario(scenario("fixed_rate", percent=6), base)
    assert projected_years_ahead(target, fast) > projected_years_ahead(target, base)
    assert attainment(target, fast).late_share < attainment(target, base).late_share
    assert probability_without_last(target, fast) > probability_without_last(target, base)
    lower, upper = probabilities_rounded(target, fast)
    assert lower < fast.probability_met(target) < upper


def test_a_scenario_on_a_scenario(hundred, indicator):
    base = compounding(hundred, indicator, growth=0.0)
    once = apply_scenario(scenario("accelerated_step", percent=2), base)
    twice = apply_scenario(scenario("accelerated_step", percent=3), once)
    assert twice.median.to_numpy() == pytest.approx([100 * 1.05**k for k in range(1, 6)])
