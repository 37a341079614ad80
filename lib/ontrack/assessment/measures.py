"""What must stand behind a measure before it is told, and which way it may point.

A record of one or two places is an anecdote: that no pace beats +0.05 % a year says how little is known, not
how bold a target is. A value that is easier than what is reached already tells nobody what to do. A measure
without enough behind it, or on the wrong side of the latest value, is left out: an empty cell, no sentence.
So is a value of an earlier year that goes beyond the target itself: it would ask for more than the plan.
"""

from __future__ import annotations

import math

from ontrack.numbers.comparing import compare
from ontrack.plan import Target

LEAST_BEHIND = 5  # comparable places, or steps between the place's own values


def enough_behind(places: int, own_values: int) -> bool:
    """Return whether so many comparable places, or the steps between so many own values, bear a measure."""
    return max(places, own_values - 1) >= LEAST_BEHIND


def ahead_or_nothing(target: Target, value: float, latest: float) -> float:
    """Return a value that is not easier than the latest one in the target's direction; NaN in its place."""
    easier = compare(value, latest) < 0 if target.wants_more else compare(value, latest) > 0
    return math.nan if easier else value


def between_or_nothing(target: Target, value: float, latest: float) -> float:
    """Return a value of a year before the target's that lies between the latest one and its level; or NaN."""
    if target.level is None:
        return math.nan
    beyond = compare(value, target.level) > 0 if target.wants_more else compare(value, target.level) < 0
    return math.nan if beyond else ahead_or_nothing(target, value, latest)
