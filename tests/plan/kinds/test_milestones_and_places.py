"""Several levels on the way, and targets that other places decide too."""

from __future__ import annotations

import dataclasses
import math

import numpy as np
import pytest
from conftest import yearly
from helpers.futures import drifting, listed
from scipy.stats import norm

from ontrack.assessment import Case, assess
from ontrack.plan.kinds import Place, kind_of
from ontrack.plan.kinds.rank import ranks


@pytest.fixture
def steps(target):
    """10 by 2027, 15 by 2028, 20 by 2030."""
    return dataclasses.replace(
        target, kind="milestones", milestones="2027:10;2028:15", value=20.0, baseline_value=5.0
    )


def test_all_milestones_are_to_be_passed_on_one_path(steps, indicator):
    history = yearly({2025: 5.0})
    paths = [[7, 10, 15, 17, 20], [7, 9, 16, 18, 22], [9, 11, 14, 20, 22], [8, 10, 20, 18, 19]]
    projection = listed(history, indicator, paths)
    forecast = kind_of(steps)
    drawn = forecast.paths(steps, history, projection, 2026)
    assert list(drawn.columns) == [2027, 2028, 2030]
    assert forecast.met_on(steps, drawn, 0).tolist() == [True, False, False, False]


def test_median_and_interval_are_those_of_the_last_year(steps, free):
    history = yearly({2024: 4.0, 2025: 5.0})
    projection = drifting(history, free, drift=4.0, scatter=1.0)
    found = assess(Case(steps, history, projection, 2025))
    assert found.projected_median == pytest.approx(25.0)
    assert 0 < found.probability_met < projection.probability_met(dataclasses.replace(steps, kind="ratio"))
    assert (steps.level, found.progress_pct) == (None, 0.0)


@pytest.mark.parametrize(
    ("values", "word"),
    [
        ({2027: 10.0}, ""),
        ({2027: 9.0}, "missed"),
        ({2027: 10.0, 2028: 15.0, 2030: 20.0}, "met"),
        ({2027: 10.0, 2028: 15.0, 2030: 19.0}, "missed"),
        ({2026: 1.0}, ""),
    ],
)
def test_the_first_milestone_that_fails_decides(steps, values, word):
    assert kind_of(steps).outcome(steps, yearly(values), None, 2026) == word


@pytest.mark.parametrize(
    ("values", "reason"), [({}, "no_data"), ({2026: 6.0, 2028: 16.0}, "missing_years"), ({2026: 6.0}, "")]
)
def test_a_milestone_without_its_figure_is_not_judged(steps, values, reason):
    assert kind_of(steps).reason(steps, yearly(values), 2026) == reason


def at(value, indicator, **walk):
    history = yearly({2024: value - 1.0, 2025: value})
    return Place(history, drifting(history, indicator, **walk))


def test_ranks_count_who_is_better_and_share_when_equal():
    others = np.array([[3.0, 5.0], [4.0, 4.0], [4.0, 1.0]])
    assert ranks(np.array([4.0, 4.0]), others, lower_is_better=False).tolist() == [1, 2]
    assert ranks(np.array([4.0, 4.0]), others, lower_is_better=True).tolist() == [2, 2]


@pytest.fixture
def top(target):
    return dataclasses.replace(
        target, kind="rank", value=1.0, comparison="<=", places="CN-JS CN-GD", baseline_value=None
    )


def test_a_rank_is_drawn_from_all_places(top, free):
    own = at(100.0, free, drift=0.0, scatter=1.0)
    elsewhere = {"CN-JS": at(100.0, free, scatter=1.0), "CN-GD": at(0.0, free, scatter=1.0)}
    found = assess(Case(top, own.history, own.projection, 2025, indicator=free, elsewhere=elsewhere))
    assert found.probability_met == pytest.approx(0.5, abs=0.02)
    assert (found.projected_median, found.probability_held) == (pytest.approx(100.0), None)
    assert (found.verdict, found.reason) == ("", "other_places")
    worst = dataclasses.replace(free, better="lower")
    found = assess(Case(top, own.history, own.projection, 2025, indicator=worst, elsewhere=elsewhere))
    assert found.probability_met == 0.0


