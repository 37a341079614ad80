"""What is found on the default plan, and on identities that cannot be checked."""

from __future__ import annotations

import dataclasses

import numpy as np
import pandas as pd
import pytest
from scipy.stats import spearmanr

from ontrack.coherence import check_identities, forecast_ratios
from ontrack.coherence.figures import Ledger
from ontrack.coherence.ratio_forecasts import coupled
from ontrack.plan.relations import Figure, Identities
from ontrack.projection.of_plan import project_plan
from ontrack.series import collect_series
from ontrack.tables.result_columns import COHERENCE, COHERENCE_FIGURES, RATIO_FORECASTS
from ontrack.tables.results import to_cells
from ontrack.tables.validation import check_cells

TITLES = {"title_zh": "甲", "title_en": "A"}


@pytest.fixture(scope="module")
def found(raw):
    findings, figures = check_identities(raw, 2025)
    return findings.set_index("identity"), figures.set_index(["identity", "name"])


def with_identities(raw, *identities, ratios=()):
    declared = Identities.model_validate({"identity": list(identities), "ratio": list(ratios)})
    return dataclasses.replace(raw, identities=declared)


def one(raw, as_of=2025, **identity):
    findings, _ = check_identities(with_identities(raw, {"id": "one", **TITLES, **identity}), as_of)
    return findings.iloc[0]


@pytest.mark.parametrize(
    ("identity", "name", "value", "within"),
    [
        ("stock_against_rate", "implied", 6967, 0.5),
        ("stock_against_rate", "latest", 6670, 0.1),
        ("stock_against_share", "implied", 418000, 0.5),
        ("share_baseline", "left", 37.7, 0.01),
        ("share_baseline", "right", 33.6, 0.01),
        ("rate_baseline", "right", 162081, 0.5),
        ("doubling_in_total", "share", 66.9, 0.05),
        ("doubling_in_total", "at_most", 63.7, 0.05),
        ("doubling_in_total", "freely", 27.4, 0.05),
        ("doubling_in_total", "growth_needed_pct", 14.87, 0.005),
        ("growth_against_doubling", "implied", 201.1, 0.05),
        ("growth_against_doubling", "growth_needed_pct", 14.87, 0.005),
        ("named_centres", "total", 27, 0),
        ("named_centres", "goal", 28, 0),
        ("existing_sites", "existing", 88, 0),
        ("existing_sites", "goal", 70, 0),
        ("data_ip_amount", "difference", 65.5, 0.01),
        ("data_ip_amount", "right_growth_pct", 15.97, 0.005),
        ("trademark_stock", "difference", 27000, 0.5),
        ("trademarks_and_enterprises", "ratio_growth_pct", 0.128, 0.0005),
        ("trademarks_and_enterprises", "latest", 408, 0.05),
        ("value_added_and_gdp", "ratio_growth_pct", 2.229, 0.0005),
    ],
)
def test_the_figures_of_methods_7_come_from_the_raw_figures(found, identity, name, value, within):
    assert found[1].loc[(identity, name), "value"] == pytest.approx(value, abs=within)


@pytest.mark.parametrize(
    ("identity", "finding"),
    [
        ("share_baseline", "differs"),
        ("rate_baseline", "immaterial"),
        ("existing_sites", "contradictory"),
        ("data_ip_amount", "coherent"),
        ("trademark_stock", "immaterial"),
        ("doubling_in_total", "strained"),
        ("named_centres", "strained"),
        ("growth_against_doubling", "coherent_rounded"),
        ("population_convention", "coherent_rounded"),
        ("value_added_and_gdp", "not_checkable"),
    ],
)
def test_the_classes_that_no_projection_decides(found, identity, finding):
    assert found[0].loc[identity, "finding"] == finding


def test_half_of_the_stock_target_needs_a_total_below_the_present_one(found):
    assert found[0].loc["stock_against_share", "finding"] == "strained"  # a fall, yet inside 95 %
    assert found[1].loc[("stock_against_share", "change_pct"), "value"] == pytest.approx(-14.4, abs=0.1)


def test_what_is_missing_is_named(found):
    assert found[0].loc["value_added_and_gdp", "missing"] == "patent_intensive_industry_value_added@2030"
    assert found[0].loc["value_added_and_gdp", "reason"] == "missing_figure"


