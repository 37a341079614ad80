"""What may be handed in, and which model answers it."""

from __future__ import annotations

import numpy as np
import pytest

from ontrack.errors import InputError
from ontrack.reference import predict_quantiles
from ontrack.reference.histories import checked, grouped
from ontrack.reference.levels import POSITIVE, REAL

NAN = np.nan
RUNS, GAPS = [1, 2, 3, 4, 5, 6, 8, 10, 15], [2, 3, 4, 5]


def route(row, peers=(NAN, NAN, NAN)):
    table, codes = checked([row], 1, None)
    sizes = {"run": RUNS, "gap": GAPS, "peer": [1, 2, 3]}
    ((family, size, histories),) = grouped(table, codes, np.array([peers]), sizes)
    return family, size, histories.values[0].tolist(), histories.gaps[0].tolist()


def test_a_run_goes_to_the_longest_model_that_fits():
    assert route([1, 2, 3, 4, 5, 6, 7]) == ("run", 6, [2, 3, 4, 5, 6, 7], [1] * 5)
    assert route([NAN, NAN, 4]) == ("run", 1, [4], [])
    assert route(range(1, 31))[:2] == ("run", 15)


def test_years_before_the_first_value_are_no_gap():
    assert route([NAN, NAN, 1, 2, 3]) == ("run", 3, [1, 2, 3], [1, 1])


def test_scattered_values_keep_their_distances():
    assert route([1, NAN, NAN, NAN, 2, 3]) == ("gap", 3, [1, 2, 3], [4, 1])


def test_a_long_unbroken_end_is_preferred_to_scattered_values():
    assert route([1, NAN, 2, 3, 4, 5, 6])[:2] == ("run", 5)


def test_a_gap_history_looks_back_fifteen_years():
    assert route([1.0] + [NAN] * 15 + [2, NAN, 3]) == ("gap", 2, [2, 3], [2])


@pytest.mark.parametrize("row", [[7], [5, 6, 7], [5, NAN, 7]])
def test_few_values_with_comparators_go_to_their_model(row):
    assert route(row, peers=(0.02, 0.01, -3))[:2] == ("peer", np.isfinite(row).sum())


def test_with_more_values_comparators_are_left_aside():
    assert route([4, 5, 6, 7], peers=(0.02, 0.01, -3))[:2] == ("run", 4)


def test_without_a_kind_a_negative_value_decides():
    assert checked([[1, 2], [-1, 2]], 1, None)[1].tolist() == [POSITIVE, REAL]


@pytest.mark.parametrize(
    ("values", "horizon", "kind", "words"),
    [
        ([1.0, 2.0], 5, None, r"shape \(2,\).*two dimensions"),
        (np.empty((2, 0)), 5, None, r"shape \(2, 0\).*at least one year"),
        ([[1.0, NAN]], 5, None, r"last value nan in row 0 \(1 of 1 rows\).*finite number in the last column"),
        ([[1.0, np.inf]], 5, None, "last value inf"),
        ([[np.inf, 1.0]], 5, None, "infinite or too large value in row 0"),
        ([[1.0, 1e101]], 5, None, "too large value in row 0.*1e[+]100"),
        ([[1.0]], 0, None, "horizon 0.*1 to 10"),
        ([[1.0]], 11, None, "horizon 11.*1 to 10"),
        ([[1.0]], 2.5, None, "horizon 2.5.*whole number"),
        ([[1.0]], 5, "ratio", "kind 'ratio'.*positive, percent, score, real"),
        ([[1.0], [2.0]], 5, ["real", "real", "real"], "3 kinds.*one kind, or 2"),
        ([[1.0], [-2.0]], 5, "positive", r"value -2 in row 1 \(1 of 2 rows\).*values from 0 to inf"),
        ([[101.0, 50.0]], 5, "percent", "value 101 in row 0.*values from 0 to 100"),
    ],
)
def test_bad_input_is_named(values, horizon, kind, words):
    with pytest.raises(InputError, match=f"(?s){words}"):
        predict_quantiles(values, horizon, kind=kind)


def test_all_faults_at_once():
    with pytest.raises(InputError) as caught:
        predict_quantiles([1.0], 12)
    assert len(caught.value.faults) == 2
