"""Every kind of target side by side: each says of itself how its row is read and when it is met.

A new kind is a module here, and its place in `KINDS`; nothing else asks which kind a target is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ontrack.plan.kinds import (
    average_growth,
    coverage,
    cumulative_from,
    direction,
    each_year,
    level,
    milestones,
    multiple_of_baseline,
    rank,
    relative_to,
    several_places,
    value_range,
    yes_no,
    zero,
)
from ontrack.plan.kinds.among_places import Place
from ontrack.plan.kinds.asked import Measured, R, Row
from ontrack.plan.kinds.kind import FORECAST, Forecast, TargetKind
from ontrack.plan.kinds.several_years import SAMPLE_SIZE, SEED, SeveralYears

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "FORECAST",
    "KINDS",
    "SAMPLE_SIZE",
    "SEED",
    "Forecast",
    "Place",
    "SeveralYears",
    "TargetKind",
    "as_level",
    "kind_of",
]

# In the order in which a fault lists them.
KINDS: dict[str, TargetKind] = {
    kind.word: kind
    for kind in (
        *level.KINDS,
        coverage.KIND,
        cumulative_from.KIND_2026,
        multiple_of_baseline.KIND,
        average_growth.KIND,
        each_year.KIND,
        cumulative_from.KIND,
        value_range.KIND,
        zero.KIND,
        direction.KIND,
        milestones.KIND,
        yes_no.KIND,
        rank.KIND,
        *relative_to.KINDS,
        several_places.KIND,
    )
}
UNSTATED = {cumulative_from.RISE.word: cumulative_from.RISE}  # what reading makes of a row, no word of it


def as_level(target: R, history: pd.Series, indicator: Measured | None, first_year: int) -> R:
    """Return a target with all filled in that figures say, which makes most kinds a level of the indicator.

    Parameters
    ----------
    target : Target
    history : Series
        Usable yearly values of its indicator; empty when none is known.
    indicator : Indicator or None
    first_year : int
        First year of the plan, from which a count runs that names none.
    """
    return kind_of(target).read(target, history, indicator, first_year)


def kind_of(target: Row) -> TargetKind:
    """Return the kind of a target."""
    return KINDS.get(target.kind) or UNSTATED[target.kind]
