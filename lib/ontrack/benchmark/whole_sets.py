"""How often the stated number of targets met held, on whole sets of indicators taken as made-up plans."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from ontrack.benchmark.events import thresholds
from ontrack.benchmark.populations import CHINESE_PROVINCES, SOURCES
from ontrack.plan import Dependence
from ontrack.portfolio.counts import central_range
from ontrack.portfolio.joint import indicator_ranks
from ontrack.portfolio.summary import RANGE
from ontrack.reference.levels import AHEAD, BOUNDS, Array
from ontrack.reference.probability import probability_below
from ontrack.training.dependence import topic_of
from ontrack.training.panels import FIRST_YEAR, Panel
from ontrack.training.unseen import Unseen

# Kinds of target, by their place among the thresholds of an event: each indicator is to keep its past pace
# for five years; each is to rise by a quarter.
EVENTS = {"past_pace": 3, "plus_25_pct": 10}
LEAST_INDICATORS = 10  # of a set
# What was used before: the World Bank's series alone, about their mean, by a model that knew what came.
FORMER = Dependence(0.1832, 0.024)
DRAWS, SEED = 2**14, 2026
FIFTHS = 5
EVERY = "all"
COLUMNS = [
    "dependence", "same_topic", "other_topic", "event", "values_seen", "origin", "sets", "indicators",
    "stated_met", "met", "held_80_pct", "stated_80_pct", "crps",
    *(f"rank_{fifth + 1}_pct" for fifth in range(FIFTHS)),
]  # fmt: skip


@dataclass(frozen=True)
class WholeSet:
    """All indicators of one place that are asked about in one year, as if they were a plan.

    Attributes
    ----------
    event : str
    seen : int
        Values shown.
    year : int
        Of the last value seen; the targets are of five years later.
    indicators : tuple of str
    probability : array (indicators,)
        Stated that the target is met.
    met : int
        How many were.
    """

    event: str
    seen: int
    year: int
    indicators: tuple[str, ...]
    probability: Array
    met: int


def whole_sets(panel: Panel, unseen: Unseen, population: str = CHINESE_PROVINCES) -> Iterator[WholeSet]:
    """Yield the sets of each place, year and kind of target, answered by models that had not seen them."""
    mine = (panel.source[unseen.rows] == SOURCES[population]) & (panel.parent[unseen.rows] >= 0)
    chosen = np.flatnonzero(mine)
    rows, origin = unseen.rows[chosen], unseen.origin[chosen]
    stated, came = events_of(panel, rows, origin, unseen.quantiles[chosen])
    place = np.char.add(np.char.add(panel.place[rows], "|"), origin.astype(str))
    for one in np.unique(place):
        members = np.flatnonzero(place == one)
        if len(members) >= LEAST_INDICATORS:
            names = tuple(panel.indicator[rows[members]].tolist())
            year = int(origin[members[0]]) + FIRST_YEAR
            for event, at in EVENTS.items():
                met = int(came[members, at].sum())
                yield WholeSet(event, unseen.seen, year, names, stated[members, at], met)


def events_of(
    panel: Panel, rows: npt.NDArray[np.intp], origin: npt.NDArray[np.intp], quantiles: Array
) -> tuple[Array, Array]:
    """Return the probability of each event and whether it came true, both (N, 11)."""
    known = np.isfinite(panel.values)
    targets = np.array([
        thresholds(panel.values[row, : end + 1][known[row, : end + 1]])
        for row, end in zip(rows.tolist(), origin.tolist(), strict=True)
    ]).reshape(len(rows), -1)  # fmt: skip
    lower, upper = BOUNDS[panel.kind[rows]].T
    below = probability_below(quantiles[:, None], targets, lower=lower[:, None], upper=upper[:, None])
    return 1 - below, panel.values[rows, origin + AHEAD][:, None] >= targets


@dataclass(frozen=True)
class Count:
    """How the stated number of one set did.

    Attributes
    ----------
    held : bool
        Whether it lay in the range that holds at least 80 %.
    stated : float
        Probability of that range, which holds more as numbers are whole.
    crps : float
        Ranked probability score of the number: smaller is better (Epstein 1969).
    rank : array (5,)
        How its place in the distribution falls on fifths, the mass of the number itself spread evenly
        (Czado, Gneiting and Held 2009); each a fifth on average where the distribution is right.
    """

    held: bool
    stated: float
    crps: float
    rank: Array


def count_of(distribution: Array, met: int) -> Count:
    """Return how a distribution of the number met, P(0), …, P(n), did."""
    below = np.cumsum(distribution)
    first, last = central_range(distribution, RANGE)
    inside = float(distribution[first : last + 1].sum())
    score = float(((below - (np.arange(len(below)) >= met)) ** 2).sum())
    low, high = below[met] - distribution[met], below[met]
    edges = np.linspace(0, 1, FIFTHS + 1)
    spread = np.clip((edges - low) / max(high - low, 1e-12), 0, 1)
    return Count(first <= met <= last, inside, score, np.diff(spread))


def number_met(one: WholeSet, ranks: Mapping[str, Array]) -> Array:
    """Return P(0), …, P(n) met of a set, from ranks of its indicators in many joint futures."""
    met = np.zeros(len(next(iter(ranks.values()))), dtype=int)
    for name, probability in zip(one.indicators, one.probability.tolist(), strict=True):
        met += ranks[name] > 1 - probability
    return np.bincount(met, minlength=len(one.indicators) + 1) / len(met)


def dependences_tried(found: Mapping[str, Any]) -> dict[str, Dependence]:
    """Return none, the former and the estimated dependence by name; `found` holds the last's correlations."""
    estimated = Dependence(found["same_topic"], max(found["other_topic"], 0.0))
    return {"independent": Dependence(0.0, 0.0), "former": FORMER, "estimated": estimated}


