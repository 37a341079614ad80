"""A changed definition links targets with their figures, or leaves them without a verdict."""

from __future__ import annotations

import dataclasses
import math

import pandas as pd
import pytest

from ontrack.assessment import assess_plan, cases_of
from ontrack.projection.of_plan import project_plan
from ontrack.rules.rules_table import rules_table
from ontrack.series import collect_series
from ontrack.series.definitions import breaks_between, in_present_definition, link_between
from ontrack.statements import Statement
from ontrack.tables import RawData

OUTPUT = "geographical_indication_output"  # 2,000 in 2025; at least 2,500 in 2030
NO_LINK = math.nan


def breaks(*rows: tuple[int, float], indicator: str = OUTPUT, region: str = "CN-ZJ") -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["year", "link_factor"])
    return table.assign(
        indicator=indicator, region=region, reason_zh="口径收窄。", reason_en="A narrower one."
    )


@pytest.fixture(scope="module")
def later(raw):
    """Return a function that gives figures of one indicator after 2025, and breaks, to the plan."""

    def start(figures: dict[str, float], *rows: tuple[int, float], indicator: str = OUTPUT) -> RawData:
        mine = (raw.observations["indicator"] == indicator) & (raw.observations["region"] == "CN-ZJ")
        last = raw.observations[mine].iloc[[-1]]
        new = [
            last.assign(period=period, value=value, published=f"{int(period) + 1}-03", status="quoted")
            for period, value in figures.items()
        ]
        targets = tuple(target for target in raw.plan.targets if target.indicator == indicator)
        return dataclasses.replace(
            raw, observations=pd.concat([raw.observations, *new], ignore_index=True),
            breaks=breaks(*rows, indicator=indicator), plan=dataclasses.replace(raw.plan, targets=targets),
        )  # fmt: skip

    return start


def assessed(raw: RawData, as_of: int) -> tuple[RawData, dict[str, object]]:
    """Return the figures with the plan of a year, and the row of its first target."""
    present = in_present_definition(raw, as_of)
    series = collect_series(present.plan, present.observations, present.breaks, as_of)
    projections = project_plan(present.plan, series)
    return present, assess_plan(cases_of(present.plan, series, projections, as_of)).iloc[0].to_dict()


def test_links_multiply_and_a_missing_one_is_no_number():
    table = breaks((2022, 0.9), (2024, 2.0), (2026, NO_LINK))
    assert link_between(table, OUTPUT, "CN-ZJ", after=2021, upto=2025) == pytest.approx(1.8)
    assert link_between(table, OUTPUT, "CN-ZJ", after=2022, upto=2023) == 1
    assert math.isnan(link_between(table, OUTPUT, "CN-ZJ", after=2025, upto=2026))
    assert link_between(table, OUTPUT, "CN", after=2000, upto=2030) == 1
    everywhere = breaks((2024, 0.5), region="*")
    assert link_between(everywhere, OUTPUT, "CN", after=2023, upto=2024) == 0.5
    assert breaks_between(table, OUTPUT, "CN-ZJ", after=2021, upto=2030)["year"].tolist() == [
        2022,
        2024,
        2026,
    ]


def test_a_linked_target_is_met_by_a_linked_figure(later):
    """CASES D: 2,460 of the new definition is 2,733 of the old one, and 2,500 was wanted."""
    figures = {str(year): 1900.0 + 140 * (year - 2026) for year in range(2026, 2031)}
    present, row = assessed(later(figures, (2026, 0.9)), 2030)
    target = present.plan.targets[0]
    assert (target.value, target.baseline_value) == (2250.0, 1800.0)
    assert (row["verdict"], row["latest_value"], row["target_value"]) == ("met", 2460.0, 2250.0)
    assert row["progress_pct"] == pytest.approx(100 * 660 / 450)
    assert "The plan writes 2,500; linked (×0.9) that is 2,250" in target.note["en"]
    assert "规划原文为2,500，按衔接系数×0.9换算为2,250" in target.note["zh"]
    assert assessed(later(figures), 2030)[1]["verdict"] == "missed"  # without the break 2,460 is too little


def test_a_break_concerns_nothing_before_its_first_figure(later):
    present, row = assessed(later({}, (2026, 0.9)), 2025)
    assert (present.plan.links, row["target_value"]) == ({}, 2500.0)


def test_an_unlinked_break_suspends_the_verdict_with_the_reason(later):
    present, row = assessed(later({"2026": 700.0}, (2026, NO_LINK)), 2026)
    assert (row["verdict"], row["reason"], row["indicator"]) == (
        "not_assessable",
        "definition_changed",
        OUTPUT,
    )
    assert math.isnan(float(row["probability_met"] or "nan"))
    assert present.plan.redefined[OUTPUT].year == 2026
    series = collect_series(present.plan, present.observations, present.breaks, 2026)
    assert set(series["indicator"]) == {OUTPUT}  # its figures are shown all the same
    assert set(rules_table(present.plan, series)["reason"]) == {"no_data"}  # no rule compares them either
    assert present.plan.targets[0].note["en"].endswith("The definition changed in 2026: A narrower one.")


def test_a_break_before_the_target_was_set_leaves_it(later):
    present, row = assessed(later({"2026": 2050.0}, (2025, NO_LINK)), 2026)
    assert (present.plan.redefined, present.plan.links) == ({}, {})
    assert row["verdict"] not in ("not_assessable", "")


def test_a_rate_of_growth_has_no_definition_but_its_baseline_has(later):
    raw = later({"2026": 90.0}, (2026, 0.5), indicator="ip_service_revenue")
    found = {target.kind: target for target in in_present_definition(raw, 2026).plan.targets}
    growth = found["average_growth"]
    assert (growth.value, growth.baseline_value) == (15, 50.0)
    assert growth.level == pytest.approx(50 * 1.15**5)
    assert "holds for any definition" in growth.note["en"]
    assert found["flow"].value == 100.0


def test_statements_are_linked_with_the_figures_or_set_aside(later):
    old = Statement(OUTPUT, "CN-ZJ", "between", "", "2024", "1800..1900", "quoted", "2025-02", "s")
    growth = dataclasses.replace(old, kind="average_growth", start="2023", value="6.1")
    after = dataclasses.replace(old, end="2026", value="1850..1950", published="2027-02")
    elsewhere = dataclasses.replace(old, region="CN")
    told = (old, growth, after, elsewhere)
    linked = dataclasses.replace(later({"2026": 1900.0}, (2026, 0.9)), statements=told)
    assert in_present_definition(linked, 2025).statements == told  # the break concerns nothing yet
    assert in_present_definition(linked, 2026).statements == (
        dataclasses.replace(old, value="1620..1710"), growth, after, elsewhere,
    )  # fmt: skip
    cut = dataclasses.replace(later({"2026": 1900.0}, (2026, NO_LINK)), statements=told)
    assert in_present_definition(cut, 2026).statements == (after, elsewhere)
