"""scenarios.csv says what the API says, and nothing of how likely a scenario is."""

from __future__ import annotations

import dataclasses

import pandas as pd
import pytest
from conftest import yearly
from helpers.futures import compounding
from scenarios.conftest import scenario

from ontrack.assessment import cases_of
from ontrack.errors import InputError
from ontrack.plan import Plan
from ontrack.plan.texts import Texts
from ontrack.projection.of_plan import project_plan
from ontrack.scenarios import (
    apply_scenario,
    chosen_scenarios,
    outcome,
    peer_histories,
    plan_outcomes,
    scenario_paths_table,
    scenarios_table,
)
from ontrack.series import collect_series
from ontrack.tables import read_result, write_result
from ontrack.tables.result_columns import RESULTS, SCENARIOS_TABLE

CHOSEN = (
    scenario("baseline"),
    scenario("stagnation"),
    scenario("fixed_rate", percent=9, compared_with="stagnation"),
    scenario("required_pace"),
    scenario("driver_effect", part="numerator", percent=1),
    scenario("peer_time_shift", region="CN-JS"),
)
PEERS = {"example": {"CN-JS": yearly({2020: 90.0, 2021: 110.0, 2022: 130.0})}}


@pytest.fixture
def plan(indicator, target) -> Plan:
    open_target = dataclasses.replace(target, target="open", indicator="")
    missing = dataclasses.replace(indicator, id="missing")
    unknown = dataclasses.replace(target, target="unknown", indicator="missing")
    return Plan(
        "sample", Texts(zh="样", en="Sample"), "CN-ZJ", Texts(zh="试", en="trial"),
        "2026", "plan", 2025, 2026, 2030, 2025,
        (target, open_target, unknown), {"example": indicator, "missing": missing},
    )  # fmt: skip


@pytest.fixture
def base(hundred, indicator):
    return compounding(hundred, indicator, growth=0.02)


@pytest.fixture
def cases(plan, base):
    series = pd.DataFrame({"indicator": ["example"], "year": [2025], "value": [100.0], "role": ["annual"]})
    return cases_of(plan, series, {"example": base}, 2025)


@pytest.fixture
def outcomes(cases):
    return plan_outcomes(cases, CHOSEN, peers=PEERS)


@pytest.fixture
def table(outcomes) -> pd.DataFrame:
    return scenarios_table(outcomes)


def row(table: pd.DataFrame, name: str, target: str = "example") -> dict:
    return table[(table["scenario"] == name) & (table["target"] == target)].iloc[0].to_dict()


def test_there_is_a_row_a_scenario_and_target_that_rests_on_an_indicator(table):
    assert len(table) == len(CHOSEN) * 2
    assert list(table) == SCENARIOS_TABLE.names
    assert not [name for name in table if "likelihood" in name or "weight" in name]


def test_a_row_says_what_the_api_says(table, base, target, cases):
    found = row(table, "fixed_rate")
    under = apply_scenario(CHOSEN[2], base)
    assert found["probability_met"] == under.probability_met(target)
    assert found["median"] == under.median[2030]
    assert [found["lower_80"], found["upper_80"]] == under.interval(80).loc[2030].tolist()
    assert found["crossing_year"] == under.crossing_year(target) == 2030
    alone = outcome(CHOSEN[2], cases["example"])
    assert found["change_for_80"] == alone.change_for_80.amount > 0
    assert found["verdict"] == alone.assessment.verdict == "uncertain"


def test_a_word_that_is_withheld_is_withheld_under_every_scenario(cases, table):
    unjudged = plan_outcomes(cases, CHOSEN, peers=PEERS, not_judged={"example": "class_answer"})
    found = scenarios_table(unjudged)
    assert set(found["verdict"].dropna()) == {""}
    pd.testing.assert_series_equal(found["probability_met"], table["probability_met"])
    assert {one.assessment.reason for one in unjudged if one.probability is not None} == {"class_answer"}


def test_differences_are_those_to_the_named_other(table):
    still = row(table, "stagnation")
    assert row(table, "baseline")["probability_difference"] == 0
    expected = row(table, "fixed_rate")["probability_met"] - still["probability_met"]
    assert row(table, "fixed_rate")["probability_difference"] == pytest.approx(expected)
    assert still["probability_difference"] < 0


def test_what_is_by_construction_says_so(table):
    assert row(table, "required_pace")["by_construction"] == "yes"
    assert row(table, "required_pace")["probability_met"] == pytest.approx(0.5, abs=0.03)
    assert row(table, "fixed_rate")["by_construction"] == ""


