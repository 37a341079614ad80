"""Each rule on the two test series of METHODS section 1, to 150 in 2030, and on its other worked values."""

from __future__ import annotations

import math

import numpy as np
import pytest

from ontrack.plan import RuleSettings
from ontrack.rules import (
    china_elapsed_time,
    escap,
    eurostat,
    german_symbols,
    ihme,
    oecd,
    official_rules,
    sdsn,
    unsd,
    who,
)
from ontrack.rules.statistics_canada import RULE as STATISTICS_CANADA
from ontrack.rules.statistics_canada import judge as statistics_canada
from ontrack.series.scales import Identity, Log


def test_eurostat(s1, s2):
    assert eurostat.judge(s1).value == pytest.approx(1.143247, abs=5e-7)
    assert eurostat.judge(s2).value == pytest.approx(1.223, abs=5e-4)
    assert {eurostat.judge(course).band for course in (s1, s2)} == {"significant"}


def test_statistics_canada_is_eurostat_s_ratio_where_both_exist(s1, s2):
    for course in (s1, s2):
        assert statistics_canada(course).value == pytest.approx(eurostat.judge(course).value)
        assert statistics_canada(course).band == "substantial"


def test_unsd(s1, s2):
    assert unsd.judge(s1).value == pytest.approx(1.1752, abs=5e-5)
    assert unsd.judge(s2).value == pytest.approx(1.2768, abs=5e-5)
    assert unsd.judge(s2).band == "on_track"


def test_unsd_exceptions(make_course):
    met = unsd.judge(make_course({2020: 170, 2025: 155}))  # above the target and falling
    assert (met.band, met.value) == ("on_track", None)
    near = make_course({2020: 99.5, 2025: 99.2}, target_value=100, lower=0, upper=100)
    assert unsd.judge(near).band == "on_track"
    assert unsd.judge(make_course({2020: 99.5, 2025: 99.2}, target_value=100)).band == "stagnation"


def test_current_status_index(s1, s2, make_course):
    status = escap.judge_status(s1)
    assert (status.value, status.yardstick) == (pytest.approx(5.2), pytest.approx(5.0))
    assert status.band == "slow"  # although ahead of time: the index knows no time
    assert escap.judge_status(make_course({2020: 100, 2029: 145.5})).band == "on_track"
    assert escap.judge_status(make_course({2020: 100, 2029: 145})).band == "slow"
    assert escap.judge_status(make_course({2020: 100, 2025: 100})).band == "regression"
    assert escap.judge_status(make_course({2025: 155})).value == 10
    assert escap.judge_status(s2).value == pytest.approx(5.6)


def test_time_weights(s1):
    weights = escap.time_weights(s1.history.index, 2030)
    assert weights == pytest.approx([1, 1.1111, 1.25, 1.4286, 1.6667, 2], abs=5e-5)


def test_anticipated_progress(s1, s2, steady):
    assert escap.regression_forecast(s1) == pytest.approx(152.6783, abs=5e-5)
    assert escap.regression_forecast(s2) == pytest.approx(156.165, abs=5e-4)
    assert escap.regression_forecast(s1, Log()) == pytest.approx(159.9233, abs=5e-5)
    assert escap.judge_anticipated(s1).value == 0
    assert escap.judge_anticipated(s1).band == escap.judge_anticipated(s2).band == "maintain"


def test_the_slope_and_the_intercept_come_from_the_same_weighted_fit(s1):
    """Public code joins the slope of the weighted line to the intercept of the plain one: another number."""
    years, values = s1.history.index.to_numpy(float), s1.history.to_numpy()
    weights = escap.time_weights(s1.history.index, 2030)
    slope = np.polyfit(years, values, 1, w=np.sqrt(weights))[0]
    assert slope == pytest.approx(5.33488, abs=5e-6)
    plain_intercept = np.polyfit(years - 2020, values, 1)[1]
    assert plain_intercept + 10 * slope == pytest.approx(152.7297, abs=5e-5)  # and yet another from year 0
    assert escap.regression_forecast(s1) == pytest.approx(152.6783, abs=5e-5)


def test_a_gap_of_a_fifth(make_course):
    level = make_course({2020: 100, 2025: 120})  # a straight line to 140
    assert escap.regression_forecast(level) == pytest.approx(140)
    finding = escap.judge_anticipated(level)
    assert (finding.value, finding.band) == (pytest.approx(20), "accelerate")
    assert [escap.gap_band(gap) for gap in (0, 10, 10.1, 100, 100.1)] == [
        "maintain", "maintain", "accelerate", "accelerate", "reverse",
    ]  # fmt: skip


