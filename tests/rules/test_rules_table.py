"""The table of every rule on every target of a plan."""

from __future__ import annotations

import dataclasses

import pandas as pd
import pytest

from ontrack.plan import Plan, RuleSettings
from ontrack.plan.texts import Texts
from ontrack.rules import official_rules
from ontrack.rules.rules_table import course_of, rules_table
from ontrack.series import collect_series
from ontrack.tables import choices, read_result, result_columns, write_result
from ontrack.tables.results import to_cells


def series_of(history: pd.Series, indicator: str = "example") -> pd.DataFrame:
    return pd.DataFrame(
        {"indicator": indicator, "year": history.index, "value": history.to_numpy(), "role": "annual"}
    )


@pytest.fixture
def make_plan(indicator, target):
    def make(*changes: dict[str, object], settings: RuleSettings = RuleSettings()) -> Plan:  # noqa: B008
        targets = tuple(
            dataclasses.replace(target, **{"target": f"t{place}", **changed})
            for place, changed in enumerate(changes)
        )
        return Plan(
            "sample", Texts(zh="样例", en="Sample"), "CN-ZJ", Texts(zh="试行", en="trial"),
            "2026", "office", 2025, 2026, 2030, 2025,
            targets, {"example": indicator}, rule_settings=settings,
        )  # fmt: skip

    return make


def test_the_table_declares_every_rule_in_the_same_order():
    assert tuple(official_rules(RuleSettings())) == choices.RULES


def test_every_rule_judges_every_level(make_plan, steady):
    plan = make_plan(
        {}, {"kind": "each_year"}, {"kind": "multiple_of_baseline", "value": 1.5}, {"indicator": ""}
    )
    table = rules_table(plan, series_of(steady))
    assert table["target"].drop_duplicates().tolist() == ["t0", "t2", "t3"]  # each_year is no level
    assert table["rule"].tolist() == [*choices.RULES] * 3
    first, doubled, unknown = (table[table["target"] == name].reset_index() for name in ("t0", "t2", "t3"))
    pd.testing.assert_series_equal(first["value"], doubled["value"])
    assert set(unknown["reason"]) == {"no_data"}
    assert (first["base_year"].dropna() == 2020).all()
    assert (first["latest_year"] == 2025).all()
    assert first.set_index("rule").loc["eurostat", "tone"] == "good"


def test_a_plan_without_levels_has_no_rows(make_plan, steady, tmp_path):
    table = rules_table(make_plan({"kind": "each_year"}), series_of(steady))
    assert table.empty
    write_result(table, "rules", tmp_path)
    assert read_result("rules", tmp_path).empty


def test_settings_of_the_plan_count(make_plan, slowing):
    bands = [
        rules_table(make_plan({}, settings=settings), series_of(slowing)).set_index("rule")["band"]
        for settings in (RuleSettings(ihme_omega=0.0), RuleSettings(ihme_omega=2.0, elapsed_ahead=1.2))
    ]
    assert [table["ihme"] for table in bands] == ["reached", "not_reached"]
    assert [table["china_elapsed_time"] for table in bands] == ["ahead", "on_schedule"]


def test_a_course_ends_in_the_target_s_year_and_reaches_back_fifteen_years(make_plan):
    plan = make_plan({"comparison": "<=", "nature": "binding"})
    history = pd.Series(1.0, index=range(2000, 2035))
    course = course_of(plan, plan.targets[0], history)
    assert (course.history.index[0], course.latest_year) == (2015, 2030)
    assert (course.wants_more, course.binding, course.lower) == (False, True, 0)
    undated = make_plan({"year": None})
    assert course_of(undated, undated.targets[0], history).latest_year == 2034


def test_the_table_keeps_the_plan_s_order_when_written(make_plan, steady, tmp_path):
    plan = make_plan({"target": "z"}, {"target": "a"})
    table = rules_table(plan, series_of(steady))
    write_result(table, "rules", tmp_path)
    back = read_result("rules", tmp_path)
    assert back["target"].drop_duplicates().tolist() == ["z", "a"]
    assert back["value"].iloc[1] == pytest.approx(1.143247, abs=5e-6)


def test_the_default_plan(raw):
    series = collect_series(raw.plan, raw.observations, raw.breaks, 2025)
    table = rules_table(raw.plan, series)
    levels = [target.target for target in raw.plan.targets if target.level is not None]
    assert table["target"].drop_duplicates().tolist() == levels
    assert len(table) == len(levels) * len(choices.RULES)
    assert to_cells(table, result_columns.RULES_TABLE).shape[0] == len(table)
    answered = table[table["band"] != ""]
    assert (answered["reason"] == "").all()
    tones = answered[answered["tone"] != ""].groupby("target")["tone"].nunique()
    assert tones.max() > 1  # the rules disagree
