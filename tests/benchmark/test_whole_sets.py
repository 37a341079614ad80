"""Whole sets of indicators as made-up plans: what is stated of the number met, and how it is scored."""

from __future__ import annotations

import numpy as np
import pytest
from helpers.made_up_panels import column, made_up_panel

from ontrack.benchmark.whole_sets import (
    COLUMNS,
    FORMER,
    LEAST_INDICATORS,
    WholeSet,
    count_of,
    dependence_record,
    dependences_tried,
    events_of,
    number_met,
    whole_sets,
)
from ontrack.plan import Dependence
from ontrack.portfolio.joint import indicator_ranks
from ontrack.records.track_record import whole_sets_record
from ontrack.reference.dependence import read_dependence
from ontrack.reference.levels import LEVELS
from ontrack.training.panels import FIRST_YEAR, LAST_YEAR, Panel
from ontrack.training.unseen import Unseen

NAMES = [f"{topic}.{number}" for topic in ("aa", "bb") for number in range(6)]
BEFORE, AFTER = 2015, 2020


def provinces(jumps: np.ndarray) -> Panel:
    """Return twelve indicators of provinces at 100, which stay or double after 2015, and a nation's."""
    count, years = len(jumps), np.arange(FIRST_YEAR, LAST_YEAR + 1)
    values = np.full((12 * count + 12, len(years)), 100.0)
    values[: 12 * count] *= np.where((years > BEFORE) & jumps.reshape(-1, 1), 2.0, 1.0)
    values[:, (years < 2010) | (years > AFTER)] = np.nan
    place = np.repeat([*(f"CN-{number:02d}" for number in range(count)), "CN"], 12)
    parent = np.where(place == "CN", -1, 12 * count + np.tile(np.arange(12), count + 1))
    return made_up_panel(values, indicator=NAMES * (count + 1), place=place, parent=parent,
                         source=np.full(len(values), 2))  # fmt: skip


def even_answers(panel: Panel, seen: int = 1) -> Unseen:
    """Return answers that give a rise by a quarter an even chance."""
    rows = np.arange(len(panel.values))
    quantiles = np.tile(125 + 100 * (LEVELS - 0.5), (len(rows), 1))
    return Unseen(seen, rows, np.full(len(rows), column(BEFORE)), quantiles)


def test_a_set_is_what_is_asked_of_one_place_in_one_year():
    jumps = np.zeros((2, 12), bool)
    jumps[1, :5] = True
    panel = provinces(jumps)
    found = [one for one in whole_sets(panel, even_answers(panel)) if one.event == "plus_25_pct"]
    assert [(one.year, one.seen, one.indicators, one.met) for one in found] == [
        (BEFORE, 1, tuple(NAMES), 0), (BEFORE, 1, tuple(NAMES), 5),
    ]  # fmt: skip
    assert found[0].probability == pytest.approx([0.5] * 12)


def test_a_place_of_few_indicators_is_no_plan():
    panel = provinces(np.zeros((1, 12), bool))
    answers = even_answers(panel)
    few = Unseen(1, *(table[: LEAST_INDICATORS - 1] for table in (answers.rows, answers.origin,
                                                                 answers.quantiles)))  # fmt: skip
    assert list(whole_sets(panel, few)) == []


def test_events_are_the_past_pace_and_a_quarter_more():
    panel = provinces(np.array([[True] * 6 + [False] * 6]))
    answers = even_answers(panel)
    stated, came = events_of(panel, answers.rows, answers.origin, answers.quantiles)
    assert stated[0, [3, 10]] == pytest.approx([0.75, 0.5])  # at 100, the pace of standing still, and at 125
    assert came[0, [3, 10]].tolist() == [True, True]
    assert came[6, [3, 10]].tolist() == [True, False]


def test_a_count_is_held_against_its_distribution():
    found = count_of(np.array([0.1, 0.8, 0.1]), 1)
    assert (found.held, found.stated) == (True, pytest.approx(0.8))
    assert found.crps == pytest.approx(0.1**2 + 0.1**2)
    assert found.rank == pytest.approx([0.125, 0.25, 0.25, 0.25, 0.125])
    missed = count_of(np.array([0.1, 0.8, 0.1]), 2)
    assert not missed.held
    assert missed.crps == pytest.approx(0.1**2 + 0.9**2)
    assert missed.rank == pytest.approx([0, 0, 0, 0, 1])


def test_the_number_met_of_independent_targets_is_binomial():
    one = WholeSet("plus_25_pct", 1, BEFORE, ("a.0", "b.0", "c.0"), np.array([0.5, 0.5, 0.5]), 0)
    goals = {name: name for name in one.indicators}
    ranks = indicator_ranks(goals, Dependence(0, 0), 2**14, 1)
    assert number_met(one, ranks) == pytest.approx([1 / 8, 3 / 8, 3 / 8, 1 / 8], abs=0.01)


def test_sets_that_are_met_together_hold_with_dependence_alone():
    panel = provinces(np.repeat([[True], [False]], 12, axis=1).repeat(5, axis=0))
    tried = {"independent": Dependence(0, 0), "estimated": Dependence(0.95, 0.9)}
    answers = [even_answers(panel, 1), even_answers(panel, 2)]
    table = dependence_record(panel, answers, tried)
    assert table.columns.tolist() == COLUMNS
    rows = table[(table["event"] == "plus_25_pct") & (table["values_seen"] == "all")
                 & (table["origin"] == "all")].set_index("dependence")  # fmt: skip
    assert rows["sets"].tolist() == [20, 20]
    assert rows[["stated_met", "met"]].to_numpy() == pytest.approx(6)
    assert rows.loc["independent", "held_80_pct"] == 0
    assert rows.loc["estimated", "held_80_pct"] == 100
    assert rows.loc["estimated", "stated_80_pct"] >= 80
    assert rows.loc["estimated", "crps"] < rows.loc["independent", "crps"]
    ranks = rows.filter(regex="^rank").to_numpy()
    assert ranks.sum(axis=1) == pytest.approx(100, abs=0.01)
    assert ranks[0] == pytest.approx([50, 0, 0, 0, 50], abs=0.01)


def test_the_parts_add_up_to_the_whole():
    panel = provinces(np.zeros((3, 12), bool))
    table = dependence_record(panel, [even_answers(panel, 1), even_answers(panel, 3)], {"x": FORMER})
    sizes = table.set_index(["event", "values_seen", "origin"])["sets"]
    assert sizes["all", "all", "all"] == 12
    assert sizes["past_pace", "all", "all"] == sizes["plus_25_pct", "all", "all"] == 6
    assert sizes["past_pace", "1", "all"] == sizes["past_pace", "3", "all"] == 3
    assert sizes["past_pace", "all", str(BEFORE)] == 6


def test_the_committed_record_is_of_the_dependence_in_use():
    table = whole_sets_record()
    assert table.columns.tolist() == COLUMNS
    tried = dependences_tried(read_dependence())
    for name, rows in table.groupby("dependence"):
        assert set(rows["same_topic"]) == {round(tried[str(name)].same_goal, 3)}
        assert set(rows["other_topic"]) == {round(tried[str(name)].other_goal, 3)}
    whole = table[(table["event"] == "all") & (table["origin"] == "all")].set_index("dependence")
    assert whole.index.tolist() == ["independent", "former", "estimated"]
    assert whole["held_80_pct"].is_monotonic_increasing
    assert whole["crps"].is_monotonic_decreasing
    assert abs(whole.loc["estimated", "held_80_pct"] - whole.loc["estimated", "stated_80_pct"]) < 5
