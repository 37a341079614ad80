"""The nation's and its peers' present pace, and what it would bring."""

from __future__ import annotations

import dataclasses
import math

import pandas as pd
import pytest
from conftest import yearly
from helpers.futures import drifting

from ontrack.assessment import Case
from ontrack.explanation.lenses.present_pace import Course, Present, carried_on, present_pace


def test_the_pace_is_that_of_three_years():
    grown = yearly({year: 100 * 1.1 ** (year - 2020) for year in range(2018, 2026)})
    assert present_pace(grown, "percent", 2025) == Present(pytest.approx(10.0), 2022, 2025)
    assert present_pace(grown, "points", 2025).pace == pytest.approx((grown[2025] - grown[2022]) / 3)


def test_two_years_are_enough_and_one_is_not():
    assert present_pace(yearly({2019: 3.0, 2023: 5.0, 2025: 8.0}), "points", 2025) == Present(1.5, 2023, 2025)
    assert present_pace(yearly({2019: 3.0, 2024: 5.0, 2025: 8.0}), "points", 2025) is None
    assert present_pace(yearly({2025: 8.0}), "points", 2025) is None
    assert present_pace(yearly({}), "points", 2025) is None


def test_a_pace_of_more_than_two_years_ago_is_no_present_one():
    past = yearly({2020: 3.0, 2021: 4.0, 2022: 5.0, 2023: math.nan})
    assert present_pace(past, "points", 2024) == Present(1.0, 2020, 2022)
    assert present_pace(past, "points", 2025) is None


def test_growth_from_nothing_is_no_pace():
    assert present_pace(yearly({2022: 0.0, 2025: 8.0}), "percent", 2025) is None


def test_a_value_is_carried_on_within_the_bounds(indicator, share, total):
    assert carried_on(100.0, 5, 10.0, indicator) == pytest.approx(161.051)
    assert carried_on(90.0, 5, 3.0, share) == 100.0
    assert carried_on(4.0, 5, -3.0, share) == 0.0
    assert carried_on(100.0, 5, -10.0, total) == 100.0
    free = dataclasses.replace(indicator, lower=None)
    assert carried_on(4.0, 5, -3.0, free) == -11.0


def course(indicator, target, history, date: float | None = None) -> Course:
    last = pd.Series({history.index[-1] if date is None else date: history.iloc[-1]})
    return Course(Case(target, history, None, 2025, indicator, 2026), drifting(last, indicator))


def test_a_level_is_met_by_a_value_as_it_would_be_published(indicator, target):
    history = yearly({2025: 120.0})
    whole = course(dataclasses.replace(indicator, decimals=0), target, history)
    assert whole.figure_at(4.0) == pytest.approx(120 * 1.04**5)
    assert whole.met_by(149.6) and not whole.met_by(149.4)  # 149.6 is published as 150
    ceiling = course(indicator, dataclasses.replace(target, comparison="<="), history)
    assert ceiling.met_by(150.4) and not ceiling.met_by(150.6)


def test_a_value_of_june_has_half_a_year_more_to_go(indicator, target):
    history = yearly({2025: 120.0})
    assert course(indicator, target, history, date=2024.5).figure_at(4.0) == pytest.approx(120 * 1.04**5.5)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("cumulative_from_2026", 130 + 130 * (1.1 + 1.21 + 1.331 + 1.4641)), ("each_year", 130.0)],
)
def test_a_count_takes_the_years_seen_as_they_are(indicator, target, kind, expected):
    counted = dataclasses.replace(target, kind=kind, value=700.0)
    flow = dataclasses.replace(indicator, kind="flow")
    one = course(flow, counted, yearly({2025: 118.0, 2026: 130.0}))
    assert one.figure_at(10.0) == pytest.approx(expected)
    assert one.met_by(700.0) and not one.met_by(699.9)


def test_a_count_with_a_year_missing_comes_to_nothing(indicator, target):
    counted = dataclasses.replace(target, kind="cumulative_from_2026", value=700.0)
    flow = dataclasses.replace(indicator, kind="flow")
    one = course(flow, counted, yearly({2025: 118.0, 2027: 130.0}))
    assert math.isnan(one.figure_at(10.0)) and not one.met_by(math.nan)
