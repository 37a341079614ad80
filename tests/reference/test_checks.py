"""What may be handed in, and the words about what may not."""

from __future__ import annotations

import numpy as np
import pytest

from ontrack.errors import InputError
from ontrack.plan.vocabulary import DOMAINS, QUANTITIES
from ontrack.reference import predict_at, predict_quantiles, sample_paths
from ontrack.reference.checks import checked_ahead, checked_histories
from ontrack.reference.levels import PERCENT, POSITIVE, REAL

NAN = np.nan
TWO = [[1.0, 2], [3, 4]]


def refused(words: str, values=((1.0, 2.0),), **known) -> None:
    with pytest.raises(InputError, match=f"(?s){words}"):
        checked_histories([list(row) for row in values] if isinstance(values, tuple) else values, **known)


def test_values_are_packed_to_the_right():
    found = checked_histories([[NAN, 1, NAN, 2, 3], [NAN, NAN, NAN, NAN, 7]])
    assert np.array_equal(found.values, [[1, 2, 3], [NAN, NAN, 7]], equal_nan=True)
    assert np.array_equal(found.times, [[-3, -1, 0], [NAN, NAN, 0]], equal_nan=True)
    assert found.count.tolist() == [3, 1]
    assert found.last.tolist() == [3, 7]


def test_the_newest_twenty_values_count():
    found = checked_histories([np.arange(30.0)])
    assert found.values.tolist() == [np.arange(10.0, 30).tolist()]
    assert found.times[0, 0] == -19


def test_without_a_kind_values_and_quantity_decide():
    rows = [[1.0, 2], [-1, 2], [1, 2], [1, 102], [-1, 2]]
    words = [None, None, "share", "share", "share"]
    told = [POSITIVE, REAL, PERCENT, POSITIVE, REAL]
    assert checked_histories(rows, quantity=words).kind.tolist() == told


def test_words_become_their_places():
    found = checked_histories(TWO, quantity=["money", ""], domain=["health", None])
    assert found.quantity.tolist() == [QUANTITIES.index("money"), QUANTITIES.index("unknown")]
    assert found.domain.tolist() == [DOMAINS.index("health"), -1]
    assert checked_histories(TWO, domain="other").domain.tolist() == [DOMAINS.index("other")] * 2


def test_evidence_ends_at_the_origin():
    found = checked_histories(
        TWO,
        economy=[[1.0, 2], [3, NAN]],
        comparators=[None, [[5.0, 6, 7]]],
        same_place=[np.ones((2, 30)), None],
    )
    assert np.array_equal(found.economy[:, -3:], [[NAN, 1, 2], [NAN, 3, NAN]], equal_nan=True)
    assert found.peers.shape == (2, 1, 11)
    assert np.isnan(found.peers[0]).all()
    assert found.peers[1, 0, -3:].tolist() == [5, 6, 7]
    assert found.same_place[0].tolist() == np.ones((2, 11)).tolist()
    assert np.isnan(found.parent).all()


def test_next_to_nothing_is_nothing():
    assert checked_histories([[1e-101, -1e-101, 2]]).values.tolist() == [[0, 0, 2]]


def test_shares_are_mirrored_with_their_evidence():
    table = [np.full((1, 2), 30.0)] * 2
    found = checked_histories(
        TWO, kind=["percent", "real"], economy=[[9.0], [9]], parent=[[10.0], [10]],
        comparators=table, same_place=table,
    ).mirrored()  # fmt: skip
    assert found.values.tolist() == [[99, 98], [3, 4]]
    assert found.parent[:, -1].tolist() == [90, 10]
    assert found.economy[:, -1].tolist() == [9, 9]
    assert found.peers[:, 0, -1].tolist() == found.same_place[:, 0, -1].tolist() == [70, 30]
    assert found.mirrored(np.array([False, True])).values.tolist() == found.values.tolist()


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ([1.0, 2.0], r"values of shape \(2,\); expected two dimensions.*oldest year first"),
        (np.empty((2, 0)), r"values of shape \(2, 0\).*at least one year"),
        ([[[1.0]]], r"values of shape \(1, 1, 1\)"),
        (
            [[1.0, NAN]],
            r"last value nan in row 0 \(1 of 1 rows\); expected a finite number in the last column",
        ),
        ([[1.0, 2], [1, np.inf]], r"last value inf in row 1 \(1 of 2 rows\)"),
        ([[np.inf, 1.0]], r"infinite or too large value in row 0.*Use a larger unit"),
        ([[1.0, 1e101]], r"too large value in row 0.*numbers up to 1e\+100"),
    ],
)
def test_values_that_are_none_are_named(values, words):
    refused(words, values)


