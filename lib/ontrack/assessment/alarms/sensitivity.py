"""How far a probability moves with the scale chosen, the last value, and a unit of rounding."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

import pandas as pd

from ontrack.assessment.alarms.histories import shifted, shortened
from ontrack.plan import Indicator, Target
from ontrack.plan.kinds import kind_of
from ontrack.projection import Projection
from ontrack.projection.random_walk import MINIMUM_VALUES, fit_random_walk
from ontrack.series.scales import Identity, Log, Logit, Scale

SCALES = ("level", "log", "logit")


def sensitivity(target: Target, projection: Projection) -> dict[str, float]:
    """Return the probability by scale, without the last value, and its range within rounding, by column."""
    scales = probability_by_scale(target, projection.history, projection.indicator)
    lower, upper = probabilities_rounded(target, projection)
    return {
        **{f"probability_{name}": value for name, value in scales.items()},
        "probability_without_last": probability_without_last(target, projection),
        "probability_rounded_lower": lower,
        "probability_rounded_upper": upper,
    }


def probability_by_scale(target: Target, history: pd.Series, indicator: Indicator) -> dict[str, float]:
    """Return the probability by the random walk with drift on each scale: level, log, logit.

    NaN where the scale does not admit every value, or with fewer than three values (METHODS 1.9).
    """
    assert target.level is not None and target.year is not None
    horizon = target.year - int(history.index[-1])
    lower = -math.inf if indicator.lower is None else indicator.lower
    upper = math.inf if indicator.upper is None else indicator.upper
    if indicator.never_falls:
        lower = max(lower, float(history.iloc[-1]))
    found = dict.fromkeys(SCALES, math.nan)
    for scale in scales_of(indicator):
        if len(history) >= MINIMUM_VALUES and scale.admits(history):
            resolution = 10.0**-indicator.decimals
            walk = fit_random_walk(history, scale, lower=lower, upper=upper, resolution=resolution)
            below = float(walk.below(horizon, target.level))
            found[scale.name] = 1 - below if target.wants_more else below
    return found


def scales_of(indicator: Indicator) -> tuple[Scale, ...]:
    """Return the scales an indicator may be read on; log-odds only between two bounds."""
    if indicator.lower is None or indicator.upper is None:
        return (Identity(), Log())
    return (Identity(), Log(), Logit(indicator.lower, indicator.upper))


def probability_without_last(target: Target, projection: Projection) -> float:
    """Return the probability as it was before the last value was known; NaN where it is the only one.

    NaN too where the value before is more than ten years older than the target.
    """
    if len(projection.distribution.evidence.own) < 2:
        return math.nan
    fewer = shortened(projection.distribution)
    years = tuple(range(fewer.evidence.first_year, projection.years[-1] + 1))
    return replace(projection, years=years, distribution=fewer).probability_met(target)


def probabilities_rounded(target: Target, projection: Projection) -> tuple[float, float]:
    """Return the least and the greatest probability within a unit of rounding of latest value and baseline.

    The unit is one of the last decimal the indicator is published with. The baseline counts where the
    target is a multiple of it or a growth rate from it; where its year is that of the latest value, both
    move together.
    """
    unit = 10.0**-projection.indicator.decimals
    found = [
        varied.probability_met(goal)
        for latest in (-unit, 0.0, unit)
        for varied in [moved(projection, latest)]
        for goal in baselines(target, unit, latest if is_latest(target, projection) else None)
    ]
    return min(found), max(found)


def moved(projection: Projection, step: float) -> Projection:
    """Return a projection with its last value moved by `step`."""
    return replace(projection, distribution=shifted(projection.distribution, step)) if step else projection


def is_latest(target: Target, projection: Projection) -> bool:
    """Whether the baseline is the latest value."""
    return target.baseline_year == projection.history.index[-1]


def baselines(target: Target, unit: float, tied: float | None) -> Iterator[Target]:
    """Yield the target with its baseline a unit of rounding down, as it is, and up; or moved by `tied`."""
    if not kind_of(target).from_baseline or target.baseline_value is None:
        yield target
        return
    for step in (-unit, 0.0, unit) if tied is None else (tied,):
        yield replace(target, baseline_value=target.baseline_value + step)
