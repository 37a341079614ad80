"""Which figures were added, revised, linked or withdrawn since the assessment before."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from ontrack.hindsight.earlier import Earlier, just_before
from ontrack.series.definitions import link_between
from ontrack.tables.result_columns import REVISIONS

KEY = list(REVISIONS.key)
CLOSE = 1e-9  # relative: a product of factors has a machine's last bits
Link = Callable[[dict[str, Any]], float]


@dataclass(frozen=True)
class Revision:
    """A row of revisions.csv."""

    indicator: str
    region: str
    period: str
    earlier_value: float | None
    value: float | None
    earlier_status: str
    status: str
    kind: str
    earlier_as_of: int


def revisions(series: pd.DataFrame, earlier: Earlier, breaks: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return the rows of revisions.csv: this year's series.csv beside that of the latest earlier assessment.

    A figure is *revised* where its value or its status is another, and *linked* where its value is the
    earlier one times the links of the changes of definition since.

    Parameters
    ----------
    series : DataFrame
        This year's series.csv.
    earlier : mapping of int to tables
        Result tables of earlier assessments by their year; only the latest is compared with.
    breaks : DataFrame, optional
        As `ontrack.tables.load_raw` returns it.
    """
    before = just_before(earlier)
    if before is None:
        return pd.DataFrame(columns=REVISIONS.names)
    year, tables = before
    then = tables["series"][[*KEY, "value", "status"]]
    then = then.rename(columns={"value": "earlier_value", "status": "earlier_status"})
    both = series[[*KEY, "value", "status"]].merge(then, on=KEY, how="outer", indicator="found")
    link = link_since(tables["series"], series, breaks)
    kinds = [kind_of(row, link) for row in both.to_dict("records")]
    rows = both.assign(kind=kinds, earlier_as_of=year)
    return rows[rows["kind"] != ""].reindex(columns=REVISIONS.names)


def kind_of(row: dict[str, Any], link: Link) -> str:
    """Return what happened to a figure; empty where nothing did."""
    if row["found"] != "both":
        return "added" if row["found"] == "left_only" else "withdrawn"
    factor = link(row)
    if factor != 1 and math.isclose(row["value"], factor * row["earlier_value"], rel_tol=CLOSE):
        return "linked"
    same = row["value"] == row["earlier_value"] and row["status"] == row["earlier_status"]
    return "" if same else "revised"


def link_since(then: pd.DataFrame, now: pd.DataFrame, breaks: pd.DataFrame | None) -> Link:
    """Return what a figure of two series tables was multiplied by since, as a function of its row.

    It is that of the changes after the newest figure that was known then, up to the newest one known now; 1
    where none of them is linked.
    """
    newest = [newest_years(table) for table in (then, now)]

    def link(row: dict[str, Any]) -> float:
        first, last = (years.get(row["indicator"]) for years in newest)
        if breaks is None or first is None or last is None:
            return 1.0
        after = max(first, int(row["period"][:4]))
        factor = link_between(breaks, row["indicator"], row["region"], after=after, upto=last)
        return 1.0 if math.isnan(factor) else factor

    return link


def newest_years(series: pd.DataFrame) -> dict[str, int]:
    """Return the year of the newest figure of each indicator of a series table."""
    return {
        str(name): max(int(period[:4]) for period in rows)
        for name, rows in series.groupby("indicator")["period"]
    }
