"""What may stand in the tables and yet looks like a slip: told by `ontrack check`, refused by nobody."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from ontrack.plan import Indicator, Target
from ontrack.plan.periods import date_of
from ontrack.series.collecting import newest_known
from ontrack.tables import RawData

EVER = 9998  # an assessment that knows every figure
SLIPS = (-4, -3, -2, -1, 1, 2, 3, 4)  # powers of ten by which a point or a 万 is misplaced
NEAR = math.log(1.5)  # a figure without the slip lies within this of the last one
STEADY = math.log(2)  # the usual step of a series that a slip shows in
BASELINE = "baseline"
Interval = tuple[float, float]
Range = Callable[[str, int], Interval | None]


@dataclass(frozen=True)
class Doubt:
    """One thing that looks like a slip.

    Attributes
    ----------
    kind : str
        *slip*, *outside*, *fall*, *future*, *not_yet* or *baseline*; its sentence is ``plausibility.<kind>``.
    file, subject : str
        Where it stands: the file from the project's folder, and the indicator and period or the target.
    values : mapping
        For the places of the sentence.
    interval : tuple of float or None
        What was projected, where it was (95 %).
    """

    kind: str
    file: str
    subject: str
    values: Mapping[str, Any] = field(default_factory=dict)
    interval: Interval | None = None


def doubts(raw: RawData, today: date, projected: Range = lambda indicator, year: None) -> list[Doubt]:
    """Return what looks like a slip in a plan and in the figures of its region that it is about.

    Parameters
    ----------
    raw : RawData
        As `ontrack.tables.load_raw` returns it.
    today : date
        Later dates lie in the future.
    projected : callable
        What the last assessment before a year projected for an indicator and that year: the ends of its 95 %
        interval, or None.
    """
    table = raw.observations[raw.observations["region"] == raw.plan.region]
    groups = dict(iter(table.groupby("indicator")))
    found, known = list(future_dates(raw, table, today)), dict[str, pd.Series]()
    for indicator in raw.plan.observed_indicators:
        figures = known[indicator.id] = newest_figures(groups.get(indicator.id, table[:0]), indicator)
        if indicator.never_falls:
            found += falls(raw, indicator, figures)
        found += odd_values(raw, indicator, figures, projected)
    return found + list(other_baselines(raw, known))


def newest_figures(table: pd.DataFrame, indicator: Indicator) -> pd.Series:
    """Return the newest vintage of each figure of an indicator in one region, by period in order."""
    rows = table.iloc[newest_known(table, indicator.publication_lag_months, EVER)]
    columns = (rows[name].tolist() for name in ("period", "value", "status"))
    kept = [(period, value) for period, value, status in zip(*columns, strict=True) if status != "suspect"]
    return pd.Series(dict(sorted(kept, key=lambda row: date_of(row[0]))), dtype=float)


def figures_file(raw: RawData) -> str:
    """Return the file of the figures of the plan's region."""
    return f"data/raw/observations/{raw.plan.region}.csv"


def future_dates(raw: RawData, table: pd.DataFrame, today: date) -> Iterator[Doubt]:
    """Yield a doubt for each figure that would be published, or be of a year that begins, after today."""
    columns = (table[name].tolist() for name in ("indicator", "period", "published"))
    for indicator, period, published in zip(*columns, strict=True):
        subject = f"{indicator} {period}"
        if published > today.isoformat():
            yield Doubt("future", figures_file(raw), subject, {"date": published})
        elif period > today.isoformat():
            yield Doubt("not_yet", figures_file(raw), subject, {"date": period})


def falls(raw: RawData, indicator: Indicator, figures: pd.Series) -> Iterator[Doubt]:
    """Yield a doubt for each figure of a running total that lies below the one before."""
    for (before, last), (period, value) in pairwise(figures.items()):
        if value < last:
            told = {"value": value, "last": last, "last_period": before}
            yield Doubt("fall", figures_file(raw), f"{indicator.id} {period}", told)


def odd_values(raw: RawData, indicator: Indicator, figures: pd.Series, projected: Range) -> Iterator[Doubt]:
    """Yield a doubt for figures ten times too large or small, and for a newest one outside its projection."""
    periods, values = list(figures.index), figures.to_numpy()
    flow = indicator.kind == "flow"  # a part of a year is no year, however much smaller
    comparable = [place for place, period in enumerate(periods) if not flow or len(period) == len("2025")]
    for place, (before, here) in enumerate(pairwise(comparable)):
        after = comparable[place + 2] if place + 2 < len(comparable) else None
        newest = after is None and len(periods[here]) == len("2025")
        interval = projected(indicator.id, int(periods[here])) if newest else None
        told = {"value": values[here], "last": values[before], "last_period": periods[before]}
        doubt = Doubt("outside", figures_file(raw), f"{indicator.id} {periods[here]}", told, interval)
        meant = misplaced(values, before, here, after, comparable)
        if meant is not None:
            yield replace(doubt, kind="slip", values=told | {"meant": meant})
        elif interval and not interval[0] <= values[here] <= interval[1]:
            yield doubt


def misplaced(
    values: np.ndarray[Any, Any], before: int, here: int, after: int | None, comparable: Sequence[int]
) -> float | None:
    """Return what a figure would be with its point where it belongs, None where it belongs.

    Without the slip it lies near the figure before, and near the one after where there is one; and the series
    does not usually move as much.
    """
    beside = [values[before], *([values[after]] if after is not None else [])]
    if values[here] <= 0 or min(beside) <= 0:
        return None
    others = [values[place] for place in comparable if place != here and values[place] > 0]
    steps = np.abs(np.diff(np.log(others)))
    if len(steps) and np.median(steps) > STEADY:
        return None
    for power in SLIPS:
        meant = float(values[here] * 10.0**power)
        if all(abs(math.log(meant / one)) <= NEAR for one in beside):
            return meant
    return None


def other_baselines(raw: RawData, known: Mapping[str, pd.Series]) -> Iterator[Doubt]:
    """Yield a doubt for each target whose baseline is not what the series has in its year."""
    for target in raw.plan.targets:
        observed = observed_baseline(target, known)
        if observed is not None and differs(target, observed):
            told = {"year": target.baseline_year, "baseline": target.baseline_value, "value": observed}
            yield Doubt(BASELINE, f"data/raw/plans/{raw.plan.id}/targets.csv", target.target, told)


def observed_baseline(target: Target, known: Mapping[str, pd.Series]) -> float | None:
    """Return what the newest vintage of a target's series has in its baseline year, None without a value."""
    if not target.indicator or target.baseline_value is None:
        return None
    value = known[target.indicator].get(str(target.baseline_year))
    return None if value is None else float(value)


def differs(target: Target, observed: float) -> bool:
    """Whether a figure, rounded as the plan writes its baseline, is another than that."""
    typed = int(Decimal(repr(float(target.baseline_value or 0))).normalize().as_tuple().exponent)
    decimals = max(-typed, 0)
    return round(observed, decimals) != round(float(target.baseline_value or 0), decimals)
