"""Courses that a rule cannot judge: every rule says why, and none divides by nothing."""

from __future__ import annotations

import math
from itertools import product

import pandas as pd
import pytest

from ontrack.errors import InputError
from ontrack.plan import RuleSettings
from ontrack.rules import Course, official_rules
from ontrack.tables import choices

RULES = official_rules(RuleSettings())


def reasons(course: Course) -> dict[str, str]:
    return {name: rule.judge(course).reason for name, rule in RULES.items()}


@pytest.mark.parametrize(
    ("values", "changed", "reason"),
    [
        ({}, {}, "no_data"),
        ({2020: 100, 2025: 126}, {"target_year": None}, "no_target_year"),
        ({2025: 126}, {}, "one_value"),
    ],
)
def test_what_no_rule_can_do_without(make_course, values, changed, reason):
    course = make_course(
        values, baseline_year=2020, baseline_value=100.0 if reason != "one_value" else None, **changed
    )
    found = reasons(course)
    if reason == "one_value":
        assert found.pop("china_elapsed_time") == "no_baseline"
    assert set(found.values()) == {reason}


def test_one_value_and_the_plan_s_baseline_make_a_course(make_course):
    found = reasons(make_course({2026: 110}, baseline_year=2025, baseline_value=100.0))
    assert {name for name, reason in found.items() if not reason} == {
        "china_elapsed_time", "eurostat", "statistics_canada", "unsd", "escap_current_status", "sdsn",
    }  # fmt: skip


def test_base_equal_to_the_target(make_course):
    found = reasons(make_course({2020: 150, 2025: 140}, baseline_year=2020))
    way = {"china_elapsed_time", "eurostat", "statistics_canada", "unsd", "escap_current_status",
           "escap_anticipated_progress", "sdsn"}  # fmt: skip
    assert {name for name, reason in found.items() if reason == "base_is_target"} == way
    assert not found["who"]


def test_base_beyond_the_target(make_course):
    found = reasons(make_course({2020: 160, 2025: 140}, baseline_year=2020))
    assert {name for name, reason in found.items() if reason == "base_beyond_target"} == {
        "china_elapsed_time", "eurostat", "unsd", "escap_current_status",
        "escap_anticipated_progress", "sdsn",
    }  # fmt: skip


def test_a_target_of_zero(make_course):
    found = reasons(make_course({2020: 50, 2025: 20}, target_value=0.0, wants_more=False))
    assert {name for name, reason in found.items() if reason == "not_positive"} == {
        "eurostat", "unsd", "oecd", "who",
    }  # fmt: skip
    assert not found["sdsn"]


def test_a_change_of_sign(make_course):
    found = reasons(make_course({2020: -5, 2025: 5}))
    assert found["statistics_canada"] == "sign_change"
    assert {found[name] for name in ("eurostat", "unsd", "who", "ihme", "oecd")} == {"not_positive"}
    assert not found["sdsn"]


def test_in_the_final_year_rules_of_what_is_left_have_no_answer(make_course, steady):
    found = reasons(make_course(steady, target_year=2025, baseline_year=2020))
    assert {name for name, reason in found.items() if reason == "target_year_over"} == {
        "german_symbols", "who",
    }  # fmt: skip
    assert not found["china_elapsed_time"]


@pytest.mark.parametrize(
    ("target", "bands"),
    [
        (126.0, {"escap_anticipated_progress": (0, "maintain"), "oecd": (1, "on_track"),
                 "ihme": (126, "reached")}),
        (152.0, {"escap_anticipated_progress": (50, "accelerate"), "oecd": (0, "insufficient"),
                 "ihme": (126, "not_reached")}),
    ],
)  # fmt: skip
def test_in_the_final_year_rules_of_the_outlook_judge_what_came(make_course, steady, target, bands):
    """From 100 in 2020 to 126 in 2025: 26 of 52 are lacking to 152."""
    course = make_course(steady, target_year=2025, baseline_year=2020, target_value=target)
    found = {name: RULES[name].judge(course) for name in bands}
    assert {name: (one.value, one.band) for name, one in found.items()} == {
        name: (pytest.approx(value), band) for name, (value, band) in bands.items()
    }


def test_a_target_year_before_the_baseline(make_course):
    assert reasons(make_course({2020: 100, 2025: 126}, target_year=2019))["sdsn"] == "no_time"


def test_before_the_plan_has_begun_its_elapsed_time_says_nothing(make_course, steady):
    course = make_course(steady, baseline_year=2025, baseline_value=126.0)
    assert RULES["china_elapsed_time"].judge(course).reason == "not_begun"
    assert RULES["eurostat"].judge(course).base_year == 2020  # the first value of the history


def test_the_base(make_course, steady):
    assert make_course(steady).base == (2020, 100)
    assert make_course(steady, baseline_year=2023).base == (2023, 115)
    assert make_course(steady, baseline_year=2023, baseline_value=114.0).base == (2023, 114)
    gap = steady.drop(2023)
    assert make_course(gap, baseline_year=2023).base == (2024, 121)  # the next available year
    assert make_course(gap, baseline_year=2023).plan_base is None
    assert make_course({}).base is None


WILD = {
    "none": {}, "one": {2025: 1.0}, "two": {2020: 1.0, 2025: 2.0}, "zero": {2020: 0.0, 2025: 0.0},
    "still": {2020 + year: 5.0 for year in range(6)}, "signs": {2020: -1.0, 2022: 3.0, 2025: -2.0},
    "steady": {2020 + year: 10.0 + year for year in range(6)},
    "long": {1990 + year: 1.05**year for year in range(36)},
}  # fmt: skip


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("values", WILD.values(), ids=WILD)
@pytest.mark.parametrize("rule", RULES)
def test_every_rule_answers_or_says_why(make_course, rule, values):
    options = product(
        (-1.0, 0.0, 1.0, 2.0, 5.0, 15.0, 100.0), (None, 2019, 2025, 2026, 2030, 2040), (True, False)
    )
    for target, year, more in options:
        for baseline in ((None, None), (2020, None), (2020, target), (2025, 3.0)):
            course = make_course(
                values, target_value=target, target_year=year, wants_more=more, binding=more,
                baseline_year=baseline[0], baseline_value=baseline[1],
                lower=0.0, upper=100.0 if more else math.inf,
            )  # fmt: skip
            found = RULES[rule].judge(course)
            assert bool(found.band) != bool(found.reason)
            assert found.band in RULES[rule].tones or found.reason in choices.RULE_REASONS
            assert found.value is None or math.isfinite(found.value)
            assert found.yardstick is None or math.isfinite(found.yardstick)
            assert found.measure in choices.MEASURES


@pytest.mark.parametrize(
    ("years", "values"), [([2021, 2020], [1, 2]), ([2020, 2020], [1, 2]), ([2020, 2021], [1, math.nan])]
)
def test_a_history_out_of_order(years, values):
    with pytest.raises(InputError, match="years out of order or a missing value; expected one number a year"):
        Course(pd.Series(values, index=years, dtype=float), 150.0, 2030)
