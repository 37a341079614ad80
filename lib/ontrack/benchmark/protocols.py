"""Three ways of asking a model about what it has not seen: at random, later in time, in another economy."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ontrack.benchmark.populations import (
    CHINESE_PROVINCES,
    OFFICIAL,
    WORLD_BANK,
    WORLD_BANK_SIX,
    Questions,
    questions,
)
from ontrack.reference.levels import HORIZONS, LEVELS, Array
from ontrack.reference.prediction import CHUNK, answer
from ontrack.training.fitting import CrossFit, Progress, Settings, cross_fit
from ontrack.training.held_out import economy_folds, folds
from ontrack.training.panels import Panel

RANDOM, TIME_SAFE, OTHER_ECONOMY = "random", "time_safe", "economy_left_out"
PROTOCOLS = (RANDOM, TIME_SAFE, OTHER_ECONOMY)
ALL_POPULATIONS = (WORLD_BANK, WORLD_BANK_SIX, OFFICIAL, CHINESE_PROVINCES)
# Six origins reach back before there is a panel to learn from, so that protocol asks of the last one only.
POPULATIONS = {RANDOM: ALL_POPULATIONS, TIME_SAFE: (WORLD_BANK, OFFICIAL, CHINESE_PROVINCES),
               OTHER_ECONOMY: (WORLD_BANK, OFFICIAL, CHINESE_PROVINCES)}  # fmt: skip
CUTS = (
    2012,
    2014,
    2016,
    2018,
    2020,
)  # a question is answered by the newest model not younger than its origin


@dataclass(frozen=True)
class Answered:
    """Questions and the quantiles (N, len(HORIZONS), 21) that models which had not seen them gave."""

    protocol: str
    questions: Questions
    quantiles: Array


def ask(
    panel: Panel,
    protocols: Sequence[str] = PROTOCOLS,
    *,
    settings: Settings | None = None,
    seed: int = 2026,
    workers: int = 1,
    progress: Progress = lambda message: None,
) -> Iterator[Answered]:
    """Yield what models answer that had not seen the series, by protocol, population and number of values.

    *random* holds out indicators of the World Bank, economies of official indicators and tables of Chinese
    provinces; *time_safe* the same, and lets a model know only what was over when it is asked;
    *economy_left_out* whole nations with their regions, in every panel.
    """
    chosen = settings or Settings()
    for protocol in protocols:
        asked = list(questions(panel, POPULATIONS[protocol]))
        given = [np.full((len(one.rows), len(HORIZONS), len(LEVELS)), np.nan) for one in asked]
        crossed_fits = fitted(panel, protocol, settings=chosen, seed=seed, workers=workers, progress=progress)
        for cut, crossed in crossed_fits:
            for one, quantiles in zip(asked, given, strict=True):
                mine = answered_at(one, cut)
                quantiles[mine] = unseen_answers(crossed, one.part(mine))
        for one, quantiles in zip(asked, given, strict=True):
            kept = np.flatnonzero(np.isfinite(quantiles[:, 0, 0]))
            if len(kept):
                yield Answered(protocol, one.part(kept), quantiles[kept])


def fitted(
    panel: Panel,
    protocol: str,
    *,
    settings: Settings,
    seed: int = 2026,
    workers: int = 1,
    progress: Progress = lambda message: None,
) -> Iterator[tuple[int | None, CrossFit]]:
    """Yield the models of a protocol: by the last year that they know, None for all years."""
    fold = economy_folds if protocol == OTHER_ECONOMY else folds
    held = fold(panel, settings.folds)
    for cut in CUTS if protocol == TIME_SAFE else (None,):
        progress(f"{protocol} {cut or ''}".strip())
        known = panel if cut is None else panel.known_until(cut)
        yield cut, cross_fit(known, fold=held, settings=settings, seed=seed, workers=workers)


def answered_at(asked: Questions, cut: int | None) -> npt.NDArray[np.intp]:
    """Return which questions a model of some year answers: from its year to before the next one's."""
    if cut is None:
        return np.arange(len(asked.rows))
    later = [year for year in CUTS if year > cut]
    return np.flatnonzero((asked.years >= cut) & (asked.years < min(later, default=9999)))


def unseen_answers(crossed: CrossFit, asked: Questions) -> Array:
    """Return the quantiles (N, len(HORIZONS), 21) of the model of each question's fold."""
    result = np.empty((len(asked.rows), len(HORIZONS), len(LEVELS)))
    for one, model in enumerate(crossed.models):
        mine = np.flatnonzero(crossed.fold[asked.rows] == one)
        for start in range(0, len(mine), CHUNK):
            rows = mine[start : start + CHUNK]
            result[rows] = answer(model, asked.histories.part(rows), HORIZONS.astype(float))
    return result
