"""A plan's indicators projected: both answers, each target to its own year, none stopping another."""

from __future__ import annotations

import dataclasses
import math

import numpy as np
import pandas as pd
import pytest
from evidence.conftest import REGIONS, rows_of

from ontrack.assessment import assess_plan, cases_of
from ontrack.evidence import collect_evidence
from ontrack.explanation.with_and_without import comparators_table
from ontrack.plan import Plan
from ontrack.plan.texts import Texts
from ontrack.projection import projections_table
from ontrack.projection.of_plan import compare_plan, project_plan, used_of
from ontrack.series import collect_series
from ontrack.statements import Statement
from ontrack.tables import RawData
from ontrack.tables.results import write_result

NO_BREAKS = pd.DataFrame(columns=["indicator", "region", "year", "link_factor", "reason_zh", "reason_en"])


@pytest.fixture
def raw_of(indicator, target):
    """Return a function that makes a plan on one indicator, with targets in years."""

    def make(figures, *years: int, kind: str = "stock", last_year: int = 2030, **of_target) -> RawData:
        one = dataclasses.replace(indicator, kind=kind)
        targets = tuple(
            dataclasses.replace(target, target=f"t{year}", year=year, **of_target)
            for year in years or (2030,)
        )
        plan = Plan(
            "sample", Texts(zh="样例", en="Sample"), "CN-ZJ", Texts(),
            "2026", "plan", 2025, 2026, last_year, 2025, targets,
            {"example": one},
        )  # fmt: skip
        return RawData(plan, {"example": one}, rows_of(figures), NO_BREAKS, pd.DataFrame(), REGIONS)

    return make


def tables_of(raw: RawData):
    series = collect_series(raw.plan, raw.observations, raw.breaks, 2025)
    return series, collect_evidence(raw, 2025)


def test_a_running_total_counts_at_its_dates(raw_of):
    """6,081 in May 2024, 22,000 in June 2025 and more than 30,000 that year: all three are seen."""
    figures = {("example", "CN-ZJ"): {"2024-05": 6081, "2025-06": 22000, "2025": 30000}}
    raw = raw_of(figures, kind="cumulative", value=50000.0)
    series, known = tables_of(raw)
    projection = project_plan(raw.plan, series, known)["example"]
    evidence = projection.distribution.evidence
    assert evidence.values.tolist() == [6081, 22000, 30000]
    assert evidence.times.tolist() == pytest.approx([-19 / 12, -0.5, 0])
    assert projection.years == (2026, 2027, 2028, 2029, 2030)
    assert projection.history.to_dict() == {2025: 30000}
    only_year = project_plan(raw.plan, series[series["role"] == "annual"], known)["example"]
    target = raw.plan.targets[0]
    assert projection.probability_met(target) > only_year.probability_met(target)
    assert projection.observations == 2
    assert 0.85 < projection.probability_met(target) < 1 and projection.median[2030] > 50_000


def test_a_statement_above_a_running_total_counts_like_its_value(raw_of):
    figures = {("example", "CN-ZJ"): {"2024-05": 6081, "2025-06": 22000}}
    raw = raw_of(figures, kind="cumulative", value=50000.0)
    above = Statement("example", "CN-ZJ", "at_least", "", "2025", "30000", "lower_bound", "2026-01", "x")
    projection = project_plan(raw.plan, *tables_of(raw), statements=[above])["example"]
    assert projection.quantile(0.01)[2025] >= 30_000
    assert 0.85 < projection.probability_met(raw.plan.targets[0]) < 1


def test_a_value_too_old_is_not_projected_and_stops_no_other(raw_of):
    raw = raw_of({("example", "CN-ZJ"): {"2019": 13.2}}, 2025, 2070, value=10.0)
    newer = raw.observations.assign(indicator="other", period="2025")
    series = pd.concat([tables_of(raw)[0], newer.assign(role="annual", year=2025)], ignore_index=True)
    found = project_plan(raw.plan, series)
    assert found == {}
    rows = assess_plan(cases_of(raw.plan, series, found, 2025))
    assert rows["reason"].tolist() == ["figures_too_old", "too_far"]
    assert rows["latest_year"].tolist() == [2019, 2019]


def test_a_year_between_two_values_is_not_published(raw_of):
    raw = raw_of({("example", "CN-ZJ"): {"2018": 40, "2021": 46, "2024": 52, "2026": 60}}, 2025, 2026, 2030)
    series = collect_series(raw.plan, raw.observations, raw.breaks, 2026)
    rows = assess_plan(cases_of(raw.plan, series, project_plan(raw.plan, series), 2026))
    assert rows["reason"].tolist() == ["not_published", "", ""]
    assert rows["verdict"].tolist()[:2] == ["not_assessable", "missed"]
    assert 0 < rows["probability_met"][2] < 1


