"""The national plan of 2021–2025: assessed as of each of its years, with what was known then."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pandas as pd
import pytest
from helpers.made_once import plan_of_ours
from report.results import compute_results

from ontrack.assessment import assess_plan, cases_of
from ontrack.evidence import collect_evidence
from ontrack.explanation.sensitivity import ALTERNATIVES
from ontrack.paths import Paths
from ontrack.projection.of_plan import project_plan
from ontrack.series import collect_series, cutoff_date, require_year
from ontrack.tables import RawData, read_earlier, read_results, write_result

ROOT = Path(__file__).resolve().parents[1]
PLAN = "china-ip-2025"
YEARS = range(2021, 2026)
COMMITTED = ROOT / "data" / "processed" / PLAN


@pytest.fixture(scope="module")
def national() -> RawData:
    return plan_of_ours(PLAN)


@pytest.fixture(scope="module")
def committed() -> dict[int, dict[str, pd.DataFrame]]:
    return {year: read_results(COMMITTED / str(year)) for year in YEARS}


def test_five_of_eight_have_a_value(national):
    assert [target.target for target in national.plan.targets_without_value] == [
        "ip_pledge_financing", "ip_protection_satisfaction", "first_instance_acceptance_rate",
    ]  # fmt: skip
    assert {target.target: target.value for target in national.plan.table_targets} == {
        "high_value_patents_per_10k": 12, "overseas_patents_granted": 9, "ip_royalty_trade": 3500,
        "patent_intensive_industry_share": 13.0, "copyright_industry_share": 7.5,
    }  # fmt: skip


@pytest.mark.parametrize("year", YEARS)
def test_the_committed_tables_are_those_of_the_committed_figures(national, tmp_path, year):
    require_year(national.plan, national.observations, year)
    earlier = read_earlier(Paths(ROOT), PLAN, year)
    results = compute_results(national, year, earlier, judge=True, alternatives=ALTERNATIVES)
    for name, rows in results.items():
        written = write_result(rows, name, tmp_path)
        stands = COMMITTED / str(year) / f"{name}.csv"
        assert written.read_bytes() == stands.read_bytes(), f"{year}/{name}.csv: run ontrack assess again"


@pytest.mark.parametrize("year", YEARS)
def test_no_year_knows_what_was_published_later(committed, year):
    rows = committed[year]["series"]
    assert rows["period"].str[:4].astype(int).max() <= year
    assert (rows["published"] <= cutoff_date(year)).all()


def test_later_figures_change_no_earlier_year(national, tmp_path):
    """Half of every figure for 2023 and later: nothing as of 2022 may see it."""
    seen = national.observations
    later = seen["period"].str[:4].astype(int) > 2022
    changed = seen.assign(value=seen["value"].where(~later, seen["value"] / 2))
    other = dataclasses.replace(national, observations=changed)
    found = compute_results(other, 2022, read_earlier(Paths(ROOT), PLAN, 2022), judge=True)
    for name, rows in found.items():
        lines = write_result(rows, name, tmp_path).read_text(encoding="utf-8").splitlines()
        stands = (COMMITTED / "2022" / f"{name}.csv").read_text(encoding="utf-8").splitlines()
        if name == "sensitivity":  # asked of one model here, of all there
            stands = [line for line in stands if line in lines]
            assert len(stands) > len(set(rows["target"]))
        assert lines == stands, f"{name}.csv"


def test_a_figure_published_a_day_after_the_cutoff_does_not_count(national):
    def latest(published: str) -> int:
        seen, plan = national.observations, national.plan
        mine = (seen["indicator"] == "high_value_patents_per_10k") & (seen["period"] == "2023")
        observations = seen.assign(published=seen["published"].mask(mine, published))
        series = collect_series(plan, observations, national.breaks, 2023)
        known = collect_evidence(dataclasses.replace(national, observations=observations), 2023)
        rows = assess_plan(cases_of(plan, series, project_plan(plan, series, known), 2023)).set_index(
            "target"
        )
        return rows.loc["high_value_patents_per_10k", "latest_year"]

    assert latest("2024-06-30") == 2023
    assert latest("2024-07-01") == 2022


def test_what_was_forecast_and_what_happened(committed):
    """The national announcement of January 2026: 16 against a target of 12."""
    rows = committed[2025]["outcomes"].set_index(["target", "as_of"])
    patents = rows.loc["high_value_patents_per_10k"]
    assert set(patents["met"]) == {"yes"}
    assert set(patents["outcome_value"]) == {16.0}
    stated = committed[2021]["assessments"].set_index("target")["probability_met"]
    assert patents.loc[2021, "probability_met"] == stated["high_value_patents_per_10k"]
    assert patents.loc[2021, "brier"] == pytest.approx(
        (1 - stated["high_value_patents_per_10k"]) ** 2, abs=5e-5
    )
    others = rows.drop("high_value_patents_per_10k", level="target")
    assert set(others["met"]) == {"unknown"}
    assert others["brier"].isna().all()


def test_each_year_is_compared_with_the_one_before(committed):
    assert committed[2021]["changes"].empty
    for year in range(2022, 2026):
        assert set(committed[year]["changes"]["earlier_as_of"]) == {year - 1}


def test_forecasts_of_before_the_census_are_linked_as_the_figures_are(committed):
    link = 12.60 / 12.71  # the one year in both accounts, 2022
    rows = committed[2025]["forecast_record"].set_index(["indicator", "as_of", "year"])
    before = committed[2021]["projections"]
    mine = (before["indicator"] == "patent_intensive_industry_share") & (before["year"] == 2024)
    (then,) = before.loc[mine & (before["scenario"] == "baseline"), "median"]
    compared = rows.loc[("patent_intensive_industry_share", 2021, 2024)]
    assert compared["median"] == pytest.approx(then * link, rel=1e-6)
    assert compared["observed"] == 13.38
    target = committed[2024]["assessments"].set_index("target").loc["patent_intensive_industry_share"]
    assert target["target_value"] == pytest.approx(13 * link, rel=1e-6)
