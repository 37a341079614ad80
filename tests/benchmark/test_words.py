"""Words on the benchmark: judged by the rule, counted by hand, the same from the same seed."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from helpers.made_up_panels import made_up_panel

from ontrack.assessment.judgement import withheld
from ontrack.assessment.verdicts import verdict
from ontrack.benchmark import words
from ontrack.benchmark.words import COLUMNS, VIEWS, Events, clustered_error, panel_events, word_table
from ontrack.tables.choices import WITHHELD_REASONS
from ontrack.training.fitting import Settings
from ontrack.training.learning import Design

TINY = Design(evidence_by_line=False, hidden=3, steps=5)
SMALL = Settings(windows=300, designs=(TINY,), held_designs=(TINY,), folds=2)
SHARES = {"met_already": 0.9, "over_two": 0.1}


@pytest.fixture(scope="module")
def panel():
    """Twenty walks of four indicators, each known in five places, to between 2017 and 2026."""
    rng = np.random.default_rng(5)
    values = np.full((20, 80), np.nan)
    for row in range(20):
        end = 2017 + row % 10 - 1960 + 1
        values[row, end - 30 : end] = 50 * np.exp(np.cumsum(rng.normal(0.02, 0.05, 30)))
    indicator = [f"x.{row % 4}" for row in range(20)]
    return made_up_panel(
        values, indicator=indicator, place=[f"C{row:02d}" for row in range(20)], peers=indicator
    )


@pytest.fixture(scope="module")
def events(panel):
    return list(panel_events(panel, settings=SMALL, shares=SHARES))


def test_every_protocol_and_length_is_asked(events):
    assert {(one.protocol, one.length) for one in events} == {
        (protocol, length)
        for protocol in ("random", "time_safe")
        for length in ("1", "2", "3", "5", "10", "gap 3", "gap 5")
    }
    assert all(len(one.stated) == 220 for one in events)


def test_events_are_judged_by_the_rule_on_all_that_is_known(panel, monkeypatch):
    """What the rule is told: probabilities with and without each piece, values, peers, other views."""
    noted = []

    def spy(signs):
        noted.append(signs)
        return withheld(signs)

    monkeypatch.setattr(words, "withheld", spy)
    told = list(panel_events(panel, ["random"], settings=SMALL, shares=SHARES))
    for number, one in enumerate(told):
        signs = noted[220 * number : 220 * (number + 1)]
        assert [sign.probability for sign in signs] == one.stated.tolist()
        assert [withheld(sign) for sign in signs] == one.reason.tolist()
        assert [verdict(sign.probability) for sign in signs] == one.word.tolist()
        assert {sign.values for sign in signs} == {int(one.length.removeprefix("gap "))}
        assert {(sign.nation, sign.statements) for sign in signs} == {(False, 0)}
        assert {sign.peers for sign in signs} <= {True, False}
        assert {sign.earlier_share for sign in signs if sign.earlier_share > 0.5} == {0.9}
        assert all(
            0 <= sign.pace_share <= 1 for sign in signs if sign.peers and not np.isnan(sign.pace_share)
        )
        assert all(set(sign.without_each) == {name for name in VIEWS if name not in ("all", "class", "apart")}
                   for sign in signs)  # fmt: skip
        assert any(sign.probability != sign.apart for sign in signs)


def test_one_value_alone_gets_no_word_where_nobody_elsewhere_is_known():
    walk = 50 * np.exp(np.cumsum(np.random.default_rng(1).normal(0.02, 0.05, (12, 40)), axis=1))
    values = np.concatenate([np.full((12, 25), np.nan), walk, np.full((12, 15), np.nan)], axis=1)
    (first, *_) = panel_events(made_up_panel(values), ["random"], settings=SMALL, shares=SHARES)
    assert first.length == "1"
    assert set(first.reason) == {"one_value_alone"}


def test_the_same_seed_gives_the_same_record(panel, events):
    again = list(panel_events(panel, settings=SMALL, shares=SHARES))
    pd.testing.assert_frame_equal(word_table(events), word_table(again))


def test_the_shares_of_a_set_and_length_add_up(events):
    table = word_table(events)
    assert table.columns.tolist() == COLUMNS
    sums = table.groupby(["protocol", "set", "length"])[["share", "events"]].sum()
    assert sums["share"].to_numpy() == pytest.approx(1, abs=1e-3)
    assert set(sums["events"]) == {220, 5 * 220}
    assert set(table["reason"]) <= {"", *WITHHELD_REASONS}


def made_up_events(length: str, came: list[bool], reason: list[str], **more) -> Events:
    stated = np.full(len(came), 0.7)
    return Events(
        "random", "made up", length, stated, np.array(came), np.array(reason), np.full(len(came), "likely"),
        np.array(more.get("cluster", ["a", "b"] * (len(came) // 2))),
    )  # fmt: skip


def test_rows_by_hand():
    """Of four events one has no word; of the three that have, two came true."""
    one = made_up_events("2", [True, True, False, False], ["", "", "", "class_answer"])
    rows = word_table([one]).to_dict("records")
    assert [(row["reason"], row["events"], row["share"], row["came"]) for row in rows] == [
        ("", 3, 0.75, 0.6667), ("class_answer", 1, 0.25, 0.0)
    ]  # fmt: skip
    assert rows[0]["stated"] == 0.7
    assert np.isnan(rows[1]["error"])


def test_three_or_more_values_are_pooled():
    few, three, gaps = (made_up_events(length, [True, False], ["", ""]) for length in ("2", "3", "gap 5"))
    table = word_table([few, three, gaps])
    assert dict(zip(table["length"], table["events"], strict=True)) == {"2": 2, "3": 2, "gap 5": 2, "3+": 4}


def test_the_error_is_over_what_hangs_together():
    """Two clusters of two like events: as two independent ones, 0.5 apart from their mean each."""
    came = np.array([True, True, False, False])
    assert clustered_error(came, np.array(["a", "a", "b", "b"])) == pytest.approx(0.5)
    apart = clustered_error(came, np.array(["a", "b", "c", "d"]))
    assert apart == pytest.approx(np.sqrt(0.25 / 3))
    assert np.isnan(clustered_error(came, np.array(["a"] * 4)))