def test_bounded_values_are_carried_on_in_log_odds(make_course):
    course = make_course({2020: 76.94, 2025: 87.28}, target_value=90, lower=0, upper=100)
    assert escap.regression_forecast(course) == pytest.approx(93.4, abs=0.05)
    assert escap.regression_forecast(course, Identity()) == pytest.approx(97.62, abs=0.005)
    at_bound = make_course({2020: 90, 2025: 100}, target_value=95, lower=0, upper=100)
    assert escap.judge_anticipated(at_bound).reason == "at_a_bound"


def test_sdsn(s1, s2):
    assert sdsn.judge(s1).value == pytest.approx(1.040)
    assert sdsn.judge(s2).value == pytest.approx(1.12)
    assert sdsn.judge(s1).band == "on_track"


def test_oecd_goes_through_every_path(s1, s2):
    rates = oecd.yearly_log_rates(s1.history)
    assert len(rates) ** 5 == 3125 <= oecd.LARGEST_ENUMERATION
    assert oecd.judge(s1).value == 1.0
    assert oecd.judge(s1).band == "on_track"
    assert 0 < oecd.judge(s2).value < 1


def test_oecd_shares_are_counted(make_course):
    halves = make_course({2020: 100, 2021: 110, 2022: 121, 2023: 121, 2024: 121}, target_year=2026)
    rates = oecd.yearly_log_rates(halves.history)  # ten per cent or nothing, equally often
    assert (
        oecd.share_of_paths(make_course(halves.history, target_value=121 * 1.1, target_year=2026), rates)
        == 0.75
    )
    assert (
        oecd.share_of_paths(make_course(halves.history, target_value=121 * 1.21, target_year=2026), rates)
        == 0.25
    )


def test_oecd_draws_where_there_are_too_many_paths(make_course):
    values = {2015 + year: 100 * 1.1 ** math.ceil(year / 2) for year in range(11)}
    course = make_course(values, target_value=values[2025] * 1.1**3 * 0.999, target_year=2030)
    rates = oecd.yearly_log_rates(course.history)
    drawn = oecd.share_of_paths(
        make_course(values, target_value=course.target_value, target_year=2031), rates
    )
    assert len(rates) ** 6 > oecd.LARGEST_ENUMERATION
    assert oecd.share_of_paths(course, rates) == pytest.approx(0.5)  # three or more of five tosses
    assert drawn == pytest.approx(42 / 64, abs=0.005)  # three or more of six
    assert drawn == oecd.share_of_paths(
        make_course(values, target_value=course.target_value, target_year=2031), rates
    )


def test_three_paths_in_four_are_on_track(make_course):
    halves = {2020: 100.0, 2021: 110.0, 2022: 121.0, 2023: 121.0, 2024: 121.0}
    exactly = oecd.judge(make_course(halves, target_value=121 * 1.1, target_year=2026))
    assert (exactly.value, exactly.band) == (0.75, "on_track")


def test_a_step_over_a_missing_year_is_no_yearly_rate(make_course):
    history = make_course({2018: 50, 2020: 100, 2021: 110, 2022: 121}).history
    assert oecd.yearly_log_rates(history) == pytest.approx([math.log(1.1)] * 2)


def test_significance_counts_all_orders_of_few_values(make_course):
    values = np.array([1.0, 2, 3, 6, 5, 4])  # the approximation finds it significant: 7 %
    assert oecd.exact_probability(values) == pytest.approx(74 / 720)
    course = make_course(dict(zip(range(2020, 2026), values, strict=True)))
    assert not oecd.moves_rightly(course)


def test_oecd_s_rank_correlation(make_course, s1):
    slow = make_course({2020: 100, 2021: 101, 2022: 102, 2023: 103})
    assert (oecd.judge(slow).value, oecd.judge(slow).band) == (0, "insufficient")  # 2 of 24 orders: 8.3 %
    wrong = make_course({2020: 103, 2021: 102, 2022: 101, 2023: 100})
    still = make_course({2020: 100, 2021: 100, 2022: 100, 2023: 100})
    assert oecd.judge(wrong).band == oecd.judge(still).band == "none"
    assert oecd.exact_probability(np.array([1.0, 2, 3])) == pytest.approx(2 / 6)
    assert oecd.moves_rightly(make_course({2010 + year: 100 + year for year in range(10)}))


def test_oecd_asks_for_year_on_year_rates(make_course):
    assert oecd.judge(make_course({2020: 11, 2024: 22.9, 2025: 24.3})).reason == "few_yearly_rates"


