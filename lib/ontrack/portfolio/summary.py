"""The few figures that stand for the distribution of a count."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from ontrack.portfolio.counts import central_range, spread

RANGE = 0.80
TIE = 0.01  # numbers whose probabilities differ less are equally likely to a reader


@dataclass(frozen=True)
class CountSummary:
    """What is said of the number of targets met in one group.

    Attributes
    ----------
    total : int
        Targets that are counted.
    likeliest : tuple of int
        First and last of the numbers as probable as the most probable one, to within a percentage point.
    expected : float
        The sum of the probabilities.
    lower, upper : int
        Ends of the range that holds at least 80 %.
    deviation : float
        Standard deviation.
    all_met : float
        Probability that none is missed.
    """

    total: int
    likeliest: tuple[int, int]
    expected: float
    lower: int
    upper: int
    deviation: float
    all_met: float


def summary_of(rows: pd.DataFrame, group: str, column: str = "probability") -> CountSummary | None:
    """Return the summary of one group of portfolio.csv, None where the group has no row.

    Parameters
    ----------
    rows : DataFrame
        Columns of portfolio.csv.
    group : str
        table or binding.
    column : str
        ``probability``, or ``probability_independent`` for independent targets.
    """
    mine = rows[rows["group"] == group].sort_values("number_met")
    if mine.empty:
        return None
    shares = mine[column].to_numpy(dtype=float)
    top = np.flatnonzero(shares >= shares.max() - TIE)
    lower, upper = central_range(shares, RANGE)
    return CountSummary(
        len(shares) - 1, (int(top[0]), int(top[-1])), float(shares @ np.arange(len(shares))), lower, upper,
        spread(shares), float(shares[-1]),
    )  # fmt: skip
