"""Which figures were added, revised or withdrawn since the assessment before."""

from __future__ import annotations

from typing import Any

import pandas as pd

from ontrack.record.earlier import Earlier, just_before
from ontrack.tables.columns import REVISIONS

KEY = list(REVISIONS.key)


def revisions(series: pd.DataFrame, earlier: Earlier) -> pd.DataFrame:
    """Return the rows of revisions.csv: this year's series.csv beside that of the latest earlier assessment.

    A figure is *revised* where its value or its status is another. Values linked across a break are compared
    as linked.
    """
    before = just_before(earlier)
    if before is None:
        return pd.DataFrame(columns=REVISIONS.names)
    year, tables = before
    then = tables["series"][[*KEY, "value", "status"]]
    then = then.rename(columns={"value": "earlier_value", "status": "earlier_status"})
    both = series[[*KEY, "value", "status"]].merge(then, on=KEY, how="outer", indicator="found")
    kinds = [kind_of(row) for row in both.to_dict("records")]
    rows = both.assign(kind=kinds, earlier_as_of=year)
    return rows[rows["kind"] != ""].reindex(columns=REVISIONS.names)


def kind_of(row: dict[str, Any]) -> str:
    """Return what happened to a figure; empty where nothing did."""
    if row["found"] != "both":
        return "added" if row["found"] == "left_only" else "withdrawn"
    same = row["value"] == row["earlier_value"] and row["status"] == row["earlier_status"]
    return "" if same else "revised"
