"""Which way a measure may point."""

from __future__ import annotations

import dataclasses
import math

import pytest

from ontrack.assessment.measures import ahead_or_nothing, between_or_nothing


@pytest.mark.parametrize(
    ("comparison", "goal", "value", "kept"),
    [
        (">=", 100.0, 80.0, True), (">=", 100.0, 90.0, True), (">=", 100.0, 100.0, True),
        (">=", 100.0, 79.9, False), (">=", 100.0, 100.1, False),
        ("<=", 60.0, 80.0, True), ("<=", 60.0, 70.0, True), ("<=", 60.0, 60.0, True),
        ("<=", 60.0, 80.1, False), ("<=", 60.0, 59.9, False),
    ],
)  # fmt: skip
def test_a_check_point_lies_between_the_latest_value_and_the_target(target, comparison, goal, value, kept):
    aim = dataclasses.replace(target, comparison=comparison, value=goal)
    found = between_or_nothing(aim, value, 80.0)
    assert found == value if kept else math.isnan(found)


def test_no_value_stays_none_and_one_that_is_easier_than_what_is_reached_goes(target):
    assert math.isnan(between_or_nothing(target, math.nan, 80.0))
    assert math.isnan(ahead_or_nothing(target, 70.0, 80.0))
