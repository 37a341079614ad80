"""Ranges, zero, coverage, directions, what is done or not: one module a kind."""

from __future__ import annotations

import dataclasses
import math

import pytest
from conftest import yearly
from helpers.futures import Drifting, drifting, listed
from scipy.stats import norm

from ontrack.assessment import Case, assess
from ontrack.plan.kinds import as_level, kind_of


@pytest.fixture
def inflation(target):
    """Two to three per cent in 2030."""
    return dataclasses.replace(target, kind="range", value=2.0, value_to=3.0, baseline_value=5.0)


@pytest.fixture
def percent(indicator):
    return dataclasses.replace(indicator, kind="ratio", lower=None, decimals=1)


@pytest.mark.parametrize(
    ("value", "met"), [(1.9, False), (2.0, True), (2.5, True), (3.0, True), (1.1 + 1.9, True), (3.1, False)]
)
def test_a_range_is_met_inside_and_at_its_ends(inflation, value, met):
    assert inflation.met_by(value) is met


def test_a_range_has_the_probability_between_its_rounded_ends(inflation, percent):
    history = yearly({2024: 4.0, 2025: 2.4})
    found = assess(Case(inflation, history, drifting(history, percent, scatter=0.5), 2025))
    spread = 0.5 * math.sqrt(5)
    expected = norm.cdf((3.05 - 2.4) / spread) - norm.cdf((1.95 - 2.4) / spread)
    assert found.probability_met == found.probability_held == pytest.approx(expected)
    assert (found.projected_median, found.progress_pct) == (pytest.approx(2.4), 100.0)
    assert math.isnan(found.required_rate_pct)


def test_a_range_has_no_level_to_draw_but_a_way_to_its_nearer_end(inflation, percent):
    assert inflation.level is None
    assert inflation.threshold(1) is None
    history = yearly({2024: 5.0, 2025: 4.0})
    found = assess(Case(inflation, history, drifting(history, percent), 2025))
    assert (found.progress_pct, found.probability_held) == (50.0, None)
    assert found.required_rate_pct == pytest.approx(100 * ((3 / 4) ** 0.2 - 1))
    fallen = yearly({2024: 5.0, 2025: 1.0})
    assert math.isnan(assess(Case(inflation, fallen, drifting(fallen, percent), 2025)).progress_pct)


@pytest.mark.parametrize(("value", "word"), [(2.5, "met"), (3.2, "missed")])
def test_a_range_is_decided_in_its_year(inflation, value, word):
    assert assess(Case(inflation, yearly({2030: value}), None, 2030)).verdict == word


def test_zero_is_what_is_published_as_zero(target, indicator):
    nothing = dataclasses.replace(target, kind="zero", value=0.0, comparison="<=")
    history = yearly({2024: 2.0, 2025: 1.0})
    found = assess(Case(nothing, history, drifting(history, indicator, scatter=1.0), 2025))
    assert found.probability_met == pytest.approx(norm.cdf((0.5 - 1.0) / math.sqrt(5)))
    assert assess(Case(nothing, yearly({2030: 0.0}), None, 2030)).verdict == "met"
    assert assess(Case(nothing, yearly({2030: 1.0}), None, 2030)).verdict == "missed"


def test_full_coverage_is_what_is_published_as_a_hundred(target, share):
    full = dataclasses.replace(target, kind="coverage", value=100.0)
    history = yearly({2024: 97.0, 2025: 99.0})
    found = assess(Case(full, history, drifting(history, share, scatter=0.5), 2025))
    assert found.probability_met == pytest.approx(1 - norm.cdf((99.95 - 99.0) / (0.5 * math.sqrt(5))))


@pytest.mark.parametrize(("comparison", "share_of"), [(">", 0.2), ("<", 0.8)])
def test_a_direction_is_asked_of_the_baseline(target, free, comparison, share_of):
    way = dataclasses.replace(
        target, kind="direction", comparison=comparison, value=100.0, baseline_value=100.0
    )
    history = yearly({2020: 100.0, 2025: 99.0})

    class Known(Drifting):
        def below(self, horizon, value):
            assert (horizon, value) == (5, pytest.approx(100.0, abs=1e-6))
            return 0.8

    projection = drifting(history, free)
    projection = dataclasses.replace(projection, distribution=Known(projection.distribution.evidence))
    found = assess(Case(way, history, projection, 2025))
    assert found.probability_met == pytest.approx(share_of)
    assert math.isnan(found.progress_pct)


def test_a_direction_is_not_met_by_standing_still(target):
    up = dataclasses.replace(target, kind="direction", comparison=">", value=100.0)
    assert [assess(Case(up, yearly({2030: one}), None, 2030)).verdict for one in (100.0, 100.1)] == [
        "missed",
        "met",
    ]


@pytest.fixture
def law(target):
    return dataclasses.replace(target, kind="yes_no", value=1.0, baseline_value=0.0)


def test_what_is_done_or_not_has_no_probability(law, indicator):
    zeros = yearly(dict.fromkeys(range(2016, 2026), 0.0))
    found = assess(Case(law, zeros, drifting(zeros, indicator), 2025, indicator=indicator))
    assert (found.verdict, found.reason, found.probability_met) == ("not_assessable", "yes_or_no", None)
    assert (found.latest_year, found.latest_value, found.projected_median) == (2025, 0.0, None)
    assert law.level is None


