"""What it would take: the answer is put back and must give the probability."""

from __future__ import annotations

import dataclasses
from functools import cached_property

import numpy as np
import pytest
from conftest import yearly
from helpers.futures import Compounding, drifting
from scenarios.conftest import scenario
from scipy.stats import norm

from ontrack.scenarios import Change, apply_scenario
from ontrack.scenarios.change import WANTED_PROBABILITY, Sides, smallest_change


class Counted(Compounding):
    """A distribution that remembers what it was asked."""

    @cached_property
    def asked(self) -> list[float]:
        return []

    def below(self, horizon, value):
        self.asked.append(value)
        return super().below(horizon, value)


def change_of(projection, target, probability: float = WANTED_PROBABILITY) -> Change | None:
    """Return the smallest change of pace on top of a projection that no scenario moved."""
    sides = Sides(projection.distribution, target.wants_more, probability)
    return smallest_change(projection, target, sides)


def test_a_known_change_of_growth(growing, target):
    """100·(1 + g)^5 = 150·exp(z₀.₈·σ√5), from no growth."""
    expected = 100 * ((1.5 * np.exp(norm.ppf(0.8) * 0.05 * np.sqrt(5))) ** 0.2 - 1)
    found = change_of(growing(0.0), target)
    assert found.unit == "percent"
    assert found.amount == pytest.approx(expected, abs=1e-4)
    faster = apply_scenario(scenario("accelerated_step", percent=found.amount), growing(0.0))
    assert faster.probability_met(target) == pytest.approx(0.8, abs=1e-4)


def test_another_probability_takes_another_change(growing, target):
    even, sure = (change_of(growing(0.0), target, level).amount for level in (0.5, 0.95))
    assert even == pytest.approx(100 * (1.5**0.2 - 1), abs=1e-4)
    assert sure > even


def test_it_is_added_to_the_scenario(growing, target):
    over = change_of(growing(0.0), target).amount
    sides = Sides(growing(0.0).distribution, wants_more=True)
    faster = apply_scenario(scenario("accelerated_step", percent=4), growing(0.0))
    assert smallest_change(faster, target, sides).amount == pytest.approx(over - 4, abs=1e-3)


def test_a_share_is_moved_in_points(share, target):
    projection = drifting(yearly({2025: 50.0}), share, lower=0.0, upper=100.0)
    found = change_of(projection, dataclasses.replace(target, value=60.0))
    assert found.unit == "points"
    moved = apply_scenario(scenario("accelerated_step", points=found.amount), projection)
    assert moved.probability_met(dataclasses.replace(target, value=60.0)) == pytest.approx(0.8, abs=1e-4)


def test_what_may_be_negative_is_moved_in_its_own_unit(free, target):
    projection = drifting(yearly({2025: -5.0}), free)
    found = change_of(projection, dataclasses.replace(target, value=1.0))
    assert found.unit == "amount"
    assert found.amount == pytest.approx((6 + norm.ppf(0.8) * np.sqrt(5)) / 5, abs=1e-4)


def test_less_is_a_negative_change(growing, target):
    ceiling = dataclasses.replace(target, value=80.0, comparison="<=")
    found = change_of(growing(0.0), ceiling)
    expected = 100 * ((0.8 * np.exp(-norm.ppf(0.8) * 0.05 * np.sqrt(5))) ** 0.2 - 1)
    assert found.amount == pytest.approx(expected, abs=1e-4)


def test_nothing_is_needed_where_it_is_there(growing, target):
    assert change_of(growing(0.2), target).amount == 0.0


def test_no_pace_is_enough(growing, target):
    assert change_of(growing(0.0), dataclasses.replace(target, value=1e6)) is None


@pytest.mark.parametrize("never_falls", [False, True])
@pytest.mark.parametrize(("value", "comparison"), [(150.0, ">="), (80.0, "<="), (110.0, "<=")])
def test_what_was_asked_for_one_scenario_changes_no_other(growing, target, value, comparison, never_falls):
    """Searches that share their answers find what each finds alone, and ask far less."""
    aim, plain = dataclasses.replace(target, value=value, comparison=comparison), growing(0.0)
    base = dataclasses.replace(
        plain, distribution=dataclasses.replace(plain.distribution, never_falls=never_falls)
    )
    counted = Counted(**vars(base.distribution))
    shared = Sides(counted, aim.wants_more)
    for percent in (-3, 0, 1, 2.5):
        under = apply_scenario(scenario("accelerated_step", percent=percent), base)
        alone = smallest_change(under, aim, Sides(base.distribution, aim.wants_more))
        assert smallest_change(under, aim, shared) == alone
    assert 0 < len(counted.asked) < 2 * 25 * (5 if never_falls else 1)


@pytest.mark.parametrize(("value", "comparison", "amount"), [(101.0, ">=", None), (101.0, "<=", 0.0)])
def test_no_pace_changes_what_lies_beyond_a_bound(share, target, value, comparison, amount):
    projection = drifting(yearly({2025: 50.0}), share, lower=0.0, upper=100.0)
    found = change_of(projection, dataclasses.replace(target, value=value, comparison=comparison))
    assert (found and found.amount) == amount


def test_there_is_none_for_what_is_no_level_in_a_year_projected(growing, target):
    for change in ({"kind": "each_year"}, {"year": None}, {"year": 2040}):
        assert change_of(growing(0.0), dataclasses.replace(target, **change)) is None
