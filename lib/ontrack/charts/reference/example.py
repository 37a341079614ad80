"""One example series, and what each method says of it from few and from many of its values."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd

from ontrack.evidence import own_alone
from ontrack.plan import Indicator
from ontrack.plan.texts import Texts
from ontrack.projection import evidence_grade
from ontrack.projection.random_walk import random_walk_of
from ontrack.projection.reference_class import ReferenceClass
from ontrack.wording import Wording

COUNTS = (1, 2, 3, 5, 10)  # one for each evidence grade
AHEAD = 5
RANKS = (0.1, 0.5, 0.9)
LAST_YEAR = 2025
GROWTH = 1.03
# Per cent by which the ten values lie off their steady growth; fixed, so that the picture never changes.
OFF_GROWTH_PCT = (0.6, -1.1, 0.3, 1.4, -0.8, 0.2, -0.9, 1.2, -0.5, 0.0)


def example_series() -> pd.Series:
    """Return ten yearly values that end at 100 and grew 3 % a year with a little noise."""
    back = np.arange(1 - len(OFF_GROWTH_PCT), 1)
    values = 100 * GROWTH**back * (1 + np.array(OFF_GROWTH_PCT) / 100)
    return pd.Series(values, index=pd.Index(LAST_YEAR + back, name="year"), name="example")


@cache
def example_intervals() -> pd.DataFrame:
    """Return what each method says of the example five years ahead, from 1, 2, 3, 5 and 10 values.

    Returns
    -------
    DataFrame
        count, method (reference_class or random_walk_drift), lower, median, upper: the 80 % interval.
        A random walk with drift needs three values.
    """
    indicator = Indicator("example", Texts(), Texts(), "flow", 0.0, None, "higher", 1, "", 0, Texts())
    rows = []
    for count in COUNTS:
        history = example_series().iloc[-count:]
        reference = ReferenceClass(own_alone(history), lower=0.0)
        found = reference.quantile(np.arange(1, AHEAD + 1), np.array(RANKS)[:, None])[:, -1]
        rows.append((count, "reference_class", *found))
        walk = random_walk_of(history, indicator)
        if walk:
            rows.append((count, "random_walk_drift", *walk.quantile(AHEAD, np.array(RANKS))))
    return pd.DataFrame(rows, columns=["count", "method", "lower", "median", "upper"])


def row_label(count: int, wording: Wording) -> str:
    """Return how many values a row rests on, with their evidence grade."""
    return wording.count("chart.reference.row", count, grade=evidence_grade(count))
