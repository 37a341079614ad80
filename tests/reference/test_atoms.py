"""Values that stand, at a bound or not: how likely they go on standing."""

from __future__ import annotations

import numpy as np
import pytest

from ontrack.reference import predict_quantiles, probability_below

BEYOND = np.nextafter(100.0, 200.0)


def at_least(row, target, years=5, **words) -> float:
    """Return the probability of being at least so much after some years."""
    upper = 100.0 if words.get("kind") == "percent" else np.inf
    quantiles = predict_quantiles([row], years, **words)[0, -1]
    return float(1 - probability_below(quantiles, target, lower=0.0, upper=upper))


@pytest.mark.parametrize("as_published", [99.95, 99.5])
def test_a_share_that_has_stood_on_a_hundred_goes_on_standing(as_published):
    """A hundred with one decimal, or none, is what is rounded to it."""
    five, ten = (at_least([100.0] * count, as_published, kind="percent") for count in (5, 10))
    assert 0.9 < five < ten <= 1


def test_the_longer_it_stood_the_surer():
    """To the digit, a mass is known as far as the levels tell: never more than there is, at most .05 less."""
    chances = [at_least([100.0] * count, 100.0, kind="percent") for count in range(1, 12)]
    assert (np.diff(chances) >= -1e-9).all()
    assert chances[0] < 0.7
    assert chances[4] > 0.89
    assert chances[10] > 0.94


def test_a_share_is_certainly_no_more_than_a_hundred():
    assert at_least([100.0] * 3, BEYOND, kind="percent") == 0
    assert at_least([95.0, 97, 99], BEYOND, kind="percent") == 0


def test_a_share_of_nothing_is_the_mirror():
    for count in (3, 5, 10):
        full = at_least([100.0] * count, 99.95, kind="percent")
        none = 1 - at_least([0.0] * count, 0.05, kind="percent")
        assert none == pytest.approx(full, abs=1e-9)
    assert none > 0.95


def test_eleven_fives_are_most_likely_five_again():
    assert at_least([5.0] * 11, 5.0) > 0.95
    assert 1 - at_least([5.0] * 11, 5.001) > 0.95


@pytest.mark.parametrize("words", [{}, {"quantity": "count"}, {"kind": "positive"}, {"kind": "percent"}])
def test_nothing_most_likely_stays_nothing(words):
    assert 1 - at_least([0.0] * 6, 1e-9, **words) > 0.85
    assert at_least([0.0] * 6, 0.0, **words) == 1


def test_what_moves_has_no_atom():
    quantiles = predict_quantiles([[4.0, 5, 6, 7]], 5)[0]
    assert (np.diff(quantiles, axis=1) > 0).all()


def test_a_share_on_its_way_to_a_bound_may_reach_it():
    assert 0 < at_least([95.0, 97, 99], 99.95, kind="percent") < 1
    assert at_least([95.0, 97, 99], 99.95, kind="percent") > at_least([85.0, 87, 89], 99.95, kind="percent")


def test_a_count_that_fell_to_one_may_fall_to_none():
    row = np.round(105 * (1 / 105) ** (np.arange(11) / 10))
    assert 1 - at_least(row, 0.5, quantity="count") > 0.03
