"""How far the axis of values reaches."""

from __future__ import annotations

import math

import pytest

from ontrack.charts.parts.value_axis import value_axis


def test_everything_in_the_core_is_in_sight():
    axis = value_axis([11.0, 24.3, 30.0, 53.7])
    assert axis.lower <= 11.0 and axis.upper >= 53.7


def test_an_interval_that_leaves_the_core_half_of_the_height_is_in_sight():
    axis = value_axis([20.0, 40.0], [(15.0, 60.0)])
    assert axis.upper >= 60.0


def test_an_interval_that_leaves_the_core_less_is_cut():
    axis = value_axis([20.0, 40.0], [(15.0, 60.5)])
    assert 40.0 <= axis.upper < 60.5


def test_the_80_interval_stays_in_sight_when_the_95_is_cut():
    axis = value_axis([20.0, 40.0], [(18.0, 50.0), (5.0, 4000.0)])
    assert 50.0 <= axis.upper < 100.0


def test_each_end_goes_by_itself():
    axis = value_axis([80.0, 90.0], [(71.0, 95.0), (2.0, 99.0)])
    assert 60.0 < axis.lower <= 71.0 and axis.upper >= 99.0


def test_an_axis_near_zero_begins_there():
    assert value_axis([11.0, 30.0]).lower == 0.0
    assert value_axis([76.0, 90.0]).lower > 70.0


def test_a_bound_is_not_passed():
    assert value_axis([76.0, 99.8], [], (0.0, 100.0)).upper == 100.0
    assert value_axis([76.0, 99.8]).upper > 100.0
    assert value_axis([0.4, 0.9]).lower == 0.0


def test_negative_values_need_no_zero():
    assert value_axis([-4.0, -2.0]).upper < 0.0


def test_one_value_lies_amid_its_axis():
    axis = value_axis([88.0])
    assert axis.lower < 88.0 < axis.upper


def test_both_ends_are_ticks_with_the_decimals_they_need():
    axis = value_axis([123.9, 125.2])
    assert (axis.lower, axis.upper) == (axis.ticks[0], axis.ticks[-1])
    assert all(math.isclose(round(tick, axis.decimals), tick) for tick in axis.ticks)
    assert axis.decimals == 1
    assert value_axis([164000.0, 209000.0]).decimals == 0


def test_missing_values_do_not_count():
    assert value_axis([math.nan, 10.0, 20.0]) == value_axis([10.0, 20.0])


def test_nothing_to_show():
    with pytest.raises(ValueError, match="an axis needs at least one finite value"):
        value_axis([math.nan])
