"""Growth in the desired direction: what rules judge an indicator by that has no number to reach."""

from __future__ import annotations

from collections.abc import Sequence

from ontrack.numbers.rates import compound_rate_pct
from ontrack.rules.course import Course
from ontrack.rules.rule import Finding, band_at


def judge_growth(course: Course, floors: Sequence[tuple[float, str]], lowest: str) -> Finding:
    """Return the growth since the base in per cent a year, and the first band whose floor it reaches.

    Base and latest value must be positive; growth counts as positive in the desired direction.
    """
    reason = course.why_no_rate()
    if reason or course.base is None:
        return Finding("rate_pct", reason=reason)
    year, base = course.base
    rate = course.direction * compound_rate_pct(base, course.latest_value, course.latest_year - year)
    return Finding("rate_pct", rate, band_at(rate, floors, lowest), base_year=year)