def test_what_cannot_be_applied_says_why(table):
    refused = row(table, "driver_effect")
    assert refused["reason"] == "no_denominator"
    assert pd.isna(refused["probability_met"])
    assert pd.isna(refused["probability_difference"])
    assert row(table, "baseline", "unknown")["reason"] == "no_projection"


def test_a_peers_end_is_a_year(table):
    assert row(table, "peer_time_shift")["ends"] == 2026
    assert row(table, "baseline")["changed"] == ""
    assert row(table, "stagnation")["changed"] == "yes"


def test_tables_come_back_as_they_were_written(table, outcomes, tmp_path):
    write_result(table, "scenarios", tmp_path)
    back = read_result("scenarios", tmp_path)
    assert back["by_construction"].sum() == 1
    assert len(back) == len(table)
    write_result(scenario_paths_table(outcomes), "scenario_paths", tmp_path)
    back = read_result("scenario_paths", tmp_path)
    assert set(back["scenario"]) == {"stagnation", "fixed_rate", "required_pace", "peer_time_shift"}
    mine = back[(back["scenario"] == "required_pace") & (back["year"] == 2030)]
    assert mine["median"].item() == 150.0


def test_without_scenarios_the_tables_are_empty(tmp_path):
    for name, rows in (("scenarios", scenarios_table([])), ("scenario_paths", scenario_paths_table([]))):
        write_result(rows, name, tmp_path)
        assert read_result(name, tmp_path).empty
        assert list(rows) == RESULTS[name].names


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("all", [one.id for one in CHOSEN]),
        ("none", []),
        ("fixed_rate", ["baseline", "stagnation", "fixed_rate"]),
        (" required_pace , baseline", ["baseline", "required_pace"]),
    ],
)
def test_scenarios_are_chosen_with_those_they_are_compared_with(words, expected):
    assert [one.id for one in chosen_scenarios(CHOSEN, words)] == expected


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ("stagnatoin", "found --scenarios stagnatoin; expected all, none or some of baseline, stagnation"),
        ("stagnatoin", "Did you mean stagnation"),
        ("zzz", "Write them with commas, or add the scenario to the plan's scenarios.toml"),
        (" , ", "found an empty --scenarios; expected all, none or some of"),
        ("all,none", "2 faults in the input"),
    ],
)
def test_an_unknown_scenario_names_those_there_are(words, fault):
    with pytest.raises(InputError, match=fault):
        chosen_scenarios(CHOSEN, words)


def test_none_declared():
    with pytest.raises(InputError, match=r"some of \(none declared\)"):
        chosen_scenarios((), "faster")


def test_peers_are_known_as_they_were_then(raw):
    peers = peer_histories(raw.plan, raw.scenarios, raw.observations, raw.breaks, 2023)
    assert all(series.index.max() <= 2023 for of in peers.values() for series in of.values() if len(series))
    assert set(peers["ip_royalty_trade"]) == {"CN", "CN-SH"}


@pytest.fixture(scope="module")
def real(raw):
    """The plan's own scenarios, applied."""
    series = collect_series(raw.plan, raw.observations, raw.breaks, 2025)
    projections = project_plan(raw.plan, series)
    peers = peer_histories(raw.plan, raw.scenarios, raw.observations, raw.breaks, 2025)
    cases = cases_of(raw.plan, series, projections, 2025)
    return scenarios_table(plan_outcomes(cases, raw.scenarios, peers=peers))


def test_the_plans_own_scenarios_can_all_be_applied(raw, real):
    table = real[real["target"].isin([target.target for target in raw.plan.table_targets])]
    assert len(table) == 12 * len(raw.scenarios)
    assert set(table["reason"]) == {""}
    kinds = {one.kind for one in raw.scenarios}
    assert {"accelerated_step", "accelerated_ramp", "required_pace", "shock", "quantile_path"} < kinds


def test_the_plans_own_scenarios_are_in_order(real):
    chances = real.pivot(index="target", columns="scenario", values="probability_met")
    assert (chances["faster"] >= chances["baseline"]).all()
    assert (chances["faster"] >= chances["faster_gradually"]).all()
    assert (chances["low_course"] <= chances["baseline"]).all()
    assert (chances["high_course"] >= chances["baseline"]).all()
    assert (chances["trade_shock"] <= chances["baseline"]).all()