def test_the_tables_are_what_their_columns_say(raw, found):
    series = collect_series(raw.plan, raw.observations, raw.breaks, 2025)
    ratios = forecast_ratios(raw, project_plan(raw.plan, series), 2025)
    tables = ((found[0], COHERENCE), (found[1], COHERENCE_FIGURES), (ratios, RATIO_FORECASTS))
    for rows, table in tables:
        cells = to_cells(rows.reset_index(), table)
        assert check_cells({"x": cells}, table) == []


def test_a_plan_without_identities_has_empty_tables(raw):
    bare = dataclasses.replace(raw, identities=Identities())
    findings, figures = check_identities(bare, 2025)
    assert findings.empty and figures.empty
    assert list(findings.columns) == COHERENCE.names
    assert forecast_ratios(bare, {}, 2025).empty


def test_a_figure_not_yet_known_makes_an_identity_uncheckable(raw):
    same = {"kind": "same", "left": {"indicator": "high_value_patents", "year": 2025}}
    right = {"right": {"indicator": "high_value_patents", "year": 2025}}
    assert one(raw, **same, **right)["finding"] == "coherent"
    early = one(raw, as_of=2023, **same, **right)
    assert (early["finding"], early["reason"]) == ("not_checkable", "missing_figure")
    assert early["missing"] == "high_value_patents@2025 high_value_patents@2025"
    assert pd.isna(early["left_value"]) and pd.isna(early["gap_pct"])


def test_a_target_without_a_level_is_a_missing_figure(raw):
    target = {"target": "strategic_industry_high_value_patents"}
    row = one(raw, kind="same", left=target, right=target)
    assert row["missing"].split() == ["strategic_industry_high_value_patents"] * 2


def test_a_zero_below_the_line_makes_an_identity_uncheckable(raw):
    zero = raw.observations["indicator"].eq("valid_invention_patents") & raw.observations["period"].eq("2025")
    observations = raw.observations.assign(value=raw.observations["value"].mask(zero, 0.0))
    figure = {"indicator": "valid_invention_patents", "year": 2025}
    row = one(
        dataclasses.replace(raw, observations=observations), kind="same", left=figure,
        right={"times": [figure], "over": [figure]},
    )  # fmt: skip
    assert (row["finding"], row["reason"], row["missing"]) == ("not_checkable", "zero_denominator", "")


def test_growth_without_a_year_cannot_be_checked(raw):
    coverage = {"target": "pre_filing_assessment_coverage"}
    row = one(raw, kind="growth", growth=coverage, baseline=coverage, level=coverage)
    assert row["reason"] == "no_target_year"


def test_a_lower_bound_may_be_any_greater_value(raw):
    ledger = Ledger(raw, 2025)
    stated = ledger.figure(Figure(indicator="high_value_patents", year=2023)).stated
    assert (stated.lower, stated.upper) == (120000, float("inf"))


def test_enterprises_are_filled_in_from_trademarks_and_their_ratio(raw):
    declared = {identity.id: identity for identity in raw.identities.identity}
    figure = declared["trademarks_and_enterprises"].denominator.times[0]
    assert Ledger(raw, 2025).history(figure)[2025] == pytest.approx(5067000 / 124.2 / 100)
    mine = raw.observations[raw.observations["indicator"] == "enterprises"]
    published = pd.concat([raw.observations, mine.iloc[[0]].assign(period="2025", value=400.0)])
    known = Ledger(dataclasses.replace(raw, observations=published), 2025).history(figure)
    assert known[2025] == 400  # a published figure is never replaced


def ratio(numerator: str, denominator: str) -> dict:
    ends = {"year": 2030, "projected": True}
    return {
        "id": "high_value_patent_share", "dependence": 0.0,
        "numerator": {"times": [{"indicator": numerator, **ends}], "factor": 100},
        "denominator": {"indicator": denominator, **ends},
    }  # fmt: skip


@pytest.mark.parametrize("dependence", [-0.8, 0.0, 0.5, 1.0])
def test_coupling_gives_the_rank_correlation_and_keeps_the_values(dependence):
    random = np.random.default_rng(1)
    first, second = random.lognormal(size=20000), random.normal(size=20000)
    moved = coupled(first, second, dependence)
    assert sorted(moved) == sorted(second)
    assert spearmanr(first, moved).statistic == pytest.approx(dependence, abs=0.02)


def test_two_that_move_together_have_a_steadier_quotient():
    draws = np.random.default_rng(2).lognormal(size=4000)
    apart, together = (draws / coupled(draws, draws, dependence) for dependence in (0.0, 1.0))
    assert np.ptp(together) == 0
    assert np.ptp(apart) > 1


