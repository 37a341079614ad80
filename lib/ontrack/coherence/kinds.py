"""The arithmetic of each kind of identity."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from ontrack.coherence.figures import Ledger, Quantity
from ontrack.coherence.findings import (
    COHERENT,
    CONTRADICTORY,
    DIFFERS,
    EXPECTED_LEVEL,
    STRAINED,
    UNCHECKED,
    Finding,
    class_of_driver,
    class_of_equals,
    class_of_room,
    class_of_room_left,
)
from ontrack.numbers.intervals import Interval, exact
from ontrack.numbers.rates import compound_rate_pct
from ontrack.plan.relations import Statement, Term

Parts = Mapping[str, Quantity | None]


def agreeing_denominator(stock: Quantity, ratio: Quantity, denominator: Quantity, factor: float) -> Finding:
    """Return whether stock and ratio say the same: ratio × denominator × factor = stock.

    The denominator at which they do is stock ÷ (ratio × factor); it is set against the denominator's
    projection (METHODS 7.2.1, 7.2.2).
    """
    implied = stock.stated / ratio.stated.times(factor)
    expected = denominator.range(EXPECTED_LEVEL)
    numbers = {
        "stock": stock.stated,
        "ratio": ratio.stated,
        "implied": implied,
        "denominator": expected,
        "stock_needed": expected * exact(ratio.stated.value * factor),
        "ratio_given": exact(stock.stated.value / factor) / expected,
        **change_from(denominator.latest, implied, "latest", "change_pct"),
    }
    return Finding(class_of_driver(implied, denominator), implied, expected, numbers)


def change_from(latest: float, value: Interval, name: str, change: str) -> dict[str, Interval]:
    """Return the latest value of a driver and the change, in per cent, to `value`; nothing when unknown."""
    if not latest > 0:
        return {}
    return {name: exact(latest), change: value.rising(lambda level: 100 * (level / latest - 1))}


def rate(parts: Mapping[str, Quantity], identity: Any, years: Mapping[str, float]) -> Finding:
    """Return whether a stock and a rate per head agree."""
    return agreeing_denominator(parts["stock"], parts["rate"], parts["denominator"], identity.factor)


def share(parts: Mapping[str, Quantity], identity: Any, years: Mapping[str, float]) -> Finding:
    """Return whether a part and its share (%) agree."""
    return agreeing_denominator(parts["part"], parts["share"], parts["whole"], 0.01)


def numerator(parts: Parts, identity: Any, years: Mapping[str, float]) -> Finding:
    """Return whether a numerator keeps up with its denominator and the ratio's target.

    It must grow at (1 + growth of the ratio) × (1 + growth of the denominator) − 1 (METHODS 7.1, ratio
    indicators). Without figures of the numerator that growth is all that can be said.
    """
    ratio, baseline, denominator, own = (
        parts[name] for name in ("ratio", "baseline", "denominator", "numerator")
    )
    assert ratio is not None and denominator is not None, "only the numerator may be missing"
    needed = denominator.scaled(ratio.stated.times(identity.factor))
    numbers = {
        "ratio": ratio.stated,
        "denominator": denominator.range(EXPECTED_LEVEL),
        "needed": needed.range(EXPECTED_LEVEL),
        **growth_needed(ratio, baseline, denominator, years),
    }
    if own is None:
        return Finding(UNCHECKED, numbers["needed"], None, numbers, "missing_figure")
    numbers["numerator"] = own.range(EXPECTED_LEVEL)
    if own.latest > 0:
        numbers["numerator_latest"] = exact(own.latest)
        numbers["projected_growth_pct"] = numbers["numerator"].rising(
            lambda level: compound_rate_pct(own.latest, level, years["numerator"])
        )
    return Finding(class_of_room_left(own, needed), numbers["needed"], numbers["numerator"], numbers)


def growth_needed(
    ratio: Quantity, baseline: Quantity | None, denominator: Quantity, years: Mapping[str, float]
) -> dict[str, Interval]:
    """Return the growth rates, in per cent a year, of ratio, denominator and the numerator they need."""
    if baseline is None or not denominator.latest > 0:
        return {}
    of_ratio = compound_rate_pct(baseline.stated.value, ratio.stated.value, years["ratio"])
    of_denominator = denominator.range(EXPECTED_LEVEL).rising(
        lambda level: compound_rate_pct(denominator.latest, level, years["denominator"])
    )
    return {
        "latest": exact(denominator.latest),
        "ratio_growth_pct": exact(of_ratio),
        "denominator_growth_pct": of_denominator,
        "numerator_growth_pct": of_denominator.rising(lambda rate: combined_rate_pct(of_ratio, rate)),
    }


def combined_rate_pct(first_pct: float, second_pct: float) -> float:
    """Return the growth of a product of two quantities, in per cent a year."""
    return 100 * ((1 + first_pct / 100) * (1 + second_pct / 100) - 1)


def growth(parts: Mapping[str, Quantity], identity: Any, years: Mapping[str, float]) -> Finding:
    """Return whether a growth rate and a level agree: baseline × (1 + growth)^years (METHODS 7.2.4)."""
    average, baseline, level = (parts[name].stated for name in ("growth", "baseline", "level"))
    period = years["level"]
    implied = baseline * average.rising(lambda pct: (1 + pct / 100) ** period)
    ratio = level / baseline
    numbers = {
        "growth": average, "baseline": baseline, "level": level, "implied": implied, "years": exact(period),
        "growth_needed_pct": ratio.rising(lambda multiple: compound_rate_pct(1, multiple, period)),
    }  # fmt: skip
    return Finding(class_of_equals(implied, level), implied, level, numbers)


def multiple(parts: Mapping[str, Quantity], identity: Any, years: Mapping[str, float]) -> Finding:
    """Return whether a part that is multiplied fits into its whole (METHODS 7.2.3, 7.3.3).

    With whole w now and W then, a part multiplied by m fits while its share is at most
    (W − w) ÷ ((m − 1) w), when the rest does not fall, and W ÷ (m w), when the rest vanishes.
    """
    by, part, now, then = (parts[name].stated for name in ("multiple", "share", "whole_now", "whole_then"))
    freely = ((then - now) / ((by - exact(1)) * now)).times(100)
    at_most = (then / (by * now)).times(100)
    part_then = part.times(0.01) * now * by
    numbers = {
        "multiple": by, "share": part, "whole_now": now, "whole_then": then, "freely": freely,
        "at_most": at_most, "part_now": part.times(0.01) * now, "part_then": part_then,
        "rest_now": (exact(100) - part).times(0.01) * now, "rest_then": then - part_then,
        "growth_needed_pct": exact(compound_rate_pct(1, by.value, years["multiple"])),
        "whole_growth_pct": exact(compound_rate_pct(now.value, then.value, years["multiple"])),
        "whole_other_reading": then + now - then / by,
    }  # fmt: skip
    found = class_of_room(part, freely, at_most, own=identity.share_is_own)
    return Finding(found, at_most, part, numbers)


def count(parts: Mapping[str, Quantity], identity: Any, years: Mapping[str, float]) -> Finding:
    """Return whether what exists and what is named add up to a goal (METHODS 7.3.6)."""
    existing, named, goal = (exact(parts[name].stated.value) for name in ("existing", "named", "goal"))
    total = existing + named
    numbers = {
        "existing": existing, "named": named, "goal": goal, "total": total, "short": goal - total,
    }  # fmt: skip
    short = STRAINED if identity.open_ended else CONTRADICTORY
    return Finding(COHERENT if total.value >= goal.value else short, total, goal, numbers)


def existing(parts: Mapping[str, Quantity], identity: Any, years: Mapping[str, float]) -> Finding:
    """Return whether a goal lies above what exists already (METHODS 7.3.5)."""
    there, goal = (exact(parts[name].stated.value) for name in ("existing", "goal"))
    found = CONTRADICTORY if there.value >= goal.value else COHERENT
    return Finding(found, there, goal, {"existing": there, "goal": goal, "beyond": there - goal})


def same(parts: Mapping[str, Quantity], identity: Any, years: Mapping[str, float]) -> Finding:
    """Return whether two figures of one quantity agree, and what growth a goal takes from each.

    A running total does not contradict one year's amount unless it is less.
    """
    left, right = parts["left"].stated, parts["right"].stated
    numbers = {"left": left, "right": right, "difference": left - right}
    if identity.goal is not None:
        goal = parts["goal"].stated.value
        numbers["goal"] = exact(goal)
        for side, figure in (("left", left), ("right", right)):
            numbers[f"{side}_growth_pct"] = exact(compound_rate_pct(figure.value, goal, years["goal"]))
    total = running_total(parts)
    if not total:
        return Finding(class_of_equals(left, right), left, right, numbers)
    whole, year = (left, right) if total == "left" else (right, left)
    found = COHERENT if whole.upper >= year.lower else CONTRADICTORY
    return Finding(found, left, right, numbers | {"running_total": whole, "one_year": year})


def running_total(parts: Mapping[str, Quantity]) -> str:
    """Return which of two figures is a running total where the other is one year's amount; else empty.

    What was added up over years may well be more than one year of it, and cannot be less.
    """
    kinds = {side: parts[side].kind for side in ("left", "right")}
    if set(kinds.values()) != {"cumulative", "flow"}:
        return ""
    return next(side for side, kind in kinds.items() if kind == "cumulative")


KINDS: dict[str, Callable[..., Finding]] = {
    "rate": rate, "share": share, "numerator": numerator, "growth": growth, "multiple": multiple,
    "count": count, "existing": existing, "same": same,
}  # fmt: skip
NEEDS_YEAR = {"growth": "level", "multiple": "multiple"}
MAY_BE_MISSING = {"numerator": {"numerator", "baseline"}}


def evaluate(identity: Statement, ledger: Ledger) -> Finding:
    """Return what is found of one identity; *not_checkable* when a figure is missing or divides by zero."""
    kind = identity.kind  # type: ignore[attr-defined]
    try:
        parts = {name: ledger.quantity(part) for name, part in identity.terms.items()}
        if kind == "numerator":
            parts["baseline"] = ledger.figure(identity.ratio.model_copy(update={"part": "baseline"}))  # type: ignore[attr-defined]
        missing = {name for name, part in parts.items() if part is None}
        if missing - MAY_BE_MISSING.get(kind, set()):
            return Finding(UNCHECKED, reason="missing_figure")
        years = years_of(identity, ledger)
        if math.isnan(years[NEEDS_YEAR.get(kind, "")]):
            return Finding(UNCHECKED, reason="no_target_year")
        found = KINDS[kind](parts, identity, years)
        return replace(found, finding=DIFFERS) if is_anothers(found, identity, ledger) else found
    except ZeroDivisionError:
        return Finding(UNCHECKED, reason="zero_denominator")


def is_anothers(finding: Finding, identity: Statement, ledger: Ledger) -> bool:
    """Return whether two figures of one quantity differ, one of them from another publisher than the plan.

    Only figures of the plan contradict each other; another publisher may have counted something else.
    """
    kind = identity.kind  # type: ignore[attr-defined]
    return kind == "same" and finding.finding == CONTRADICTORY and ledger.has_figure_from_elsewhere(identity)


def years_of(identity: Statement, ledger: Ledger) -> dict[str, float]:
    """Return the years that growth has, by the part whose year ends them; NaN for a part without one."""
    base = ledger.raw.plan.baseline_year
    found: dict[str, float] = defaultdict(lambda: math.nan, {"": 0.0})
    for name, part in identity.terms.items():
        for figure in part.times if isinstance(part, Term) else (part,):
            target = ledger.targets.get(figure.target)
            if target is not None and target.year is not None:
                found[name] = target.year - (target.baseline_year or base)
            elif figure.projected and figure.year and len(history := ledger.history(figure)):
                found[name] = figure.year - int(history.index[-1])
    return found