def test_german_symbols(s1, s2, make_course):
    assert german_symbols.judge(s1).value == pytest.approx(-8.3, abs=0.05)
    assert german_symbols.judge(s2).value == pytest.approx(-27.3, abs=0.05)
    assert german_symbols.judge(s2).band == "sun"  # blind to the slowdown
    line = {2022: 100, 2023: 104, 2024: 108, 2025: 112}  # to 132
    shown = [
        german_symbols.judge(make_course(line, target_value=value)).band for value in (132, 133, 136, 150)
    ]
    assert shown == ["sun", "sun", "sun_and_cloud", "cloud"]
    assert (
        german_symbols.judge(make_course({2022 + year: 112 - year for year in range(4)})).band
        == "thunderstorm"
    )


def test_german_symbols_take_consecutive_years(make_course):
    assert german_symbols.judge(make_course({2020: 1, 2021: 2, 2022: 3, 2024: 4, 2025: 5})).reason == (
        "few_consecutive_years"
    )
    history = make_course(dict.fromkeys((2018, *range(2020, 2024)), 1)).history
    assert list(german_symbols.consecutive(history).index) == [2020, 2021, 2022, 2023]
    gaps = make_course(dict.fromkeys((2015, 2017, 2018, 2020, 2021), 1)).history
    assert list(german_symbols.consecutive(gaps).index) == [2020, 2021]
    assert german_symbols.judge(make_course({2022 + year: 147 + year for year in range(4)})).reason == (
        "latest_is_target"
    )


def test_who(s1, make_course):
    assert who.average_annual_rate_of_reduction_pct(s1.history) == pytest.approx(-4.83978, abs=5e-6)
    finding = who.judge(make_course({2020: 50, 2025: 40}, target_value=25, wants_more=False))
    assert finding.yardstick == pytest.approx(-8.97179, abs=5e-6)
    assert finding.band == "not_enough"
    assert who.judge(make_course({2020: 100, 2025: 125}, target_value=125 * 1.25)).band == "enough"


@pytest.mark.parametrize(
    ("omega", "steady_value", "slowing_value"),
    [(0, 158.76, 163.84), (1, 158.62, 149.62), (2, 158.00, 142.30)],
)
def test_ihme(s1, s2, omega, steady_value, slowing_value):
    assert ihme.judge(s1, omega).value == pytest.approx(steady_value, abs=5e-3)
    slowing = ihme.judge(s2, omega)
    assert slowing.value == pytest.approx(slowing_value, abs=5e-3)
    assert slowing.band == ("reached" if omega == 0 else "not_reached")  # weighing cures the blindness


def test_a_rate_over_missing_years_counts_for_each_of_them(make_course):
    gap = make_course({2020: 100, 2022: 121, 2023: 121})
    filled = make_course({2020: 100, 2021: 110, 2022: 121, 2023: 121})
    assert ihme.judge(gap, 1.0).value == pytest.approx(ihme.judge(filled, 1.0).value)


def judge_elapsed(course):
    return china_elapsed_time.judge(course, RuleSettings())


def test_progress_against_elapsed_time(make_course, steady, slowing):
    for history, progress in ((steady, 52), (slowing, 56)):
        finding = judge_elapsed(make_course(history, baseline_year=2020))
        assert (finding.value, finding.yardstick) == (pytest.approx(progress), pytest.approx(50))
    assert judge_elapsed(make_course(steady, baseline_year=2020)).band == "on_schedule"
    assert judge_elapsed(make_course(slowing, baseline_year=2020)).band == "ahead"


@pytest.mark.parametrize(
    ("latest", "band"),
    [(127.5, "ahead"), (127.4, "on_schedule"), (123.75, "on_schedule"), (120, "nearly"), (119, "behind")],
)
def test_thresholds_of_elapsed_time(make_course, latest, band):
    course = make_course({2020: 100, 2025: latest}, baseline_year=2020)
    assert judge_elapsed(course).band == band
    strict = RuleSettings(elapsed_ahead=3, elapsed_on_schedule=2.5, elapsed_nearly=2)
    assert china_elapsed_time.judge(course, strict).band == "behind"


@pytest.mark.parametrize(("latest", "band"), [(149.9, "behind"), (150, "on_schedule"), (155, "ahead")])
def test_a_binding_target_has_no_tolerance_in_its_final_year(make_course, latest, band):
    final = {"baseline_year": 2025, "baseline_value": 100.0}
    assert judge_elapsed(make_course({2030: latest}, binding=True, **final)).band == band
    tolerant = judge_elapsed(make_course({2030: 149.9}, binding=False, **final))
    assert tolerant.band == "on_schedule"


