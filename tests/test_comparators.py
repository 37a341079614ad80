"""The same indicator elsewhere: both answers, which one counts, and nothing from after the origin."""

from __future__ import annotations

import dataclasses

import numpy as np
import pandas as pd
import pytest
from conftest import yearly

from ontrack import comparators
from ontrack.comparator_backtest import backtest_record, panel_of
from ontrack.comparators import (
    adds_skill,
    collect_comparators,
    comparator_record,
    recent_count,
    values_elsewhere,
    why_used_or_not,
)
from ontrack.comparison import comparators_table
from ontrack.errors import InputError
from ontrack.plan import Comparators, Plan
from ontrack.projection import compare, compare_plan, project, project_plan, projections_table
from ontrack.reference.comparators import LEAST_REGIONS
from ontrack.reference.levels import PERCENT, POSITIVE
from ontrack.series import collect_series
from ontrack.tables import plan_comparators
from ontrack.tables.columns import COMPARATOR_REASONS, RESULTS
from ontrack.tables.results import to_cells
from ontrack.tables.validation import check_cells

REGIONS = ("CN", "CN-AH", "CN-GD", "CN-JS", "CN-SH")
NO_BREAKS = pd.DataFrame(columns=["indicator", "region", "year", "link_factor", "reason_zh", "reason_en"])


def observed(region: str, values: dict[int, float], published: str = "") -> list[dict[str, object]]:
    return [
        {
            "region": region, "indicator": "example", "period": str(year), "value": value, "unit": "件",
            "status": "quoted", "confidence": "high", "published": published, "source": "yearbook",
        }
        for year, value in values.items()
    ]  # fmt: skip


def growing(rate: float) -> list[dict[str, object]]:
    """Return the figures of five regions of different size that grow by about `rate` a year."""
    noise = 1 + 0.01 * np.random.default_rng(2).normal(size=(len(REGIONS), 10))
    return [
        row
        for place, region in enumerate(REGIONS)
        for row in observed(
            region,
            {2016 + year: (place + 1) * (1 + rate) ** year * noise[place, year] for year in range(10)},
        )
    ]


@pytest.fixture
def make_plan(indicator, target):
    """Return a function that makes a plan whose one indicator has five comparators."""

    def make(use: str = "always", **of_indicator: object) -> Plan:
        one = dataclasses.replace(indicator, **of_indicator)
        return Plan(
            "sample", "样例", "Sample", "CN-ZJ", "", "", "2026-03", "plan", 2025, 2026, 2030, 2025, (target,),
            {"example": one}, {"example": Comparators(REGIONS, use)},
        )  # fmt: skip

    return make


@pytest.fixture
def plan(make_plan):
    return make_plan()


def answered(plan: Plan, elsewhere: list[dict[str, object]], own: dict[int, float] | None = None):
    """Return the comparison of the plan's indicator, from what was known as of 2025."""
    figures = pd.DataFrame(observed("CN-ZJ", own or {2024: 96.0, 2025: 100.0}) + elsewhere)
    series = collect_series(plan, figures, NO_BREAKS, 2025)
    table = collect_comparators(plan, figures, NO_BREAKS, 2025)
    return compare_plan(plan, series, table)["example"]


@pytest.mark.parametrize(
    "own", [{2025: 100.0}, {2024: 98.0, 2025: 100.0}, {2020: 90.0, 2024: 98.0, 2025: 100.0}]
)
def test_fast_growth_elsewhere_raises_the_answer_and_decline_lowers_it(plan, target, own):
    fast, slow = answered(plan, growing(0.12), own), answered(plan, growing(-0.03), own)
    assert fast.without.median.tolist() == slow.without.median.tolist()
    assert fast.beside.median[2030] > fast.without.median[2030] > slow.beside.median[2030]
    aim = dataclasses.replace(target, value=115.0)
    assert (
        fast.beside.probability_met(aim)
        > fast.without.probability_met(aim)
        > slow.beside.probability_met(aim)
    )


def test_the_answer_without_is_that_of_a_plan_that_names_none(plan, indicator):
    alone = project(yearly({2024: 96.0, 2025: 100.0}), indicator, "CN-ZJ", 2030)
    assert answered(plan, growing(0.1)).without.median.tolist() == alone.median.tolist()


def test_a_share_is_compared_in_its_own_bounds(make_plan):
    """A score out of ten is the same as the share ten times as large."""
    ten, hundred = make_plan(kind="score", upper=10.0), make_plan(kind="share", upper=100.0)
    large = [row | {"value": 10 * row["value"]} for row in growing(0.05)]
    one = answered(ten, growing(0.05), {2024: 4.0, 2025: 4.1}).beside.median
    other = answered(hundred, large, {2024: 40.0, 2025: 41.0}).beside.median
    assert one.to_numpy() == pytest.approx(other.to_numpy() / 10)


