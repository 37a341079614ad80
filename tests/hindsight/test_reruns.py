"""The earlier assessment's question, turned into this year's a thing at a time; small tables, no model."""

from __future__ import annotations

import dataclasses
import math

import pandas as pd
import pytest

from ontrack.hindsight.reruns import plan_then, redefined_series, revised_rows, role_after, statements_then
from ontrack.plan import Plan
from ontrack.plan.texts import Texts
from ontrack.statements import Statement
from ontrack.tables import RawData

REGION = "CN"


def series(values: dict[str, float], role: str = "annual") -> pd.DataFrame:
    rows = [
        {"indicator": "example", "region": REGION, "period": period, "value": value, "role": role}
        for period, value in values.items()
    ]
    return pd.DataFrame(rows)


@pytest.fixture
def figures(indicator, target):
    """Return a function that makes a small project of figures and links by year."""

    def start(values: dict[str, float], links: dict[int, float]) -> RawData:
        plan = Plan(
            "small", Texts(zh="小规划", en="Small plan"), REGION, Texts(zh="试行", en="trial"),
        "2021", "s", 2020, 2021, 2030, 2025,
            (target,), {"example": indicator},
        )  # fmt: skip
        observations = series(values).assign(published="", status="quoted")
        breaks = pd.DataFrame(
            [
                {"indicator": "example", "region": "*", "year": year, "link_factor": link,
                 "reason_zh": "因", "reason_en": "Because."}
                for year, link in links.items()
            ], columns=["indicator", "region", "year", "link_factor", "reason_zh", "reason_en"],
        )  # fmt: skip
        return RawData(plan, plan.indicators, observations, breaks, pd.DataFrame(), pd.DataFrame())

    return start


def test_old_figures_get_the_links_of_the_new_ones(figures):
    raw = figures({"2024": 100.0, "2025": 110.0, "2026": 99.0}, {2026: 0.9})
    then, now = series({"2024": 100.0, "2025": 110.0}), series({"2024": 90.0, "2025": 99.0, "2026": 99.0})
    assert redefined_series(raw, 2025, then, now)["value"].tolist() == pytest.approx([90.0, 99.0])
    assert redefined_series(raw, 2025, then, then).equals(then)  # nothing after the break is known yet


def test_a_link_that_was_there_is_not_taken_twice(figures):
    raw = figures({"2022": 100.0, "2025": 110.0, "2026": 120.0}, {2024: 0.5})
    linked, now = series({"2022": 50.0, "2025": 110.0}), series({"2022": 50.0, "2025": 110.0, "2026": 120.0})
    assert redefined_series(raw, 2025, linked, now)["value"].tolist() == [50.0, 110.0]
    added_since = series({"2022": 100.0, "2025": 110.0})
    assert redefined_series(raw, 2025, added_since, now)["value"].tolist() == [50.0, 110.0]


def test_figures_before_an_unlinked_break_are_set_aside(figures):
    raw = figures({"2024": 100.0, "2026": 120.0}, {2026: math.nan})
    then, now = series({"2024": 100.0}), series({"2026": 120.0})
    assert redefined_series(raw, 2025, then, now)["role"].tolist() == ["before_break"]
    roles = ("annual", "dated", "shown_only", "before_break")
    assert [role_after(role, broken=True) for role in roles] == [
        "before_break", "shown_only", "shown_only", "before_break",
    ]  # fmt: skip
    assert role_after("before_break", broken=False) == "annual"  # a break that was taken back


def test_revised_rows_keep_their_part_and_lose_what_was_withdrawn():
    then, now = series({"2023": 1.0, "2024": 2.0}), series({"2024": 2.5, "2025": 3.0}, role="dated")
    found = revised_rows(then, now, ["indicator", "region", "period"])
    assert found[["period", "value", "role"]].to_numpy().tolist() == [["2024", 2.5, "annual"]]


def test_the_plan_is_as_the_earlier_assessment_had_it(figures, target):
    raw = figures({"2024": 100.0}, {})
    row = {
        "target": "example", "target_value": 140.0, "target_year": 2029, "comparison": ">=",
        "indicator": "example", "baseline_year": 2020, "baseline_value": 100.0,
    }  # fmt: skip
    then = plan_then(raw, 2024, {"assessments": pd.DataFrame([row])}).targets
    assert then == (dataclasses.replace(target, value=140.0, year=2029),)
    assert plan_then(raw, 2024, {"assessments": pd.DataFrame([row | {"target": "other"}])}).targets == ()


def test_a_baseline_that_was_only_read_off_is_no_change_of_the_plan(figures, target):
    bare = dataclasses.replace(target, baseline_value=None)
    raw = figures({"2020": 101.0}, {})
    raw = dataclasses.replace(raw, plan=dataclasses.replace(raw.plan, targets=(bare,)))
    row = {
        "target": "example", "target_value": 150.0, "target_year": 2030, "comparison": ">=",
        "indicator": "example", "baseline_year": 2020, "baseline_value": 100.0,
    }  # fmt: skip
    assert plan_then(raw, 2024, {"assessments": pd.DataFrame([row])}).targets == (bare,)


def test_statements_typed_since_were_not_told_then(figures):
    old, late = (
        Statement("example", REGION, "sum_over", "2021", "2023", value, "quoted", "2024-02", source)
        for value, source in (("300", "a"), ("310", "b"))
    )
    raw = dataclasses.replace(figures({"2024": 1.0}, {}), statements=(old, late))
    told = pd.DataFrame([{"indicator": "example", "kind": "sum_over", "from": "2021", "to": "2023",
                          "source": "a"}])  # fmt: skip
    assert statements_then(raw, 2024, {"statements": told}) == (old,)
    assert statements_then(raw, 2024, {}) == (old, late)
    assert statements_then(raw, 2022, {}) == ()
