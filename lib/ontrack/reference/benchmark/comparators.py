"""Whether the same indicator elsewhere makes a short history's probabilities better: both answers, scored."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from ontrack.reference.benchmark.cases import Case
from ontrack.reference.benchmark.scores import CAP, Scores, scores
from ontrack.reference.comparators import LEAST_REGIONS, counted
from ontrack.reference.events import AHEAD, thresholds
from ontrack.reference.levels import KINDS, REAL, Array
from ontrack.reference.model_file import Model, read_model
from ontrack.reference.panel import Panel, folds
from ontrack.reference.prediction import predict_quantiles

LENGTHS = (1, 2, 3, 4, 5)
ORIGINS = (AHEAD, 2 * AHEAD, 3 * AHEAD)  # years before the panel's end: outcomes do not overlap
DRAWS = 1000
COLUMNS = [
    "panel", "length", "cases", "indicators", "brier_skill_without", "brier_skill_with", "gain", "gain_lower",
    "gain_upper", "msis_ratio", "coverage_80_without", "coverage_80_with", "coverage_95_without",
    "coverage_95_with",
]  # fmt: skip
KIND_NAMES = {code: name for name, code in reversed(KINDS.items())}


@dataclass(frozen=True)
class Origin:
    """Series of a panel at one year, each with the same indicator elsewhere up to that year.

    Attributes
    ----------
    rows : array (N,)
        Rows of the panel: those with a value in that year, one yearly change before it, five known years
        after it, and five other regions that count.
    case : Case
    elsewhere : list of N arrays (regions, years)
    """

    rows: Array
    case: Case
    elsewhere: list[Array]


def backtest(
    panel: Panel,
    name: str,
    *,
    lengths: Sequence[int] = LENGTHS,
    held_out: bool,
    model: Model | None = None,
    seed: int = 0,
) -> pd.DataFrame:
    """Return how much the comparators gain, a row a number of own values.

    Parameters
    ----------
    panel : Panel
    name : str
        What the panel is called in the table.
    lengths : sequence of int
        Last own values shown.
    held_out : bool
        Whether each series is answered only by the networks that never saw its indicator: for the panel the
        model was fitted to.

    Returns
    -------
    DataFrame
        `COLUMNS`. Brier skill is of eleven target events five years ahead; `gain` is the skill with
        comparators less that without, its 95 % interval from a bootstrap over indicators; `msis_ratio` is
        the capped interval score with, over that without; coverages in per cent, one to five years ahead.
        Empty cells where nothing can be tested.
    """
    chosen = model or read_model()
    origins = [found for back in ORIGINS if (found := origin_of(panel, back))]
    rates = np.array(chosen.metadata["base_rates"])
    rows = []
    for length in lengths:
        parts = [score_both(panel, origin, length, chosen, held_out=held_out) for origin in origins]
        figures = compared(parts, rates, seed=seed) if parts else {"cases": 0, "indicators": 0}
        rows.append({"panel": name, "length": length, **figures})
    return pd.DataFrame(rows, columns=COLUMNS).astype({"cases": int, "indicators": int}).round(4)


def origin_of(panel: Panel, back: int) -> Origin | None:
    """Return what can be tested `back` years before the panel's end; None when nothing can."""
    column = panel.values.shape[1] - 1 - back
    if column < 1:
        return None
    whole = np.isfinite(panel.values[:, column : column + AHEAD + 1]).all(axis=1)
    rows, histories, elsewhere = [], [], []
    for row in np.flatnonzero(whole & (panel.kind != REAL)):
        past = panel.values[row, : column + 1]
        others = (panel.indicator == panel.indicator[row]) & (np.arange(len(panel.values)) != row)
        table = panel.values[others, : column + 1]
        moved = np.abs(np.diff(past[np.isfinite(past)])).sum() > 0
        if moved and counted(table, panel.kind[row]).sum() >= LEAST_REGIONS:
            rows.append(row)
            histories.append(past)
            elsewhere.append(table)
    if not rows:
        return None
    return Origin(np.array(rows), case_of(panel, np.array(rows), histories, column), elsewhere)


