"""Ask one target's probability of projections that were told less."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pandas as pd

from ontrack.assessment import why_not
from ontrack.explanation.why.pieces import has, lacking
from ontrack.plan import Plan, Target
from ontrack.plan.kinds import as_level, kind_of
from ontrack.projection import Projection
from ontrack.projection.forms import Scaled

Ask = Callable[[Projection], float]
DECIMALS = 4  # of a probability in the tables: points are differences of what is shown


def without(projection: Projection, piece: str) -> Projection | None:
    """Return a projection with one piece left out of all that it rests on; None where there is none."""
    distribution = projection.distribution
    leading = distribution.base if isinstance(distribution, Scaled) else distribution
    if not has(leading.evidence, piece):
        return None
    fewer = leading.with_evidence(lacking(leading.evidence, piece))
    if isinstance(distribution, Scaled):
        return replace(projection, distribution=replace(distribution, base=fewer))
    return replace(projection, distribution=fewer)


def asker(plan: Plan, target: Target, history: pd.Series, used: Projection) -> Ask | None:
    """Return what tells a target's probability on a projection, as `ontrack.assessment.assessing` does.

    None where the assessment has none.

    Parameters
    ----------
    history : Series
        Usable yearly values of its indicator.
    used : Projection
        The one that the assessment rests on.
    """
    indicator, start = used.indicator, plan.first_year
    read = as_level(target, history, indicator, start)
    kind = kind_of(read)
    seen = used.history if history.empty and not kind.several_years else history
    reason = why_not(read, seen, start, used)
    if reason or kind.outcome(read, history, indicator, start) or target.year not in used.years:
        return None

    def ask(projection: Projection) -> float:
        return round(kind.probability_from(read, projection, history, start), DECIMALS)

    return ask
