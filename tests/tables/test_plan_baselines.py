"""A plan's own baseline is known with the plan; nothing else is known sooner for it."""

from __future__ import annotations

import dataclasses

import pandas as pd
import pytest

from ontrack.plan import Plan
from ontrack.plan.texts import Texts
from ontrack.tables.plan_baselines import known_with_plan

DAY = "2021-11-03"


@pytest.fixture
def plan(indicator, target) -> Plan:
    aim = dataclasses.replace(target, baseline_year=2020, baseline_value=6.3)
    return Plan(
        "small", Texts(zh="小规划", en="Small plan"), "CN", Texts(zh="试行", en="trial"),
        DAY, "s", 2020, 2021, 2025, 2025,
        (aim,), {"example": indicator},
    )  # fmt: skip


def published(plan: Plan, **cells: object) -> str:
    """Return when one observation counts as published; by default a baseline cited from a later page."""
    row = {
        "region": "CN",
        "indicator": "example",
        "period": "2020",
        "value": 6.3,
        "published": "2023-01-17",
    } | cells
    return known_with_plan(pd.DataFrame([row]), plan)["published"].item()


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({}, DAY),
        ({"published": "2022"}, DAY),
        ({"published": "2020-06-15"}, "2020-06-15"),  # known before the plan
        ({"published": ""}, ""),  # the usual three months passed long before
        ({"value": 6.4}, "2023-01-17"),  # another value is not the plan's
        ({"period": "2021"}, "2023-01-17"),
        ({"region": "CN-ZJ"}, "2023-01-17"),
    ],
)
def test_when_a_baseline_is_known(plan, cells, expected):
    assert published(plan, **cells) == expected


def test_the_usual_delay_stands_in_for_a_date(plan, indicator):
    slow = dataclasses.replace(indicator, publication_lag_months=12)
    late = dataclasses.replace(plan, indicators={"example": slow})
    assert published(late, published="") == DAY  # out in December 2021 by its delay
    quick = dataclasses.replace(indicator, publication_lag_months=11)
    assert published(dataclasses.replace(plan, indicators={"example": quick}), published="") == ""


def test_dates_are_compared_as_precisely_as_the_plans(plan):
    year_alone = dataclasses.replace(plan, published="2023")
    assert published(year_alone) == "2023-01-17"


def test_no_argument_is_changed(plan):
    rows = pd.DataFrame(
        [{"region": "CN", "indicator": "example", "period": "2020", "value": 6.3, "published": "2023"}]
    )
    known_with_plan(rows, plan)
    assert rows["published"].tolist() == ["2023"]


def test_no_figure_of_the_default_plan_is_known_sooner(paths, raw):
    file = pd.read_csv(paths.raw / "observations" / "CN-ZJ.csv", dtype=str, keep_default_na=False)
    ours = raw.observations[raw.observations["region"] == "CN-ZJ"]
    assert ours["published"].tolist() == file["published"].tolist()


def test_of_several_vintages_with_the_plans_value_the_first_is_known_with_it(plan):
    row = {"region": "CN", "indicator": "example", "period": "2020"}
    rows = [
        row | {"value": 6.3, "published": "2024-01"},
        row | {"value": 6.3, "published": "2023-01-17"},
        row | {"value": 6.5, "published": "2023-08"},
    ]
    found = known_with_plan(pd.DataFrame(rows), plan)["published"].tolist()
    assert found == ["2024-01", DAY, "2023-08"]  # the later confirmation still follows the revision
