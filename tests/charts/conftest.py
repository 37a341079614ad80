"""An indicator, its target and its tables; the result tables of the default plan."""

from __future__ import annotations

import dataclasses

import pandas as pd
import pytest
from charts.drawings import chart_tables, fan_table, series_table
from helpers.not_judged import with_all_words
from helpers.rows import assessment
from report.committed import AS_OF, PLAN, committed_tables

from ontrack.charts.fan.tables import ChartTables
from ontrack.plan import Indicator, Target
from ontrack.plan.texts import Texts


@pytest.fixture
def per_head(indicator: Indicator) -> Indicator:
    return dataclasses.replace(
        indicator, kind="ratio", decimals=1, name=Texts(zh="每万人专利", en="Patents per head"),
        unit=Texts(zh="件", en="patents per 10,000 people"),
    )  # fmt: skip


@pytest.fixture
def thirty(target: Target) -> Target:
    """The showcase: 24.3 in 2025 to 30.0 in 2030."""
    return dataclasses.replace(
        target,
        baseline_year=2025,
        baseline_value=24.3,
        value=30.0,
        kind="ratio",
        unit=Texts(zh="件", en="patents"),
    )


@pytest.fixture
def showcase() -> ChartTables:
    """11 (rounded), 22.9 (derived), 24.3 (quoted), and a fan that explodes."""
    return chart_tables(
        series_table(
            ("2020", 11.0, "rounded", "annual"),
            ("2024", 22.9, "derived", "annual"),
            ("2025", 24.3, "quoted", "annual"),
        ),
        fan_table((2026, 28.0, 1.4, 4.0), (2028, 39.0, 2.0, 20.0), (2030, 53.7, 3.0, 90.0)),
        trends=pd.DataFrame({"method": "straight_line", "year": [2026, 2030], "value": [27.0, 38.0]}),
        assessment=assessment(probability_met=0.83, verdict="likely", observations=3),
    )


@pytest.fixture(scope="session")
def results() -> dict[str, pd.DataFrame]:
    """The committed result tables of the default plan as of 2025, with a word for every probability."""
    tables = committed_tables(PLAN, AS_OF)[1]
    return {**tables, "assessments": with_all_words(tables["assessments"])}
