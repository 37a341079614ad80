"""What binary arithmetic must not decide, in every rule: exact paths, strict targets, any magnitude."""

from __future__ import annotations

import math
from itertools import product

import pandas as pd
import pytest

from ontrack.plan import RuleSettings
from ontrack.rules import Course, official_rules, sdsn, who
from ontrack.tables import choices

RULES = official_rules(RuleSettings())
STARTS = (0.0, 0.1, 1.1, 3.3, 7.7, 24.3, 37.7, 68.55, 87.28, 100.7, 1002.7, 64613.0)
STEPS = (0.1, 0.3, 0.7, 1.14, -0.1, -0.37)


def linear_cases():
    """Yield start, step a year, years in all and years gone by: 1,800 paths without a bend."""
    for start, step, years in product(STARTS, STEPS, (5, 7, 10, 11, 15)):
        for gone in (1, 2, 3, 4, 5):
            yield start, step, years, gone


def test_an_exactly_linear_path_is_on_track():
    cases = list(linear_cases())
    assert len(cases) == 1800
    wrong = []
    for start, step, years, gone in cases:
        history = pd.Series({2020: start, 2020 + gone: start + step * gone})
        course = Course(history, start + step * years, 2020 + years, wants_more=step > 0)
        if sdsn.judge(course).band != "on_track":
            wrong.append((start, step, years, gone))
    assert wrong == []


@pytest.mark.parametrize("binding", [True, False])
def test_exactly_what_was_wanted_is_the_whole_way(make_course, binding):
    course = make_course(
        {2025: 24.3, 2030: 30.0}, target_value=30.0, baseline_year=2025, baseline_value=24.3, binding=binding
    )
    schedule = RULES["china_elapsed_time"].judge(course)
    assert schedule.value == pytest.approx(100, abs=1e-9)
    assert (schedule.yardstick, schedule.band) == (100, "on_schedule")
    assert RULES["sdsn"].judge(course).band == "on_track"
    assert RULES["statistics_canada"].judge(course).band == "achieved"


@pytest.mark.parametrize("observed", [1.1 + 2.2, 3.3])
@pytest.mark.parametrize("target", [0.1 * 33, 1.1 + 2.2, 3.3])
def test_a_sum_that_decimals_would_meet_is_met_either_way(make_course, observed, target):
    for more in (True, False):
        course = make_course({2020: 3.0, 2025: observed}, target_value=target, wants_more=more)
        assert course.reached
        strictly = make_course({2020: 3.0, 2025: observed}, target_value=target, wants_more=more, strict=True)
        assert not strictly.reached


STEADY_FALL = {2020: 12.0, 2021: 11.6, 2022: 11.2, 2023: 10.8, 2024: 10.4, 2025: 10.0}
AT_THE_BAR = {  # the latest value is 10: what each rule says of "at most 10", and of "below 10", by 2030
    "china_elapsed_time": ("ahead", "ahead"),
    "eurostat": ("significant", "significant"),
    "statistics_canada": ("achieved", "substantial"),
    "unsd": ("on_track", "on_track"),
    "escap_current_status": ("on_track", "on_track"),
    "escap_anticipated_progress": ("maintain", "maintain"),
    "sdsn": ("on_track", "on_track"),
    "oecd": ("on_track", "on_track"),
    "german_symbols": ("latest_is_target", "latest_is_target"),
    "who": ("enough", "enough"),
    "ihme": ("reached", "reached"),
}
STANDING_STILL = dict.fromkeys(range(2020, 2026), 10.0)
HELD_AT_THE_BAR = {  # it stood at 10 for years and would stay there
    "statistics_canada": ("achieved", "base_is_target"),
    "ihme": ("reached", "not_reached"),
    "oecd": ("on_track", "none"),
    "who": ("enough", "not_enough"),
}


def said(rule: str, course: Course) -> str:
    found = RULES[rule].judge(course)
    return found.band or found.reason


@pytest.mark.parametrize("rule", RULES)
def test_a_strict_target_is_not_reached_by_itself(make_course, rule):
    assert set(AT_THE_BAR) == set(RULES)
    laxly, strictly = (
        make_course(STEADY_FALL, target_value=10.0, wants_more=False, strict=strict, baseline_year=2020)
        for strict in (False, True)
    )
    assert (said(rule, laxly), said(rule, strictly)) == AT_THE_BAR[rule]


