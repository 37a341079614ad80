"""Eurostat's progress in sustainable-development monitoring: observed against required growth rate."""

from __future__ import annotations

from ontrack.numbers.rates import compound_rate_pct
from ontrack.rules.course import Course
from ontrack.rules.growth import judge_growth
from ontrack.rules.rule import Finding, Rule, Source, band_at

FLOORS = ((0.95, "significant"), (0.60, "moderate"), (0.0, "insufficient"))
GROWTH_FLOORS = ((1.0, "significant"), (0.0, "moderate"), (-1.0, "moderate_away"))
FARTHEST_AWAY = "significant_away"


def growth_ratio(course: Course) -> float:
    """Return the growth rate since the base over the one that leads from base to target.

    Base, latest value and target must be positive, and the base short of the target.
    """
    assert course.base is not None and course.target_year is not None, "see Course.why_no_growth"
    year, value = course.base
    observed = compound_rate_pct(value, course.latest_value, course.latest_year - year)
    return observed / compound_rate_pct(value, course.target_value, course.target_year - year)


def judge(course: Course) -> Finding:
    """Return the growth ratio and its band: 95, 60 and 0 % divide the four (METHODS 1.1)."""
    reason = course.why_no_growth()
    if reason or course.base is None:
        return Finding("ratio", reason=reason)
    ratio = growth_ratio(course)
    return Finding("ratio", ratio, band_at(ratio, FLOORS, "away"), base_year=course.base[0])


def judge_direction(course: Course) -> Finding:
    """Return the growth in per cent a year, positive in the desired direction, and its band.

    The bands are given as commonly stated (METHODS 1.1).
    """
    return judge_growth(course, GROWTH_FLOORS, FARTHEST_AWAY)


RULE = Rule(
    judge,
    {
        "significant": "good", "moderate": "middle", "insufficient": "bad", "away": "bad",
        "moderate_away": "bad", "significant_away": "bad",
    },
    Source(
        "Sustainable development in the European Union: introduction",
        "Eurostat",
        "https://ec.europa.eu/eurostat/statistics-explained/index.php?title=SDG_-_Introduction",
        "excerpt",
    ),
    judge_direction,
)  # fmt: skip
