"""Half-yearly, quarterly and monthly figures brought to years, as their indicator declares."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd

from ontrack.plan import Indicator
from ontrack.plan.periods import PARTS

CONFIDENCES = ("low", "medium", "high")
RULES: Mapping[str, Callable[[Sequence[float]], float]] = {
    "sum": math.fsum,
    "mean": lambda values: math.fsum(values) / len(values),
    "last": lambda values: values[-1],
}
Row = dict[str, Any]


def brought_to_years(rows: pd.DataFrame, indicator: Indicator) -> pd.DataFrame:
    """Return the figures of one indicator and region with parts of years replaced by the years they make.

    A year counts once all of its parts are known and none is suspect; where it is that of its last part,
    once that one is. A figure of the whole year stands as it is.

    Parameters
    ----------
    rows : DataFrame
        Columns as in the observations, sorted by period.
    indicator : Indicator
        With a `yearly_by`; without one, all rows are returned.
    """
    if not indicator.yearly_by:
        return rows
    whole = rows[rows["period"].str.len() == 4]
    parts = rows[(rows["period"].str.len() > 4) & (rows["status"] != "suspect")]
    made = [
        year_of(group.to_dict("records"), indicator.yearly_by)
        for year, group in parts.groupby(parts["period"].str[:4])
        if year not in set(whole["period"]) and is_complete(group["period"].tolist(), indicator)
    ]
    found = pd.concat([whole, pd.DataFrame(made, columns=rows.columns)]) if made else whole
    return found.sort_values("period", ignore_index=True)


def is_complete(periods: Sequence[str], indicator: Indicator) -> bool:
    """Whether the parts of a year that are known make the year."""
    wanted = PARTS[indicator.period_kind]
    known = {period[5:] for period in periods}
    return wanted[-1] in known if indicator.yearly_by == "last" else set(wanted) <= known


def year_of(parts: Sequence[Row], rule: str) -> Row:
    """Return the year that its parts make, oldest first: out with the latest of them, and no surer than any.

    Where the last part bears no date, neither does the year.
    """
    used = parts[-1:] if rule == "last" else parts
    last = parts[-1]
    dates = [part["published"] for part in used]
    return last | {
        "period": last["period"][:4],
        "value": RULES[rule]([part["value"] for part in used]),
        "status": last["status"] if rule == "last" else "derived",
        "confidence": min((part["confidence"] for part in used), key=CONFIDENCES.index),
        "published": max(dates) if last["published"] else "",
    }