@pytest.mark.parametrize(
    ("values", "word"),
    [
        ({2025: 0.0, 2027: 1.0}, "met"),
        ({2029: 0.0, 2030: 0.0}, "missed"),
        ({2029: 0.0}, ""),
        ({2031: 1.0}, ""),
    ],
)
def test_done_before_its_year_is_done(law, values, word):
    assert kind_of(law).outcome(law, yearly(values), None, 2026) == word


def test_each_year_tells_the_share_of_years_held(target, indicator):
    floor = dataclasses.replace(target, kind="each_year", value=8.0, baseline_year=None)
    history = yearly({2025: 9.0, 2026: 8.0, 2027: 9.0})
    rest = [[8, 8, 8], [7, 9, 9], [9, 9, 9], [8, 8, 7]]
    found = assess(
        Case(floor, history, listed(history, indicator, rest), 2027, indicator=indicator, first_year=2026)
    )
    assert (found.progress_pct, found.probability_met) == (40.0, 0.5)
    assert kind_of(floor).held(floor, history, 2026) == (2, 2)
    fallen = yearly({2026: 8.0, 2027: 7.0})
    assert kind_of(floor).held(floor, fallen, 2026) == (1, 2)
    assert assess(Case(floor, fallen, None, 2027, indicator=indicator, first_year=2026)).verdict == "missed"


def test_each_year_counts_values_as_they_are_published(target, share):
    full = dataclasses.replace(target, kind="each_year", value=100.0, baseline_year=None)
    history = yearly({2025: 100.0})
    futures = [[99.96, 99.99, 100, 100, 100], [99.94, 100, 100, 100, 100]]
    found = assess(
        Case(full, history, listed(history, share, futures), 2025, indicator=share, first_year=2026)
    )
    assert found.probability_met == 0.5


def test_a_row_may_say_from_which_year_it_counts(target, indicator):
    later = dataclasses.replace(target, kind="each_year", value=8.0, from_year=2028)
    assert list(kind_of(later).years(later, 2026)) == [2028, 2029, 2030]
    flow = dataclasses.replace(indicator, kind="flow")
    count = dataclasses.replace(
        target, kind="cumulative_from", value=50.0, from_year=2028, baseline_value=None
    )
    history = yearly({2025: 10.0})
    paths = [[9, 9, 20, 20, 10], [9, 9, 10, 10, 10]]
    found = assess(Case(count, history, listed(history, flow, paths), 2025, indicator=flow, first_year=2026))
    assert (found.probability_met, found.projected_median) == (0.5, 40.0)


def test_a_count_without_a_year_of_its_own_runs_from_the_plans_first(target, indicator):
    flow = dataclasses.replace(indicator, kind="flow")
    count = dataclasses.replace(target, kind="cumulative_from", value=50.0)
    assert as_level(count, yearly({}), flow, 2026).from_year == 2026
    old = dataclasses.replace(count, kind="cumulative_from_2026")
    assert as_level(old, yearly({}), flow, 2021).from_year == 2026
    running = dataclasses.replace(indicator, kind="cumulative")
    since = dataclasses.replace(count, from_year=2024, baseline_year=None, baseline_value=None)
    read = as_level(since, yearly({2023: 900.0}), running, 2026)
    assert (read.level, read.baseline_year) == (950.0, 2023)


def test_a_fall_below_what_was_met_is_no_progress(target, share):
    kept = dataclasses.replace(target, value=55.0, baseline_value=68.55, kind="share")
    history = yearly({2020: 68.55, 2025: 46.73})
    found = assess(Case(kept, history, drifting(history, share), 2025))
    assert math.isnan(found.progress_pct)


@pytest.mark.parametrize("size", [1e-150, 1e150])
def test_very_small_and_very_large_levels(target, free, size):
    far = dataclasses.replace(target, value=3 * size, baseline_value=1 * size)
    history = yearly({2024: 1.5 * size, 2025: 2 * size})
    found = assess(Case(far, history, drifting(history, free, scatter=size), 2025))
    assert 0 <= found.probability_met <= 1
    assert found.progress_pct == pytest.approx(50.0)


def test_a_target_one_last_digit_from_the_latest_value_is_held(target, free):
    near = dataclasses.replace(target, value=math.nextafter(126.0, 200), baseline_value=126.0)
    history = yearly({2024: 120.0, 2025: 126.0})
    found = assess(Case(near, history, drifting(history, free), 2025))
    assert found.probability_held == pytest.approx(0.5, abs=1e-6)
    assert math.isnan(found.progress_pct)


@pytest.mark.parametrize("kind", ["average_growth", "multiple_of_baseline"])
def test_a_level_beyond_reckoning_is_none(target, kind):
    beyond = dataclasses.replace(target, kind=kind, value=1e300, baseline_value=1e300)
    assert beyond.level is None
    assert assess(Case(beyond, yearly({2025: 1.0}), None, 2025)).reason == "no_baseline"


def test_no_count_settles_before_all_years_where_no_kind_says_so(target):
    count = dataclasses.replace(target, kind="cumulative_from", value=5.0, year=None)
    assert kind_of(count).outcome(count, yearly({2026: 9.0}), None, 2026) == ""
