"""Windows: what was seen at an origin, what came next, and nothing of it before."""

from __future__ import annotations

import numpy as np
import pytest
from helpers.made_up_panels import NAN, made_up_panel

from ontrack.plan.vocabulary import QUANTITIES
from ontrack.reference.levels import HORIZONS, PERCENT
from ontrack.training.examples import mirrored_by_chance
from ontrack.training.windows import draw_places, drawing_weights, scattered, windows_at

YEARS = 40


def unlike_rows(count: int, years: int = YEARS) -> np.ndarray:
    """Return series in which every value tells its row and year: 1000 by row, 1 by year."""
    return 1000.0 * np.arange(1, count + 1)[:, None] + np.arange(years)


def at(panel, rows, origin, counts, gaps: float = 0.0, seed: int = 1):
    asked = [np.asarray(part) for part in (rows, origin, counts)]
    return windows_at(panel, *asked, np.random.default_rng(seed), gaps=gaps)


def known(table) -> list[float]:
    return table[np.isfinite(table)].tolist()


def test_what_was_seen_and_what_came():
    found = at(made_up_panel(unlike_rows(2)), [0, 1], [10, 30], [3, 1])
    assert known(found.histories.values[0]) == [1008, 1009, 1010]
    assert known(found.histories.values[1]) == [2030]
    assert known(found.histories.times[0]) == [-2, -1, 0]
    assert found.outcomes[0].tolist() == (1010 + HORIZONS).tolist()
    assert known(found.outcomes[1]) == (2030 + HORIZONS[:9]).tolist()


def test_years_without_a_value_are_gone_over():
    values = unlike_rows(1)
    values[0, [7, 8, 12]] = NAN
    found = at(made_up_panel(values), [0], [10], [3])
    assert known(found.histories.values[0]) == [1006, 1009, 1010]
    assert known(found.histories.times[0]) == [-4, -1, 0]
    assert np.isnan(found.outcomes[0, 1])
    assert found.outcomes[0, 0] == 1011


def test_where_there_are_fewer_values_all_are_seen():
    assert known(at(made_up_panel(unlike_rows(1)), [0], [1], [5]).histories.values[0]) == [1000, 1001]


def test_scattered_values_keep_the_last_one():
    values = unlike_rows(1)
    found = at(made_up_panel(values), np.zeros(200, int), np.full(200, 30), np.full(200, 4), gaps=1.0)
    shown, times = found.histories.values, found.histories.times
    assert shown.shape == (200, 4)
    assert (shown[:, -1] == 1030).all()
    assert (shown == 1030 + times).all()
    assert (np.diff(times, axis=1) >= 1).all()
    span = -times[:, 0]
    assert span.max() in (13, 14)
    assert len(np.unique(span)) > 5
    assert ((np.diff(times, axis=1) > 1).mean(axis=0) > 0.3).all()  # scattered, not the oldest ones


def test_only_a_share_is_scattered():
    shown = np.tile(np.arange(40.0), (4000, 1))
    counts = np.full(4000, 5)
    found = scattered(shown, np.arange(-39, 1), counts, np.random.default_rng(1), 0.3)
    hidden = np.isnan(found).any(axis=1)
    assert hidden.mean() == pytest.approx(0.3, abs=0.03)
    assert (np.isfinite(found[hidden]).sum(axis=1) == 5).all()


def test_evidence_ends_at_the_origin():
    """Peers, neighbours, parent and economy: nothing of another row's or of a later year."""
    values = unlike_rows(6)
    panel = made_up_panel(
        values, parent=[-1, 0, 0, 0, -1, -1], peers=["", "a", "a", "a", "", ""],
        place=["N", "P", "Q", "R", "P", "P"], gdp=values / 10, quantity=[7] * 5 + [2],
    )  # fmt: skip
    histories = at(panel, [1], [20], [3]).histories
    assert histories.parent[0].tolist() == list(range(1010, 1021))
    assert histories.economy[0].tolist() == [(2000 + year) / 10 for year in range(10, 21)]
    peers = sorted(row[-1] for row in histories.peers[0] if np.isfinite(row).any())
    assert peers == [3020, 4020]
    neighbours = [row.tolist() for row in histories.same_place[0] if np.isfinite(row).any()]
    assert neighbours == [list(range(5010, 5021))]  # same place and quantity, another indicator


