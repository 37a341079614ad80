"""The two values of next year that would move a probability most."""

from __future__ import annotations

import dataclasses
import math

import numpy as np
import pandas as pd
import pytest
from conftest import yearly
from helpers.futures import drifting
from scipy.stats import norm

from ontrack.assessment import Case
from ontrack.assessment.alarms.next_value import probabilities_after
from ontrack.assessment.verdicts import VERDICT_FLOORS
from ontrack.explanation.why import why_facts
from ontrack.explanation.why.facts import favourable_last, level_above, level_below
from ontrack.tables.results import write_result

FLOORS = [floor for floor, _ in VERDICT_FLOORS]


@pytest.fixture(scope="session")
def facts(told) -> pd.DataFrame:
    return told.facts()


def known(target, projection, probability: float, as_of: int = 2025) -> dict[str, dict]:
    """Return the facts of a target on a projection whose futures are known."""
    case = Case(target, projection.history, projection, as_of, projection.indicator, 2026)
    stated = pd.DataFrame({"target": ["example"], "probability_met": [probability]})
    rows = why_facts({"example": case}, stated)
    return {row["direction"]: row for row in rows.to_dict("records")}


@pytest.mark.parametrize(
    ("probability", "above", "below"),
    [(0.05, 0.8, None), (0.115, 0.8, None), (0.3, 0.8, 0.1), (0.34, 0.8, 0.1), (0.36, 0.8, 0.33),
     (0.79, 0.9, 0.66), (0.87, 0.9, 0.66), (0.95, None, 0.9)],
)  # fmt: skip
def test_the_boundaries_on_either_side(probability, above, below):
    found = level_above(probability), level_below(probability)
    assert [None if math.isnan(level) else level for level in found] == [above, below]


def test_on_a_known_walk_the_values_are_those_of_its_formula(steady, free, target):
    indicator = dataclasses.replace(free, decimals=1)
    projection = drifting(steady, indicator, drift=5.2, scatter=2.0)
    bar = target.threshold(1) - 4 * 5.2
    found = known(target, projection, 0.7)
    up, down = (bar + 4 * norm.ppf(level) for level in (0.8, 0.66))
    assert found["up"]["value"] == math.ceil(10 * up) / 10
    assert found["down"]["value"] == math.floor(10 * down) / 10
    for fact in found.values():
        after = norm.cdf((fact["value"] - bar) / 4)
        assert fact["probability"] == pytest.approx(after, abs=1e-9)
    assert found["up"]["probability"] >= 0.8 and found["down"]["probability"] <= 0.66
    assert {fact["year"] for fact in found.values()} == {2026}


def test_where_less_is_wanted_a_lower_value_lifts(free, target):
    ceiling = dataclasses.replace(target, comparison="<=", value=20.0)
    indicator = dataclasses.replace(free, decimals=1)
    projection = drifting(yearly({2024: 31.0, 2025: 30.0}), indicator, drift=-2.0, scatter=1.0)
    found = known(ceiling, projection, 0.5)
    bar = ceiling.threshold(1) + 4 * 2
    assert found["up"]["value"] == math.floor(10 * (bar - 2 * norm.ppf(0.8))) / 10
    assert found["down"]["value"] == math.ceil(10 * (bar - 2 * norm.ppf(0.33))) / 10


def test_where_a_worse_value_leaves_more_that_is_said(told, facts):
    """One value known and the next one far below it: the future is wide again, the target less unlikely."""
    rows = facts[(facts["target"] == "ip_service_revenue") & (facts["direction"] == "down")]
    (row,) = rows.to_dict("records")
    target = next(target for target in told.plan.targets if target.target == "ip_service_revenue")
    worse = np.array([row["value"] - 1, 51.0])
    near, far = probabilities_after(target, told.projections["ip_service_revenue"], 2026, worse)
    assert row["steady"] == "no"
    assert row["probability"] <= 0.1 and near <= 0.1 < far


