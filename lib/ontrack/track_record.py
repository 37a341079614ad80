"""How the stated probabilities have held on series the model never saw: the committed benchmark."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import as_file, files

import numpy as np
import pandas as pd

from ontrack.benchmark import Result, competition
from ontrack.benchmark.cases import cases

COLUMNS = ["set", "length", "series", "coverage_95", "coverage_80", "brier_skill", "ece"]
ALL_SETS = "all"
OURS = "reference class"


@cache
def track_record() -> pd.DataFrame:
    """Return the committed benchmark of the reference class: a row a set and length, and the mean over sets.

    Returns
    -------
    DataFrame
        set (m3, m1, tourism, all), length (yearly values seen: 1 to 15, or full), series, coverage_95 and
        coverage_80 (per cent of outcomes inside the interval, one to five years ahead), brier_skill and ece
        of the stated probabilities of target events five years ahead.
    """
    with as_file(files("ontrack").joinpath("track_record.csv")) as path:
        return pd.read_csv(path, dtype={"length": str})


def to_track_record(results: Sequence[Result], counts: Mapping[tuple[str, str], int]) -> pd.DataFrame:
    """Return the rows of the track record from benchmark results.

    Parameters
    ----------
    results : sequence of Result
        As `ontrack.benchmark.run_benchmark` returns them; other methods and histories with gaps are
        left out.
    counts : mapping of (set, length) to int
        Series tested in each.
    """
    rows = [
        {
            "set": result.collection,
            "length": result.regime,
            "series": counts[result.collection, result.regime],
        }
        | result.mean
        for result in results
        if result.method == OURS and not result.regime.startswith("gap")
    ]
    table = pd.DataFrame(rows, columns=COLUMNS)
    weighted = table.groupby("length", sort=False).apply(over_sets, include_groups=False).reset_index()
    return (
        pd.concat([table, weighted.assign(set=ALL_SETS)], ignore_index=True)[COLUMNS]
        .round(3)
        .astype({"series": int})
    )


def to_comparison(results: Sequence[Result]) -> pd.DataFrame:
    """Return what every method reached on the same series and outcomes, a row a set, length and method.

    Parameters
    ----------
    results : sequence of Result
        As `ontrack.benchmark.run_benchmark` returns them.

    Returns
    -------
    DataFrame
        set, length (yearly values seen, `gap` and how many scattered ones, or full), method, answered (per
        cent of the series it did not refuse; all figures are of those), then coverage_95, coverage_80 (per
        cent), msis, msis_capped, owa, brier_skill and ece.
    """
    rows = [
        {"set": one.collection, "length": one.regime, "method": one.method, "answered": one.answered}
        | one.mean
        for one in results
    ]
    return pd.DataFrame(rows).round(3)


def count_series(sets: Sequence[str], lengths: Sequence[int]) -> dict[tuple[str, str], int]:
    """Return how many series each set has for each length.

    Raises
    ------
    InputError
        When a set is unknown or its package is not installed.
    """
    counts = {}
    for name in sets:
        for case in cases(competition(name), lengths=lengths, gap_counts=(), full=True, seed=0):
            counts[case.name, case.regime] = len(case.seen)
    return counts


def over_sets(rows: pd.DataFrame) -> pd.Series:
    """Return the mean of each figure over sets, each series counting once."""
    means = {}
    for name in COLUMNS[3:]:
        known = rows[rows[name].notna()]
        means[name] = np.average(known[name], weights=known["series"]) if len(known) else np.nan
    return pd.Series({"series": rows["series"].sum(), **means})
