"""The share of earlier targets that were met, with an interval for targets that were set together."""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

LEAST_PLANS = 5  # a share of fewer is not told
DEVIATE = NormalDist().inv_cdf(0.975)  # of a 95 % interval
LEVELS = ("plan", "programme")  # by which targets are alike


@dataclass(frozen=True)
class Share:
    """How many of some earlier targets were met.

    Attributes
    ----------
    share, lower, upper : float
        From 0 to 1, with a 95 % interval; NaN where they are of fewer than five plans.
    targets, met, plans, programmes : int
        How many targets, how many of them met, of how many plans, which belong to how many programmes.
    """

    share: float
    lower: float
    upper: float
    targets: int
    met: int
    plans: int
    programmes: int = 0


def share_of(rows: pd.DataFrame, likeness: dict[str, float]) -> Share:
    """Return the share met of some targets.

    Parameters
    ----------
    rows : DataFrame
        One row a target: met (bool), plan, programme.
    likeness : dict
        Intraclass correlation of the outcomes of targets of one plan and of one programme, as `likeness_of`
        returns it.
    """
    met = int(rows["met"].sum())
    plans, programmes = (int(rows[level].nunique()) for level in LEVELS)
    if plans < LEAST_PLANS:
        return Share(math.nan, math.nan, math.nan, len(rows), met, plans, programmes)
    effect = max(design_effect(sizes_of(rows, level), likeness[level]) for level in LEVELS)
    lower, upper = wilson(met / len(rows), len(rows) / effect)
    return Share(met / len(rows), lower, upper, len(rows), met, plans, programmes)


def likeness_of(rows: pd.DataFrame) -> dict[str, float]:
    """Return how alike the outcomes of targets of one plan, and of one programme, are."""
    return {level: intraclass_correlation(rows["met"], rows[level]) for level in LEVELS}


def sizes_of(rows: pd.DataFrame, level: str) -> npt.NDArray[np.int_]:
    """Return how many targets each plan, or each programme, has."""
    return rows.groupby(level).size().to_numpy()


def intraclass_correlation(met: pd.Series, cluster: pd.Series) -> float:
    """Return the correlation of two outcomes of one cluster, from 0 to 1; 0 where it cannot be estimated.

    The analysis-of-variance estimator: (B - W) / (B + (m - 1) W), with the mean squares between and within
    clusters and their mean size m corrected for unequal ones. Source: Donner, International Statistical
    Review 54 (1986) 67-82.
    """
    values = met.astype(float)
    groups = values.groupby(cluster.to_numpy())
    sizes, count, total = groups.size(), groups.ngroups, len(values)
    if count < 2 or total <= count:
        return 0.0
    between = float((sizes * (groups.mean() - values.mean()) ** 2).sum()) / (count - 1)
    within = float(((values - groups.transform("mean")) ** 2).sum()) / (total - count)
    size = (total - float((sizes**2).sum()) / total) / (count - 1)
    spread = between + (size - 1) * within
    return min(max((between - within) / spread, 0.0), 1.0) if spread > 0 else 0.0


def design_effect(sizes: npt.NDArray[Any], correlation: float) -> float:
    """Return by how much clusters of these sizes widen the variance of a share.

    1 + (sum of squared sizes / sum of sizes - 1) times the intraclass correlation. Source: Kish, Survey
    Sampling (1965), with the mean size weighted by size, since clusters are unequal.
    """
    return 1 + (float((sizes**2).sum()) / float(sizes.sum()) - 1) * correlation


def wilson(share: float, size: float) -> tuple[float, float]:
    """Return the 95 % score interval of a share of an effective number of targets.

    Source: Wilson, Journal of the American Statistical Association 22 (1927) 209-212; with the effective
    number in place of the number, as Korn and Graubard, Survey Methodology 24 (1998) 193-201, do.
    """
    squared = DEVIATE**2 / size
    middle = (share + squared / 2) / (1 + squared)
    half = DEVIATE / (1 + squared) * math.sqrt(share * (1 - share) / size + squared / (4 * size))
    return max(0.0, middle - half), min(1.0, middle + half)
