"""The track record: as committed, and how it is averaged over sets."""

from __future__ import annotations

import numpy as np
import pytest

from ontrack.reference.benchmark import Result
from ontrack.track_record import COLUMNS, to_comparison, to_track_record, track_record


def result(name: str, regime: str, coverage: float, method: str = "reference class") -> Result:
    mean = {"coverage_95": coverage, "coverage_80": 80.0, "brier_skill": 0.1, "ece": float("nan"), "owa": 1.0}
    return Result(name, regime, method, 100, mean, {}, np.empty((0, 2)))


def test_each_series_counts_once_in_the_mean_over_sets():
    results = [result("m3", "3", 90.0), result("m1", "3", 96.0), result("m1", "gap 3", 1.0)]
    results.append(result("m3", "3", 1.0, method="naive"))
    table = to_track_record(results, {("m3", "3"): 100, ("m1", "3"): 200})
    assert table[["set", "length", "series"]].values.tolist() == [
        ["m3", "3", 100],
        ["m1", "3", 200],
        ["all", "3", 300],
    ]
    assert table["coverage_95"].tolist() == [90.0, 96.0, 94.0]
    assert table["ece"].isna().all()


def test_the_committed_record_holds_what_it_promises():
    table = track_record()
    assert list(table.columns) == COLUMNS
    mean = table[table["set"] == "all"].set_index("length")
    assert list(mean.index) == ["1", "2", "3", "4", "5", "6", "8", "10", "15", "full"]
    assert mean["coverage_95"].between(92.5, 98.0).all()
    assert mean["coverage_80"].between(75.0, 86.0).all()
    assert (mean["brier_skill"] > 0.1).all()
    assert mean["series"].tolist()[:9] == pytest.approx([1170] * 9)


def test_the_comparison_keeps_every_method():
    results = [result("m3", "gap 3", 90.12345), result("m3", "gap 3", 60.0, method="naive")]
    table = to_comparison(results)
    assert table[["set", "length", "method", "answered", "coverage_95"]].values.tolist() == [
        ["m3", "gap 3", "reference class", 100, 90.123],
        ["m3", "gap 3", "naive", 100, 60.0],
    ]
