"""What statements are worth: told in each way, scored alike, by models that had not seen the series."""

from __future__ import annotations

import numpy as np
import pytest
from helpers.made_up_panels import made_up_panel
from reference.made_up_model import made_up_model

from ontrack.benchmark import statements as made
from ontrack.benchmark.populations import CHINESE_PROVINCES, WORLD_BANK
from ontrack.benchmark.statements import (
    COLUMNS,
    KINDS,
    LAST_YEAR,
    TELLINGS,
    answer,
    drawn_questions,
    gain_error,
    round_number,
    statement,
    statement_record,
)
from ontrack.projection.mixture import Mixture
from ontrack.records.track_record import statement_record as committed
from ontrack.statements import facts_of
from ontrack.training.fitting import CrossFit

VALUES = np.array([10.0, 11.0, 13.0, 12.0, 16.0, 20.0])


@pytest.fixture(scope="module")
def panel():
    """Six series of the World Bank and six of provinces with a nation, 2000 to 2023."""
    rng = np.random.default_rng(5)
    values = np.full((13, 80), np.nan)
    for row in range(13):
        values[row, 40:64] = 50 * np.exp(np.cumsum(rng.normal(0.03, 0.05, 24)))
    return made_up_panel(
        values, source=[0] * 6 + [2] * 7, parent=[-1] * 6 + [12] * 6 + [-1],
        indicator=[f"x.{row % 3}" for row in range(13)], place=[f"C{row:02d}" for row in range(13)],
        economy=[f"C{row:02d}" for row in range(13)],
        unit_of_holding=[f"{row // 6}|{row % 3}" for row in range(13)],
    )  # fmt: skip


def test_the_statements_are_true_of_the_values_they_replace():
    told = {kind: statement(kind, VALUES) for kind in KINDS}
    assert {kind: one.value for kind, one in told.items()} == {
        "sum_over": "62.0", "change_over": "10.0", "ratio_over": "2.00", "average_growth": "14.9",
        "at_least": "1e+01",
    }  # fmt: skip
    (total,) = facts_of([told["sum_over"]], [float(LAST_YEAR)])
    assert (total.start, total.end) == (LAST_YEAR - 5, LAST_YEAR - 1)
    (least,) = facts_of([told["at_least"]], [float(LAST_YEAR)])
    assert (least.dates, least.lower) == ((LAST_YEAR - 5,), 10)


@pytest.mark.parametrize(("value", "text"), [(0.034, "3e-02"), (999.0, "9e+02"), (30000.0, "3e+04")])
def test_a_round_number_is_not_above_the_value(value, text):
    assert round_number(value) == text and float(text) <= value


def test_each_way_of_telling_is_told(panel):
    asked = drawn_questions(panel, CHINESE_PROVINCES, 3, 1)
    one, model = asked.histories.part(slice(0, 1)), made_up_model()
    plainly, alone, total = (answer(one, model, *telling) for telling in TELLINGS[:3])
    assert (len(plainly.evidence.own), len(alone.evidence.own)) == (6, 1)
    assert isinstance(total, Mixture) and total.members.values.shape[1] == 6
    assert plainly.model is model and total.plain.model is model
    assert plainly.evidence.parent.index[-1] == LAST_YEAR
    assert plainly.evidence.own.to_numpy().tolist() == one.values[0].tolist()


def test_the_record_has_a_row_a_set_and_way_of_telling(panel, monkeypatch):
    models = (made_up_model(1), made_up_model(7))
    monkeypatch.setattr(made, "cross_fit", lambda panel, **_: CrossFit(np.arange(13) % 2, models))
    asked: list[object] = []
    monkeypatch.setattr(made, "answer", lambda history, model, *told: noted(asked, history, model, *told))
    found = statement_record(panel, series=4)
    assert list(found.columns) == COLUMNS and len(found) == 2 * len(TELLINGS)
    assert set(found["set"]) == {WORLD_BANK, CHINESE_PROVINCES}
    assert (found["events"] == 11 * found["series"]).all() and (found["series"] == 4).all()
    assert (found.loc[found["told"] == "last_value", "gain"] == 0).all()
    assert found["coverage_80"].between(0, 100).all()
    assert {id(model) for model in asked} <= {id(model) for model in models}


def noted(asked, history, model, *told):
    asked.append(model)
    return answer(history, model, *told)


def test_a_gain_over_itself_has_no_error(panel):
    asked = drawn_questions(panel, WORLD_BANK, 4, 1)
    own = made.marks_of(CrossFit(np.zeros(13, dtype=int), (made_up_model(),)), asked, "last_value", "")
    assert gain_error(own, own, panel.unit_of_holding[asked.rows]) == 0
    assert np.isnan(gain_error(own, own, np.array(["one"] * len(asked.rows))))


def test_the_committed_record_says_that_statements_are_worth_telling():
    found = committed().set_index(["set", "told", "kind"])
    for population in (WORLD_BANK, CHINESE_PROVINCES):
        rows = found.loc[population]
        plainly, alone = (rows.loc[(told, ""), "brier_skill"] for told in ("plainly", "last_value"))
        mean = rows.loc["statements", "brier_skill"].mean()
        assert alone < mean <= plainly + rows.loc[("plainly", ""), "error"]
        assert rows["coverage_80"].between(75, 92).all()
