"""What evidence says of its own dates, and how it is told: up to the origin and no further."""

from __future__ import annotations

import dataclasses

import numpy as np
import pandas as pd
import pytest

from ontrack.evidence import Evidence, own_alone


def dated(values: dict[float, float]) -> Evidence:
    return own_alone(pd.Series(values, dtype=float))


def test_a_year_end_is_followed_by_the_next():
    known = dated({2023: 1.0, 2025: 3.0})
    assert (known.origin, known.first_year, known.last_date) == (2025, 2026, 2025.0)
    assert known.times.tolist() == [-2, 0]
    assert known.observed_years == 2


def test_a_value_within_a_year_is_followed_by_that_years_end():
    known = dated({2023 + 5 / 12: 1.0, 2024 + 6 / 12: 3.0, 2024 + 7 / 12: 4.0})
    assert (known.origin, known.first_year) == (2025, 2025)
    assert known.times.tolist() == pytest.approx([-14 / 12, -1 / 12, 0])
    assert known.observed_years == 2  # 2024 and 2025


def test_series_end_at_the_origin_and_have_gaps_where_nothing_is_known():
    nation = pd.Series([1.0, 2, 3], index=[2021, 2023, 2025])
    known = dataclasses.replace(dated({2024: 1.0}), parent=nation)
    np.testing.assert_array_equal(known.yearly(known.parent), [1, np.nan, 2, np.nan])


def test_no_series_is_told_for_more_than_fifteen_years():
    known = dataclasses.replace(dated({2025: 1.0}), economy=pd.Series(1.0, index=range(1990, 2026)))
    assert len(known.yearly(known.economy)) == 15


def test_what_is_empty_is_no_piece():
    known = dated({2025: 1.0})
    assert (known.pieces, known.yearly(known.parent)) == ((), None)
    assert dataclasses.replace(known, parent=pd.Series([1.0], index=[2025])).pieces == ("parent",)