def test_a_series_is_never_its_own_peer_or_neighbour():
    panel = made_up_panel(unlike_rows(30), peers=["a"] * 30, place=["P"] * 30)
    rows = np.arange(30)
    histories = at(panel, rows, np.full(30, 20), np.full(30, 3)).histories
    for row in rows:
        seen = histories.peers[row][:, -1]
        assert len(np.unique(seen)) == 12
        assert 1000 * (row + 1) + 20 not in seen
    assert np.isnan(histories.same_place).all()  # one indicator, however often


def test_peers_have_a_value_in_the_origins_year_or_the_one_before():
    values = unlike_rows(4)
    values[1, 20], values[2, 19:21], values[3, 20:] = NAN, NAN, NAN
    found = at(made_up_panel(values, peers=["a"] * 4), [0], [20], [1]).histories.peers[0]
    assert sorted(row[-2] for row in found if np.isfinite(row).any()) == [2019, 4019]


def test_which_peers_is_chance_and_the_same_chance_for_a_seed():
    panel = made_up_panel(unlike_rows(40), peers=["a"] * 40)
    one, two, other = (at(panel, [3], [20], [1], seed=seed).histories.peers for seed in (1, 1, 2))
    assert (one == two).all()
    assert (one != other).any()


def test_origins_have_a_value_after_them_and_values_before():
    values = unlike_rows(5, 12)
    values[0, 2:] = NAN  # two values: never drawn
    values[1, :9] = NAN
    rows, origin, counts = draw_places(made_up_panel(values), 4000, np.random.default_rng(1), [1.0])
    assert set(rows) == {1, 2, 3, 4}
    assert set(origin[rows == 1]) == {9, 10}
    mine = rows == 2
    assert origin[mine].max() == 10
    assert (origin[mine] >= np.minimum(counts[mine], 11) - 1).all()
    assert origin[mine & (counts == 1)].min() == 0
    assert np.mean(counts == 1) == pytest.approx(3 / 16.4, abs=0.03)


def test_panels_count_as_their_shares_and_groups_as_roots():
    panel = made_up_panel(unlike_rows(7), source=[0] * 5 + [1] * 2, group=["a"] * 4 + ["b"] + ["c"] * 2)
    usable = np.ones(7, dtype=bool)
    found = drawing_weights(panel, usable, [3.0])
    assert found.sum() == pytest.approx(1)
    assert found[:5].sum() == pytest.approx(3 / 4)  # a panel without a share counts one
    assert found[:4].sum() / found[4] == pytest.approx(2)
    assert drawing_weights(panel, usable & (panel.group != "a"), [3.0])[:4].sum() == 0


def test_half_of_the_shares_are_told_from_the_other_side():
    values = np.tile(np.linspace(10, 30, YEARS), (2, 1))
    panel = made_up_panel(values, kind=[PERCENT, 0], quantity=[QUANTITIES.index("share"), 9])
    rows = np.tile([0, 1], 500)
    windows = at(panel, rows, np.full(1000, 20), np.full(1000, 3))
    turned = mirrored_by_chance(windows, np.random.default_rng(1))
    changed = turned.histories.last != windows.histories.last
    assert not changed[1::2].any()
    assert changed[::2].mean() == pytest.approx(0.5, abs=0.06)
    assert turned.histories.last[changed] == pytest.approx(100 - windows.histories.last[changed])
    assert turned.outcomes[changed, 0] == pytest.approx(100 - windows.outcomes[changed, 0])
    assert (turned.outcomes[~changed, 0] == windows.outcomes[~changed, 0]).all()


def test_part_of_the_windows():
    windows = at(made_up_panel(unlike_rows(3)), [0, 1, 2], [20, 21, 22], [2, 2, 2])
    part = windows.part(np.array([2]))
    assert (part.rows.tolist(), part.origin.tolist()) == ([2], [22])
    assert part.histories.last.tolist() == [3022]
    assert part.outcomes[0, 0] == 3023