def test_a_part_without_figures_is_named_in_place_of_a_forecast(raw):
    declared = with_identities(
        raw, ratios=[ratio("pct_applications", "patent_intensive_industry_value_added")]
    )
    row = forecast_ratios(declared, {}, 2025).iloc[0]
    assert row["missing"] == "patent_intensive_industry_value_added@2030"
    assert pd.isna(row["median"]) and row["observations"] == 0


def test_no_ratio_is_forecast_through_parts_once_both_are_observed(raw):
    over = ratio("high_value_patents", "valid_invention_patents")
    over["numerator"] = {"indicator": "high_value_patents", "year": 2025, "projected": True}
    assert forecast_ratios(with_identities(raw, ratios=[over]), {}, 2025).empty


def test_the_ratio_through_its_parts_starts_from_their_quotient(raw):
    declared = with_identities(raw, ratios=[ratio("high_value_patents", "valid_invention_patents")])
    row = forecast_ratios(declared, {}, 2025).iloc[0]
    assert row["method"] == "through_parts"
    assert row["latest_value"] == pytest.approx(33.6, abs=0.01)
    assert 0 <= row["lower_80"] < row["median"] < row["upper_80"] <= 100
    assert row["dependence"] == 0


def test_a_share_through_its_parts_stays_below_100(raw):
    declared = with_identities(raw, ratios=[ratio("valid_invention_patents", "high_value_patents")])
    row = forecast_ratios(declared, {}, 2025).iloc[0]
    assert row["median"] == row["upper_80"] == 100
    assert row["probability_met"] > 0.8


@pytest.fixture
def growing(raw):
    """The default plan with one target of average growth more: 15 % a year from a baseline of 101.3."""
    first = raw.plan.table_targets[0]
    target = dataclasses.replace(
        first, target="growing", kind="average_growth", value=15.0, baseline_value=101.3, baseline_year=2025
    )
    plan = dataclasses.replace(raw.plan, targets=(*raw.plan.targets, target))
    return dataclasses.replace(raw, plan=plan)


def test_the_figures_of_a_growth_target_are_rounded_each_as_it_is_written(growing):
    """15 % a year is a whole number; its baseline has the decimal of the indicator."""
    ledger = Ledger(growing, 2025)
    stated = {
        part: ledger.figure(Figure(target="growing", part=part)).stated for part in ("value", "baseline")
    }
    assert (stated["value"].lower, stated["value"].upper) == (14.5, 15.5)
    assert (stated["baseline"].lower, stated["baseline"].upper) == pytest.approx((101.25, 101.35))
    level = ledger.figure(Figure(target="growing")).stated
    assert level.value == pytest.approx(101.3 * 1.15**5)
    assert level.upper - level.lower == pytest.approx(0.1)


def test_a_multiple_is_exact_and_what_it_multiplies_is_rounded(growing):
    """Twice is twice; the baseline has the decimal of the indicator."""
    twice = dataclasses.replace(growing.plan.targets[-1], kind="multiple_of_baseline", value=2.0)
    plan = dataclasses.replace(growing.plan, targets=(*growing.plan.targets[:-1], twice))
    ledger = Ledger(dataclasses.replace(growing, plan=plan), 2025)
    multiple, baseline = (
        ledger.figure(Figure(target="growing", part=part)).stated for part in ("value", "baseline")
    )
    assert (multiple.lower, multiple.upper) == (2.0, 2.0)
    assert (baseline.lower, baseline.upper) == pytest.approx((101.25, 101.35))


@pytest.mark.parametrize(
    ("total", "year", "finding"),
    [(137.0, 71.5, "coherent"), (71.5, 71.5, "coherent"), (60.0, 71.5, "contradictory")],
)
def test_a_running_total_contradicts_a_year_only_if_it_is_less(raw, total, year, finding):
    table = raw.observations
    mine = (table["indicator"] == "data_ip_use_value_cumulative") & (table["region"] == raw.plan.region)
    changed = dataclasses.replace(raw, observations=table.assign(value=table["value"].where(~mine, total)))
    left = {"indicator": "data_ip_use_value_cumulative", "year": 2025}
    right = {"target": "data_ip_use_value", "part": "baseline"}
    assert year == next(one.baseline_value for one in raw.plan.targets if one.target == right["target"])
    for pair in ({"left": left, "right": right}, {"left": right, "right": left}):
        assert one(changed, kind="same", **pair)["finding"] == finding
