"""The record: figures of made-up answers, worked by hand."""

from __future__ import annotations

import numpy as np
import pytest
from helpers.made_up_panels import made_up_panel

from ontrack.benchmark import record, rivals
from ontrack.benchmark.populations import Marks, questions
from ontrack.benchmark.protocols import Answered
from ontrack.benchmark.record import (
    BIN_COLUMNS,
    COLUMNS,
    HORIZON_COLUMNS,
    bin_rows,
    brier_skill,
    figures_of,
    horizon_rows,
    part_rows,
    population_tables,
    rival_rows,
    skill_error,
)
from ontrack.plan.vocabulary import QUANTITIES
from ontrack.reference.levels import HORIZONS, LEVELS

MONEY, COUNT = QUANTITIES.index("money"), QUANTITIES.index("count")


def made_up_marks(stated, came) -> Marks:
    """Return marks of one threshold repeated; half of the outcomes inside of 80 % intervals, all of 95 %."""
    stated, came = (np.tile(np.array(part, float)[:, None], (1, 11)) for part in (stated, came))
    half = np.tile(np.arange(len(stated))[:, None] % 2, (1, len(HORIZONS))).astype(float)
    return Marks(stated, came, half, np.ones_like(half))


@pytest.fixture(scope="module")
def panel():
    """Two hundred series, half money, half counts, of two tables."""
    rng = np.random.default_rng(2)
    values = np.full((200, 80), np.nan)
    values[:, 30:60] = 50 * np.exp(np.cumsum(rng.normal(0.02, 0.05, (200, 30)), axis=1))
    return made_up_panel(
        values, quantity=np.repeat([MONEY, COUNT], 100), unit_of_holding=np.tile(["0|a", "0|b"], 100)
    )


@pytest.fixture(scope="module")
def answered(panel):
    asked = list(questions(panel, ["world_bank"]))
    told = []
    for one in asked:
        last = one.histories.last[:, None, None]
        spread = 0.15 * np.sqrt(HORIZONS)[:, None] * rivals.DEVIATES
        told.append(Answered("random", one, last * np.exp(spread)))
    return told


def test_the_brier_skill_worked_by_hand():
    own = made_up_marks([0.8, 0.4, 0.2, 0.2], [1, 1, 0, 0])
    mean = (0.04 + 0.36 + 0.04 + 0.04) / 4
    assert brier_skill(own) == pytest.approx(1 - mean / 0.25)


def test_base_rates_are_those_of_each_threshold():
    """One threshold always came true, another never: stating just that is no skill."""
    stated = np.tile([1.0, 0.0, 0.5], (4, 1))
    came = np.array([[1.0, 0, 1], [1, 0, 0], [1, 0, 1], [1, 0, 0]])
    inside = np.ones((4, 2))
    assert brier_skill(Marks(stated, came, inside, inside)) == pytest.approx(0)
    assert np.isnan(brier_skill(Marks(stated[:, :2], came[:, :2], inside, inside)))


def test_the_error_of_the_skill_is_over_what_is_held_out_together():
    rng = np.random.default_rng(3)
    came = rng.random(400) < 0.5
    own = made_up_marks(np.where(came, 0.7, 0.3), came)
    alike, apart = (
        skill_error(own, np.array(names)) for names in (["a", "b"] * 200, [str(i) for i in range(400)])
    )
    assert 0 <= alike < apart < 0.02
    assert np.isnan(skill_error(own, np.array(["a"] * 400)))
    good = np.arange(400) < 200
    mixed = made_up_marks(np.where(good, came, 0.5), came)
    assert skill_error(mixed, np.where(good, "a", "b")) > 0.2  # all of one, all of the other, or half


def test_figures_of_some_series():
    found = figures_of(made_up_marks([0.8, 0.4, 0.2, 0.2], [1, 1, 0, 0]), np.array(["a", "b"] * 2))
    assert (found["series"], found["coverage_80"], found["coverage_95"]) == (4, 50, 100)
    assert found["stated"] == pytest.approx(0.4)
    assert found["happened"] == 0.5
    assert 0 < found["ece"] < 0.5


def test_coverage_is_of_the_first_five_years():
    own = made_up_marks([0.5] * 4, [1, 0, 1, 0])
    own.inside_80[:, :5], own.inside_80[:, 5:] = 1, 0
    own.inside_95[0, 0] = np.nan
    assert figures_of(own, np.array(["a"] * 4))["coverage_80"] == 100
    assert figures_of(own, np.array(["a"] * 4))["coverage_95"] == 100


