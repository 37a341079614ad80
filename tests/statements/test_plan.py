"""Statements of a plan's indicators: who is told them, what they replace, and what the table says of them."""

from __future__ import annotations

import dataclasses
import math

import pandas as pd
import pytest
from evidence.conftest import REGIONS, rows_of
from helpers.said import said

from ontrack.assessment import cases_of
from ontrack.evidence import collect_evidence, gather
from ontrack.explanation.eras import eras_table, project_eras
from ontrack.explanation.statements_told import forms_with, statements_table
from ontrack.plan import Plan
from ontrack.plan.texts import Texts
from ontrack.projection import projections_table
from ontrack.projection.of_plan import compare_plan, plan_evidence, project_plan
from ontrack.series import collect_series
from ontrack.tables import RawData
from ontrack.tables.results import read_result, write_result

NO_BREAKS = pd.DataFrame(columns=["indicator", "region", "year", "link_factor", "reason_zh", "reason_en"])
FIGURES = {("example", "CN-ZJ"): {"2024": 22.9, "2025": 24.3}, ("gdp", "CN-ZJ"): {"2024": 90.0, "2025": 94.0}}
GROWTH = said("average_growth", "2024", "2025", "6.1", text=Texts(zh="比上年增长6.1%", en="up 6.1 %"))
OLD = said("average_growth", "2020", "2024", "9.0", published="2025-02")


@pytest.fixture
def raw(indicator, target) -> RawData:
    one = dataclasses.replace(
        indicator, decimals=1, kind="ratio", quantity="per_population", domain="innovation"
    )
    targets = (dataclasses.replace(target, value=30.0, kind="ratio"),)
    plan = Plan(
        "sample", Texts(zh="样例", en="Sample"), "CN-ZJ", Texts(),
        "2026", "plan", 2025, 2026, 2030, 2025, targets,
        {"example": one},
    )  # fmt: skip
    rows = rows_of(FIGURES)
    derived = (rows["indicator"] == "example") & (rows["period"] == "2024")
    rows = rows.assign(status=rows["status"].where(~derived, "derived"))
    raw = RawData(plan, {"example": one}, rows, NO_BREAKS, pd.DataFrame(), REGIONS)
    return dataclasses.replace(raw, statements=(GROWTH,))


def tables_of(raw: RawData, as_of: int = 2025):
    return collect_series(raw.plan, raw.observations, raw.breaks, as_of), collect_evidence(raw, as_of)


def told_rows(plan, series, known, statements):
    """Return the rows of statements.csv."""
    cases = cases_of(plan, series, project_plan(plan, series, known, statements=statements), 2025)
    return statements_table(plan, cases, series, known, statements)


def test_a_statement_is_told_in_place_of_the_value_worked_out_from_it(raw):
    series, known = tables_of(raw)
    evidence = plan_evidence(raw.plan, series, known, statements=raw.statements)["example"]
    assert evidence.own.to_dict() == {2025.0: 24.3}
    assert evidence.statements == (GROWTH,)
    assert plan_evidence(raw.plan, series, known)["example"].own.to_dict() == {2024.0: 22.9, 2025.0: 24.3}
    gathered = gather(raw, raw.indicators["example"], "CN-ZJ", 2025)
    assert gathered.own.to_dict() == {2025.0: 24.3} and gathered.statements == (GROWTH,)


def test_the_projection_is_told_so_and_the_chart_keeps_the_value(raw):
    series, known = tables_of(raw)
    projection = project_plan(raw.plan, series, known, statements=raw.statements)["example"]
    assert projection.method == "reference_class_statements"
    assert projection.history.to_dict() == {2024: 22.9, 2025: 24.3}
    assert projection.observations == 1
    plainly = project_plan(raw.plan, series, known)["example"]
    assert projection.median[2030] == pytest.approx(plainly.median[2030], rel=0.03)
    table = projections_table(raw.plan, series, {"example": projection})
    assert set(table["method"].dropna()) == {"reference_class_statements"}


def test_it_stands_with_own_values_alone_and_with_all_that_is_known(raw):
    series, known = tables_of(raw)
    both = compare_plan(raw.plan, series, known, statements=raw.statements)["example"]
    for projection in (both.without, both.used):
        assert projection.distribution.evidence.statements == (GROWTH,)
        assert projection.method == "reference_class_statements"


