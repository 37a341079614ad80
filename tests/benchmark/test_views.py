"""Nation and peers at their present pace, and earlier targets of the same ambition: worked by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from helpers.made_up_panels import NAN

from ontrack.benchmark.populations import Questions
from ontrack.benchmark.views import earlier_shares, pace_shares, paces
from ontrack.reference.histories import Histories
from ontrack.reference.levels import PERCENT, POSITIVE, REAL

SHARES = {"met_already": 0.9, "under_half": 0.6, "half_to_one": 0.5, "one_to_two": 0.4, "over_two": 0.1}


def question(values, targets, *, kind=POSITIVE, times=None, parent=None, peers=()) -> Questions:
    """Return one question of some values a year apart; evidence as the last four years' values."""

    def years(row) -> np.ndarray:
        return np.concatenate([np.full(7, NAN), np.full(4, NAN) if row is None else np.asarray(row, float)])

    shown = np.array([values], dtype=float)
    code, nothing = np.array([0]), np.full((1, 11), NAN)
    histories = Histories(
        shown, np.arange(1.0 - shown.shape[1], 1)[None] if times is None else np.array([times], dtype=float),
        np.array([kind]), code, code, nothing, years(parent)[None],
        np.array([years(row) for row in peers]).reshape(1, -1, 11), np.empty((1, 0, 11)),
    )  # fmt: skip
    return Questions("made up", "n", code, code, histories, np.full((1, 14), NAN), np.array([targets], float))


def test_the_pace_of_each_place_is_carried_on_from_the_own_last_value():
    """The nation doubled in three years, one peer stood still, one halved: 317.5, 100 and 31.5."""
    asked = question([90, 100], [30, 32, 100, 101, 317, 318], parent=[5, 6, 8, 10],
                     peers=[[7, 7, 7, 7], [4, 3, 2.5, 2]])  # fmt: skip
    assert pace_shares(asked)[0] == pytest.approx([1, 2 / 3, 2 / 3, 1 / 3, 1 / 3, 0])


@pytest.mark.parametrize("kind", [PERCENT, REAL])
def test_shares_and_what_may_be_negative_move_in_their_own_unit(kind):
    """Three points in three years are five in five."""
    asked = question([40, 50], [55, 55.1], kind=kind, parent=[10, 11, 12, 13])
    assert pace_shares(asked)[0].tolist() == [1, 0]


def test_paces_that_are_not_known_do_not_count():
    asked = question([90, 100], [100, 200], parent=[NAN, NAN, NAN, 10], peers=[[1, 1, 1, 1], [0, 1, 1, 1]])
    assert pace_shares(asked)[0].tolist() == [1, 0]
    assert np.isnan(pace_shares(question([90, 100], [100, 200]))).all()


def test_each_event_has_the_share_of_its_ambition():
    """10 % a year in the past; asked for are as much, half, a quarter, one and a half, and three times."""
    grown = [100 * 1.1**year for year in range(-5, 1)]
    targets = [100 * (1 + 0.1 * times) ** 5 for times in (0.99, 0.5, 0.25, 1.5, 3)]
    asked = question(grown, [90, 100, *targets])
    assert earlier_shares(asked, SHARES)[0].tolist() == [0.9, 0.9, 0.5, 0.5, 0.6, 0.4, 0.1]


def test_past_pace_away_from_the_target_and_of_one_value():
    asked = question([100, 90], [80, 95])
    assert earlier_shares(asked, SHARES)[0].tolist() == [0.9, 0.1]
    alone = earlier_shares(question([90], [80, 95]), SHARES)[0]
    assert alone[0] == 0.9
    assert np.isnan(alone[1])


def test_the_past_pace_looks_back_five_years_at_most():
    """A leap seven years ago is no part of it: two a year since."""
    leap = question([1, 90, 92, 100], [105, 108], times=[-7, -5, -4, 0], kind=REAL)
    assert earlier_shares(leap, SHARES)[0].tolist() == [0.5, 0.5]
    assert earlier_shares(replace_times(leap, [-7, -6, -4, 0]), SHARES)[0].tolist() == [0.5, 0.5]


def replace_times(asked: Questions, times: list[float]) -> Questions:
    return replace(asked, histories=replace(asked.histories, times=np.array([times], dtype=float)))


def test_a_class_without_a_share_is_not_known():
    assert np.isnan(earlier_shares(question([90, 100], [100]), {})).all()


def test_paces_are_in_per_cent_for_what_grows_and_unknown_from_nothing():
    start, end = np.array([100.0, 0.0, 10.0, 10.0]), np.array([121.0, 5.0, 16.0, 10.0])
    years, grows = np.array([2.0, 1.0, 2.0, 0.0]), np.array([True, True, False, False])
    assert paces(start, end, years, grows)[[0, 2]] == pytest.approx([10, 3])
    assert np.isnan(paces(start, end, years, grows)[[1, 3]]).all()
