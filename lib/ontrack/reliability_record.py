"""How often what was given a probability came true on series the model never saw, by range of probability."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import as_file, files

import numpy as np
import pandas as pd

from ontrack.benchmark import Result
from ontrack.benchmark.reliability import RANGES
from ontrack.track_record import ALL_SETS, OURS

COLUMNS = ["set", "length", "from_pct", "events", "stated_pct", "observed_pct", "error_pct"]
FIGURES = ["stated_pct", "observed_pct", "error_pct"]


@cache
def reliability_record() -> pd.DataFrame:
    """Return the committed reliability of the reference class: a row a set, length and range of probability.

    Returns
    -------
    DataFrame
        set (m3, m1, tourism, all), length (yearly values seen, or full), from_pct (lower end of the range, 0
        to 90), events (target events five years ahead), stated_pct (mean stated probability), observed_pct
        (share that came true) and its standard error error_pct.
    """
    with as_file(files("ontrack").joinpath("reliability_record.csv")) as path:
        return pd.read_csv(path, dtype={"length": str})


def to_reliability_record(results: Sequence[Result]) -> pd.DataFrame:
    """Return the rows of the reliability record from benchmark results.

    Parameters
    ----------
    results : sequence of Result
        As `ontrack.benchmark.run_benchmark` returns them; other methods and histories with gaps are
        left out.
    """
    tables = [
        _rows(result)
        for result in results
        if result.method == OURS and not result.regime.startswith("gap") and np.nansum(result.reliability)
    ]
    if not tables:
        return pd.DataFrame(columns=COLUMNS)
    table = pd.concat(tables, ignore_index=True)
    pooled = table.groupby(["length", "from_pct"], sort=False).apply(over_sets, include_groups=False)
    both = pd.concat([table, pooled.reset_index().assign(set=ALL_SETS)], ignore_index=True)
    return both[COLUMNS].round(2).astype({"from_pct": int, "events": int})


def over_sets(rows: pd.DataFrame) -> pd.Series:
    """Return the ranges of several sets as one, each event counting once; sets are independent samples."""
    known = rows[rows["events"] > 0]
    total = known["events"].sum()
    if not total:
        return pd.Series({"events": 0, **dict.fromkeys(FIGURES, np.nan)})
    share = known["events"] / total
    return pd.Series(
        {
            "events": total,
            "stated_pct": (share * known["stated_pct"]).sum(),
            "observed_pct": (share * known["observed_pct"]).sum(),
            "error_pct": np.sqrt(((share * known["error_pct"]) ** 2).sum()),
        }
    )


def _rows(result: Result) -> pd.DataFrame:
    events, stated, observed, error = result.reliability.T
    return pd.DataFrame(
        {
            "set": result.collection, "length": result.regime,
            "from_pct": np.arange(RANGES) * 100 // RANGES, "events": events,
            "stated_pct": 100 * stated, "observed_pct": 100 * observed, "error_pct": 100 * error,
        }
    )  # fmt: skip
