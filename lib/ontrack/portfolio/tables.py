"""The result tables of the portfolio: how many targets are met, and which of them moves the count."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ontrack.plan import Plan, Target
from ontrack.portfolio.counts import at_least, independent_counts, lower_bounds, upper_bounds
from ontrack.portfolio.joint import known_probabilities
from ontrack.tables.result_columns import PORTFOLIO, PORTFOLIO_TARGETS


@dataclass(frozen=True)
class NumberMet:
    """A row of portfolio.csv."""

    group: str
    number_met: int
    probability: float
    probability_independent: float
    at_least: float
    at_least_independent: float
    lower_bound: float
    upper_bound: float


@dataclass(frozen=True)
class Influence:
    """A row of portfolio_targets.csv."""

    target: str
    goal: str
    nature: str
    probability: float | None
    expected_if_met: float | None
    expected_if_missed: float | None
    variance_share_pct: float | None


def portfolio(plan: Plan, assessments: pd.DataFrame, outcomes: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of portfolio.csv: how probable each number of targets met is.

    Parameters
    ----------
    plan : Plan
    assessments : DataFrame
        Columns of assessments.csv.
    outcomes : DataFrame
        As `joint_outcomes` returns them.

    Returns
    -------
    DataFrame
        For the targets of the table and for the binding ones, those that can be assessed: each number met,
        its probability with and without dependence, that of at least so many, and the bounds of the last
        under any dependence whatever. No row for a group of which nothing can be assessed.
    """
    chances = known_probabilities(assessments)
    groups = [
        group_rows(chances[members].to_numpy(), outcomes[members]).assign(group=name)
        for name, members in assessed_groups(plan, outcomes)
    ]
    rows = pd.concat(groups, ignore_index=True) if groups else pd.DataFrame()
    return rows.reindex(columns=PORTFOLIO.names)


def assessed_groups(plan: Plan, outcomes: pd.DataFrame) -> Iterator[tuple[str, list[str]]]:
    """Yield the groups of targets that are counted, by name, each with its assessed members."""
    for name, targets in (("table", plan.table_targets), ("binding", plan.binding_targets)):
        members = [target.target for target in targets if target.target in outcomes]
        if members:
            yield name, members


def group_rows(probabilities: np.ndarray, outcomes: pd.DataFrame) -> pd.DataFrame:
    """Return the distribution of the number met in one group of targets."""
    independent = independent_counts(probabilities)
    joint = np.bincount(outcomes.sum(axis=1), minlength=len(independent)) / len(outcomes)
    return pd.DataFrame(
        {
            "number_met": np.arange(len(independent)),
            "probability": joint, "probability_independent": independent,
            "at_least": at_least(joint), "at_least_independent": at_least(independent),
            "lower_bound": lower_bounds(probabilities), "upper_bound": upper_bounds(probabilities),
        }
    )  # fmt: skip


def portfolio_targets(plan: Plan, assessments: pd.DataFrame, outcomes: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of portfolio_targets.csv: how the fate of each target of the table moves the count.

    Parameters
    ----------
    plan, assessments, outcomes
        As for `portfolio`.

    Returns
    -------
    DataFrame
        Probability, the expected number met when the target is met and when it is missed, and its share of
        the count's variance, in per cent (its covariance with the count over that variance, so that the
        shares sum to 100). Empty cells where a target cannot be assessed or is decided.
    """
    chances = known_probabilities(assessments)
    members = [target.target for target in plan.table_targets if target.target in outcomes]
    count = outcomes[members].sum(axis=1)
    rows = [influence(target, chances, outcomes, count) for target in plan.table_targets]
    return pd.DataFrame(rows, columns=PORTFOLIO_TARGETS.names)


def influence(
    target: Target, chances: pd.Series, outcomes: pd.DataFrame, count: pd.Series
) -> dict[str, object]:
    """Return one row of portfolio_targets.csv."""
    row: dict[str, object] = {
        "target": target.target, "goal": target.goal, "nature": target.nature,
        "probability": chances.get(target.target),
    }  # fmt: skip
    if target.target not in outcomes or outcomes[target.target].nunique() < 2:
        return row
    met = outcomes[target.target]
    covariance = float(np.cov(met, count, ddof=0)[0, 1])
    return row | {
        "expected_if_met": count[met].mean(), "expected_if_missed": count[~met].mean(),
        "variance_share_pct": 100 * covariance / float(count.var(ddof=0)),
    }  # fmt: skip


def ordered_by_influence(rows: pd.DataFrame, targets: Sequence[Target]) -> pd.DataFrame:
    """Return rows of portfolio_targets.csv by target, those that move the count most first, others last."""
    by_target = rows.set_index("target").loc[[target.target for target in targets]]
    return by_target.sort_values("variance_share_pct", ascending=False, kind="stable")