def dependence_record(
    panel: Panel, answers: Sequence[Unseen], dependences: Mapping[str, Dependence]
) -> pd.DataFrame:
    """Return the rows of dependence_record.csv.

    Parameters
    ----------
    panel : Panel
    answers : sequence of Unseen
        By number of values seen.
    dependences : mapping
        Name to the correlations used; an indicator's topic is read as a plan's goal.

    Returns
    -------
    DataFrame
        For each dependence, kind of target, number of values seen and year of the last value, and for *all*
        of the last three: sets, mean size, mean number stated and met, share of sets whose number lay in the
        80 % range and what that range was stated to hold, mean CRPS, share of ranks in each fifth.
    """
    sets = [one for unseen in answers for one in whole_sets(panel, unseen)]
    names = sorted({name for one in sets for name in one.indicators})
    rows = []
    for label, dependence in dependences.items():
        ranks = indicator_ranks({name: topic_of(name) for name in names}, dependence, DRAWS, SEED)
        marked = [(one, count_of(number_met(one, ranks), one.met)) for one in sets]
        start = {
            "dependence": label,
            "same_topic": dependence.same_goal,
            "other_topic": dependence.other_goal,
        }
        for key, members in parts_of(marked):
            rows.append(start | key | figures_of(members))
    return pd.DataFrame(rows, columns=COLUMNS).round(3)


Marked = Sequence[tuple[WholeSet, Count]]


def parts_of(marked: Marked) -> Iterator[tuple[dict[str, str], Marked]]:
    """Yield all sets together, those of each kind of target, number of values and year."""
    events = sorted({one.event for one, _ in marked})
    seen = sorted({str(one.seen) for one, _ in marked})
    years = sorted({str(one.year) for one, _ in marked})
    wanted = [(EVERY, EVERY, EVERY), *((event, EVERY, EVERY) for event in events)]
    wanted += [(event, count, EVERY) for event in events for count in seen]
    wanted += [(event, EVERY, year) for event in events for year in years]
    for wish in wanted:
        members = [
            (one, count) for one, count in marked
            if all(word in (EVERY, have) for word, have in zip(
                wish, (one.event, str(one.seen), str(one.year)), strict=True))
        ]  # fmt: skip
        yield dict(zip(("event", "values_seen", "origin"), wish, strict=True)), members


def figures_of(members: Marked) -> dict[str, float | int]:
    """Return the figures of some sets."""
    sets, counts = zip(*members, strict=True)
    rank = np.mean([count.rank for count in counts], axis=0)
    return {
        "sets": len(sets), "indicators": float(np.mean([len(one.indicators) for one in sets])),
        "stated_met": float(np.mean([one.probability.sum() for one in sets])),
        "met": float(np.mean([one.met for one in sets])),
        "held_80_pct": 100 * float(np.mean([count.held for count in counts])),
        "stated_80_pct": 100 * float(np.mean([count.stated for count in counts])),
        "crps": float(np.mean([count.crps for count in counts])),
        **{f"rank_{fifth + 1}_pct": 100 * float(share) for fifth, share in enumerate(rank)},
    }  # fmt: skip