def test_a_rank_is_known_once_all_places_are(top, free):
    own = yearly({2030: 7.0})
    elsewhere = {"CN-JS": Place(yearly({2030: 7.0})), "CN-GD": Place(yearly({2030: 6.0}))}
    found = assess(Case(top, own, None, 2030, indicator=free, elsewhere=elsewhere))
    assert found.verdict == "met"
    better = elsewhere | {"CN-GD": Place(yearly({2030: 8.0}))}
    assert assess(Case(top, own, None, 2030, indicator=free, elsewhere=better)).verdict == "missed"


@pytest.mark.parametrize("elsewhere", [{}, {"CN-JS": Place(yearly({2025: 1.0}))}])
def test_unknown_places_leave_no_rank(top, free, elsewhere):
    own = at(100.0, free)
    found = assess(Case(top, own.history, own.projection, 2025, indicator=free, elsewhere=elsewhere))
    assert (found.verdict, found.reason, found.probability_met) == ("not_assessable", "places_unknown", None)


def test_ranks_alone_tell_the_state_and_no_probability(top, free):
    alone = dataclasses.replace(top, places="", value=3.0)
    history = yearly({2024: 5.0, 2025: 4.0})
    found = assess(Case(alone, history, drifting(history, free), 2025, indicator=free))
    assert (found.reason, found.latest_value, found.probability_met) == ("ranks_alone", 4.0, None)
    assert assess(Case(alone, yearly({2030: 3.0}), None, 2030, indicator=free)).verdict == "met"
    assert assess(Case(alone, yearly({2029: 3.0}), None, 2030, indicator=free)).verdict == "not_assessable"
    assert assess(Case(top, yearly({}), None, 2025, indicator=free)).reason == "no_data"
    assert assess(Case(dataclasses.replace(top, year=None), history, None, 2025)).reason == "no_target_year"


@pytest.fixture
def above(target):
    """At or above the nation."""
    return dataclasses.replace(target, kind="relative_to", value=0.0, places="CN", baseline_year=2024)


def test_above_another_place_has_the_probability_of_the_difference(above, free):
    own, nation = at(102.0, free, scatter=1.0), at(100.0, free, scatter=1.0)
    found = assess(Case(above, own.history, own.projection, 2025, indicator=free, elsewhere={"CN": nation}))
    assert found.probability_met == pytest.approx(norm.cdf(2 / math.sqrt(2 * 5)), abs=0.01)
    assert found.required_rate_pct != found.required_rate_pct


@pytest.mark.parametrize(("own", "word"), [(0.1 + 0.2, "met"), (0.2, "missed")])
def test_equal_to_another_place_is_not_below_it(above, free, own, word):
    elsewhere = {"CN": Place(yearly({2030: 0.3}))}
    assert (
        assess(Case(above, yearly({2030: own}), None, 2030, indicator=free, elsewhere=elsewhere)).verdict
        == word
    )


@pytest.fixture
def halved(above):
    return dataclasses.replace(above, kind="gap_multiple", value=0.5, comparison="<=")


def test_a_gap_halved_is_half_of_that_of_the_baseline(halved, free):
    own, nation = Place(yearly({2024: 80.0, 2025: 85.0})), Place(yearly({2024: 100.0, 2025: 100.0}))
    projection = drifting(own.history, free, drift=1.0, scatter=1.0)
    still = Place(nation.history, drifting(nation.history, free, scatter=1e-9))
    found = assess(Case(halved, own.history, projection, 2025, indicator=free, elsewhere={"CN": still}))
    assert found.progress_pct == 50.0  # five of the ten that are to go
    assert found.probability_met == pytest.approx(norm.cdf(0.0), abs=0.02)  # 90 by 2030, the median
    over = {"CN": Place(yearly({2024: 100.0, 2030: 100.0}))}
    for value, word in ((90.0, "met"), (89.0, "missed"), (120.0, "met")):
        history = yearly({2024: 80.0, 2030: value})
        assert assess(Case(halved, history, None, 2030, indicator=free, elsewhere=over)).verdict == word