def test_paths_ask_as_well(plan):
    found = answered(plan, growing(0.1)).beside
    assert found.sample_paths(20_000, seed=1).median().to_numpy() == pytest.approx(
        found.median.to_numpy(), rel=0.01
    )


def test_a_running_total_does_not_fall_with_them_either(make_plan):
    found = answered(make_plan(kind="cumulative"), growing(-0.05)).beside
    for level in (0.01, 0.5, 0.99):
        assert np.diff([100.0, *found.quantile(level)]).min() >= 0
    assert found.sample_paths(500, seed=1).to_numpy().min() >= 100


@pytest.mark.parametrize(
    "leak",
    [
        observed("CN", {2026: 900.0}),  # after the as-of year
        observed("CN-BJ", {2015 + year: 3.0**year for year in range(11)}),  # a region that is not named
        observed("CN-AH", {2015: 500.0}, published="2027-01"),  # published after 30 June 2026
    ],
)
def test_what_could_not_be_known_changes_nothing(plan, leak):
    with_it, without_it = answered(plan, growing(0.1) + leak), answered(plan, growing(0.1))
    assert with_it.beside.interval(95).equals(without_it.beside.interval(95))


def test_a_value_after_the_origin_changes_nothing(plan):
    """The own history ends in 2023; what others did in 2024 and 2025 is not asked."""
    own = {2022: 96.0, 2023: 100.0}
    changed = [row | {"value": 9.0} if row["period"] > "2023" else row for row in growing(0.1)]
    one, other = answered(plan, growing(0.1), own), answered(plan, changed, own)
    assert one.beside.interval(95).equals(other.beside.interval(95))


def test_values_before_a_break_do_not_count(plan):
    figures = pd.DataFrame(growing(0.1))
    breaks = pd.DataFrame([["example", "CN-JS", 2022, np.nan, "", ""]], columns=NO_BREAKS.columns)
    table = values_elsewhere(collect_comparators(plan, figures, breaks, 2025), "example", 2025)
    assert table.shape == (5, 11)
    assert table.columns.tolist() == list(range(2015, 2026))
    assert table.loc["CN-JS"].notna().sum() == 4
    assert table.drop("CN-JS").notna().sum(axis=1).tolist() == [10] * 4


@pytest.mark.parametrize(
    ("use", "known", "regions", "reason"),
    [
        ("always", 2, 4, "few_regions"), ("always", 6, 5, "long_history"), ("always", 5, 5, "always"),
        ("never", 1, 5, "never"), ("auto", 1, 5, "gain"), ("auto", 3, 5, "no_gain"),
    ],
)  # fmt: skip
def test_why_they_count_or_not(monkeypatch, use, known, regions, reason):
    monkeypatch.setattr(comparators, "adds_skill", lambda length: length == 1)
    assert why_used_or_not(Comparators(REGIONS, use), known, regions) == reason
    assert reason in COMPARATOR_REASONS


def test_the_reason_decides_which_answer_counts(make_plan):
    for use, method in (("always", "reference_class_comparators"), ("never", "reference_class")):
        assert answered(make_plan(use), growing(0.1)).used.method == method


def test_too_few_regions_or_a_long_history_leave_one_answer(plan):
    four = [row for row in growing(0.1) if row["region"] != "CN"]
    found = answered(plan, four)
    assert (found.beside, found.reason, found.regions) == (None, "few_regions", REGIONS[1:])
    assert found.used is found.without
    long = answered(plan, growing(0.1), {2020 + year: 90.0 + 2 * year for year in range(6)})
    assert (long.beside, long.reason) == (None, "long_history")


def test_a_region_that_never_moved_does_not_count(plan):
    still = [row | {"value": 7.0} if row["region"] == "CN-SH" else row for row in growing(0.1)]
    assert answered(plan, still).reason == "few_regions"


def test_values_of_the_last_fifteen_years_are_counted():
    assert recent_count(yearly({2000: 1.0, 2010: 2.0, 2011: 3.0, 2025: 4.0})) == 2


def test_the_figures_elsewhere_must_be_given(plan):
    with pytest.raises(
        ValueError, match="plan sample names comparators of example; give the comparator_series"
    ):
        compare(plan, yearly({2025: 100.0}), plan.indicators["example"], None)


def test_nothing_recent_is_no_comparison(plan):
    assert compare(plan, yearly({2015: 100.0}), plan.indicators["example"], None) is None


def test_a_plan_that_names_none_has_empty_tables(raw):
    table = collect_comparators(raw.plan, raw.observations, raw.breaks, 2025)
    assert table.empty
    series = collect_series(raw.plan, raw.observations, raw.breaks, 2025)
    assert comparators_table(raw.plan, compare_plan(raw.plan, series, table)).empty


