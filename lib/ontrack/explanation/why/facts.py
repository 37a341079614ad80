"""The rows of why_facts.csv: the two values of next year that would move a probability most.

One lifts it to 80 %, the other lowers it to where its word would change. Values are such as would be
published, and the probability is that of the value as it stands here.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from ontrack.assessment import Case, Cases
from ontrack.assessment.alarms.next_value import KEPT_PROBABILITY, PLAUSIBLE, probabilities_after
from ontrack.assessment.verdicts import VERDICT_FLOORS
from ontrack.explanation.why.asking import DECIMALS
from ontrack.explanation.why.turning import Remembered, Turn, looked_at, published_values, turning_value
from ontrack.plan import Target
from ontrack.projection import Projection
from ontrack.reference.levels import Array
from ontrack.tables.evidence_columns import WHY_FACTS

NEAREST = 0.02  # a boundary nearer than that would be crossed by next to nothing
LEAST_MOVED = 0.005  # a probability that moves by less hangs on something else than next year's value
Row = dict[str, Any]
Ask = Callable[[Array], Array]


def level_above(probability: float) -> float:
    """Return what a better value is looked for to bring: 80 %, from near there on 90; NaN beyond."""
    levels = (KEPT_PROBABILITY, VERDICT_FLOORS[0][0])
    return next((level for level in levels if level - probability >= NEAREST), math.nan)


def level_below(probability: float) -> float:
    """Return the next boundary between words that a worse value may cross; NaN below the last one."""
    floors = (floor for floor, _ in VERDICT_FLOORS)
    return next((floor for floor in floors if probability - floor >= NEAREST), math.nan)


@dataclass(frozen=True)
class WhyFact:
    """A row of why_facts.csv."""

    target: str
    direction: str
    year: int
    value: float
    probability: float
    steady: str


def why_facts(cases: Cases, assessments: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of why_facts.csv: two a target that has a probability and a year ahead.

    Parameters
    ----------
    cases : mapping
        As `ontrack.assessment.case.cases_of` returns them; next year is the one after their `as_of`, or the
        target's own where that is not after it.
    assessments : DataFrame
        Columns target and probability_met.

    Returns
    -------
    DataFrame
        *value*: the first, towards the target or away from it, that brings the boundary of `level_above` or
        `level_below`, or more than that; where no plausible value does, the one that comes nearest.
        *probability*: that of the target once this value is observed. *steady*: whether all plausible
        values beyond bring the boundary too.
    """
    stated = assessments.set_index("target")["probability_met"].astype(float).round(DECIMALS)
    rows: list[Row] = []
    for name, case in cases.items():
        probability = stated.get(name, math.nan)
        if not (case.projection is None or case.kind.needs_places or math.isnan(probability)):
            rows += facts_of(case, case.projection, probability)
    return pd.DataFrame(rows, columns=WHY_FACTS.names)


def facts_of(case: Case, projection: Projection, probability: float) -> Iterator[Row]:
    """Yield both facts of one target; none where the year is not ahead or its value moves nothing."""
    target = case.target
    year = min(case.as_of + 1, target.year or case.as_of + 1)
    if year not in projection.years:
        return
    ask = Remembered(asker(case, projection, year))
    values = favourable_last(target, projection, year)
    found = ask(values[looked_at(len(values))])
    if np.isnan(found).any() or np.ptp(found) < LEAST_MOVED:
        return
    decides = year == target.year
    up, down = (0.5, 0.5) if decides else (level_above(probability), level_below(probability))
    ways = (
        ("up", values, lambda asked: ask(asked) >= up),
        ("down", values[::-1], lambda asked: ask(asked) <= down),
    )
    for direction, ordered, enough in ways:
        turn = turning_value(ordered, enough) or Turn(nearest(ordered, ask, most=direction == "up"), False)
        (after,) = ask(np.array([turn.value]))
        yield {
            "target": target.target, "direction": direction, "year": year, "value": turn.value,
            "probability": float(after), "steady": "yes" if turn.steady else "no",
        }  # fmt: skip


def favourable_last(target: Target, projection: Projection, year: int) -> Array:
    """Return what may plausibly be published of a year, the value most favourable to the target last."""
    low, high = (float(projection.quantile(level)[year]) for level in PLAUSIBLE)
    values = published_values(low, high, projection.indicator)
    return values if target.wants_more else values[::-1]


def nearest(values: Array, ask: Ask, *, most: bool) -> float:
    """Return, of the values looked at, the one with the highest (or the lowest) probability."""
    looked = values[looked_at(len(values))]
    found = ask(looked)
    return float(looked[found.argmax() if most else found.argmin()])


def asker(case: Case, projection: Projection, year: int) -> Ask:
    """Return what tells a target's probability once each of some values were observed in `year`."""
    if case.read.level is None or year == case.target.year:
        return lambda values: np.array([asked_again(case, projection, year, float(one)) for one in values])
    return lambda values: probabilities_after(case.read, projection, year, values)


def asked_again(case: Case, projection: Projection, year: int, value: float) -> float:
    """Return the probability of a count, or of a year's own value, by assessing anew with the value known."""
    then = pd.concat([case.history, pd.Series([value], index=pd.Index([year], name="year"))])
    longer = projection.distribution.evidence.extended(year, value)
    ahead = tuple(later for later in projection.years if later > year)
    known = replace(
        projection, history=then, years=ahead, distribution=projection.distribution.with_evidence(longer)
    )
    found = replace(case, history=then, projection=known, as_of=year)
    if found.outcome:
        return float(found.outcome == "met")
    return found.probability_on(known) if found.is_open else math.nan
