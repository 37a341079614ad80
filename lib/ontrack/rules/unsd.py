"""The progress chart 2023 of the United Nations Statistics Division, as Eustat carries it out."""

from __future__ import annotations

from ontrack.numbers.comparing import compare_ratios
from ontrack.numbers.rates import compound_rate_pct
from ontrack.rules.course import Course
from ontrack.rules.growth import judge_growth
from ontrack.rules.rule import Finding, Rule, Source, band_at

FLOORS = ((0.95, "on_track"), (0.10, "fair"))
GROWTH_FLOORS = ((2.0, "on_track"), (0.5, "fair"))
WITHIN_POINTS = 1.0


def judge(course: Course) -> Finding:
    """Return the part of the way that will be covered in the target's year, and its band (METHODS 1.3).

    The growth since the base is carried on. A latest value at the target, or within a point of a target of
    0 or 100 %, is *on track or met* whatever the trend.
    """
    if course.history.empty or course.target_year is None:
        return Finding("share_of_way", reason=course.why_no_change())
    reason = course.why_no_growth()
    part = None if reason else expected_part(course)
    base_year = course.base[0] if course.base and part is not None else None
    if course.reached or within_a_point(course):
        return Finding("share_of_way", part, "on_track", base_year=base_year)
    if part is None:
        return Finding("share_of_way", reason=reason)
    return Finding("share_of_way", part, band_at(part, FLOORS, "stagnation"), base_year=base_year)


def expected_part(course: Course) -> float:
    """Return the way covered in the target's year over the way from base to target, at the growth so far."""
    assert course.base is not None and course.target_year is not None, "see Course.why_no_growth"
    year, base = course.base
    rate = compound_rate_pct(base, course.latest_value, course.latest_year - year) / 100
    expected = course.latest_value * (1 + rate) ** (course.target_year - course.latest_year)
    return (expected - base) / (course.target_value - base)


def within_a_point(course: Course) -> bool:
    """Whether the latest value of a percentage is within a point of a target of 0 or 100 %."""
    at_a_bound = (course.lower, course.upper) == (0, 100) and course.target_value in (0, 100)
    return at_a_bound and compare_ratios(abs(course.target_value - course.latest_value), WITHIN_POINTS) <= 0


def judge_direction(course: Course) -> Finding:
    """Return the growth in per cent a year, positive in the desired direction: 2 and 0.5 divide the bands."""
    return judge_growth(course, GROWTH_FLOORS, "stagnation")


RULE = Rule(
    judge,
    {"on_track": "good", "fair": "middle", "stagnation": "bad"},
    Source(
        "The Sustainable Development Goals Progress Chart 2023: technical note",
        "United Nations Statistics Division",
        "https://unstats.un.org/sdgs/files/report/2023/Progress_Chart_Technical_Note_2023.pdf",
        "secondary",
    ),
    judge_direction,
)