def test_both_answers_stand_in_the_table(plan, target):
    figures = pd.DataFrame(observed("CN-ZJ", {2024: 96.0, 2025: 100.0}) + growing(0.1))
    series = collect_series(plan, figures, NO_BREAKS, 2025)
    table = collect_comparators(plan, figures, NO_BREAKS, 2025)
    found = compare_plan(plan, series, table)
    rows = comparators_table(plan, found)
    assert rows[["answer", "used", "reason", "regions"]].to_numpy().tolist() == [
        ["without", "", "always", " ".join(REGIONS)],
        ["with", "yes", "always", " ".join(REGIONS)],
    ]
    assert rows["probability_met"].tolist() == [
        found["example"].without.probability_met(target), found["example"].beside.probability_met(target),
    ]  # fmt: skip
    for name, written in (("comparators", rows), ("comparator_series", table)):
        assert check_cells({name: to_cells(written, RESULTS[name])}, RESULTS[name]) == []
    used = project_plan(plan, series, table)
    assert used["example"].median[2030] == rows["projected_median"].iloc[1]
    methods = projections_table(plan, series, used)["method"].dropna().unique()
    assert methods.tolist() == ["reference_class_comparators"]


def test_a_decided_target_has_no_answers(plan, target):
    done = dataclasses.replace(target, year=2025)
    found = {"example": answered(plan, growing(0.1))}
    assert comparators_table(dataclasses.replace(plan, targets=(done,)), found).empty


def test_both_floors_ask_for_as_many_regions():
    assert plan_comparators.LEAST_REGIONS == LEAST_REGIONS


def test_the_record_covers_both_panels_and_one_to_five_values():
    record = comparator_record()
    assert set(record["panel"]) == {"world_bank", "project"}
    assert record.groupby("panel")["length"].apply(list).tolist() == [[1, 2, 3, 4, 5]] * 2
    tested = record[record["cases"] > 0]
    assert (tested["gain_lower"] <= tested["gain"]).all()
    assert (tested["gain"] <= tested["gain_upper"]).all()
    assert tested["gain"].to_numpy() == pytest.approx(
        (tested["brier_skill_with"] - tested["brier_skill_without"]).to_numpy(), abs=2e-4
    )


@pytest.mark.parametrize(
    ("lower", "default"), [((0.01, 0.01), True), ((0.01, -0.01), False), ((0.01, np.nan), False)]
)
def test_a_default_needs_a_gain_on_both_panels(monkeypatch, lower, default):
    record = pd.DataFrame({"panel": ["world_bank", "project"], "length": [1, 1], "gain_lower": lower})
    monkeypatch.setattr(comparators, "comparator_record", lambda: record)
    assert adds_skill(1) is default
    assert not adds_skill(2)


def test_own_figures_become_a_panel(indicator, share):
    tenth = dataclasses.replace(share, id="score", upper=10.0)
    score = [row | {"indicator": "score"} for row in observed("CN", {2024: 4.0, 2025: 5.0})]
    figures = pd.DataFrame(observed("CN", {2022: 1.0, 2025: 2.0}) + observed("CN-AH", {2025: 3.0}) + score)
    panel = panel_of(figures, {"example": indicator, "score": tenth}, NO_BREAKS, 2025)
    assert panel.indicator.tolist() == ["example", "example", "score"]
    assert panel.kind.tolist() == [POSITIVE, POSITIVE, PERCENT]
    np.testing.assert_array_equal(
        panel.values, [[1, np.nan, np.nan, 2], [np.nan] * 3 + [3], [np.nan] * 2 + [40, 50]]
    )


def test_no_figures_are_an_empty_panel(indicator):
    panel = panel_of(
        pd.DataFrame(observed("CN", {})).reindex(columns=["indicator", "region"]), {}, NO_BREAKS, 2025
    )
    assert panel.values.shape == (0, 1)


def test_the_own_figures_do_not_suffice_today(raw):
    record = backtest_record(raw, None, tested="2026-11-25")
    assert record["panel"].unique().tolist() == ["project"]
    assert record["tested"].unique().tolist() == ["2026-11-25"]
    committed = comparator_record()
    committed = committed[committed["panel"] == "project"]["cases"].tolist()
    assert record["cases"].tolist() == committed


def test_another_panel_than_the_models_is_refused(raw, tmp_path):
    path = tmp_path / "panel.csv"
    path.write_text("indicator,country,year,value\na,b,2020,1\n", encoding="utf-8")
    with pytest.raises(
        InputError, match=r"panel.csv: found SHA-256 \w+; expected the panel the model was fitted to"
    ):
        backtest_record(raw, path, tested="2026-11-25")
