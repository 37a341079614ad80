"""Statistics Canada's published results, and the ceiling example of METHODS 1.2."""

from __future__ import annotations

import pytest

from ontrack.rules import statistics_canada as rule

# id, base, its year, current, its year, target, its year, higher is better, ratio, score, status as published
PUBLISHED = [
    ("1-1-1", 14.5, 2015, 10.4, 2023, 7.25, 2030, False, 0.9010899546976208, 2.1506954374, "moderate"),
    ("11-3-1", 63, 2005, 74, 2020, 85, 2030, True, 0.8949392974311927, 2.1067619076, "moderate"),
    ("11-6-1", 699, 2014, 666.6, 2024, 490, 2030, False, 0.2156287996896810, -1.6015394803, "limited"),
    ("12-1-1", 0.37, 2015, 9.53, 2025, 60, 2030, True, 0.9504069883014249, 2.5029620767, "substantial"),
    ("14-1-1", 0.9, 2015, 15.5, 2024, 30, 2030, True, 1.412414035287888, 5, "substantial"),
    ("15-4-1", 10.1, 2015, 13.7, 2023, 30, 2030, True, 0.5160064971944834, -0.3499557281, "limited"),
    ("8-6-1", 195772, 2015, 224062, 2024, 244715, 2026, True, 0.7373232716587212, 0.9809263971, "moderate"),
    ("9-3-1", 84.3, 2016, 96.4, 2024, 100, 2030, True, 1.3774677382210436, 5, "substantial"),
    ("6-1-1", 103, 2015, 29, 2023, 0.1, 2030, False, 0.3956861571147466, -0.8512944891, "limited"),
    ("11-5-1", 19.3, 2016, 13.9, 2021, 22, 2030, True, -6.76154243963871, -5, "deterioration"),
    ("15-5-1", 70, 2015, 55, 2023, 100, 2030, False, 1.2340549664701979, 5, "achieved"),
    ("9-7-1", 58.2, 2015, 59.5, 2025, 50, 2030, True, 0.21954929987, 5, "achieved"),
]


@pytest.mark.parametrize("row", PUBLISHED, ids=[row[0] for row in PUBLISHED])
def test_published_results_with_a_target(make_course, row):
    _, base, base_year, current, year, target, target_year, more, ratio, _, status = row
    course = make_course(
        {base_year: base, year: current}, target_value=target, target_year=target_year, wants_more=more
    )
    finding = rule.judge(course)
    assert finding.value == pytest.approx(ratio, abs=1e-9)
    assert finding.band == status


def test_one_value_is_not_available(make_course):
    finding = rule.judge(make_course({2019: 13.2}, target_value=10, target_year=2025, wants_more=False))
    assert (finding.value, finding.band, finding.reason) == (None, "", "one_value")


def test_published_results_without_a_target():
    rate = rule.growth_rate(66.6, 71.4, 7)
    coefficient = rule.ceiling_coefficient(66.6, 100)
    assert rate == pytest.approx(0.009991483690946268, abs=1e-12)
    assert rule.growth_status(rate, coefficient) == "moderate"
    rate = rule.growth_rate(178.8, 173.3, 10, direction=-1)
    assert rate == pytest.approx(0.003119490847657058, abs=1e-12)
    assert rule.growth_status(rate) == "limited"


def test_the_ceiling_coefficient():
    coefficient = rule.ceiling_coefficient(87.28, 100)
    assert coefficient == pytest.approx(0.45341, abs=5e-6)
    assert 1.5 * coefficient == pytest.approx(0.680, abs=5e-4)  # per cent a year, instead of 1.5
    assert rule.ceiling_coefficient(112.72, 100) == pytest.approx(coefficient)  # as near from above
    assert (rule.ceiling_coefficient(250, 100), rule.ceiling_coefficient(100, 100)) == (1, 0)


@pytest.mark.parametrize(
    ("rate", "coefficient", "status"),
    [
        (-0.01, 1, "deterioration"), (0.0, 0, "substantial"), (0.0, 1, "limited"), (0.005, 1, "moderate"),
        (0.015, 1, "substantial"), (0.05, 1, "substantial"), (0.0075, 0.5, "substantial"),
    ],
)  # fmt: skip
def test_the_status_of_growth_without_a_target(rate, coefficient, status):
    assert rule.growth_status(rate, coefficient) == status


def test_a_target_of_zero_counts_as_a_thousandth(make_course):
    course = make_course({2015: 103, 2023: 29}, target_value=0, wants_more=False)
    near = make_course({2015: 103, 2023: 29}, target_value=0.001, wants_more=False)
    assert rule.judge(course) == rule.judge(near)
    assert rule.judge(course).band == "limited"


def test_a_base_of_zero_counts_as_a_thousandth(make_course):
    assert rule.judge(make_course({2015: 0, 2023: 1}, target_value=1000)).value == pytest.approx(
        rule.judge(make_course({2015: 0.001, 2023: 1}, target_value=1000)).value
    )


@pytest.mark.parametrize("values", [{2020: -5, 2025: 3}, {2020: 5, 2025: -3}])
def test_a_change_of_sign(make_course, values):
    assert rule.judge(make_course(values, target_value=10)).reason == "sign_change"


def test_negative_values_mirror_positive_ones(make_course):
    rising = rule.judge(make_course({2020: -150, 2025: -126}, target_value=-100))
    falling = rule.judge(make_course({2020: 150, 2025: 126}, target_value=100, wants_more=False))
    assert rising.value == pytest.approx(falling.value)
    assert rising.value > 0


def test_base_equal_to_the_target(make_course):
    assert rule.judge(make_course({2020: 150, 2025: 140})).reason == "base_is_target"
    held = rule.judge(make_course({2020: 150, 2025: 160}))
    assert (held.band, held.value, held.reason) == ("achieved", None, "")


def test_falling_back_from_beyond_the_target_is_deterioration(make_course):
    assert rule.judge(make_course({2020: 160, 2025: 140})).band == "deterioration"
