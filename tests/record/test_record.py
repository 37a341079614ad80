"""What changed, and how good earlier assessments were: small tables whose answers are known by hand."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

import pandas as pd
import pytest

from ontrack.plan import Plan
from ontrack.record import changes, forecast_record, outcomes, revisions
from ontrack.tables.columns import RESULTS
from ontrack.tables.results import to_cells
from ontrack.tables.validation import check_cells

REGION = "CN"


@pytest.fixture
def plan(indicator, target) -> Plan:
    aim = dataclasses.replace(target, baseline_year=2020, baseline_value=100.0, year=2025, value=150.0)
    return Plan(
        "small", "小规划", "Small plan", REGION, "试行", "trial", "2021", "s", 2020, 2021, 2025, 2025,
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


OLD = {"2023": 120.0}
NEW = {"2023": 120.0, "2024": 140.0}


def cause(plan, now, then, *, series_now=OLD, series_then=OLD) -> str:
    earlier = {2023: {"series": series(series_then), "assessments": then}}
    return changes(plan, series(series_now), now, earlier)["cause"].item()


def test_the_first_assessment_has_nothing_before_it(plan):
    now = assessment(0.5, "uncertain")
    assert changes(plan, series(OLD), now, {}).empty
    assert revisions(series(OLD), {}).empty
    assert forecast_record(plan, series(OLD), {}).empty


def test_a_probability_is_compared_with_the_latest_earlier_one(plan):
    earlier = {
        2021: {"series": series(OLD), "assessments": assessment(0.9, "very_likely")},
        2023: {"series": series(OLD), "assessments": assessment(0.25, "unlikely")},
    }
    row = changes(plan, series(NEW), assessment(0.625, "uncertain"), earlier).iloc[0]
    assert (row["earlier_as_of"], row["earlier_probability"], row["probability"]) == (2023, 0.25, 0.625)
    assert (row["difference"], row["earlier_verdict"], row["verdict"]) == (0.375, "unlikely", "uncertain")


def test_without_both_probabilities_there_is_no_difference(plan):
    earlier = {2023: {"series": series(OLD), "assessments": assessment(0.25, "unlikely")}}
    row = changes(plan, series(NEW), assessment(None, "met"), earlier).iloc[0]
    assert pd.isna(row["difference"])
    assert row["earlier_probability"] == 0.25


@pytest.mark.parametrize(
    ("now", "then", "figures", "expected"),
    [
        ({}, {}, {}, "unchanged"),
        ({"probability_met": 0.5001}, {}, {}, "method"),
        ({"probability_met": 0.50001}, {}, {}, "unchanged"),  # the tables round to four decimals
        ({"verdict": "likely"}, {}, {}, "method"),
        ({}, {}, {"series_now": NEW}, "new_figures"),
        ({}, {}, {"series_now": {"2023": 121.0}}, "revised_figures"),
        ({}, {}, {"series_now": {"2024": 140.0}}, "revised_figures"),  # an earlier one is gone
        ({}, {}, {"series_now": {"2023": 121.0, "2024": 140.0}}, "revised_figures"),
        ({}, {"target_value": 149.0}, {"series_now": NEW}, "plan_changed"),
        ({}, {"baseline_value": 99.0}, {}, "plan_changed"),
        ({}, {"baseline_value": None}, {}, "plan_changed"),
        ({}, {"comparison": ">"}, {}, "plan_changed"),
    ],
)
def test_each_cause(plan, now, then, figures, expected):
    both = (assessment(0.5, "uncertain").assign(**cells) for cells in (now, then))
    assert cause(plan, *both, **figures) == expected


def test_a_new_target_changes_the_plan(plan):
    then = assessment(0.5, "uncertain", target="another")
    earlier = {2023: {"series": series(OLD), "assessments": then}}
    row = changes(plan, series(OLD), assessment(0.5, "uncertain"), earlier).iloc[0]
    assert (row["cause"], row["earlier_verdict"]) == ("plan_changed", "")


def test_a_break_sets_figures_aside_and_revises_none(plan):
    earlier = {2023: {"series": series(OLD), "assessments": assessment(0.5, "uncertain")}}
    after = series(NEW, role={"2023": "before_break"})
    assert changes(plan, after, assessment(0.4, "uncertain"), earlier)["cause"].item() == "new_figures"


def test_several_dates_within_a_year_are_figures_of_their_own(plan):
    then = {"2023": 120.0, "2024-03": 125.0, "2024-09": 130.0}
    now = {**then, "2024": 140.0}
    dated = {"role": {"2024-03": "dated", "2024-09": "dated"}}
    for figures, expected in ((now, "new_figures"), ({**now, "2024-03": 124.0}, "revised_figures")):
        earlier = {2023: {"series": series(then, **dated), "assessments": assessment(0.5, "uncertain")}}
        moved = changes(plan, series(figures, **dated), assessment(0.6, "uncertain"), earlier)
        assert moved["cause"].item() == expected


def test_figures_are_added_revised_and_withdrawn():
    then = series({"2020": 100.0, "2021": 110.0, "2022": 115.0, "2023": 120.0}, status={"2022": "rounded"})
    now = series({"2020": 100.0, "2022": 115.0, "2023": 121.0, "2024-06": 130.0})
    found = revisions(now, {2022: {"series": series({})}, 2023: {"series": then}})
    assert found.set_index("period")["kind"].to_dict() == {
        "2021": "withdrawn", "2022": "revised", "2023": "revised", "2024-06": "added",
    }  # fmt: skip
    assert found.set_index("period").loc["2023", ["earlier_value", "value"]].tolist() == [120.0, 121.0]
    assert set(found["earlier_as_of"]) == {2023}


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
        "changes": changes(plan, series(NEW), now, earlier), "revisions": revisions(series(NEW), earlier),
        "forecast_record": forecast_record(plan, series(NEW), earlier),
        "outcomes": outcomes(plan, now, 2025, earlier),
    }  # fmt: skip
    for name, rows in tables.items():
        assert len(rows), name
        assert check_cells({name: to_cells(rows, RESULTS[name])}, RESULTS[name]) == []
