"""The arrows of the Sustainable Development Report (SDSN): linear pace so far against the one required."""

from __future__ import annotations

from ontrack.numbers.comparing import compare_ratios
from ontrack.numbers.rates import elapsed_pct, progress_pct
from ontrack.rules.course import Course
from ontrack.rules.rule import Finding, Rule, Source, band_at

FLOORS = ((1.0, "on_track"), (0.5, "moderate"), (0.0, "stagnating"))


def judge(course: Course) -> Finding:
    """Return the change a year since the base over the change a year required from base to target.

    100 and 0 % divide the arrows, and 50 % as commonly stated (METHODS 1.5). The pace that leads to the
    target itself is not enough for a strict one.
    """
    reason = course.why_no_progress()
    if reason or course.base is None or course.target_year is None:
        return Finding("ratio", reason=reason)
    year, base = course.base
    covered = progress_pct(base, course.latest_value, course.target_value)
    ratio = covered / elapsed_pct(year, course.latest_year, course.target_year)
    short = course.strict and compare_ratios(ratio, 1.0) == 0
    band = "moderate" if short else band_at(ratio, FLOORS, "decreasing")
    return Finding("ratio", ratio, band, base_year=year)


RULE = Rule(
    judge,
    {"on_track": "good", "moderate": "middle", "stagnating": "bad", "decreasing": "bad"},
    Source(
        "Sustainable Development Report: methodology",
        "Sustainable Development Solutions Network",
        "https://dashboards.sdgindex.org/chapters/methodology",
        "common_knowledge",
    ),
)