def test_a_gap_that_was_none_or_is_unknown_cannot_be_halved(halved, free):
    own = at(101.0, free)
    for values in ({2024: 90.0, 2025: 95.0}, {2025: 110.0}):
        history = yearly(values)
        elsewhere = {"CN": Place(history, drifting(history, free))}
        found = assess(Case(halved, own.history, own.projection, 2025, indicator=free, elsewhere=elsewhere))
        assert (found.reason, found.verdict) == ("no_baseline", "not_assessable")
        assert math.isnan(found.progress_pct)


@pytest.fixture
def cities(target):
    return dataclasses.replace(
        target, kind="several_places", value=90.0, places="CN-A CN-B CN-C", places_needed=2
    )


def test_so_many_of_several_places_are_counted_independently(cities, free):
    even = at(90.0, free, scatter=1.0)  # one half each
    elsewhere = {"CN-A": even, "CN-B": even, "CN-C": even}
    found = assess(Case(cities, yearly({}), None, 2025, indicator=free, elsewhere=elsewhere))
    assert found.probability_met == pytest.approx(0.5, abs=1e-5)
    everyone = dataclasses.replace(cities, places_needed=None)
    found = assess(Case(everyone, yearly({}), None, 2025, indicator=free, elsewhere=elsewhere))
    assert found.probability_met == pytest.approx(0.125, abs=1e-5)
    assert (found.projected_median, found.latest_value) == (None, None)


@pytest.mark.parametrize(
    ("values", "word"),
    [
        ([90.0, 90.0, None], "met"),
        ([90.0, 80.0, None], "not_assessable"),
        ([80.0, 80.0, None], "missed"),
        ([90.0, 80.0, 80.0], "missed"),
    ],
)
def test_places_decide_as_soon_as_they_can(cities, values, word):
    elsewhere = {
        name: Place(yearly({2030: value} if value else {2029: 70.0}))
        for name, value in zip(cities.places.split(), values, strict=True)
    }
    found = assess(Case(cities, yearly({}), None, 2030, elsewhere=elsewhere))
    assert found.verdict == word
    assert found.reason == ("places_unknown" if word == "not_assessable" else "")


def test_an_observed_place_counts_as_it_is(cities, free):
    last_year = yearly({2028: 89.0, 2029: 90.0})
    elsewhere = {
        "CN-A": Place(yearly({2025: 1.0, 2030: 95.0})), "CN-B": Place(yearly({2025: 1.0, 2030: 85.0})),
        "CN-C": Place(last_year, drifting(last_year, free, scatter=1.0)),
    }  # fmt: skip
    found = assess(Case(cities, yearly({}), None, 2030, indicator=free, elsewhere=elsewhere))
    assert found.probability_met == pytest.approx(0.5, abs=1e-5)


def test_old_figures_of_one_place_leave_no_probability(cities, free):
    old = Place(yearly({2018: 80.0}), drifting(yearly({2018: 80.0}), free))
    elsewhere = {"CN-A": old, "CN-B": at(90.0, free), "CN-C": at(90.0, free)}
    assert assess(Case(cities, yearly({}), None, 2025, elsewhere=elsewhere)).reason == "figures_too_old"
    assert (
        assess(Case(dataclasses.replace(cities, year=None), yearly({}), None, 2025)).reason
        == "no_target_year"
    )


def test_places_that_will_be_equal_in_print_are_level(above, free):
    whole = dataclasses.replace(free, decimals=0)
    own, nation = at(100.0, whole, scatter=0.2), at(100.0, whole, scatter=0.2)
    found = assess(Case(above, own.history, own.projection, 2025, indicator=whole, elsewhere={"CN": nation}))
    spread = 0.2 * math.sqrt(5)
    steps = range(95, 106)
    mass = [norm.cdf((step + 0.5 - 100) / spread) - norm.cdf((step - 0.5 - 100) / spread) for step in steps]
    level_or_above = sum(one * other for i, one in enumerate(mass) for j, other in enumerate(mass) if i >= j)
    assert found.probability_met == pytest.approx(level_or_above, abs=0.01)
