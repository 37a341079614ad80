"""Windows: what could be seen of a series at some origin, with its evidence, and what came next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ontrack.reference.histories import EVIDENCE_YEARS, Histories, packed
from ontrack.reference.levels import HORIZONS, Array
from ontrack.training.panels import Panel

Rows = npt.NDArray[np.intp]
Sharing = Callable[[Panel], tuple[npt.NDArray[np.str_], npt.NDArray[np.str_]]]
LONGEST_LOOK = 40  # years before the origin
MOST_PLACES = 12  # peers or neighbours looked at
COUNTS = np.array([1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 15, 20])  # numbers of values seen, and how often each
COUNT_SHARES = np.array([3, 2, 2, 1.5, 1.5, 1, 1, 1, 1.5, 0.7, 0.7, 0.5]) / 16.4
GAPS_SHARE = 0.3  # of windows whose values are scattered over 6 to 15 years
LEAST_VALUES = 3  # of a series that is drawn from


@dataclass(frozen=True)
class Windows:
    """Pieces of series.

    Attributes
    ----------
    rows, origin : array (N,)
        Row of the panel, and column in which the last value seen stands.
    histories : Histories
    outcomes : array (N, len(HORIZONS))
        Values after so many years, NaN where not known.
    """

    rows: Rows
    origin: Rows
    histories: Histories
    outcomes: Array

    def part(self, chosen: npt.NDArray[np.intp] | slice) -> Windows:
        """Return some of the windows."""
        return Windows(
            self.rows[chosen], self.origin[chosen], self.histories.part(chosen), self.outcomes[chosen]
        )


def draw_places(
    panel: Panel, number: int, rng: np.random.Generator, shares: Sequence[float]
) -> tuple[Rows, Rows, Rows]:
    """Return rows, origins and numbers of values of windows drawn at random.

    Panels count as their shares say; in a panel a group counts as the root of its number of series. The
    origin is any value of a series with one after it and, as far as the series reaches, enough before it.
    """
    known = np.isfinite(panel.values)
    usable = known.sum(axis=1) >= LEAST_VALUES
    rows = rng.choice(len(known), number, p=drawing_weights(panel, usable, shares))
    counts = COUNTS[rng.choice(len(COUNTS), number, p=COUNT_SHARES)]
    share = rng.random(number)
    origin = np.zeros(number, dtype=int)
    order = np.argsort(rows, kind="stable")
    for members in np.split(order, np.flatnonzero(np.diff(rows[order])) + 1):
        years = np.flatnonzero(known[rows[members[0]]])
        first = np.minimum(counts[members], len(years) - 1) - 1
        origin[members] = years[first + (share[members] * (len(years) - 1 - first)).astype(int)]
    return rows, origin, counts


def drawing_weights(panel: Panel, usable: npt.NDArray[np.bool_], shares: Sequence[float]) -> Array:
    """Return the probability with which each series is drawn, (S,)."""
    names, number = np.unique(panel.group[usable], return_counts=True)
    size = dict(zip(names.tolist(), number.tolist(), strict=True))
    weights = np.array([size.get(name, 1) ** -0.5 for name in panel.group.tolist()]) * usable
    result = np.zeros(len(weights))
    for source in np.unique(panel.source[usable]):
        members = panel.source == source
        share = shares[source] if source < len(shares) else 1.0
        result[members] = weights[members] / weights[members].sum() * share
    return result / result.sum()


def windows_at(
    panel: Panel,
    rows: Rows,
    origin: Rows,
    counts: Rows,
    rng: np.random.Generator,
    *,
    gaps: float = 0.0,
) -> Windows:
    """Return the windows of some series and origins.

    Parameters
    ----------
    counts : array (N,)
        How many values are seen, the newest ones; all there are where there are fewer.
    rng : Generator
        Chooses among more than twelve peers, and where gaps lie.
    gaps : float
        Share of windows with scattered values.
    """
    back = np.arange(1 - LONGEST_LOOK, 1)
    shown = taken(panel.values, rows[:, None], origin[:, None] + back)
    times = np.broadcast_to(back.astype(float), shown.shape)
    if gaps:
        shown = scattered(shown, back, counts, rng, gaps)
    newest = np.cumsum(np.isfinite(shown)[:, ::-1], axis=1)[:, ::-1]
    values, at = packed(np.where(newest <= counts[:, None], shown, np.nan), times)
    years = origin[:, None] + np.arange(1 - EVIDENCE_YEARS, 1)
    larger = taken(panel.values, panel.parent[rows][:, None], years)
    parents = np.where((panel.parent[rows] >= 0)[:, None], larger, np.nan)
    histories = Histories(
        values, at, panel.kind[rows], panel.quantity[rows], panel.domain[rows],
        taken(panel.gdp, rows[:, None], years), parents,
        tables_of(panel, chosen_among(panel, rows, origin, rng, peers_of), years),
        tables_of(panel, chosen_among(panel, rows, origin, rng, neighbours_of), years),
    )  # fmt: skip
    outcomes = taken(panel.values, rows[:, None], origin[:, None] + HORIZONS.astype(int))
    return Windows(rows, origin, histories, outcomes)


def taken(table: Array, rows: Rows, columns: Rows) -> Array:
    """Return cells of a table, NaN outside it."""
    inside = (columns >= 0) & (columns < table.shape[1])
    return np.where(inside, table[rows, np.clip(columns, 0, table.shape[1] - 1)], np.nan)


def scattered(shown: Array, back: Rows, counts: Rows, rng: np.random.Generator, share: float) -> Array:
    """Return histories of which a share keeps its last value and others scattered over 6 to 15 years."""
    chosen = (rng.random(len(shown)) < share) & (counts > 1)
    span = np.maximum(rng.integers(6, 16, len(shown)), counts + 1)
    lottery = np.where(np.isfinite(shown) & (back > -span[:, None]), rng.random(shown.shape), 9.0)
    lottery[:, -1] = -1.0
    rank = np.argsort(np.argsort(lottery, axis=1, kind="stable"), axis=1, kind="stable")
    return np.where(chosen[:, None] & (rank >= counts[:, None]), np.nan, shown)


def peers_of(panel: Panel) -> tuple[npt.NDArray[np.str_], npt.NDArray[np.str_]]:
    """Return the name shared by places of one indicator, and nothing that sets them apart."""
    return panel.peers, np.arange(len(panel.peers)).astype(str)


def neighbours_of(panel: Panel) -> tuple[npt.NDArray[np.str_], npt.NDArray[np.str_]]:
    """Return the name shared by series of one place and quantity, and the indicator that sets them apart."""
    place = [
        f"{source}|{economy}|{place}|{quantity}"
        for source, economy, place, quantity in zip(
            panel.source.tolist(), panel.economy.tolist(), panel.place.tolist(), panel.quantity.tolist(),
            strict=True,
        )
    ]  # fmt: skip
    return np.array(place), np.where(panel.peers == "", panel.group, panel.peers)


def chosen_among(panel: Panel, rows: Rows, origin: Rows, rng: np.random.Generator, sharing: Sharing) -> Rows:
    """Return up to twelve other series of the same name for each window, (N, 12), -1 for none.

    Those that have a value in the origin's year or the one before; others by chance.
    """
    names, apart = sharing(panel)
    known = np.isfinite(panel.values)
    members = members_by_name(names, np.asarray(known.any(axis=1)))
    result = np.full((len(rows), MOST_PLACES), -1)
    order = np.argsort(names[rows], kind="stable")
    for part in np.split(order, np.flatnonzero(names[rows][order][1:] != names[rows][order][:-1]) + 1):
        all_of_them = members.get(str(names[rows[part[0]]]), np.empty(0, dtype=int))
        if len(all_of_them) < 2:
            continue
        at = origin[part]
        alive = known[all_of_them][:, at].T | known[all_of_them][:, np.maximum(at - 1, 0)].T
        other = apart[all_of_them][None] != apart[rows[part]][:, None]
        lottery = np.where(alive & other, rng.random(alive.shape), 2.0)
        first = np.argsort(lottery, axis=1, kind="stable")[:, :MOST_PLACES]
        drawn = np.take_along_axis(lottery, first, axis=1) < 2
        result[part, : first.shape[1]] = np.where(drawn, all_of_them[first], -1)
    return result


def members_by_name(names: npt.NDArray[np.str_], usable: npt.NDArray[np.bool_]) -> dict[str, Rows]:
    """Return the usable rows of each name; none for the empty one."""
    found: dict[str, list[int]] = {}
    for row in np.flatnonzero(usable).tolist():
        if names[row]:
            found.setdefault(str(names[row]), []).append(row)
    return {name: np.array(rows) for name, rows in found.items()}


def tables_of(panel: Panel, chosen: Rows, years: Rows) -> Array:
    """Return the values of chosen series, (N, 12, years); NaN for none."""
    table = taken(panel.values, np.maximum(chosen, 0)[:, :, None], years[:, None, :])
    return np.where((chosen >= 0)[:, :, None], table, np.nan)