@pytest.mark.parametrize("rule", HELD_AT_THE_BAR)
def test_a_strict_target_is_not_reached_by_standing_still_on_it(make_course, rule):
    laxly, strictly = (
        make_course(STANDING_STILL, target_value=10.0, wants_more=False, strict=strict)
        for strict in (False, True)
    )
    assert (said(rule, laxly), said(rule, strictly)) == HELD_AT_THE_BAR[rule]


@pytest.mark.parametrize("binding", [True, False])
@pytest.mark.parametrize(("more", "base"), [(True, 5.0), (False, 15.0)])
def test_in_its_last_year_a_strict_target_on_the_bar_is_no_success(make_course, binding, more, base):
    course = make_course(
        {2025: base, 2030: 10.0}, target_value=10.0, wants_more=more, strict=True, baseline_year=2025,
        binding=binding,
    )  # fmt: skip
    assert said("china_elapsed_time", course) == ("behind" if binding else "nearly")
    assert said("sdsn", course) == "moderate"


def test_a_history_that_stands_still_has_a_rate_of_zero(make_course):
    found = RULES["who"].judge(make_course({2020: 1.0, 2021: 1.0, 2022: 1.0}))
    assert (found.value, found.band) == (0.0, "not_enough")
    assert who.average_annual_rate_of_reduction_pct(pd.Series({2020: 4.0, 2021: 2.0})) == pytest.approx(50)


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("unit", [1e150, 1e-150, 1e300, 1e-300])
def test_figures_of_any_magnitude_get_the_same_answer_or_a_reason(make_course, rule, unit):
    values = {2020: 100, 2021: 104, 2022: 110, 2023: 115, 2024: 121, 2025: 126}
    usual = said(rule, make_course(values))
    scaled = {year: value * unit for year, value in values.items()}
    assert said(rule, make_course(scaled, target_value=150 * unit)) in (usual, "beyond_numbers")


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("rule", RULES)
def test_vast_leaps_and_slightest_ways_get_an_answer_or_a_named_reason(make_course, rule):
    ulp = math.nextafter(126.0, math.inf)
    histories = (
        {2020: 1e-150, 2021: 1e-150, 2022: 1.0, 2023: 1e150, 2024: 1e150, 2025: 1e150},
        {2020: 1e150, 2021: 1.0, 2022: 1.0, 2023: 1.0, 2024: 1e-150, 2025: 1e-150},
        {2020: 100, 2021: 104, 2022: 110, 2023: 115, 2024: 121, 2025: 126.0},
        {2020: ulp, 2025: 126.0}, {2020: 126.0, 2025: ulp},
    )  # fmt: skip
    for values, target, more, strict in product(
        histories, (126.0, ulp, 1e150, 1e-150), (True, False), (True, False)
    ):
        course = make_course(values, target_value=target, wants_more=more, strict=strict, baseline_year=2020)
        found = RULES[rule].judge(course)
        assert bool(found.band) != bool(found.reason)
        assert found.reason in ("", *choices.RULE_REASONS)
        assert found.value is None or math.isfinite(found.value)


def test_a_target_a_rounding_step_from_the_last_value_is_that_value(make_course):
    values = {2020: 100, 2021: 104, 2022: 110, 2023: 115, 2024: 121, 2025: 126.0}
    for target in (126.0, math.nextafter(126.0, math.inf), math.nextafter(126.0, 0)):
        course = make_course(values, target_value=target)
        assert said("german_symbols", course) == "latest_is_target"
        assert said("statistics_canada", course) == "achieved"
        from_there = make_course({2020: 126.0, 2025: 130.0}, target_value=target, baseline_year=2020)
        assert said("sdsn", from_there) == said("eurostat", from_there) == "base_is_target"


def test_thunderstorm_where_the_mean_change_has_the_wrong_direction(make_course):
    values = {2022: 100.0, 2023: 90.0, 2024: 95.0, 2025: 96.0}
    assert said("german_symbols", make_course(values)) == "thunderstorm"  # since the second it rose: cloud
    assert said("german_symbols", make_course({**values, 2022: 95.0})) == "cloud"