def case_of(panel: Panel, rows: Array, histories: list[Array], column: int) -> Case:
    """Return the case of some rows at a column: whole histories seen, five outcomes, eleven events."""
    known = [past[np.isfinite(past)] for past in histories]
    return Case(
        "panel", "comparators", np.stack(histories), panel.values[rows, column + 1 : column + 1 + AHEAD],
        np.array([np.abs(np.diff(past)).mean() for past in known]),
        np.array([thresholds(past) for past in known]), [KIND_NAMES[int(kind)] for kind in panel.kind[rows]],
    )  # fmt: skip


def score_both(panel: Panel, origin: Origin, length: int, model: Model, *, held_out: bool) -> dict[str, Any]:
    """Return the scores without and with comparators, and each series' indicator."""
    seen = np.stack([last_known(past, length) for past in origin.case.seen])
    names = panel.indicator[origin.rows]
    both: dict[str, Any] = {"names": names}
    shown: dict[str, list[Any]] = {"without": [None] * len(seen), "with": origin.elsewhere}
    for answer, elsewhere in shown.items():
        quantiles = np.empty((len(seen), AHEAD, 21))
        for part, rows in parts_of(model, names, held_out=held_out):
            kinds = [origin.case.kind[row] for row in rows]
            quantiles[rows] = predict_quantiles(
                seen[rows], AHEAD, kind=kinds, comparators=[elsewhere[row] for row in rows], model=part
            )
        both[answer] = scores(origin.case, quantiles)
    return both


def last_known(past: Array, length: int) -> Array:
    """Return a history with all but its last `length` known values hidden."""
    return np.where(np.isfinite(past)[::-1].cumsum()[::-1] <= length, past, np.nan)


def parts_of(model: Model, names: Array, *, held_out: bool) -> Iterator[tuple[Model, Array]]:
    """Yield models and the rows each answers; held out, those of the fold that did not see the indicator."""
    if not held_out:
        yield model, np.arange(len(names))
        return
    count, repeats = (int(model.metadata["settings"][key]) for key in ("folds", "repeats"))
    fold = folds(names, count)
    for held in np.unique(fold):
        own = np.arange(held * repeats, (held + 1) * repeats)
        networks = {
            key: replace(part, weights={
                name: value[own] if len(value) == count * repeats else value
                for name, value in part.weights.items()
            })
            for key, part in model.networks.items()
        }  # fmt: skip
        yield Model(model.metadata, networks), np.flatnonzero(fold == held)


def compared(parts: Sequence[dict[str, Any]], rates: Array, *, seed: int) -> dict[str, float]:
    """Return the figures of `backtest` from the scores at several origins."""
    names = np.concatenate([part["names"] for part in parts])
    found: dict[str, float] = {"cases": len(names), "indicators": len(np.unique(names))}
    loss = {answer: np.concatenate([brier(part[answer]) for part in parts]) for answer in ("without", "with")}
    base = np.concatenate([((rates - part["with"].event) ** 2).mean(axis=1) for part in parts])
    for answer, own in loss.items():
        found[f"brier_skill_{answer}"] = 1 - own.mean() / base.mean()
        for level in (80, 95):
            inside = np.concatenate([getattr(part[answer], f"coverage_{level}") for part in parts])
            found[f"coverage_{level}_{answer}"] = 100 * inside.mean()
    width = {a: np.concatenate([np.minimum(part[a].msis, CAP) for part in parts]).mean() for a in loss}
    found["msis_ratio"] = width["with"] / width["without"]
    better = loss["without"] - loss["with"]
    found["gain"] = better.mean() / base.mean()
    found["gain_lower"], found["gain_upper"] = gain_interval(names, better, base, seed=seed)
    return found


def brier(own: Scores) -> Array:
    """Return each series' mean squared difference of probability and event."""
    return ((own.probability - own.event) ** 2).mean(axis=1)


def gain_interval(names: Array, better: Array, base: Array, *, seed: int) -> Array:
    """Return the 95 % interval (2,) of the gain over resampled indicators: their series move together."""
    _, place = np.unique(names, return_inverse=True)
    gained, losses = np.bincount(place, better), np.bincount(place, base)
    draws = np.random.default_rng(seed).integers(0, len(gained), (DRAWS, len(gained)))
    return np.quantile(gained[draws].sum(axis=1) / losses[draws].sum(axis=1), [0.025, 0.975])
