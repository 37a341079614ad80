"""Every worked value of METHODS.md section 5, and what follows from the definitions."""

from __future__ import annotations

import dataclasses

import numpy as np
import pandas as pd
import pytest
from conftest import yearly
from helpers.futures import Compounding, compounding, drifting
from scenarios.conftest import scenario

from ontrack.evidence import own_alone
from ontrack.projection import Projection
from ontrack.projection.random_walk import fit_random_walk
from ontrack.scenarios import apply_scenario
from ontrack.scenarios.apply import end_year
from ontrack.scenarios.course import Course
from ontrack.series.scales import Identity, Log

PEER = yearly({2018: 10, 2019: 12, 2020: 15, 2021: 19, 2022: 24, 2023: 30})
OWN = yearly({2025: 13.5})


def path(kind: str, projection: Projection, **settings: object) -> list[float]:
    given = {name: settings.pop(name) for name in ("target", "peers") if name in settings}
    return apply_scenario(scenario(kind, **settings), projection, **given).median.tolist()


def ends(kind: str, projection: Projection, peer: pd.Series = PEER, **settings: object) -> int | None:
    return end_year(scenario(kind, **settings), Course(projection, peers={"CN-JS": peer}))


def walking(steady, indicator, scale) -> Projection:
    """Project S1 by the random walk with drift of METHODS 1.9."""
    walk = fit_random_walk(steady, scale, lower=-np.inf, upper=np.inf, resolution=1e-9)

    class Walk(Compounding):
        def quantile(self, horizons, level):
            return walk.quantile(horizons, level)

        def below(self, horizon, value):
            return float(walk.below(horizon, value))

    lower = -np.inf if isinstance(scale, Identity) else 0.0
    return Projection(
        indicator, "CN-ZJ", steady, tuple(range(2026, 2031)), Walk(own_alone(steady), lower=lower)
    )  # type: ignore[arg-type]


@pytest.mark.parametrize(("scale", "expected"), [(Identity(), 152.0), (Log(), 158.76)])
def test_the_baseline_is_what_is_projected(steady, indicator, scale, expected):
    projection = walking(steady, indicator, scale)
    assert apply_scenario(scenario("baseline"), projection) is projection
    assert projection.median[2030] == pytest.approx(expected, abs=0.001)


def test_stagnation_holds_the_last_value(steady, indicator):
    assert path("stagnation", walking(steady, indicator, Log())) == [126.0] * 5


def test_stagnation_holds_the_year_before_it_begins(growing):
    found = path("stagnation", growing(0.1), first_year=2028)
    assert found == pytest.approx([110, 121, 121, 121, 121])


def test_an_accelerated_step(growing):
    found = path("accelerated_step", growing(0.04), percent=2)
    assert found == pytest.approx([106, 112.36, 119.1016, 126.2477, 133.8226], abs=5e-5)


def test_an_accelerated_ramp(growing):
    found = path("accelerated_ramp", growing(0.04), percent=2, ramp_years=3)
    assert found == pytest.approx([104.6667, 110.2489, 116.8638, 123.8757, 131.3082], abs=5e-5)


def test_a_later_ramp_counts_its_years_from_its_own_first(growing):
    found = path("accelerated_ramp", growing(0.0), percent=3, ramp_years=3, first_year=2027)
    assert found == pytest.approx([100, 101, 101 * 1.02, 101 * 1.02 * 1.03, 101 * 1.02 * 1.03**2])


def test_points_are_added_to_a_share(share):
    projection = drifting(yearly({2025: 50.0}), share, drift=1.0, lower=0.0, upper=100.0)
    assert path("accelerated_step", projection, points=0.5, percent=7) == pytest.approx(
        [51.5, 53, 54.5, 56, 57.5]
    )
    assert path("fixed_rate", projection, points=-2) == pytest.approx([48, 46, 44, 42, 40])


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("geometric", [130.471, 135.101, 139.895, 144.86, 150]),
        ("linear", [130.8, 135.6, 140.4, 145.2, 150]),
    ],
)
def test_the_required_pace_ends_exactly_on_the_target(steady, indicator, target, form, expected):
    projection = walking(steady, dataclasses.replace(indicator, decimals=6), Log())
    found = apply_scenario(scenario("required_pace", path=form), projection, target=target)
    assert found.median.tolist() == pytest.approx(expected, abs=5e-4)
    assert found.median[2030] == 150.0
    assert found.crossing_year(target) == 2030
    assert found.probability_met(target) == pytest.approx(0.5)


def test_the_required_pace_goes_on_after_the_target(growing, target):
    early = dataclasses.replace(target, year=2027, value=121.0)
    assert path("required_pace", growing(0.0), target=early) == pytest.approx(
        [110, 121, 133.1, 146.41, 161.051]
    )


def test_what_meets_its_target_stays_under_the_required_pace(growing, target):
    assert path("required_pace", growing(0.1), target=dataclasses.replace(target, value=99.0)) == [100.0] * 5


def test_a_fixed_rate(growing):
    assert path("fixed_rate", growing(0.3), percent=5) == pytest.approx([100 * 1.05**k for k in range(1, 6)])


def test_a_shock_recovers_by_shares_of_the_growth(growing):
    drop = {"year": 2026, "percent": -10, "recovery": [0, 0.25, 0.5, 0.75, 1]}
    found = path("shock", growing(0.05, last_year=2031), shocks=[drop])
    assert found == pytest.approx([90, 90, 91.125, 93.403, 96.906, 101.751], abs=5e-4)