def test_progress_starts_at_nothing_however_near_the_target(make_course):
    course = make_course(
        {2025: 87.28, 2026: 87.28}, target_value=90, baseline_year=2025, baseline_value=87.28
    )
    assert judge_elapsed(course).value == 0  # not 97 per cent


def test_the_same_data_get_different_verdicts(make_course):
    """Table 1.13 of METHODS, every cell the rules give."""
    tiny = make_course({2015: 0.37, 2025: 9.53}, target_value=60)
    assert statistics_canada(tiny).value == pytest.approx(0.950, abs=5e-4)
    assert statistics_canada(tiny).band == "substantial"
    assert (unsd.judge(tiny).value, unsd.judge(tiny).band) == (pytest.approx(0.805, abs=5e-4), "fair")
    assert (sdsn.judge(tiny).value, sdsn.judge(tiny).band) == (pytest.approx(0.23, abs=5e-3), "stagnating")
    assert who.judge(tiny).yardstick == pytest.approx(44.5, abs=0.05)
    assert who.judge(tiny).value == pytest.approx(38.4, abs=0.05)
    zero = make_course({2015: 103, 2023: 29}, target_value=0, wants_more=False)
    assert sdsn.judge(zero).value == pytest.approx(1.35, abs=5e-3)
    assert eurostat.judge(zero).reason == unsd.judge(zero).reason == "not_positive"
    as_published = make_course({2015: 103, 2023: 29}, target_value=0.1, wants_more=False)
    assert eurostat.judge(as_published).value == pytest.approx(0.396, abs=5e-4)
    assert (unsd.judge(as_published).value, unsd.judge(as_published).band) == (
        pytest.approx(0.91, abs=5e-3),
        "fair",
    )
    falling = make_course({2015: 14.5, 2023: 10.4}, target_value=7.25, wants_more=False)
    assert eurostat.judge(falling).value == pytest.approx(0.90, abs=5e-3)
    assert unsd.judge(falling).value == pytest.approx(0.93, abs=5e-3)
    assert sdsn.judge(falling).value == pytest.approx(1.06, abs=5e-3)
    assert who.judge(falling).yardstick == pytest.approx(-5.0, abs=0.05)
    assert who.judge(falling).value == pytest.approx(-4.1, abs=0.05)


def test_only_the_weighted_rate_sees_the_slowdown(s2):
    findings = {name: rule.judge(s2) for name, rule in official_rules(RuleSettings()).items()}
    tones = {
        name: official_rules(RuleSettings())[name].tones.get(found.band) for name, found in findings.items()
    }
    assert {name for name, tone in tones.items() if tone == "bad"} == {"ihme"}


@pytest.mark.parametrize(
    ("rule", "floors"),
    [
        (eurostat.RULE, ((1, "significant"), (0.5, "moderate"), (0, "moderate"), (-1, "moderate_away"),
                         (-1.1, "significant_away"))),
        (unsd.RULE, ((2, "on_track"), (1, "fair"), (0.5, "fair"), (0.4, "stagnation"), (-1, "stagnation"))),
        (STATISTICS_CANADA, ((1.5, "substantial"), (0.5, "moderate"), (0.4, "limited"), (0, "limited"),
                             (-0.1, "deterioration"))),
    ],
)  # fmt: skip
@pytest.mark.parametrize("wants_more", [True, False])
def test_growth_a_year_where_a_plan_names_a_direction_alone(make_course, rule, floors, wants_more):
    for growth, band in floors:
        latest = 100 * (1 + (growth if wants_more else -growth) / 100)
        found = rule.judge(
            make_course(
                {2024: 100, 2025: latest}, target_value=100, wants_more=wants_more, strict=True,
                direction_only=True,
            )
        )  # fmt: skip
        assert (found.measure, found.band) == ("rate_pct", band), growth
        assert found.value == pytest.approx(growth)


def test_near_its_bound_less_growth_is_asked_in_canada(make_course):
    changed = {"target_value": 87.28, "strict": True, "direction_only": True, "upper": 100.0}
    found = STATISTICS_CANADA.judge(make_course({2024: 87.28, 2025: 87.28 * 1.0069}, **changed))
    assert found.yardstick == pytest.approx(0.680, abs=5e-4)  # per cent a year, instead of 1.5 (METHODS 1.2)
    assert found.band == "substantial"


@pytest.mark.parametrize("rule", [eurostat.RULE, unsd.RULE, STATISTICS_CANADA])
def test_a_direction_needs_figures_of_one_sign(make_course, rule):
    course = make_course({2024: -1, 2025: 3}, target_value=-1, strict=True, direction_only=True)
    assert rule.judge(course).reason == ("sign_change" if rule is STATISTICS_CANADA else "not_positive")
