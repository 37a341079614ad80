"""Which statements were told of each target, and how far each moves its answer: rows of statements.csv."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from ontrack.assessment import Case, Cases
from ontrack.evidence import Evidence
from ontrack.plan import Plan
from ontrack.plan.texts import spread
from ontrack.projection.distribution import Distribution
from ontrack.projection.forms import Scaled
from ontrack.projection.of_plan import project_plan, told_of
from ontrack.statements import Statement, facts_of, replaced_by
from ontrack.tables.evidence_columns import STATEMENTS_TOLD

Row = dict[str, Any]


def statements_table(
    plan: Plan, cases: Cases, series: pd.DataFrame, known: pd.DataFrame, statements: Iterable[Statement]
) -> pd.DataFrame:
    """Return the rows of statements.csv: one a target and statement of its indicator that was known.

    `probability_without` is the same answer without this one statement; a value that it replaced stays out.
    Where a quantity has two forms, a statement stands with the target of the form it is of; it is used where
    that form leads, and may move the other's answer too.

    Parameters
    ----------
    plan : Plan
    cases : mapping
        As `ontrack.assessment.case.cases_of` returns them.
    series, known : DataFrame
        The series and evidence_series tables.
    statements : iterable of Statement
        As for `ontrack.projection.of_plan.plan_evidence`.
    """
    everything = Told(plan, series, known, tuple(statements))
    rows = [row for case in cases.values() for row in everything.rows(case)]
    return pd.DataFrame(rows, columns=STATEMENTS_TOLD.names)


@dataclass(frozen=True)
class Told:
    """All that a plan's projections are made of."""

    plan: Plan
    series: pd.DataFrame
    known: pd.DataFrame
    statements: tuple[Statement, ...]

    def rows(self, case: Case) -> Iterator[Row]:
        """Yield the rows of one target."""
        target, projection = case.target, case.projection
        mine = told_of(target.indicator, self.plan.region, self.series, self.statements)
        if not mine:
            return
        own = self.series[self.series["indicator"] == target.indicator]
        together = probability_of(case)
        for statement in mine:
            gone = replaced_by(own, statement)
            used = projection is not None and counts(statement, evidence_behind(projection.distribution))
            apart = probability_of(self.without(case, statement, own[gone])) if used else math.nan
            yield {
                "target": target.target, "indicator": statement.indicator, "kind": statement.kind,
                "from": statement.start, "to": statement.end, "value": statement.value,
                "published": statement.published, "source": statement.source,
                **spread("text", statement.text),
                "used": "yes" if used else "no", "replaces": "; ".join(own["period"][gone]),
                "probability_without": apart, "points_moved": 100 * (together - apart),
            }  # fmt: skip

    def without(self, case: Case, statement: Statement, gone: pd.DataFrame) -> Case:
        """Return the case projected without a statement and without the values it replaced."""
        left = [one for one in self.statements if one is not statement]
        forms = forms_with(self.plan, case.target.indicator)
        near = replace(self.plan, targets=tuple(one for one in self.plan.targets if one.indicator in forms))
        projections = project_plan(near, self.series.drop(gone.index), self.known, statements=left)
        return case.under(projections.get(case.target.indicator))


def probability_of(case: Case) -> float:
    """Return the probability of a target that its own indicator decides; NaN where there is none."""
    if case.projection is None or case.kind.needs_places or not case.is_open:
        return math.nan
    return case.probability_on(case.projection)


def counts(statement: Statement, evidence: Evidence) -> bool:
    """Whether a statement is among what a projection rests on, and says something beside the values."""
    told = statement in evidence.statements
    return told and bool(facts_of([statement], evidence.own.index.tolist()))


def evidence_behind(distribution: Distribution) -> Evidence:
    """Return what a distribution rests on: that of the leading form, where it is read from another form."""
    return evidence_behind(distribution.base) if isinstance(distribution, Scaled) else distribution.evidence


def forms_with(plan: Plan, indicator: str) -> set[str]:
    """Return the indicators whose projections one rests on: itself, and other forms of the same quantity."""
    pairs = [{one.id, one.numerator} for one in plan.indicators.values() if one.numerator]
    return {indicator}.union(*(pair for pair in pairs if indicator in pair))
