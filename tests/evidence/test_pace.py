"""The nation's pace of three and of ten years."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from ontrack.evidence.pace import at_pace, pace_pct


def years(values: dict[int, float]) -> pd.Series:
    return pd.Series(values, dtype=float)


def test_a_steady_pace_is_the_same_over_any_years():
    steady = years({year: 1.07 ** (year - 2015) for year in range(2015, 2026)})
    assert [pace_pct(steady, span) for span in (3, 10)] == pytest.approx([7, 7])
    assert at_pace(steady, 3).to_dict() == pytest.approx(steady.to_dict())


def test_a_slowing_one_is_not():
    slowing = years({2015: 100, 2022: 200, 2025: 212})
    assert pace_pct(slowing, 3) == pytest.approx(100 * ((212 / 200) ** (1 / 3) - 1))
    assert pace_pct(slowing, 10) == pytest.approx(100 * (2.12**0.1 - 1))


def test_too_little_is_no_pace():
    assert math.isnan(pace_pct(years({2025: 1}), 3))
    assert math.isnan(pace_pct(years({2022: 1, 2025: 2}), 10))  # three years tell nothing of ten
    assert math.isnan(pace_pct(years({2024: -1, 2025: 2}), 3))
    short = years({2025: 1})
    assert at_pace(short, 3) is short