def test_out_of_reach_it_is_the_nearest_plausible_value(steady, free, target):
    far = dataclasses.replace(target, value=200.0)
    indicator = dataclasses.replace(free, decimals=1)
    projection = drifting(steady, indicator, drift=5.2, scatter=8.0)
    found = known(far, projection, 0.03)
    best = 126 + 5.2 + 8 * norm.ppf(0.99)
    assert found["up"]["value"] == math.floor(10 * best) / 10
    assert found["up"]["probability"] < 0.8
    assert found["down"]["probability"] == pytest.approx(0, abs=0.01)


def test_in_its_own_year_the_value_decides(steady, free, target):
    indicator = dataclasses.replace(free, decimals=0)
    projection = drifting(steady, indicator, last_year=2026, drift=5.2, scatter=8.0)
    ends = dataclasses.replace(target, year=2026, value=130.0)
    for as_of in (2025, 2027):  # a later assessment still waits for the value of 2026
        found = known(ends, projection, 0.5, as_of)
        assert [(fact["value"], fact["probability"]) for fact in found.values()] == [(130, 1), (129, 0)]
        assert {fact["year"] for fact in found.values()} == {2026}


def test_a_count_is_assessed_anew_with_each_value(small):
    figures = {"CN-ZJ": {"2023": 104.0, "2024": 110.0, "2025": 118.0, "2026": 130.0}}
    told = small(figures, as_of=2026, kind="cumulative_from_2026", value=700.0)
    found = told.facts().set_index("direction")
    probability = told.probability("example")
    assert found.loc["up", "probability"] >= min(0.8, probability)
    assert found.loc["down", "probability"] < probability < found.loc["up", "probability"]
    assert found.loc["down", "value"] < found.loc["up", "value"]
    again = small(
        {"CN-ZJ": {**figures["CN-ZJ"], "2027": found.loc["up", "value"]}}, as_of=2027,
        kind="cumulative_from_2026", value=700.0,
    )  # fmt: skip
    assert again.probability("example") == pytest.approx(found.loc["up", "probability"], abs=1e-9)


def test_a_count_with_a_year_missing_has_none(small):
    told = small({"CN-ZJ": {"2024": 110.0, "2026": 130.0}}, as_of=2027, kind="each_year", value=120.0)
    assert told.probability("example") > 0
    assert told.facts().empty


def test_on_the_real_plan_each_stated_probability_is_that_of_the_rounded_value(told, facts):
    """Values are as published, beyond the boundary they reach it, and one unit short they do not."""
    targets = {target.target: target for target in told.plan.targets}
    assessed = set(told.assessments.dropna(subset=["probability_met"])["target"])
    unmoved = assessed - set(facts["target"])  # by what is decided already, or as good as certain
    assert "national_ip_protection_centres" in unmoved
    assert all(told.probability(target) > 0.9 for target in unmoved)
    reached = []
    for row in facts.to_dict("records"):
        target = targets[row["target"]]
        projection = told.projections[target.indicator]
        assert row["value"] == round(row["value"], projection.indicator.decimals)
        values = favourable_last(target, projection, 2026)
        place = int(np.flatnonzero(values == row["value"])[0])
        level = (level_above if row["direction"] == "up" else level_below)(told.probability(target.target))
        sign = 1 if row["direction"] == "up" else -1
        short = values[place - sign] if 0 < place < len(values) - 1 else row["value"]
        now, before = probabilities_after(target, projection, 2026, np.array([row["value"], short]))
        assert now == pytest.approx(row["probability"], abs=1e-9)
        if math.isnan(level):
            assert row["steady"] == "no"
        elif sign * (now - level) >= 0:
            reached.append(row["steady"])
            assert sign * (before - level) < 0, row
        else:
            assert row["steady"] == "no"
    assert len(reached) >= len(facts) / 3
    assert {"yes", "no"} == set(reached)


def test_the_table_is_written(facts, tmp_path):
    path = write_result(facts, "why_facts", tmp_path)
    assert path.read_text(encoding="utf-8").startswith("target,direction,year,value,probability,steady\n")