def test_two_shocks_one_after_the_other(growing):
    drops = [{"year": 2026, "percent": -10, "recovery": [0]}, {"year": 2028, "percent": -50, "recovery": [1]}]
    assert path("shock", growing(0.1), shocks=drops) == pytest.approx([90, 90, 45, 49.5, 54.45])


def test_a_return_is_back_on_the_path_without_shock(growing):
    projection = growing(0.05)
    found = path("return_to_trajectory", projection, year=2027, return_year=2029, percent=-10)
    base = projection.median.tolist()
    assert found == pytest.approx([base[0], 0.9 * base[1], 0.9 * base[2], base[3], base[4]])
    assert found[3:] == base[3:]


def test_a_peer_is_followed_in_time_as_far_as_its_data_go(indicator):
    projection = compounding(OWN, indicator, growth=0.1)
    found = path("peer_time_shift", projection, region="CN-JS", peers={"CN-JS": PEER})
    assert found == pytest.approx([17.0, 21.5, 27.0, 27.0 * 1.1, 27.0 * 1.21])
    assert ends("peer_time_shift", projection, region="CN-JS") == 2028


def test_a_peer_whose_data_just_suffice_does_not_end(indicator):
    projection = compounding(yearly({2025: 10.0}), indicator)
    assert ends("peer_time_shift", projection, region="CN-JS") is None
    assert ends("peer_time_shift", projection, PEER[PEER.index < 2023], region="CN-JS") == 2029


def test_a_peer_is_followed_at_another_speed(indicator):
    projection = compounding(OWN, indicator)
    half = scenario("peer_time_shift", region="CN-JS", speed=0.5)
    assert apply_scenario(half, projection, peers={"CN-JS": PEER}).median[2027] == pytest.approx(17.0)
    assert ends("peer_time_shift", projection, region="CN-JS", speed=0.5) is None


def test_a_peer_is_followed_from_a_later_year(indicator):
    projection = compounding(yearly({2025: 12.0}), indicator, growth=0.25)
    found = path("peer_time_shift", projection, region="CN-JS", first_year=2027, peers={"CN-JS": PEER})
    assert found == pytest.approx([15, 19, 24, 30, 37.5])


def test_growth_of_a_peer_is_replayed(indicator):
    projection = compounding(OWN, indicator)
    replay = scenario("peer_growth_replay", region="CN-JS", from_year=2019)
    found = apply_scenario(replay, projection, peers={"CN-JS": PEER}).median
    assert found[2028] == pytest.approx(27.0)
    assert found[2029] == pytest.approx(13.5 * 30 / 12)
    assert ends("peer_growth_replay", projection, region="CN-JS", from_year=2019) == 2029


def test_a_peers_steps_are_replayed_for_a_share(share):
    projection = drifting(yearly({2025: 60.0}), share, lower=0.0, upper=100.0)
    found = path("peer_growth_replay", projection, region="CN", from_year=2018, peers={"CN": PEER})
    assert found == pytest.approx([62, 65, 69, 74, 80])


def test_a_peers_gap_is_bridged_on_a_straight_line(indicator):
    projection = compounding(yearly({2025: 10.0}), indicator)
    peers = {"CN": yearly({2019: 10.0, 2021: 14.0, 2024: 20.0})}
    assert path("peer_time_shift", projection, region="CN", peers=peers) == pytest.approx(
        [12, 14, 16, 18, 20]
    )


@pytest.mark.parametrize(("percent", "expected"), [(10, 147.9), (90, 156.1)])
def test_the_tails_become_the_middle(steady, free, percent, expected):
    projection = walking(steady, free, Identity())
    found = path("quantile_path", projection, quantile_pct=percent)
    assert found[-1] == pytest.approx(expected, abs=0.05)
    assert found == projection.quantile(percent / 100).tolist()


def test_a_driver_moves_its_ratio(ratio, hundred):
    still = compounding(hundred, ratio)
    numerator = path("driver_effect", still, part="numerator", percent=5)
    denominator = path("driver_effect", still, part="denominator", percent=5)
    assert numerator == pytest.approx([100 * 1.05**k for k in range(1, 6)])
    assert denominator == pytest.approx([100 / 1.05**k for k in range(1, 6)])


def test_a_numerator_must_outgrow_gdp_for_the_share_to_reach_its_target(share):
    """METHODS 7.1: 20.6 % of GDP reach 23 % with GDP growing by 5 % where the numerator grows by 7.34 %."""
    of_gdp = dataclasses.replace(share, denominator="gdp")
    still = drifting(yearly({2025: 20.6}), of_gdp, lower=0.0, upper=100.0)
    both = apply_scenario(scenario("driver_effect", part="numerator", percent=7.34), still)
    found = apply_scenario(scenario("driver_effect", part="denominator", percent=5), both)
    assert found.median[2030] == pytest.approx(23.0, abs=0.005)


def test_an_effect_fades(ratio, hundred):
    still = compounding(hundred, ratio)
    found = path("driver_effect", still, part="numerator", percent=8, fade=0.5, first_year=2027)
    assert found == pytest.approx([100, 108, 108 * 1.04, 108 * 1.04 * 1.02, 108 * 1.04 * 1.02 * 1.01])
    once = path("driver_effect", still, part="numerator", percent=8, fade=1)
    assert once == pytest.approx([108.0] * 5)


def test_growth_from_nothing_is_none(indicator):
    projection = drifting(yearly({2025: 0.0}), indicator, lower=0.0)
    assert np.isfinite(path("accelerated_step", projection, percent=2)).all()
