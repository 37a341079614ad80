"""How ambitious a target is: what it requires beside what was done and what is projected."""

from __future__ import annotations

import math

from ontrack.assessment.alarms.paces import Pace
from ontrack.numbers.comparing import compare, compare_ratios

TRIVIAL_RATIO = 0.5  # at most half the pace that was kept up or is projected
ORDINARY_RATIO = 1.0  # at most that pace
LEAST_RECORD_YEARS = 3  # a shorter record does not make a pace unprecedented


def pace_ratio(required: float, pace: float) -> float:
    """Return the required pace as a multiple of a pace; both positive in the target's direction.

    Infinite where nothing like the required pace is under way, zero where nothing is required, NaN where a
    pace is not known.
    """
    if math.isnan(required) or math.isnan(pace):
        return math.nan
    if required <= 0:
        return 0.0
    return required / pace if pace > 0 else math.inf


def ambition(ratios: tuple[float, ...], required: float, best: Pace | None, sign: int = 1) -> str:
    """Return the class of a target, empty where nothing can be said.

    The largest known ratio counts: a target below the past pace is not easy when the projection is slower.
    Up to half it is *trivial*, up to the whole *ordinary*, beyond *stretching*; *unprecedented* where the
    required pace is above the best on record here and among peers, whatever the ratios, if that was kept up
    for three years or more.

    Parameters
    ----------
    ratios : tuple of float
        As `pace_ratio` returns them.
    required : float
        Pace, positive in the target's direction.
    best : Pace or None
        The best pace on record.
    sign : int
        1 where more is wanted, -1 where less is.
    """
    if best and best.years >= LEAST_RECORD_YEARS and compare(required, max(0.0, sign * best.rate)) > 0:
        return "unprecedented"
    known = [ratio for ratio in ratios if not math.isnan(ratio)]
    if not known:
        return ""
    largest = max(known)
    if compare_ratios(largest, TRIVIAL_RATIO) <= 0:
        return "trivial"
    return "ordinary" if compare_ratios(largest, ORDINARY_RATIO) <= 0 else "stretching"
