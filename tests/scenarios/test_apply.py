"""Why a scenario cannot be applied, told in a word for tables and in a sentence for people."""

from __future__ import annotations

import dataclasses

import pytest
from conftest import yearly
from helpers.futures import compounding, drifting
from scenarios.conftest import scenario

from ontrack.errors import InputError
from ontrack.scenarios import apply_scenario
from ontrack.scenarios.apply import REMEDIES, end_year, meets_by_construction, why_not_applied
from ontrack.scenarios.course import Course
from ontrack.tables.choices import SCENARIO_REASONS

PEER = {"CN-JS": yearly({2018: 10, 2023: 30})}


def refused(chosen, projection, **given) -> str:
    """Return the reason, and see that applying it says the same."""
    reason = why_not_applied(chosen, Course(projection, **given))
    expected, remedy = REMEDIES[reason]
    with pytest.raises(InputError) as caught:
        apply_scenario(chosen, projection, **given)
    [fault] = caught.value.faults
    assert (fault.expected, fault.remedy) == (expected, remedy)
    assert fault.found == f"scenario {chosen.id} for example ({reason})"
    return reason


def test_a_start_before_the_last_value(growing):
    assert refused(scenario("stagnation", first_year=2025), growing(0.0)) == "observed_already"
    drop = {"year": 2024, "percent": -1, "recovery": []}
    assert refused(scenario("shock", shocks=[drop]), growing(0.0)) == "observed_already"


def test_a_start_after_the_last_year(growing):
    assert refused(scenario("stagnation", first_year=2031), growing(0.0)) == "beyond_projection"


def test_percent_where_points_are_meant_and_the_reverse(growing, share):
    of_share = drifting(yearly({2025: 50.0}), share, lower=0.0, upper=100.0)
    assert refused(scenario("fixed_rate", percent=1), of_share) == "no_points"
    assert refused(scenario("fixed_rate", points=1), growing(0.0)) == "no_percent"
    drop = {"year": 2027, "points": -1, "recovery": [1]}
    assert refused(scenario("shock", shocks=[drop]), growing(0.0)) == "no_percent"


def test_a_required_pace_without_a_target(growing, target):
    pace = scenario("required_pace")
    assert refused(pace, growing(0.0)) == "no_level_target"
    assert refused(pace, growing(0.0), target=dataclasses.replace(target, year=None)) == "no_level_target"
    counted = dataclasses.replace(target, kind="each_year")
    assert refused(pace, growing(0.0), target=counted) == "no_level_target"


def test_a_required_pace_to_a_year_that_is_over(growing, target):
    late = scenario("required_pace", first_year=2029)
    assert refused(late, growing(0.0), target=dataclasses.replace(target, year=2028)) == "target_year_over"
    assert why_not_applied(late, Course(growing(0.0), dataclasses.replace(target, year=2029))) == ""


def test_a_geometric_pace_from_nothing(indicator, target):
    projection = drifting(yearly({2025: 0.0}), indicator, lower=0.0)
    assert refused(scenario("required_pace"), projection, target=target) == "not_positive"
    linear = apply_scenario(scenario("required_pace", path="linear"), projection, target=target)
    assert linear.median.tolist() == pytest.approx([30, 60, 90, 120, 150])


def test_a_driver_of_what_is_no_ratio(growing):
    assert refused(scenario("driver_effect", part="numerator", percent=1), growing(0.0)) == "no_denominator"


def test_a_peer_without_figures(growing):
    follow = scenario("peer_time_shift", region="CN-JS")
    assert refused(follow, growing(0.0)) == "no_peer_data"
    assert refused(follow, growing(0.0), peers={"CN-JS": yearly({2020: 1.0})}) == "no_peer_data"
    replay = scenario("peer_growth_replay", region="CN-GD", from_year=2020)
    assert refused(replay, growing(0.0), peers=PEER) == "no_peer_data"


def test_a_peer_that_was_never_there(growing, indicator):
    assert (
        refused(scenario("peer_time_shift", region="CN-JS"), growing(0.0), peers=PEER) == "peer_never_there"
    )
    for year in (2017, 2023, 2024):
        replay = scenario("peer_growth_replay", region="CN-JS", from_year=year)
        assert refused(replay, growing(0.0), peers=PEER) == "peer_never_there"
    at_its_end = compounding(yearly({2025: 30.0}), indicator)
    assert refused(scenario("peer_time_shift", region="CN-JS"), at_its_end, peers=PEER) == "peer_never_there"
    from_zero = scenario("peer_growth_replay", region="CN-JS", from_year=2018)
    zero = {"CN-JS": yearly({2018: 0.0, 2023: 30.0})}
    assert refused(from_zero, growing(0.0), peers=zero) == "peer_never_there"


def test_the_last_time_a_peer_was_at_the_level_counts(indicator):
    wave = {"CN-JS": yearly({2015: 10, 2016: 30, 2017: 10, 2018: 30, 2019: 50})}
    projection = compounding(yearly({2025: 20.0}), indicator)
    assert (
        apply_scenario(scenario("peer_time_shift", region="CN-JS"), projection, peers=wave).median[2026]
        == 40.0
    )


def test_every_reason_has_a_remedy_and_a_place_in_the_table():
    assert set(SCENARIO_REASONS) == {"no_projection", *REMEDIES}


def test_what_is_not_concerned_is_never_refused(growing):
    elsewhere = scenario("peer_time_shift", region="CN-JS", indicators=["other"])
    assert why_not_applied(elsewhere, Course(growing(0.0))) == ""
    assert end_year(elsewhere, Course(growing(0.0))) is None


def test_only_the_required_pace_meets_its_target_by_construction():
    assert meets_by_construction(scenario("required_pace"), "example")
    assert not meets_by_construction(scenario("required_pace", indicators=["other"]), "example")
    assert not meets_by_construction(scenario("fixed_rate", percent=50), "example")
