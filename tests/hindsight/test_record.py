"""What changed, and how good earlier assessments were: small tables whose answers are known by hand."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
import pytest

from ontrack.hindsight import changes, forecast_record, outcomes, revisions
from ontrack.hindsight.reruns import Rerun
from ontrack.plan import Plan
from ontrack.plan.texts import Texts
from ontrack.tables.choices import CHANGE_STEPS
from ontrack.tables.result_columns import RESULTS
from ontrack.tables.results import to_cells
from ontrack.tables.validation import check_cells

REGION = "CN"


@pytest.fixture
def plan(indicator, target) -> Plan:
    aim = dataclasses.replace(target, baseline_year=2020, baseline_value=100.0, year=2025, value=150.0)
    return Plan(
        "small", Texts(zh="小规划", en="Small plan"), REGION, Texts(zh="试行", en="trial"),
        "2021", "s", 2020, 2021, 2025, 2025,
        (aim,), {"example": indicator},
    )  # fmt: skip


def series(values: Mapping[str, float], **of_period: Mapping[str, str]) -> pd.DataFrame:
    """Return rows of series.csv; statuses and roles differ from quoted and annual where named by period."""
    rows = [
        {
            "indicator": "example", "region": REGION, "period": period, "value": value,
            "year": int(period[:4]), "status": of_period.get("status", {}).get(period, "quoted"),
            "role": of_period.get("role", {}).get(period, "annual"),
        }
        for period, value in values.items()
    ]  # fmt: skip
    return pd.DataFrame(rows)


def assessment(probability: float | None, verdict: str, **cells: object) -> pd.DataFrame:
    """Return assessments.csv of the one target."""
    row: dict[str, Any] = {
        "target": "example", "indicator": "example", "comparison": ">=", "baseline_year": 2020,
        "baseline_value": 100.0, "latest_year": 2024, "latest_value": 140.0, "target_year": 2025,
        "target_value": 150.0, "projected_median": 151.0, "lower_80": 140.0, "upper_80": 160.0,
        "probability_met": probability, "verdict": verdict,
    }  # fmt: skip
    return pd.DataFrame([row | cells])


def forecasts(*rows: tuple[int, float, float, float], scenario: str = "baseline") -> pd.DataFrame:
    """Return projections.csv from (year, lower, median, upper)."""
    names = ("year", "lower_80", "median", "upper_80")
    table = pd.DataFrame([dict(zip(names, row, strict=True)) for row in rows])
    return table.assign(indicator="example", region=REGION, scenario=scenario, status="projected")


BREAK = pd.DataFrame([{"indicator": "example", "region": "*", "year": 2026, "link_factor": 0.9}])
OLD = {"2023": 120.0}
NEW = {"2023": 120.0, "2024": 140.0}


def unmoved(*answers: float | None, touched: dict[str, set[str]] | None = None) -> Rerun:
    """Return what the present method says of the one target, step by step; the last one to the end."""
    steps = [*answers, *[answers[-1]] * (5 - len(answers))]
    parts = {name: frozenset(found) for name, found in (touched or {}).items()}
    return Rerun(tuple({"example": answer} for answer in steps), parts)


def moved(plan: Plan, now: pd.DataFrame, then: pd.DataFrame, found: Rerun) -> dict[str, Any]:
    """Return the row of the one target."""
    earlier = {2023: {"series": series(OLD), "assessments": then}}
    return changes(plan, now, earlier, found).iloc[0].to_dict()


def points(row: dict[str, Any]) -> dict[str, float]:
    """Return the steps that moved a probability."""
    return {name: row[f"from_{name}"] for name in CHANGE_STEPS if row[f"from_{name}"]}


def test_the_first_assessment_has_nothing_before_it(plan):
    now = assessment(0.5, "uncertain")
    assert changes(plan, now, {}, None).empty
    assert revisions(series(OLD), {}).empty
    assert forecast_record(plan, series(OLD), {}).empty


def test_a_probability_is_compared_with_the_latest_earlier_one(plan):
    earlier = {
        2021: {"series": series(OLD), "assessments": assessment(0.9, "very_likely")},
        2023: {"series": series(OLD), "assessments": assessment(0.25, "unlikely")},
    }
    row = changes(plan, assessment(0.625, "uncertain"), earlier, unmoved(0.25)).iloc[0]
    assert (row["earlier_as_of"], row["earlier_probability"], row["probability"]) == (2023, 0.25, 0.625)
    assert (row["difference"], row["earlier_verdict"], row["verdict"]) == (0.375, "unlikely", "uncertain")


def test_without_both_probabilities_there_is_no_difference(plan):
    earlier = {2023: {"series": series(OLD), "assessments": assessment(0.25, "unlikely")}}
    row = changes(plan, assessment(None, "met"), earlier, unmoved(0.25, 0.25, 0.25, 0.3, None)).iloc[0]
    assert pd.isna(row["difference"])
    assert row["cause"] == "new_figures"  # the step at which the outcome was known
    assert all(pd.isna(row[f"from_{name}"]) for name in CHANGE_STEPS)
    assert row["earlier_probability"] == 0.25


def test_the_steps_add_up_to_the_difference(plan):
    found = unmoved(0.45, 0.55, 0.5, 0.42, 0.7)
    row = moved(plan, assessment(0.72, "likely"), assessment(0.4, "uncertain"), found)
    assert points(row) == pytest.approx({
        "method": 0.05, "plan_changed": 0.1, "definition": -0.05, "revised_figures": -0.08,
        "new_figures": 0.28, "statements": 0.02,
    })  # fmt: skip
    assert sum(points(row).values()) == pytest.approx(row["difference"]) == pytest.approx(0.32)
    assert row["cause"] == "new_figures"


def test_steps_of_random_answers_add_up_whatever_is_missing(plan):
    draws = np.random.default_rng(13)
    for _ in range(200):
        answers = [None if draws.random() < 0.2 else float(draws.random()) for _ in range(5)]
        row = moved(plan, assessment(0.7201, "likely"), assessment(0.4, "uncertain"), unmoved(*answers))
        assert sum(points(row).values()) == pytest.approx(0.3201, abs=1e-9)


def test_a_step_that_takes_the_answer_away_has_what_the_next_one_brings(plan):
    """CASES D: 31 → 11 % through an unlinked break; the figures left are after it, the cause is the break."""
    found = unmoved(0.31, 0.31, None, None, 0.11)
    row = moved(plan, assessment(0.11, "unlikely"), assessment(0.31, "unlikely"), found)
    assert (row["cause"], points(row)) == ("definition", {"definition": pytest.approx(-0.2)})


@pytest.mark.parametrize(
    ("before", "answers", "after", "cause"),
    [
        (0.5, (0.5, None), None, "plan_changed"),
        (0.5, (0.5, 0.5, None), None, "definition"),
        (None, (None, None, None, None, 0.5), 0.5, "new_figures"),
        (None, (None,), 0.5, "statements"),
        (None, (0.5,), 0.5, "method"),
        (None, (None,), None, "unchanged"),
    ],
)
def test_the_step_at_which_a_probability_comes_or_goes(plan, before, answers, after, cause):
    words = ["not_assessable" if one is None else "uncertain" for one in (before, after)]
    if cause == "unchanged":
        assert words[0] == words[1]
    row = moved(plan, assessment(after, words[1]), assessment(before, words[0]), unmoved(*answers))
    assert row["cause"] == cause


@pytest.mark.parametrize(
    ("touched", "word", "cause"),
    [
        ({}, "uncertain", "unchanged"),
        ({}, "likely", "method"),
        ({"example": {"new_figures"}}, "uncertain", "new_figures"),
        ({"example": {"new_figures", "revised_figures"}}, "likely", "revised_figures"),
        ({"another": {"new_figures"}}, "uncertain", "unchanged"),
    ],
)
def test_where_no_step_moved_it_the_cause_is_what_changed(plan, touched, word, cause):
    found = unmoved(0.50001, touched=touched)  # the tables round to four decimals
    row = moved(plan, assessment(0.5, word), assessment(0.5, "uncertain"), found)
    assert (row["cause"], points(row)) == (cause, {})


def test_a_new_target_changes_the_plan(plan):
    row = moved(
        plan, assessment(0.5, "uncertain"), assessment(0.5, "uncertain", target="another"), unmoved(None)
    )
    assert (row["cause"], row["earlier_verdict"]) == ("plan_changed", "")


def test_figures_are_added_revised_and_withdrawn():
    then = series({"2020": 100.0, "2021": 110.0, "2022": 115.0, "2023": 120.0}, status={"2022": "rounded"})
    now = series({"2020": 100.0, "2022": 115.0, "2023": 121.0, "2024-06": 130.0})
    found = revisions(now, {2022: {"series": series({})}, 2023: {"series": then}})
    assert found.set_index("period")["kind"].to_dict() == {
        "2021": "withdrawn", "2022": "revised", "2023": "revised", "2024-06": "added",
    }  # fmt: skip
    assert found.set_index("period").loc["2023", ["earlier_value", "value"]].tolist() == [120.0, 121.0]
    assert set(found["earlier_as_of"]) == {2023}


def test_a_linked_figure_is_linked_and_not_revised():
    """CASES D: 2,000 → 1,800, which nobody revised."""
    then = series({"2024": 1900.0, "2025": 2000.0})
    now = series({"2024": 1710.0, "2025": 1795.5, "2026": 1900.0})
    found = revisions(now, {2025: {"series": then}}, BREAK).set_index("period")
    assert found["kind"].to_dict() == {"2024": "linked", "2025": "revised", "2026": "added"}
    assert revisions(now, {2025: {"series": then}}).set_index("period").loc["2024", "kind"] == "revised"
    same = series({"2024": 1710.0, "2026": 1900.0, "2027": 2000.0})
    later = revisions(same, {2026: {"series": series({"2024": 1710.0, "2026": 1900.0})}}, BREAK)
    assert later["kind"].tolist() == ["added"]  # linked already then


def test_a_vintage_of_the_same_value_is_a_change_of_status():
    then, now = (series({"2025": 24.3}, status={"2025": word}) for word in ("preliminary", "final"))
    row = revisions(now, {2025: {"series": then}}).iloc[0]
    assert (row["kind"], row["earlier_status"], row["status"]) == ("revised", "preliminary", "final")


def test_a_forecast_is_linked_as_its_figures_are(plan):
    earlier = {2025: {"series": series({"2025": 2000.0}), "projections": forecasts(
        (2026, 2000.0, 2100.0, 2200.0))}}  # fmt: skip
    row = forecast_record(plan, series({"2025": 1800.0, "2026": 1900.0}), earlier, BREAK).iloc[0]
    assert (row["lower_80"], row["median"], row["upper_80"]) == (1800.0, 1890.0, 1980.0)
    assert row["inside_80"] == "yes"


def test_an_outcome_of_a_linked_target_is_scored_and_one_across_a_break_is_not(plan):
    """CASES D: Brier .47 counted across a break."""
    now = assessment(None, "missed", latest_year=2025, latest_value=134.0, target_value=135.0)
    earlier = {2023: {"assessments": assessment(0.7, "likely"), "series": series({"2023": 120.0})}}
    linked = dataclasses.replace(plan, links={"example": 0.9})
    found = outcomes(linked, now, 2025, earlier, series({"2023": 108.0, "2025": 134.0}))
    assert found["brier"].iloc[0] == pytest.approx(0.49)
    assert outcomes(plan, now, 2025, earlier)["as_of"].tolist() == [2025]  # another target
    cut = series({"2023": 120.0, "2025": 134.0}, role={"2023": "before_break"})
    same = assessment(None, "missed", latest_year=2025, latest_value=134.0)
    assert outcomes(plan, same, 2025, earlier, cut)["as_of"].tolist() == [2025]


def test_a_forecast_is_compared_once_its_year_is_known(plan):
    earlier = {
        2021: {"series": series({"2021": 110.0}), "projections": forecasts(
            (2022, 110.0, 115.0, 120.0), (2023, 121.0, 125.0, 130.0), (2025, 130.0, 140.0, 150.0))},
        2022: {"series": series({"2022": 115.0}), "projections": forecasts((2023, 118.0, 119.0, 120.0))},
    }  # fmt: skip
    found = forecast_record(plan, series({"2022": 115.0, "2023": 120.0}), earlier)
    rows = found[["as_of", "year", "observed", "inside_80"]].to_numpy().tolist()
    # 120.0 lies on the upper bound of the second forecast, and a bound lies inside.
    assert rows == [[2021, 2022, 115.0, "yes"], [2021, 2023, 120.0, "no"], [2022, 2023, 120.0, "yes"]]


def test_scenarios_and_other_definitions_are_not_compared(plan):
    then = series({"2021": 110.0})
    scenario = {2021: {"series": then, "projections": forecasts((2022, 1.0, 2.0, 3.0), scenario="faster")}}
    assert forecast_record(plan, series({"2021": 110.0, "2022": 115.0}), scenario).empty
    before = {2021: {"series": then, "projections": forecasts((2022, 1.0, 2.0, 3.0))}}
    after_break = series({"2021": 110.0, "2022": 115.0}, role={"2021": "before_break"})
    assert forecast_record(plan, after_break, before).empty


def test_the_brier_score_is_worked_by_hand(plan):
    now = assessment(None, "met", latest_year=2025, latest_value=152.0)
    earlier = {
        2022: {"assessments": assessment(0.25, "unlikely")},
        2024: {"assessments": assessment(0.9, "very_likely")},
    }
    found = outcomes(plan, now, 2025, earlier).set_index("as_of")
    assert found["brier"].iloc[:2].tolist() == pytest.approx([0.5625, 0.01])
    assert pd.isna(found.loc[2025, "brier"])
    assert found["met"].tolist() == ["yes"] * 3
    assert found["outcome_value"].tolist() == [152.0] * 3
    missed = assessment(None, "missed", latest_year=2025, latest_value=149.0)
    assert outcomes(plan, missed, 2025, earlier)["brier"].iloc[1] == pytest.approx(0.81)


def test_an_outcome_that_is_not_published_is_unknown(plan):
    row = outcomes(plan, assessment(0.8, "likely"), 2025, {}).iloc[0]
    assert (row["met"], row["outcome_year"]) == ("unknown", 2025)
    assert pd.isna(row["outcome_value"])
    assert pd.isna(row["brier"])


def test_a_target_whose_year_is_not_over_has_no_outcome(plan):
    assert outcomes(plan, assessment(0.8, "likely"), 2024, {}).empty


def test_a_forecast_of_another_target_value_is_no_forecast_of_this_one(plan):
    earlier = {2023: {"assessments": assessment(0.9, "very_likely", target_value=120.0)}}
    assert outcomes(plan, assessment(0.8, "likely"), 2025, earlier)["as_of"].tolist() == [2025]


def test_every_table_is_what_its_columns_say(plan):
    earlier = {
        2023: {
            "series": series(OLD), "assessments": assessment(0.25, "unlikely"),
            "projections": forecasts((2024, 130.0, 135.0, 141.0)),
        }
    }  # fmt: skip
    now = assessment(0.8, "likely")
    tables = {
        "changes": changes(plan, now, earlier, unmoved(0.25)), "revisions": revisions(series(NEW), earlier),
        "forecast_record": forecast_record(plan, series(NEW), earlier),
        "outcomes": outcomes(plan, now, 2025, earlier),
    }  # fmt: skip
    for name, rows in tables.items():
        assert len(rows), name
        assert check_cells({name: to_cells(rows, RESULTS[name])}, RESULTS[name]) == []