def test_other_places_and_later_statements_are_not_told(raw):
    series, known = tables_of(raw)
    others = (
        dataclasses.replace(GROWTH, region="CN"), dataclasses.replace(GROWTH, indicator="other"),
        dataclasses.replace(GROWTH, published="2026-07-01"),
    )  # fmt: skip
    evidence = plan_evidence(raw.plan, series, known, statements=others)["example"]
    assert evidence.statements == () and len(evidence.own) == 2
    earlier = collect_series(raw.plan, raw.observations, raw.breaks, 2024)
    told = plan_evidence(raw.plan, earlier, statements=(GROWTH, OLD))["example"]
    assert told.statements == (OLD,)  # what came out in 2026 is not known a year before


def test_both_paces_of_the_nation_are_told_the_statements(raw):
    figures = FIGURES | {("example", "CN"): {str(year): 10.0 + year - 2012 for year in range(2012, 2026)}}
    rows = rows_of(figures).assign(status="derived")
    series, known = tables_of(dataclasses.replace(raw, observations=rows))
    cases = cases_of(raw.plan, series, project_plan(raw.plan, series, known), 2025)
    with_it, without = (
        eras_table(cases, project_eras(raw.plan, series, known, statements=told), known)
        for told in (raw.statements, ())
    )
    assert len(with_it) == len(without) == 2
    assert not with_it["median"].equals(without["median"])
    for projections in project_eras(raw.plan, series, known, statements=raw.statements).values():
        assert projections["example"].method == "reference_class_statements"


def test_the_table_says_what_each_statement_moves(raw, tmp_path):
    series, known = tables_of(raw)
    told = (*raw.statements, dataclasses.replace(GROWTH, source="again", value="6.10"), OLD)
    rows = told_rows(raw.plan, series, known, told)
    write_result(rows, "statements", tmp_path)
    read = read_result("statements", tmp_path).set_index(["source", "from"])
    assert read.loc[("report", "2024"), "replaces"] == "2024"
    assert read.loc[("report", "2020"), "replaces"] == ""
    assert set(read["used"]) == {"yes"}
    projection = project_plan(raw.plan, series, known, statements=told)["example"]
    probability = projection.probability_met(raw.plan.targets[0])
    moved = read["probability_without"] + read["points_moved"] / 100
    assert moved.to_numpy() == pytest.approx(probability, abs=2e-4)
    assert abs(read.loc[("again", "2024"), "points_moved"]) < 2  # the other one says the same


def test_without_its_statement_a_replaced_value_stays_out(raw):
    series, known = tables_of(raw)
    (row,) = told_rows(raw.plan, series, known, raw.statements).to_dict("records")
    alone = project_plan(raw.plan, series[series["period"] == "2025"], known)["example"]
    assert row["probability_without"] == pytest.approx(alone.probability_met(raw.plan.targets[0]))
    assert row["text_zh"] == "比上年增长6.1%"


def test_one_that_says_nothing_more_is_listed_and_not_used(raw):
    quoted = dataclasses.replace(raw, observations=raw.observations.assign(status="quoted"))
    series, known = tables_of(quoted)
    (row,) = told_rows(raw.plan, series, known, raw.statements).to_dict("records")
    assert (row["used"], row["replaces"]) == ("no", "")
    assert math.isnan(row["probability_without"]) and math.isnan(row["points_moved"])


def test_without_statements_there_is_no_row(raw):
    series, known = tables_of(raw)
    assert told_rows(raw.plan, series, known, ()).empty


def test_a_target_that_is_not_projected_has_rows_without_a_figure(raw):
    target = dataclasses.replace(raw.plan.targets[0], year=None)
    plan = dataclasses.replace(raw.plan, targets=(target,))
    (row,) = told_rows(plan, *tables_of(raw), raw.statements).to_dict("records")
    assert math.isnan(row["probability_without"])


def test_two_forms_rest_on_each_other(raw):
    one = raw.indicators["example"]
    ratio = dataclasses.replace(one, id="ratio", numerator="example", denominator="people")
    plan = dataclasses.replace(raw.plan, indicators={"example": one, "ratio": ratio})
    assert forms_with(plan, "example") == forms_with(plan, "ratio") == {"example", "ratio"}
    assert forms_with(raw.plan, "example") == {"example"}
