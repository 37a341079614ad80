"""A case: what is known of one target, made once for everything that is asked of it."""

from __future__ import annotations

import dataclasses

import pandas as pd
from conftest import yearly
from helpers.futures import drifting

from ontrack.assessment import Case, cases_of
from ontrack.plan import Plan
from ontrack.plan.texts import Texts


def test_every_target_has_its_case_in_the_plans_order(indicator, target):
    other = dataclasses.replace(target, target="other", indicator="unknown")
    plan = Plan(
        "sample", Texts(zh="样例", en="Sample"), "CN-ZJ", Texts(),
        "2026", "plan", 2025, 2026, 2030, 2025, (other, target),
        {"example": indicator},
    )  # fmt: skip
    history = yearly({2024: 110.0, 2025: 120.0})
    series = pd.DataFrame(
        {"indicator": "example", "year": history.index, "value": history.to_numpy(), "role": "annual"}
    )
    projection = drifting(history, indicator)
    cases = cases_of(plan, series, {"example": projection}, 2025)
    assert list(cases) == ["other", "example"]
    assert (cases["other"].projection, cases["other"].latest_year) == (None, None)
    known = cases["example"]
    assert (known.latest_year, known.latest_value, known.start) == (2025, 120.0, 2026)
    assert known.projection is projection and known.is_level_ahead and known.is_open


def test_a_target_is_read_from_yearly_values_and_seen_by_dated_ones(indicator, target):
    grown = dataclasses.replace(
        target, kind="multiple_of_baseline", value=2.0, baseline_year=2025, baseline_value=None
    )
    dated = drifting(yearly({2025: 60.0}), indicator)
    case = Case(grown, yearly({}), dated, 2025, indicator)
    assert (case.latest_value, case.read.level, case.reason) == (60.0, None, "no_baseline")
    assert not case.is_level_ahead
    assert Case(grown, dated.history, dated, 2025, indicator).read.level == 120.0


def test_under_another_projection_only_that_changes(indicator, target):
    history = yearly({2025: 120.0})
    case = Case(target, history, drifting(history, indicator, drift=1.0), 2025, indicator)
    faster = case.under(drifting(history, indicator, drift=9.0))
    assert (faster.read, faster.history is history) == (case.read, True)
    assert faster.forecast["probability_met"] > case.forecast["probability_met"]
    assert faster.probability_on(case.projection) == case.forecast["probability_met"]
