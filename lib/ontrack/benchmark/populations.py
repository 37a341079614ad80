"""The populations our users live in: what is asked of the model there, and how its answers are scored."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ontrack.benchmark.events import thresholds
from ontrack.reference.histories import Histories
from ontrack.reference.levels import AHEAD, BOUNDS, HORIZONS, Array
from ontrack.reference.probability import probability_below
from ontrack.training.panels import FIRST_YEAR, Panel
from ontrack.training.windows import windows_at

WORLD_BANK, WORLD_BANK_SIX, OFFICIAL, CHINESE_PROVINCES = (
    "world_bank", "world_bank_six_origins", "official", "chinese_provinces",
)  # fmt: skip
SOURCES = {WORLD_BANK: 0, WORLD_BANK_SIX: 0, OFFICIAL: 1, CHINESE_PROVINCES: 2}  # places among the panels
COUNTS = {WORLD_BANK: (1, 2, 3, 5, 10), WORLD_BANK_SIX: (1, 2, 3, 5, 10), OFFICIAL: (1, 2, 3, 5, 10),
          CHINESE_PROVINCES: (1, 2, 3, 5, 7)}  # fmt: skip
PROVINCE_ORIGINS = range(2012, 2019)
SIX_ORIGINS = range(6)
GAP_REACH = 7  # years without a hole from which scattered values are taken at least
GAP_COUNTS = (3, 5)  # values scattered over 6 to 15 years
LEAST_LENGTH = 16  # of a World Bank series
MOST_CASES = 9000  # of a population; more are thinned out by chance
FIVE_AHEAD = int(np.flatnonzero(HORIZONS == AHEAD)[0])


@dataclass(frozen=True)
class Questions:
    """What is asked: histories of some series at some origins, and what came.

    Attributes
    ----------
    population : str
    length : str
        Values seen, or *gap* and how many scattered ones.
    rows, origin : array (N,)
        Row of the panel, and column of the last value seen.
    histories : Histories
    outcomes : array (N, len(HORIZONS))
        NaN where not known; five years ahead always known.
    targets : array (N, 11)
        Thresholds of `ontrack.benchmark.events.thresholds`, from the whole history.
    """

    population: str
    length: str
    rows: npt.NDArray[np.intp]
    origin: npt.NDArray[np.intp]
    histories: Histories
    outcomes: Array
    targets: Array

    @property
    def years(self) -> npt.NDArray[np.intp]:
        """Calendar year of each origin."""
        return self.origin + FIRST_YEAR

    def part(self, chosen: npt.NDArray[np.intp]) -> Questions:
        """Return some of the questions."""
        return Questions(
            self.population, self.length, self.rows[chosen], self.origin[chosen],
            self.histories.part(chosen), self.outcomes[chosen], self.targets[chosen],
        )  # fmt: skip


def questions(
    panel: Panel, populations: Sequence[str] = tuple(SOURCES), seed: int = 5
) -> Iterator[Questions]:
    """Yield the questions of each population and number of values seen."""
    rng = np.random.default_rng(seed)
    for population in populations:
        rows, origin = origins_of(panel, population)
        for count in COUNTS[population]:
            yield from asked(panel, population, count, (rows, origin), rng)
        for count in GAP_COUNTS:
            yield from asked(panel, population, count, (rows, origin), rng, gaps=True)


def asked(
    panel: Panel,
    population: str,
    count: int,
    places: tuple[Array, Array],
    rng: np.random.Generator,
    *,
    gaps: bool = False,
) -> Iterator[Questions]:
    """Yield the questions at those of some places where enough values are known, if there are any."""
    rows, origin = places
    back = np.arange(GAP_REACH if gaps else count)
    known = np.isfinite(panel.values[rows[:, None], np.maximum(origin[:, None] - back, 0)])
    kept = np.flatnonzero(np.asarray(known.all(axis=1)) & (origin >= back[-1]))
    if len(kept) > MOST_CASES:
        kept = np.sort(rng.choice(kept, MOST_CASES, replace=False))
    if not len(kept):
        return
    rows, origin = rows[kept], origin[kept]
    windows = windows_at(panel, rows, origin, np.full(len(rows), count), rng, gaps=float(gaps))
    seen = np.isfinite(panel.values)
    targets = [
        thresholds(panel.values[row, : end + 1][seen[row, : end + 1]])
        for row, end in zip(rows.tolist(), origin.tolist(), strict=True)
    ]
    length = f"gap {count}" if gaps else str(count)
    yield Questions(population, length, rows, origin, windows.histories, windows.outcomes, np.array(targets))


def origins_of(panel: Panel, population: str) -> tuple[Array, Array]:
    """Return rows and origins of a population: five years before the end, or as its name says."""
    rows, origins = [], []
    for row in np.flatnonzero(panel.source == SOURCES[population]).tolist():
        known = np.flatnonzero(np.isfinite(panel.values[row]))
        for origin in candidates(panel, population, row, known):
            after = origin + AHEAD
            if after < panel.values.shape[1] and np.isfinite(panel.values[row, [origin, after]]).all():
                rows.append(row)
                origins.append(origin)
    return np.array(rows, dtype=int), np.array(origins, dtype=int)


def candidates(panel: Panel, population: str, row: int, known: Array) -> list[int]:
    """Return the columns at which one series is asked about."""
    if population == CHINESE_PROVINCES:
        return [year - FIRST_YEAR for year in PROVINCE_ORIGINS] if panel.parent[row] >= 0 else []
    if population == WORLD_BANK_SIX:
        places = [len(known) - 1 - AHEAD * (1 + back) for back in SIX_ORIGINS]
        return [int(known[place]) for place in places if place >= 9]
    least = LEAST_LENGTH if population == WORLD_BANK else AHEAD + 1
    return [int(known[-1 - AHEAD])] if len(known) >= least else []


@dataclass(frozen=True)
class Marks:
    """How answers did, series by series.

    Attributes
    ----------
    stated, came : array (N, 11)
        Probability that the value after five years is at least the threshold, and whether it was.
    inside_80, inside_95 : array (N, H)
        Whether outcomes lay inside; NaN where not known.
    """

    stated: Array
    came: Array
    inside_80: Array
    inside_95: Array


def marks(asked: Questions, quantiles: Array) -> Marks:
    """Return how quantiles (N, len(HORIZONS), 21) did."""
    lower, upper = BOUNDS[asked.histories.kind].T
    five = quantiles[:, None, FIVE_AHEAD]
    below = probability_below(five, asked.targets, lower=lower[:, None], upper=upper[:, None])
    came = (asked.outcomes[:, [FIVE_AHEAD]] >= asked.targets).astype(float)
    refused = np.asarray(~np.isfinite(quantiles[:, FIVE_AHEAD]).all(axis=1))
    unknown = ~np.isfinite(asked.outcomes) | ~np.isfinite(quantiles).all(axis=2)

    def inside(first: int, last: int) -> Array:
        held = (asked.outcomes >= quantiles[..., first]) & (asked.outcomes <= quantiles[..., last])
        return np.where(unknown, np.nan, held)

    return Marks(np.where(refused[:, None], np.nan, 1 - below), came, inside(2, -3), inside(0, -1))
