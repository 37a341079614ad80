"""Ask one target's probability of projections that were told less."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from ontrack.assessment import Case
from ontrack.explanation.why.pieces import has, lacking
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


def asker(case: Case) -> Ask | None:
    """Return what tells a case's probability on a projection, as `ontrack.assessment.assessing` does.

    None where the assessment has none that its own indicator decides.
    """
    used = case.projection
    if used is None or case.kind.needs_places or not case.is_open or case.read.year not in used.years:
        return None
    return lambda projection: round(case.probability_on(projection), DECIMALS)
