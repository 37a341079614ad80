"""The class of a target: each boundary, each direction, and which value counts as known."""

from __future__ import annotations

import math

import pytest
from conftest import yearly
from helpers.earlier_targets import TARGET

from ontrack.evidence.outside_view import AMBITION_CLASSES, ambition_of, asked_of

NAN = math.nan


@pytest.mark.parametrize(
    ("required", "past", "met", "ambition"),
    [
        (0.0, 1.0, True, "met_already"), (NAN, NAN, True, "met_already"), (0.49, 1.0, False, "under_half"),
        (0.5, 1.0, False, "half_to_one"), (1.0, 1.0, False, "half_to_one"), (1.01, 1.0, False, "one_to_two"),
        (2.0, 1.0, False, "one_to_two"), (2.01, 1.0, False, "over_two"), (1.0, 0.0, False, "over_two"),
        (0.1, -1.0, False, "over_two"), (NAN, 1.0, False, ""), (1.0, NAN, False, ""),
    ],
)  # fmt: skip
def test_each_class_and_its_ends(required, past, met, ambition):
    assert ambition_of(required, past, met) == ambition
    assert ambition in ("", *AMBITION_CLASSES)
    # Falling values with a target below them are classed alike.
    assert ambition_of(-required, -past, met) == ambition


def test_points_of_a_share_from_the_year_before_the_target_was_set():
    values = yearly({2004: 1.0, 2005: 10.0, 2009: 18.0, 2010: 20.0, 2011: 99.0})
    asked = asked_of(TARGET, values)
    assert (asked.required, asked.past, asked.known_until) == (1.0, 2.0, 2010)  # ten points in ten years
    assert not asked.met
    assert asked.ambition == "half_to_one"


def test_growth_of_an_amount():
    amount = TARGET | {"kind": "positive", "target_value": 200.0, "target_year": 2020}
    asked = asked_of(amount, yearly({2005: 50.0, 2010: 100.0}))
    assert asked.required == pytest.approx(100 * (2**0.1 - 1))
    assert asked.past == pytest.approx(100 * (2**0.2 - 1))


def test_an_older_value_is_divided_by_the_years_between():
    asked = asked_of(TARGET, yearly({2002: 12.0, 2007: 13.0, 2010: 20.0}))
    assert asked.past == 1.0


def test_a_target_below():
    falling = TARGET | {"direction": "decrease", "target_value": 10.0}
    asked = asked_of(falling, yearly({2005: 30.0, 2010: 20.0}))
    assert (asked.required, asked.past, asked.met) == (-1.0, -2.0, False)
    assert asked.ambition == "half_to_one"
    assert asked_of(falling, yearly({2005: 30.0, 2010: 10.0})).ambition == "met_already"
    assert asked_of(falling, yearly({2005: 15.0, 2010: 20.0})).ambition == "over_two"


def test_without_five_years_there_is_no_class():
    assert asked_of(TARGET, yearly({2006: 10.0, 2010: 20.0})).ambition == ""


def test_nothing_known_when_it_was_set():
    assert asked_of(TARGET, yearly({2011: 20.0, 2012: 21.0})) is None
