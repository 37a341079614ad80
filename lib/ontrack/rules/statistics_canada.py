"""Statistics Canada's progress measure, the same as in Open SDG 2.4: growth ratios.

Source of every formula: METHODS 1.2. A coefficient below 1 asks less growth of an indicator without target
that nears its limit.
"""

from __future__ import annotations

import math

from ontrack.numbers.comparing import compare, same
from ontrack.numbers.rates import compound_rate_pct
from ontrack.rules.course import Course
from ontrack.rules.rule import Finding, Rule, Source, band_at

FLOORS = ((0.95, "substantial"), (0.60, "moderate"), (0.0, "limited"))
STAND_IN_FOR_ZERO = 0.001
CEILING_EXPONENT = 4.44
SUBSTANTIAL_GROWTH, MODERATE_GROWTH = 0.015, 0.005  # a year, of an indicator without a target


def judge(course: Course) -> Finding:
    """Return the growth ratio and its status: 95, 60 and 0 % divide them.

    A latest value at the target or beyond is *achieved*, whatever the trend. A base or target of zero counts
    as 0.001.
    """
    reason = course.why_no_change()
    if reason or course.base is None:
        return Finding("ratio", reason=reason)
    reason = why_no_ratio(course)
    ratio = None if reason else growth_ratio(course)
    if course.reached:
        return Finding("ratio", ratio, "achieved", base_year=course.base[0])
    if ratio is None:
        return Finding("ratio", reason=reason)
    return Finding("ratio", ratio, band_at(ratio, FLOORS, "deterioration"), base_year=course.base[0])


def why_no_ratio(course: Course) -> str:
    """Return why a course with a base has no growth ratio, or an empty string."""
    assert course.base is not None, "see Course.why_no_change"
    base, target = without_zero(course.base[1]), without_zero(course.target_value)
    if same(base, target):
        return "base_is_target"
    signs = {compare(figure, 0) for figure in (base, target, course.latest_value)}
    return "" if len(signs) == 1 else "sign_change"


def growth_ratio(course: Course) -> float:
    """Return observed over required growth, positive in the desired direction.

    Base, latest value and target must have one sign, and base and target differ.
    """
    assert course.base is not None and course.target_year is not None, "see why_no_ratio"
    year, base = course.base
    required = growth_rate(base, course.target_value, course.target_year - year)
    observed = growth_rate(base, course.latest_value, course.latest_year - year, course.direction)
    return observed / abs(required)


def growth_rate(base: float, current: float, years: int, direction: int = 1) -> float:
    """Return the compound rate a year as a fraction, positive in the desired direction.

    Two negative values shrink and grow like their sizes, with the opposite sign.
    """
    base, current = without_zero(base), without_zero(current)
    sign = -direction if base < 0 else direction
    return sign * compound_rate_pct(abs(base), abs(current), years) / 100


def without_zero(value: float) -> float:
    """Return a value that can be divided by: 0.001 for zero."""
    return value or STAND_IN_FOR_ZERO


def judge_direction(course: Course) -> Finding:
    """Return the growth in per cent a year of an indicator without a target, and its status.

    It is held against the growth asked for substantial progress: 1.5 %, less near a natural bound.
    """
    reason = course.why_no_change()
    if not reason and course.base and compare(course.base[1], 0) * compare(course.latest_value, 0) < 0:
        reason = "sign_change"
    if reason or course.base is None:
        return Finding("rate_pct", reason=reason)
    year, base = course.base
    rate = growth_rate(base, course.latest_value, course.latest_year - year, course.direction)
    asked = growth_asked(course)
    full = 100 * SUBSTANTIAL_GROWTH * asked
    return Finding("rate_pct", 100 * rate, growth_status(rate, asked), "", full, year)


def growth_asked(course: Course) -> float:
    """Return the coefficient of a course's bound on the good side; 1 where that is none, or is zero."""
    assert course.base is not None, "see Course.why_no_change"
    limit = course.upper if course.wants_more else course.lower
    return ceiling_coefficient(course.base[1], limit) if limit and math.isfinite(limit) else 1.0


def growth_status(rate: float, coefficient: float = 1.0) -> str:
    """Return the status of an indicator without a target, from its growth a year as a fraction."""
    substantial, moderate = SUBSTANTIAL_GROWTH * coefficient, MODERATE_GROWTH * coefficient
    floors = ((substantial, "substantial"), (moderate, "moderate"), (0.0, "limited"))
    return band_at(rate, floors, "deterioration")


def ceiling_coefficient(base: float, limit: float) -> float:
    """Return the part of the usual growth asked of an indicator near a ceiling or a floor other than zero.

    It is 1 far from the limit and 0 at it: 0.45341 for 87.28 below 100.
    """
    base, limit = abs(base), abs(limit)
    if base >= 2 * limit:
        return 1.0
    nearness = base if base <= limit else 2 * limit - base
    return 1 - (nearness / limit) ** CEILING_EXPONENT


RULE = Rule(
    judge,
    {
        "achieved": "good", "substantial": "good", "moderate": "middle", "limited": "bad",
        "deterioration": "bad",
    },
    Source(
        "Canadian Indicator Framework for the Sustainable Development Goals: methodology",
        "Statistics Canada",
        "https://sdgcif-data-canada-oddcic-donnee.github.io/methodology",
        "full",
    ),
    judge_direction,
)  # fmt: skip
