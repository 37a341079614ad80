"""Paces: published required ones, gaps by their length, the best on record."""

from __future__ import annotations

import dataclasses
import math

import pytest
from conftest import yearly

from ontrack.assessment.alarms.paces import (
    Pace,
    best_pace,
    needed_value,
    pace_over,
    pace_unit,
    required_pace,
)
from ontrack.numbers.rates import pace_between

# Four places more that kept up a pace, so that there is a record.
SLOW = {f"slow {place}": yearly({2010: 10.0, 2014: 10.1}) for place in range(4)}


@pytest.mark.parametrize(
    ("latest", "level", "unit", "pace"),
    [
        (24.3, 30.0, "percent", 4.304), (124.2, 125.0, "percent", 0.128), (1002.7, 1150.0, "percent", 2.779),
        (1350.0, 1500.0, "percent", 2.130), (71.5, 150.0, "percent", 15.973),
        (223.8, 300.0, "percent", 6.036), (100.0, 200.0, "percent", 14.870),
        (2000.0, 2500.0, "percent", 4.564), (37.7, 50.0, "percent", 5.810), (37.7, 50.0, "points", 2.46),
        (13.6, 18.0, "points", 0.88), (20.6, 23.0, "points", 0.48), (87.28, 90.0, "points", 0.544),
        (40.0, 25.0, "percent", -8.97179),
    ],
)  # fmt: skip
def test_required_paces_of_methods_7_2_and_1_8(target, latest, level, unit, pace):
    goal = dataclasses.replace(target, value=level)
    assert required_pace(goal, 2025, latest, unit) == pytest.approx(pace, abs=6e-4)


def test_no_pace_without_a_level_or_a_year(target):
    assert math.isnan(required_pace(dataclasses.replace(target, kind="each_year"), 2025, 1.0, "points"))
    assert math.isnan(required_pace(dataclasses.replace(target, year=None), 2025, 1.0, "points"))


def test_the_unit_follows_from_the_bounds(indicator, free, share):
    assert [pace_unit(one) for one in (indicator, share, free)] == ["percent", "points", "amount"]
    assert pace_unit(dataclasses.replace(indicator, lower=-5.0)) == "amount"


@pytest.mark.parametrize(("start", "end", "years"), [(0, 5, 1), (5, 0, 1), (-1, 5, 1), (1, 2, 0)])
def test_no_growth_from_or_to_nothing(start, end, years):
    assert math.isnan(pace_between(start, end, years, "percent"))


def test_points_need_time_but_no_sign():
    assert pace_between(-3.0, 3.0, 2, "points") == 3
    assert math.isnan(pace_between(1.0, 2.0, 0, "points"))


@pytest.mark.parametrize(("unit", "rate"), [("percent", 4.3), ("points", 0.7), ("amount", -2.0)])
def test_the_needed_value_leads_there_and_back(unit, rate):
    start = needed_value(30.0, rate, 4, unit)
    assert pace_between(start, 30.0, 4, unit) == pytest.approx(rate)


def test_the_last_and_the_three_year_pace_of_s2(slowing):
    assert pace_over(slowing, 1, "points") == Pace(1.0, 2024, 2025)
    assert pace_over(slowing, 3, "points").rate == pytest.approx((128 - 121) / 3)
    assert pace_over(slowing, 3, "percent").rate == pytest.approx(100 * ((128 / 121) ** (1 / 3) - 1))


def test_a_gap_is_divided_by_its_length():
    history = yearly({2020: 11.0, 2024: 22.9, 2025: 24.3})
    assert pace_over(history, 1, "percent").rate == pytest.approx(100 * (24.3 / 22.9 - 1))
    assert pace_over(history, 3, "percent") == Pace(pytest.approx(100 * ((24.3 / 11) ** 0.2 - 1)), 2020, 2025)


def test_no_pace_where_nothing_is_old_enough():
    assert pace_over(yearly({2025: 1.0}), 1, "percent") is None
    assert pace_over(yearly({2024: 1.0, 2025: 1.0}), 3, "percent") is None
    assert pace_over(yearly({2024: 0.0, 2025: 1.0}), 1, "percent") is None


def test_the_best_pace_is_kept_up_as_long_as_is_needed_and_may_be_a_peers():
    histories = {
        "own": yearly({2020: 100.0, 2021: 150.0, 2024: 160.0}),  # 50 % in one year, but not in four
        "peer": yearly({2010: 50.0, 2014: 80.0, 2015: 70.0}),
        **SLOW,
    }
    best = best_pace("own", histories, 4, "percent", wants_more=True)
    assert best == Pace(pytest.approx(100 * (1.6**0.25 - 1)), 2020, 2024, "own")
    histories["peer"] = yearly({2010: 50.0, 2014: 81.0})
    assert best_pace("own", histories, 4, "percent", wants_more=True).region == "peer"


def test_without_a_long_enough_record_the_longest_counts():
    histories = {f"{place}": yearly({2022: 100.0, 2023: 150.0, 2025: 160.0 - place}) for place in range(5)}
    assert best_pace("own", histories, 4, "points", wants_more=True) == Pace(20.0, 2022, 2025, "0")


def test_the_best_pace_downwards_is_the_steepest():
    histories = {"a": yearly({2020: 10.0, 2024: 6.0}), "b": yearly({2020: 10.0, 2024: 8.0})}
    histories |= SLOW
    assert best_pace("own", histories, 4, "points", wants_more=False) == Pace(-1.0, 2020, 2024, "a")


def test_no_pace_on_record():
    assert best_pace("own", {"own": yearly({2025: 1.0})}, 4, "percent", wants_more=True) is None
    assert best_pace("own", {}, 4, "percent", wants_more=True) is None


@pytest.mark.parametrize(("places", "found"), [(4, False), (5, True)])
def test_the_best_of_four_places_is_no_record_and_that_of_five_is(places, found):
    histories = {f"{place}": yearly({2020: 10.0, 2024: 14.0}) for place in range(places)}
    histories |= {"short": yearly({2023: 10.0, 2024: 11.0})}  # it kept up nothing for four years
    assert (best_pace("own", histories, 4, "points", wants_more=True) is not None) == found


@pytest.mark.parametrize(("values", "found"), [(5, False), (6, True)])
def test_five_steps_of_the_own_values_are_a_record_and_those_of_a_peer_are_not(values, found):
    histories = {"own": yearly({2020 + year: 10.0 + year for year in range(values)})}
    assert (best_pace("own", histories, 4, "points", wants_more=True) is not None) == found
    assert best_pace("other", histories, 4, "points", wants_more=True) is None