def test_what_is_known_only_within_a_year_is_assessed_all_the_same(raw_of, tmp_path):
    raw = raw_of({("example", "CN-ZJ"): {"2024-05": 100, "2025-06": 120}}, value=150.0)
    series, known = tables_of(raw)
    projections = project_plan(raw.plan, series, known)
    assert projections["example"].years[0] == 2025
    (row,) = assess_plan(cases_of(raw.plan, series, projections, 2025)).to_dict("records")
    assert (row["latest_year"], row["latest_value"], row["reason"]) == (2025, 120.0, "")
    assert 0 < row["probability_met"] < 1
    write_result(projections_table(raw.plan, series, projections), "projections", tmp_path)


def test_every_target_is_projected_to_its_own_year(raw_of):
    raw = raw_of({("example", "CN-ZJ"): {"2024": 100, "2025": 110}}, 2030, 2035, 2045, 2060)
    series, known = tables_of(raw)
    projection = project_plan(raw.plan, series, known)["example"]
    assert projection.years[-1] == 2045
    near, ten, long, beyond = raw.plan.targets
    assert 0 < projection.probability_met(near) < 1 and 0 < projection.probability_met(ten) < 1
    assert math.isnan(projection.probability_met(long)) and math.isnan(projection.probability_met(beyond))
    assert projection.is_long(2036) and not projection.is_long(2035)
    rows = projections_table(raw.plan, series, {"example": projection}).set_index("year")
    assert rows.loc[2035, "long_horizon"] == "" and rows.loc[2036, "long_horizon"] == "yes"
    wide = projection.interval(80)
    widths = (wide["upper"] - wide["lower"]).to_numpy()
    assert np.all(np.diff(widths) > 0)


def test_a_plan_that_ends_out_of_reach_projects_what_is_within(raw_of):
    raw = raw_of({("example", "CN-ZJ"): {"2024": 100, "2025": 110}}, 2030, last_year=2060)
    assert project_plan(raw.plan, *tables_of(raw))["example"].years[-1] == 2030


def test_both_answers_stand_in_the_table(raw_of, tmp_path):
    growing = {str(year): 50 * 1.1 ** (year - 2015) for year in range(2015, 2026)}
    raw = raw_of({
        ("example", "CN-ZJ"): {"2024": 100, "2025": 110},
        ("example", "CN-JS"): growing, ("example", "CN"): growing,
    })  # fmt: skip
    found = compare_plan(raw.plan, *tables_of(raw))
    comparison = found["example"]
    assert comparison.used is comparison.beside
    assert (comparison.without.method, comparison.used.method) == (
        "reference_class",
        "reference_class_evidence",
    )
    assert comparison.without.distribution.evidence.pieces == ()
    assert comparison.used.distribution.evidence.pieces == ("parent", "peers")
    rows = comparators_table(cases_of(raw.plan, tables_of(raw)[0], used_of(found), 2025), found)
    write_result(rows, "comparators", tmp_path)
    assert rows[["answer", "used", "regions"]].to_numpy().tolist() == [
        ["without", "", "CN-JS"], ["with", "yes", "CN-JS"],
    ]  # fmt: skip


def test_where_nothing_else_is_known_there_is_one_answer(raw_of):
    raw = raw_of({("example", "CN-ZJ"): {"2024": 100, "2025": 110}})
    found = compare_plan(raw.plan, *tables_of(raw))
    assert found["example"].beside is None
    assert comparators_table(cases_of(raw.plan, tables_of(raw)[0], used_of(found), 2025), found).empty


def test_the_model_is_told_every_piece(raw_of, monkeypatch):
    growing = {str(year): 50 * 1.1 ** (year - 2015) for year in range(2015, 2026)}
    raw = raw_of({("example", "CN-ZJ"): {"2023": 90, "2025": 110}, ("example", "CN-JS"): growing,
                  ("example", "CN"): growing})  # fmt: skip
    seen = {}

    def asked(values, ahead, **told):
        seen.update(told, values=values, ahead=ahead)
        return np.zeros((1, len(ahead), 21))

    monkeypatch.setattr("ontrack.projection.reference_class.predict_at", asked)
    assert project_plan(raw.plan, *tables_of(raw))["example"].median[2030] == 0
    assert seen["values"].tolist() == [[90, 110]]
    assert seen["times"].tolist() == [[-2, 0]]
    assert seen["ahead"].tolist() == list(range(1, 11))
    assert (
        seen["parent"][0].tolist()
        == seen["comparators"][0][0].tolist()
        == pytest.approx(list(growing.values()))
    )
    assert (seen["kind"], seen["quantity"], seen["domain"]) == ("positive", ["unknown"], ["other"])
