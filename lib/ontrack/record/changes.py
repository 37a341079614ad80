"""How each target's probability and word moved since the assessment before, and what moved them."""

from __future__ import annotations

import pandas as pd

from ontrack.plan import Plan
from ontrack.record.earlier import Cells, Earlier, by_target, just_before, known, same
from ontrack.series import USABLE_ROLES
from ontrack.tables.columns import CHANGES

OF_THE_PLAN = ("target_value", "target_year", "baseline_value", "baseline_year", "comparison", "indicator")
YEARLY = (*USABLE_ROLES, "before_break")  # a break sets figures aside, it does not revise them
DECIMALS = 4  # as probabilities are written


def changes(plan: Plan, series: pd.DataFrame, assessments: pd.DataFrame, earlier: Earlier) -> pd.DataFrame:
    """Return the rows of changes.csv: each target of the plan beside the latest earlier assessment.

    Parameters
    ----------
    plan : Plan
    series, assessments : DataFrame
        This year's series.csv and assessments.csv.
    earlier : mapping of int to tables
        Result tables of earlier assessments by their year; only the latest is compared with.

    Returns
    -------
    DataFrame
        Empty without an earlier assessment. `cause` is the first of these that holds: the target or its
        baseline is another (*plan_changed*), an earlier figure of its indicator is another or gone
        (*revised_figures*), there is a new one (*new_figures*); with all of that as it was, *method* where
        probability or word moved all the same, by the method or by what is known beside the indicator's own
        figures, else *unchanged*.
    """
    before = just_before(earlier)
    if before is None:
        return pd.DataFrame(columns=CHANGES.names)
    year, tables = before
    now, then = by_target(assessments), by_target(tables["assessments"])
    rows = []
    for target in plan.targets:
        histories = [values_by_period(part, target.indicator) for part in (tables["series"], series)]
        moved = movement(now[target.target], then.get(target.target))
        cause = cause_of(now[target.target], then.get(target.target), *histories)
        rows.append({"target": target.target, "earlier_as_of": year, **moved, "cause": cause})
    return pd.DataFrame(rows, columns=CHANGES.names)


def movement(now: Cells, then: Cells | None) -> Cells:
    """Return both probabilities, both words, and the difference of the probabilities where there are two."""
    probability = known(now["probability_met"])
    before = known(then["probability_met"]) if then else None
    return {
        "earlier_probability": before, "probability": probability,
        "difference": None if probability is None or before is None else probability - before,
        "earlier_verdict": then["verdict"] if then else "", "verdict": now["verdict"],
    }  # fmt: skip


def cause_of(now: Cells, then: Cells | None, earlier: pd.Series, history: pd.Series) -> str:
    """Return why a target may stand otherwise than before; see `changes`."""
    if then is None or any(not same(now[name], then[name]) for name in OF_THE_PLAN):
        return "plan_changed"
    if any(when not in history.index or history[when] != value for when, value in earlier.items()):
        return "revised_figures"
    if len(history) > len(earlier):
        return "new_figures"
    moved = now["verdict"] != then["verdict"] or not same(
        now["probability_met"], then["probability_met"], DECIMALS
    )
    return "method" if moved else "unchanged"


def values_by_period(series: pd.DataFrame, indicator: str) -> pd.Series:
    """Return the values of one indicator by period, a year or a month; those before a break among them."""
    rows = series[(series["indicator"] == indicator) & series["role"].isin(YEARLY)]
    return rows.set_index("period")["value"]
