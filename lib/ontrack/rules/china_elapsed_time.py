"""China's progress against elapsed time (时序进度): the way covered, held against the time over."""

from __future__ import annotations

from functools import partial

from ontrack.numbers.comparing import compare_ratios
from ontrack.numbers.rates import elapsed_pct, progress_pct
from ontrack.plan import RuleSettings
from ontrack.rules.course import Course
from ontrack.rules.rule import Finding, Rule, Source, band_at


def judge(course: Course, settings: RuleSettings) -> Finding:
    """Return the part of the way covered since the plan's baseline, in per cent, held against elapsed time.

    No official text states a tolerance, so the thresholds are settings. A binding target has none in its
    final year: it is reached or it is not (METHODS 1.12).
    """
    reason = why_not(course)
    if reason or course.plan_base is None or course.target_year is None:
        return Finding("progress_pct", reason=reason)
    year, base = course.plan_base
    progress = progress_pct(base, course.latest_value, course.target_value)
    elapsed = elapsed_pct(year, course.latest_year, course.target_year)
    band = band_by(progress, elapsed, settings, binding=course.binding, strict=course.strict)
    return Finding("progress_pct", progress, band, "", elapsed, year)


def why_not(course: Course) -> str:
    """Return why progress cannot be held against elapsed time, or an empty string."""
    if course.history.empty:
        return "no_data"
    if course.target_year is None:
        return "no_target_year"
    if course.plan_base is None:
        return "no_baseline"
    if course.latest_year <= course.plan_base[0]:
        return "not_begun"
    return course.why_no_progress()


def band_by(
    progress_pct: float, elapsed_pct: float, settings: RuleSettings, *, binding: bool, strict: bool
) -> str:
    """Return the band of the part of the way covered, and of the time over by then, in per cent.

    A binding target has no tolerance once its time is over; a strict one is not reached by standing on it.
    """
    final = binding and elapsed_pct >= 100
    if strict and elapsed_pct >= 100 and compare_ratios(progress_pct, 100) == 0:
        return "behind" if final else "nearly"
    if final:
        return final_band(progress_pct / 100, settings)
    return band_of(progress_pct / elapsed_pct, settings)


def band_of(ratio: float, settings: RuleSettings) -> str:
    """Return the band of progress over elapsed time."""
    floors = (
        (settings.elapsed_ahead, "ahead"),
        (settings.elapsed_on_schedule, "on_schedule"),
        (settings.elapsed_nearly, "nearly"),
    )
    return band_at(ratio, floors, "behind")


def final_band(part: float, settings: RuleSettings) -> str:
    """Return the band of a binding target in its final year, from the part of the way, without tolerance."""
    return band_at(part, ((settings.elapsed_ahead, "ahead"), (1.0, "on_schedule")), "behind")


def rule(settings: RuleSettings) -> Rule:
    """Return the rule for a plan's thresholds."""
    return Rule(
        partial(judge, settings=settings),
        {"ahead": "good", "on_schedule": "good", "nearly": "middle", "behind": "bad"},
        Source(
            "国民经济和社会发展第十二个五年规划纲要实施中期评估报告（报道）",
            "经济参考报",
            "http://jjckb.xinhuanet.com/2014-03/13/content_495200.htm",
            "excerpt",
        ),
    )
