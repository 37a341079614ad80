"""Many joint futures of a plan's targets: dependent, yet each target as probable as by itself."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.special import ndtri

from ontrack.plan import Dependence, Indicator, Plan, Target
from ontrack.portfolio.counts import Array
from ontrack.reference.dependence import panel_dependence

DRAWS = 2**17
SEED = 2026


def joint_outcomes(
    plan: Plan,
    assessments: pd.DataFrame,
    *,
    dependence: Dependence | None = None,
    draws: int = DRAWS,
    seed: int = SEED,
) -> pd.DataFrame:
    """Return in which of many joint futures each assessed target of the table, or binding one, is met.

    Each indicator has one rank in each future, for all years: the probability of lying below its sample path.
    The path passes the target's level where the rank exceeds the probability of staying below that level, so
    that the ranks decide as the paths would. Ranks are evenly spread and their normal scores correlated (a
    Gaussian copula): whatever the dependence, each target is met in as many futures as its probability says.

    Parameters
    ----------
    plan : Plan
    assessments : DataFrame
        Columns of assessments.csv.
    dependence : Dependence, optional
        Between the targets; by default what plan.toml sets, else what the reference class's panel says.
    draws : int
        Number of joint futures.
    seed : int
        Of the draws; the same seed gives the same futures.

    Returns
    -------
    DataFrame
        True where met: a row a future, a column a target, in the plan's order. A target that is met or missed
        already is so in all of them; one that cannot be assessed has no column.
    """
    chances = known_probabilities(assessments)
    targets = [
        target
        for target in plan.targets
        if target.target in chances.index and (target.in_table or target.nature == "binding")
    ]
    # A target without a goal shares its goal with no other.
    goals = {one.indicator: one.goal or f"of {one.indicator} alone" for one in reversed(targets)}
    ranks = indicator_ranks(goals, dependence or plan.dependence or panel_dependence(), draws, seed)
    met = {
        target.target: met_in(
            ranks[target.indicator], target, plan.indicators[target.indicator], chances[target.target]
        )
        for target in targets
    }
    return pd.DataFrame(met, index=pd.RangeIndex(draws))


def known_probabilities(assessments: pd.DataFrame) -> pd.Series:
    """Return the probability of each assessed target, by target; 1 or 0 where it is met or missed."""
    rows = assessments.set_index("target")
    decided = rows["verdict"].map({"met": 1.0, "missed": 0.0}).astype(float)
    return rows["probability_met"].astype(float).fillna(decided).dropna()


def indicator_ranks(goals: dict[str, str], dependence: Dependence, draws: int, seed: int) -> dict[str, Array]:
    """Return ranks between 0 and 1 of each indicator, evenly spread, one a future.

    An indicator's normal score is the sum of what all share, of what its goal shares, and of its own, with
    variances `other_goal`, `same_goal` - `other_goal` and the rest: a nested one-factor Gaussian copula. Each
    part takes every normal score of a Latin hypercube once.
    """
    random = np.random.default_rng(seed)
    even = (np.arange(draws) + 0.5) / draws
    normal = ndtri(even)
    shared = random.permutation(normal)
    of_goal = {goal: random.permutation(normal) for goal in dict.fromkeys(goals.values())}
    weights = np.sqrt(
        [dependence.other_goal, dependence.same_goal - dependence.other_goal, 1 - dependence.same_goal]
    )
    ranks = {}
    for indicator, goal in goals.items():
        score = weights @ np.stack([shared, of_goal[goal], random.permutation(normal)])
        ranks[indicator] = even[score.argsort(kind="stable").argsort()]
    return ranks


def met_in(ranks: Array, target: Target, indicator: Indicator, probability: float) -> Array:
    """Return in which futures a target is met; high ranks are the better ones for its indicator."""
    wants_better = target.wants_more == (indicator.better != "lower")
    return ranks > 1 - probability if wants_better else ranks < probability
