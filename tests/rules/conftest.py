"""Courses of our own making for the official rules."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

from ontrack.rules import Course


@pytest.fixture
def make_course() -> Callable[..., Course]:
    """Return a function that makes a course to 150 in 2030 from values by year."""

    def make(values: dict[int, float] | pd.Series, **changed: object) -> Course:
        history = values if isinstance(values, pd.Series) else pd.Series(values, dtype=float)
        return Course(history, **{"target_value": 150.0, "target_year": 2030, **changed})  # type: ignore[arg-type]

    return make


@pytest.fixture
def s1(make_course, steady) -> Course:
    return make_course(steady)


@pytest.fixture
def s2(make_course, slowing) -> Course:
    return make_course(slowing)
