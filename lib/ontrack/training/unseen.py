"""What is answered five years ahead by models that had not seen a series and knew only what was over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from scipy.special import ndtri

from ontrack.reference.levels import AHEAD, BOUNDS, LEVELS, Array
from ontrack.reference.prediction import CHUNK, answer
from ontrack.reference.probability import RAREST, probability_below
from ontrack.training.fitting import CrossFit, Progress, Settings, cross_fit
from ontrack.training.learning import FULL, LINEAR
from ontrack.training.panels import FIRST_YEAR, Panel
from ontrack.training.windows import LEAST_VALUES, windows_at

Rows = npt.NDArray[np.intp]
VALUES_SEEN = (1, 2, 3)  # as many as most indicators of a plan have
CUTS = (2000, 2004, 2008, 2012, 2014, 2016, 2018)  # from each to the next, models know nothing later than it
MODEST = Settings(windows=80_000, held_designs=(replace(FULL, steps=2000), replace(LINEAR, steps=1000)))


@dataclass(frozen=True)
class Unseen:
    """Answers from one number of values.

    Attributes
    ----------
    seen : int
        Values shown, the newest ones.
    rows, origin : array (N,)
        Row of the panel, and column of the last value seen; the value five years later is known.
    quantiles : array (N, 21)
        Five years ahead, in the unit of the series.
    """

    seen: int
    rows: Rows
    origin: Rows
    quantiles: Array


def unseen_answers(
    panel: Panel,
    *,
    cuts: Sequence[int] = CUTS,
    settings: Settings = MODEST,
    seed: int = 2026,
    workers: int = 1,
    progress: Progress = lambda message: None,
) -> tuple[Unseen, ...]:
    """Return what was answered for every series and date, by number of values seen; some minutes.

    A question is answered by the newest model that is not younger than it. A panel is asked from the first
    cut on at which half of its series had values enough to be learnt from: before, its kind was unknown.
    """
    parts: dict[int, list[Unseen]] = {seen: [] for seen in VALUES_SEEN}
    for cut, end in zip(cuts, [*cuts[1:], None], strict=True):
        progress(f"known until {cut}")
        crossed = cross_fit(panel.known_until(cut), settings=settings, seed=seed, workers=workers)
        for seen in VALUES_SEEN:
            parts[seen].append(answered(panel, crossed, seen, *asked_places(panel, seen, cut, end)))
    return tuple(joined(found) for found in parts.values())


def asked_places(panel: Panel, seen: int, cut: int, end: int | None) -> tuple[Rows, Rows]:
    """Return rows and origins from a cut to before the next whose values seen and outcome are known."""
    known = np.isfinite(panel.values)
    whole = known & known_to_models(panel, cut)[:, None]
    for back in range(1, seen):
        whole[:, back:] &= known[:, :-back]
        whole[:, :back] = False
    whole[:, :-AHEAD] &= known[:, AHEAD:]
    whole[:, -AHEAD:] = False
    years = np.arange(known.shape[1]) + FIRST_YEAR
    whole[:, (years < cut) | (years >= (end or years[-1] + 1))] = False
    rows, origin = np.nonzero(whole)
    return rows, origin


def known_to_models(panel: Panel, cut: int) -> npt.NDArray[np.bool_]:
    """Return which series are of a panel of which half the series had three values by the end of a year."""
    counts = np.isfinite(panel.known_until(cut).values).sum(axis=1)
    told = [
        source for source in np.unique(panel.source)
        if np.median(counts[panel.source == source]) >= LEAST_VALUES
    ]  # fmt: skip
    return np.isin(panel.source, told)


def answered(panel: Panel, crossed: CrossFit, seen: int, rows: Rows, origin: Rows) -> Unseen:
    """Return what the models of each question's fold say, with all evidence there is."""
    rng = np.random.default_rng(seen)
    quantiles = np.empty((len(rows), len(LEVELS)))
    for part in pieces(crossed.fold[rows]):
        model = crossed.models[crossed.fold[rows[part[0]]]]
        counts = np.full(len(part), seen)
        histories = windows_at(panel, rows[part], origin[part], counts, rng).histories
        quantiles[part] = answer(model, histories, np.array([float(AHEAD)]))[:, 0]
    return Unseen(seen, rows, origin, quantiles)


def pieces(fold: Rows) -> Iterator[Rows]:
    """Yield the questions of each fold, so many at a time that the work stays in the cache."""
    for one in np.unique(fold):
        mine = np.flatnonzero(fold == one)
        for start in range(0, len(mine), CHUNK):
            yield mine[start : start + CHUNK]


def joined(parts: Sequence[Unseen]) -> Unseen:
    """Return the answers of several dates as one."""
    fields = ("rows", "origin", "quantiles")
    return Unseen(parts[0].seen, *(np.concatenate([getattr(one, name) for one in parts]) for name in fields))


def surprises(panel: Panel, unseen: Unseen) -> Array:
    """Return how each outcome lay in its predictive distribution, (series, origins), as a normal score.

    NaN stands where nothing was asked.
    """
    lower, upper = BOUNDS[panel.kind[unseen.rows]].T
    outcome = panel.values[unseen.rows, unseen.origin + AHEAD]
    rank = probability_below(unseen.quantiles, outcome, lower=lower, upper=upper)
    scores = np.full(panel.values.shape, np.nan)
    scores[unseen.rows, unseen.origin] = ndtri(np.clip(rank, RAREST, 1 - RAREST))
    return scores
