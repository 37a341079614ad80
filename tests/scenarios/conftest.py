"""Scenarios written as short as a test needs them, and futures to apply them to."""

from __future__ import annotations

import dataclasses

import pandas as pd
import pytest
from conftest import yearly
from helpers.futures import compounding

from ontrack.plan import Indicator
from ontrack.plan.scenario import SCENARIO, Scenario
from ontrack.projection import Projection


def scenario(kind: str, **settings: object) -> Scenario:
    """Return a scenario whose names do not matter."""
    return SCENARIO.validate_python(
        {"id": kind, "kind": kind, "name_zh": "例", "name_en": "Example"} | settings
    )


@pytest.fixture
def hundred() -> pd.Series:
    """A single value of 100 in 2025."""
    return yearly({2025: 100.0})


@pytest.fixture
def growing(hundred: pd.Series, indicator: Indicator):
    """Return a function that projects 100 in 2025 at a growth rate; published so finely that none is lost."""
    fine = dataclasses.replace(indicator, decimals=6)

    def grow(growth: float, last_year: int = 2030) -> Projection:
        return compounding(hundred, fine, last_year, growth=growth)

    return grow


@pytest.fixture
def ratio(indicator: Indicator) -> Indicator:
    return dataclasses.replace(indicator, kind="ratio", denominator="people")