@pytest.mark.parametrize(
    "horizon",
    [0, -3, 26, 2.5, 5.0, True, "5", "five", None, 10**12, [], [[1, 2]], [NAN], [0.1, 3], [5, 26], ["five"]],
)
def test_a_horizon_that_is_none_is_named(horizon):
    with pytest.raises(
        InputError, match=r"found horizon .*whole years, 1 to 25, or a list of years from 0\.25"
    ):
        checked_ahead(horizon)


def test_horizons_that_are_some():
    assert checked_ahead(3).tolist() == checked_ahead(np.int64(3)).tolist() == [1, 2, 3]
    assert checked_ahead([0.25, 25]).tolist() == [0.25, 25]


@pytest.mark.parametrize(
    ("known", "words"),
    [
        ({"kind": "ratio"}, "kind 'ratio'; expected one of positive, percent, score, real. Leave kind out"),
        ({"quantity": "percentage"}, "quantity 'percentage'; expected one of share, growth_rate, .*unknown"),
        ({"domain": ["sports"]}, "domain 'sports'; expected one of agriculture, .*other"),
        ({"kind": ["real"] * 3}, "3 kinds; expected one kind, or 2, one a series. Count the kinds"),
        ({"quantity": ["money"] * 3}, "3 quantities; expected one quantity, or 2"),
        ({"domain": ["trade"] * 3}, "3 domains; expected one domain, or 2"),
        ({"economy": [1.0, 2]}, r"economy of shape \(2,\); expected \(2, years\), one row a series"),
        ({"economy": [[1.0, 2]]}, r"economy of shape \(1, 2\)"),
        ({"parent": np.empty((2, 0))}, r"parent of shape \(2, 0\).*Give NaN where parent is not known"),
        ({"comparators": [None]}, "1 comparators for 2 series; expected one table .places, years. or None"),
        ({"same_place": [None] * 3}, "3 same_place for 2 series.*Give None where there are no same_place"),
        ({"comparators": [None, [1.0, 2]]}, r"comparators of shape \(2,\) for row 1.*One row a place"),
        ({"same_place": [np.ones((1, 2, 3)), None]}, r"same_place of shape \(1, 2, 3\) for row 0"),
    ],
)
def test_words_and_evidence_that_are_none_are_named(known, words):
    refused(words, TWO, **known)


@pytest.mark.parametrize(
    ("times", "words"),
    [
        ([[-1.0, 0]], r"times of shape \(1, 2\) for values of shape \(2, 2\)"),
        (
            [[-1.0, 0], [0, 0]],
            r"times \[0.0, 0.0\] in row 1 \(1 rows\); expected a rising year .*0 for the last",
        ),
        ([[1.0, 0], [-1, 0]], r"times \[1.0, 0.0\] in row 0 .*Count years from the last value"),
        ([[2023.0, 2024], [-1, 0]], r"times \[2023.0, 2024.0\] in row 0"),
        ([[NAN, 0], [-1, NAN]], r"in row 0 \(2 rows\)"),
    ],
)
def test_times_that_are_none_are_named(times, words):
    refused(words, TWO, times=times)


@pytest.mark.parametrize(
    ("values", "kind", "words"),
    [
        ([[1.0], [-2.0]], "positive", r"value -2 in row 1 \(1 of 2 rows\); expected values from 0 to inf"),
        (
            [[101.0, 50.0]],
            "percent",
            r"value 101 in row 0 .*values from 0 to 100 for its kind\. Say kind real",
        ),
        ([[50.0, -1]], "score", "value -1 in row 0"),
    ],
)
def test_values_beyond_the_bounds_of_their_kind_are_named(values, kind, words):
    refused(words, values, kind=kind)


def test_all_faults_at_once():
    with pytest.raises(InputError) as caught:
        checked_histories(
            [[1.0, NAN], [np.inf, 2]], times=[[0.0, 0], [1, 5]], kind="ratio", quantity="stuff",
            domain="sports", economy=[1.0], parent=[[1.0]], comparators=[None], same_place=[[1.0], None],
        )  # fmt: skip
    found = [fault.found.split()[0] for fault in caught.value.faults]
    assert found == [
        "last", "an", "times", "kind", "quantity", "domain", "economy", "parent", "1", "same_place"
    ]  # fmt: skip


def test_a_horizon_beside_other_faults_is_told_with_them():
    for ask in (predict_quantiles, predict_at):
        with pytest.raises(InputError) as caught:
            ask([[NAN]], 26, kind="ratio")
        assert [fault.found.split()[0] for fault in caught.value.faults] == ["horizon", "last", "kind"]


def test_paths_refuse_what_answers_refuse():
    with pytest.raises(InputError, match="horizon 0"):
        sample_paths([[1.0]], 0, 10, 1)
    with pytest.raises(InputError, match="quantity 'stuff'"):
        sample_paths([[1.0]], 2, 10, 1, quantity="stuff")


def test_no_series_have_no_answers():
    assert predict_quantiles(np.empty((0, 3)), 4).shape == (0, 4, 21)
