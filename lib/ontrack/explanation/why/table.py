"""The rows of why.csv: each target's probability from the class alone to the answer."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from ontrack.assessment import Cases
from ontrack.evidence import Evidence
from ontrack.explanation.why.asking import DECIMALS, asker, without
from ontrack.explanation.why.pieces import FIELDS, Rung, ladder
from ontrack.projection import Projection, project
from ontrack.projection.forms import Scaled
from ontrack.projection.of_plan import Comparison
from ontrack.tables.choices import WHY_PIECES
from ontrack.tables.evidence_columns import WHY

Row = dict[str, Any]
FIRST, LAST = WHY_PIECES[0], WHY_PIECES[-1]


def why_table(cases: Cases, comparisons: Mapping[str, Comparison]) -> pd.DataFrame:
    """Return the rows of why.csv: nine a target that has a probability.

    Each step asks the same model, told one piece more in the order of `WHY_PIECES`; the probability goes
    through the function that gives the assessment its own, so that the last one is that of assessments.csv.

    Parameters
    ----------
    cases : mapping
        As `ontrack.assessment.case.cases_of` returns them.
    comparisons : mapping
        As `ontrack.projection.of_plan.compare_plan` returns them.

    Returns
    -------
    DataFrame
        *points*: the change a step brings, in percentage points; they add up to the last probability.
        *points_alone*: what the answer would lose if that piece alone were left out.
    """
    stairs = {name: Stairs(comparison) for name, comparison in comparisons.items()}
    rows: list[Row] = []
    for name, case in cases.items():
        ask = asker(case)
        if ask is not None:
            rows += steps_of(name, stairs[case.target.indicator], ask)
    return pd.DataFrame(rows, columns=WHY.names)


class Stairs:
    """The projections of one indicator: a rung told after the other, and each piece left out of all.

    Made once for all of its targets.

    Parameters
    ----------
    comparison : Comparison
        As `ontrack.projection.of_plan.compare_plan` returns it; another form of the same quantity comes last.
    """

    def __init__(self, comparison: Comparison) -> None:
        self.used, self.bare, evidence = comparison.used, comparison.without, comparison.evidence
        self.rungs: list[tuple[Rung, Projection]] = []
        self.with_form = is_of_two_forms(self.used, evidence)
        rungs = list(ladder(evidence))
        top = [rung for rung in rungs if rung.present][-1]
        for rung in rungs:
            if rung is top and not self.with_form:
                self.rungs.append((rung, self.used))  # told all that the answer is
            else:
                self.rungs.append((rung, self._told(rung.evidence) if rung.present else self.rungs[-1][1]))
        self.left_out = {piece: without(self.used, piece) for piece in FIELDS}

    def _told(self, evidence: Evidence) -> Projection:
        bare = self.bare
        found = project(bare.history, bare.indicator, bare.region, bare.years[-1], evidence=evidence)
        assert found is not None, "all rungs end with the same value"
        return found


def is_of_two_forms(used: Projection, evidence: Evidence) -> bool:
    """Whether a projection is read from another form, or has its gaps filled from one."""
    distribution = used.distribution
    return isinstance(distribution, Scaled) or not distribution.evidence.own.equals(evidence.own)


def steps_of(target: str, stairs: Stairs, ask: Callable[[Projection], float]) -> Iterator[Row]:
    """Yield the rows of one target; none where it has no probability."""
    if math.isnan(answer := ask(stairs.used)):
        return
    asked = {id(projection): projection for _, projection in stairs.rungs}
    told = {name: ask(projection) for name, projection in asked.items()}
    found = [*(told[id(projection)] for _, projection in stairs.rungs), answer]
    alone = {piece: answer - ask(fewer) if fewer else 0.0 for piece, fewer in stairs.left_out.items()}
    alone |= {FIRST: math.nan, LAST: answer - found[-2]}
    present = [*(rung.present for rung, _ in stairs.rungs), stairs.with_form]
    changes = [found[0], *(after - before for before, after in pairwise(found))]
    for step, piece in enumerate(WHY_PIECES):
        yield {
            "target": target, "step": step + 1, "piece": piece,
            "present": "yes" if present[step] else "no", "probability": found[step],
            "points": in_points(changes[step]), "points_alone": in_points(alone[piece]),
        }  # fmt: skip


def in_points(change: float) -> float:
    """Return a difference of two probabilities as shown in percentage points, without a machine's bits."""
    return float(np.round(100 * change, DECIMALS - 2)) + 0.0
