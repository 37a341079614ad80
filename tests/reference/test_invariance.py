"""What must change nothing: the unit, which side of a share is told, a change that nobody publishes."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reference.questions import PROPERTY, UNIT_FREE, evidence_of, histories, mirrored, scaled

from ontrack.reference import LEVELS, predict_quantiles, probability_below

POWERS = st.integers(-9, 9)
SEEDS = st.one_of(st.none(), st.integers(0, 50))


def size_of(row: list[float]) -> float:
    return float(np.nanmean(np.abs(row))) or 1.0


def any_size(row: list[float]) -> bool:
    """Nothing but zeros has no size in any unit."""
    return bool(np.nansum(np.abs(row)) > 0)


def same_in_both_units(row, factor, words, here, there):
    one = predict_quantiles([row], 12, **words, **here)
    two = predict_quantiles([[factor * value for value in row]], 12, **words, **there) / factor
    assert two == pytest.approx(one, rel=1e-6, abs=1e-9 * size_of(row))


@PROPERTY
@given(histories(0.0, 1e6).filter(any_size), POWERS, st.sampled_from(UNIT_FREE), SEEDS)
def test_a_unit_is_no_evidence(row, power, quantity, seed):
    factor, size = 10.0**power, size_of(row)
    evidence = {} if seed is None else evidence_of(size, seed)
    own = scaled(evidence, factor, ("parent", "comparators"))
    for there in (evidence, own):
        same_in_both_units(row, factor, {"quantity": quantity}, evidence, there)


@PROPERTY
@given(histories(-1e4, 1e4).filter(any_size), POWERS, st.sampled_from(UNIT_FREE), SEEDS)
def test_nor_is_it_where_values_may_be_negative(row, power, quantity, seed):
    factor = 10.0**power
    evidence = {} if seed is None else evidence_of(size_of(row), seed)
    there = scaled(evidence, factor, ("parent", "comparators"))
    same_in_both_units(row, factor, {"quantity": quantity, "kind": "real"}, evidence, there)


@PROPERTY
@given(st.integers(-9, 9), st.sampled_from(["economy", "same_place", "parent"]))
def test_each_row_of_evidence_has_a_unit_of_its_own(power, name):
    evidence = evidence_of(20.0, 4)
    there = scaled(evidence, 10.0**power, (name,))
    same_in_both_units([20.0, 22, 25], 1.0, {"quantity": "money"}, evidence, there)


def test_patents_per_hundred_people_or_per_million():
    row = np.array([11.0, np.nan, 16.5, 22.9, 24.3])
    one, other = (
        probability_below(predict_quantiles([unit * row], 5, quantity="per_population")[0, 4], unit * 30.0)
        for unit in (1.0, 1e4)
    )
    assert other == pytest.approx(one, abs=1e-6)


@PROPERTY
@given(histories(0.0, 100.0), SEEDS, st.sampled_from(["share", "unknown"]))
def test_a_share_and_what_is_left_to_a_hundred_are_one_fact(row, seed, quantity):
    evidence = {} if seed is None else evidence_of(30.0, seed)
    words = {"kind": "percent", "quantity": quantity, "domain": "health"}
    one = predict_quantiles([row], 12, **words, **evidence)
    other = predict_quantiles([[100 - value for value in row]], 12, **words, **mirrored(evidence))
    assert 100 - other[..., ::-1] == pytest.approx(one, abs=1e-9)


@pytest.mark.parametrize("row", [[0.0] * 5, [100.0] * 3, [3.0, 0.0], [50.0, 50, 50], [0.0, 100, 100]])
def test_also_where_it_stands_still(row):
    one = predict_quantiles([row], 10, kind="percent")
    other = predict_quantiles([[100 - value for value in row]], 10, kind="percent")
    assert 100 - other[..., ::-1] == pytest.approx(one, abs=1e-9)


@PROPERTY
@given(histories(0.0, 100.0), st.sampled_from(["percent", "positive", "real"]))
def test_a_higher_target_is_never_the_likelier(row, kind):
    low, high = {"percent": (0, 100), "positive": (0, np.inf), "real": (-np.inf, np.inf)}[kind]
    for quantiles in predict_quantiles([row], 6, kind=kind)[0]:
        targets = np.sort(
            np.concatenate([np.linspace(-20, 150, 171), quantiles, np.nextafter(quantiles, 1e9)])
        )
        below = probability_below(quantiles, targets, lower=low, upper=high)
        assert (np.diff(below) >= -1e-12).all()
        assert below.min() >= 0
        assert below.max() <= 1


@pytest.mark.parametrize("quantity", [None, "count", "money", "per_population"])
@pytest.mark.parametrize("sign", [1, -1])
def test_hardly_a_step_is_hardly_more_than_none(quantity, sign):
    tie, moved = [1, 1.25, 1.25], [1, 1.25, 1.25 * (1 + sign * 1e-9)]
    one, two = (predict_quantiles([row], 10, quantity=quantity)[0] for row in (tie, moved))
    assert two == pytest.approx(one, abs=0.005)
    targets = np.delete(np.linspace(0.6, 2.5, 96), np.argmin(np.abs(np.linspace(0.6, 2.5, 96) - 1.25)))
    for target in [*targets, 1.2475, 1.2525]:
        assert probability_below(two, target, lower=0) == pytest.approx(
            probability_below(one, target, lower=0), abs=0.005
        )


def test_from_a_tie_to_a_step_nothing_jumps():
    """Steps of a millionth to a tenth, each 1.2 times the last: the chance of 1.4 moves in small steps."""
    steps = 1e-6 * 1.2 ** np.arange(64)
    rows = np.array([[1, 1.25, 1.25 * (1 + step)] for step in [0.0, *steps]])
    chance = probability_below(predict_quantiles(rows, 5)[:, 4], 1.4, lower=0)
    assert np.abs(np.diff(chance)).max() < 0.03


def test_quantiles_lie_at_their_levels_in_every_unit():
    quantiles = 1e9 * predict_quantiles([[1.0, 2, 3]], 3)[0]
    for place, level in enumerate(LEVELS):
        assert probability_below(quantiles, quantiles[:, place]) == pytest.approx(np.full(3, level))
