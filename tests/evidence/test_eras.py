"""Both eras: the nation at its pace of ten years, and of three."""

from __future__ import annotations

import pytest
from evidence.conftest import every_year

from ontrack.assessment import cases_of
from ontrack.evidence import collect_evidence
from ontrack.explanation.eras import eras_table, project_eras
from ontrack.projection.of_plan import project_plan
from ontrack.series import collect_series
from ontrack.tables.results import read_result, write_result

SLOWING = {str(year): 1000 * 1.2 ** (year - 2015) for year in range(2015, 2023)} | {
    str(2022 + k): 1000 * 1.2**7 * 1.03**k for k in (1, 2, 3)
}


@pytest.fixture
def known(make):
    raw = make({
        ("patents", "CN-ZJ"): every_year(100, 1.1), ("patents", "CN"): SLOWING,
        ("gdp", "CN-ZJ"): every_year(100, 1.06), ("trademarks", "CN-ZJ"): every_year(100, 1.1),
    }, "patents", "trademarks")  # fmt: skip
    series = collect_series(raw.plan, raw.observations, raw.breaks, 2025)
    return raw.plan, series, collect_evidence(raw, 2025)


def table_of(plan, series, evidence):
    cases = cases_of(plan, series, project_plan(plan, series, evidence), 2025)
    return eras_table(cases, project_eras(plan, series, evidence), evidence)


def test_both_paces_stand_beside_each_other(known, tmp_path):
    write_result(table_of(*known), "eras", tmp_path)
    table = read_result("eras", tmp_path).set_index(["target", "pace_years"])
    ten, three = table.loc[("patents", "10")], table.loc[("patents", "3")]
    assert three["parent_pace_pct"] == pytest.approx(3, abs=1e-4)
    assert ten["parent_pace_pct"] == pytest.approx(100 * ((1.2**7 * 1.03**3) ** 0.1 - 1), abs=1e-4)
    assert ten["economy_pace_pct"] == three["economy_pace_pct"] == pytest.approx(6, abs=1e-4)
    assert (ten["year"], three["year"]) == (2030, 2030)
    assert 0 < three["probability_met"] <= 1


def test_each_era_is_told_its_own_pace_and_the_rest_as_it_was(known):
    for years, projections in project_eras(*known).items():
        evidence = projections["patents"].distribution.evidence
        growth = evidence.parent.iloc[-1] / evidence.parent.iloc[-2] - 1
        assert growth == pytest.approx(0.03 if years == 3 else (1.2**7 * 1.03**3) ** 0.1 - 1, abs=1e-6)
        assert evidence.own.to_dict() == pytest.approx(
            {float(year): value for year, value in every_year(100, 1.1).items()}
        )


def test_an_indicator_of_which_the_nation_tells_nothing_has_no_eras(known):
    plan, series, evidence = known
    of_one = evidence["indicator"] == "trademarks"
    for lost in (of_one, of_one & (evidence["year"] < 2024)):  # nothing, or too little for a pace
        assert set(table_of(plan, series, evidence[~lost])["target"]) == {"patents"}
