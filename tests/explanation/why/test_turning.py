"""From which published value on something holds."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from ontrack.explanation.why.turning import LOOKED_AT, Turn, published_values, turning_value


@pytest.mark.parametrize(
    ("low", "high", "decimals", "first", "last", "count"),
    [(24.26, 26.31, 1, 24.3, 26.3, 21), (11.2, 14.9, 0, 12, 14, 3), (12.2, 12.6, 0, 12, 12, 1)],
)
def test_values_are_such_as_are_published(indicator, low, high, decimals, first, last, count):
    values = published_values(low, high, dataclasses.replace(indicator, decimals=decimals))
    assert (values[0], values[-1], len(values)) == (first, last, count)
    assert all(value == round(value, decimals) for value in values)


def test_a_wide_range_is_looked_at_in_coarser_steps(indicator):
    values = published_values(0.0, 5e6, dataclasses.replace(indicator, decimals=1))
    assert len(values) == 50_001
    assert set(np.diff(values)) == {100.0}


@pytest.mark.parametrize("size", [1, 2, LOOKED_AT, LOOKED_AT + 1, 5000, 100_000])
def test_the_turning_value_is_exact_and_few_are_asked(size):
    values = np.arange(size) / 10
    for place in {0, size // 3, size - 1}:
        asked: list[int] = []

        def holds(some, bar=values[place], asked=asked):
            asked.append(len(some))
            return some >= bar

        assert turning_value(values, holds) == Turn(values[place], steady=True)
        assert sum(asked) <= 4 * (LOOKED_AT + 1)


def test_none_where_it_holds_nowhere():
    assert turning_value(np.arange(200.0), lambda values: values > 500) is None


@pytest.mark.parametrize("begin", [0, 47, 101])
def test_where_the_end_does_not_hold_it_is_the_first_to_do_so(begin):
    found = turning_value(np.arange(500.0), lambda values: (values >= begin) & (values < 300))
    assert found == Turn(begin, steady=False)


def test_where_it_turns_twice_the_last_turn_counts():
    def holds(values):
        return ((values > 40) & (values < 60)) | (values >= 150)

    assert turning_value(np.arange(200.0), holds) == Turn(150, steady=True)
