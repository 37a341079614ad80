"""Scenarios of other years: left out with a reason, and never a fault of the file."""

from __future__ import annotations

import dataclasses

import pandas as pd
import pytest

from ontrack.plan.scenario import SCENARIO
from ontrack.report.edition import Edition
from ontrack.report.sections.plan.scenarios_page import left_out_lines
from ontrack.report.stamp import Stamp
from ontrack.scenarios import left_out
from ontrack.tables.scenarios import parsed_scenarios

TARGETED = ("high_value_patents_per_10k", "ip_royalty_trade")


def scenario(name: str, kind: str = "stagnation", **settings: object):
    words = {"id": name, "kind": kind, "name_zh": name, "name_en": name.capitalize()}
    return SCENARIO.validate_python({**words, **settings})


@pytest.fixture(scope="module")
def known_to(raw):
    """Return a function that gives the figures with some scenarios, and invented ones up to a year."""

    def start(last: int, *scenarios, indicators=TARGETED):
        ours = (raw.observations["region"] == "CN-ZJ") & raw.observations["indicator"].isin(indicators)
        rows = raw.observations[ours & (raw.observations["period"] == "2025")]
        more = [rows.assign(period=str(year), published=f"{year + 1}-03") for year in range(2026, last + 1)]
        observations = pd.concat([raw.observations, *more], ignore_index=True)
        targets = tuple(one for one in raw.plan.targets if one.indicator in TARGETED)
        plan = dataclasses.replace(raw.plan, targets=targets)
        return dataclasses.replace(raw, plan=plan, observations=observations, scenarios=scenarios)

    return start


def test_a_scenario_is_for_the_years_it_names(known_to):
    raw = known_to(
        2025, scenario("baseline", "baseline"), scenario("early", as_of_to=2025),
        scenario("late", as_of_from=2026), scenario("both", as_of_from=2025, as_of_to=2027),
    )  # fmt: skip
    assert left_out(raw, 2025) == {"late": "other_years"}
    assert left_out(raw, 2026) == {"early": "other_years"}
    assert left_out(raw, 2028) == {"early": "other_years", "both": "other_years"}


def test_one_that_figures_have_reached_is_left_out(known_to):
    """CASES D: scenarios starting 2027 once figures reach 2030."""
    late, after = scenario("late", first_year=2027), scenario("after", compared_with="late")
    raw = known_to(2030, scenario("baseline", "baseline"), late, after)
    assert left_out(raw, 2026) == {}  # as of 2026 the year 2027 lay ahead
    assert left_out(raw, 2027) == left_out(raw, 2030) == {"late": "begun", "after": "nothing_to_compare"}
    one = known_to(2030, scenario("baseline", "baseline"), late, indicators=TARGETED[:1])
    assert left_out(one, 2030) == {}  # the other indicator still has it ahead


def test_the_file_stays_without_fault_once_figures_reach_the_end(known_to):
    raw = known_to(2030)
    text = """
        [[scenario]]
        id = "baseline"
        kind = "baseline"
        name_zh = "基准"
        name_en = "Baseline"

        [[scenario]]
        id = "late"
        kind = "stagnation"
        name_zh = "晚"
        name_en = "Late"
        first_year = 2027
    """
    scenarios, faults = parsed_scenarios(text, raw.plan, raw.observations, raw.regions)
    assert ([one.id for one in scenarios], faults) == (["baseline", "late"], [])


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "Left out: “Late”, figures have reached the year in which it would begin."),
        ("zh", "未列：“late”，数据已到其起始年份。"),
    ],
)
def test_the_page_says_so(known_to, language, line):
    raw = known_to(2030, scenario("baseline", "baseline"), scenario("late", first_year=2027))
    edition = Edition(raw, {}, language, Stamp("", "", {}, 2030, ""))
    assert left_out_lines(edition) == [line]