def test_coverage_by_horizon():
    own = made_up_marks([0.5] * 80, [1, 0] * 40)
    own.inside_80[:, 0] = np.arange(80) < 60
    own.inside_80[:30, 13] = np.nan  # fifty known: too few
    own.inside_80[:20, 12] = np.nan
    found = {row["horizon"]: row for row in horizon_rows(own)}
    assert found[1]["coverage_80"] == 75
    assert found[1]["coverage_95"] == 100
    assert found[20]["series"] == 60
    assert 25 not in found


def test_bins_are_in_per_cent():
    found = list(bin_rows(made_up_marks([0.25] * 4, [1, 0, 0, 0])))
    assert [row["from_pct"] for row in found] == list(range(0, 100, 10))
    assert (found[2]["events"], found[2]["stated_pct"], found[2]["observed_pct"]) == (44, 25, 25)
    assert found[0]["events"] == 0
    assert np.isnan(found[0]["observed_pct"])


def test_parts_are_quantities_and_what_is_held_out(answered, monkeypatch):
    one = answered[0].questions
    own = made_up_marks([0.5] * 200, np.repeat([1, 0], 100))
    units = np.tile(["0|a", "0|b"], 100)
    found = {row["part"]: row for row in part_rows(one, own, units)}
    assert list(found) == ["all", "quantity money", "quantity count", "held out a", "held out b"]
    assert [row["happened"] for row in found.values()] == [0.5, 1, 0, 0.5, 0.5]
    assert [row["series"] for row in found.values()] == [200, 100, 100, 100, 100]
    monkeypatch.setattr(record, "LEAST_SERIES", 101)
    assert [row["part"] for row in part_rows(one, own, units)] == ["all"]


def test_many_units_are_not_listed(answered):
    own = made_up_marks([0.5] * 200, [1, 0] * 100)
    units = np.array([f"0|{row % 21}" for row in range(200)])
    assert [row["part"] for row in part_rows(answered[0].questions, own, units)][-1] == "quantity count"


def test_others_stand_beside_where_they_answer(answered, monkeypatch):
    asked = []

    def told(name, seen, horizon):
        asked.append((name, seen.shape[1]))
        answer = rivals.naive(seen, horizon)
        answer[:50] = np.nan
        return answer

    monkeypatch.setattr(rivals, "peer", told)
    units = np.array(["a", "b"] * 100)
    found = {
        one.questions.length: {
            row["method"]: row["series"] for row in rival_rows(one.questions, units, ["AutoETS"])
        }
        for one in answered
    }
    assert found == {
        "1": {}, "2": {"naive": 200}, "3": {"naive": 200, "drift": 200},
        "5": {"naive": 200, "drift": 200, "AutoETS": 150}, "10": {"naive": 200, "drift": 200, "AutoETS": 150},
        "gap 3": {}, "gap 5": {},
    }  # fmt: skip
    assert asked == [("AutoETS", 5), ("AutoETS", 10)]


def test_the_tables_of_the_record(panel, answered):
    found = population_tables(panel, answered)
    assert list(found["figures"].columns) == COLUMNS
    assert list(found["horizons"].columns) == HORIZON_COLUMNS
    assert list(found["bins"].columns) == BIN_COLUMNS
    figures = found["figures"]
    assert set(figures["protocol"]) == {"random"}
    assert set(figures["set"]) == {"world_bank"}
    ours = figures[(figures["method"] == "reference class") & (figures["part"] == "all")].set_index("length")
    assert list(ours.index) == ["1", "2", "3", "5", "10", "gap 3", "gap 5"]
    assert (ours["series"] == 200).all()
    assert (ours["coverage_95"] > 95).all()  # spread .15 a year where .05 is true
    horizons = found["horizons"]
    assert horizons[horizons["length"] == "1"]["horizon"].tolist() == [1, 2, 3, 4, 5]
    bins = found["bins"]
    assert bins[bins["length"] == "1"]["events"].sum() == 200 * 11


def test_a_probability_at_the_level_it_is_asked_at(panel, answered):
    """Who states the quantiles of a random walk is asked for the last value: even odds."""
    one = answered[0]
    own = record.marks(one.questions, one.quantiles)
    assert own.stated[:, 0] == pytest.approx(np.full(200, 0.5))
    assert LEVELS[10] == 0.5
