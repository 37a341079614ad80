"""Words on earlier policy targets: what the rule is told of each, and by which model."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from helpers.made_up_panels import made_up_panel
from reference.made_up_model import made_up_model
from typer.testing import CliRunner

from ontrack.benchmark import policy_words
from ontrack.benchmark.policy_targets import Question
from ontrack.benchmark.policy_words import (
    events_of,
    policy_events,
    probability_of,
    shares_of,
    signs_of,
    word_record,
)
from ontrack.cli.app import app
from ontrack.paths import Paths, find_root
from ontrack.reference import predict_quantiles, probability_below
from ontrack.tables.policy_targets import PolicyTargets, load_policy_targets
from ontrack.tables.raw_columns import POLICY_TARGETS
from ontrack.training.fitting import Settings

MODEL = made_up_model(3)
SHARES = {"half_to_one": 0.5}


def target(**cells: object) -> dict[str, object]:
    told = {
        "id": "P|A|Rail share|2010-2015", "indicator": "Rail share", "unit": "%", "kind": "percent",
        "direction": "increase", "set_year": 2010, "target_year": 2014, "target_value": 40.0, "met": True,
        "ambition": "half_to_one", "programme": "P", "plan": "P|A",
    }  # fmt: skip
    return told | cells


def question(**cells: object) -> Question:
    return Question(target(**cells), np.array([20.0, 25.0, 30.0]), np.array([-2.0, -1.0, 0.0]), 5.0)


def by_hand(values: list[float], *, quantity: str = "", domain: str = "") -> float:
    quantiles = predict_quantiles([values], 5, kind="percent", quantity=quantity, domain=domain, model=MODEL)
    return float(1 - probability_below(quantiles[0, 4], 40.0, lower=0, upper=100))


def test_the_model_is_told_what_it_is_and_its_values_or_less():
    asked = question()
    assert probability_of(asked, MODEL) == by_hand([20, 25, 30], quantity="share", domain="transport")
    assert probability_of(asked, MODEL, own=False) == by_hand([30], quantity="share", domain="transport")
    assert probability_of(asked, MODEL, what=False) == by_hand([20, 25, 30])


def test_a_target_to_fall_is_met_below():
    assert probability_of(question(direction="decrease"), MODEL) == pytest.approx(
        1 - probability_of(question(), MODEL)
    )


def test_signs_of_a_target():
    signs = signs_of(question(), MODEL, SHARES)
    assert signs.class_only == by_hand([30])
    assert signs.apart == signs.probability
    assert set(signs.without_each) == {"what", "own_values"}
    assert (signs.earlier_share, signs.values, signs.nation, signs.peers) == (0.5, 3, False, False)
    assert np.isnan(signs_of(question(ambition=""), MODEL, SHARES).earlier_share)


def test_events_tell_whether_targets_were_met():
    found = events_of([question(), question(met=False, plan="P|B")], lambda year: MODEL, lambda name: SHARES)
    assert (found.protocol, found.population, found.length) == ("time_safe", "policy_targets", "3")
    assert found.came.tolist() == [True, False]
    assert found.cluster.tolist() == ["P|A", "P|B"]


def test_the_share_of_earlier_targets_leaves_out_their_own_programme(monkeypatch):
    """Six plans of each of two programmes: all targets of one were met, none of the other."""
    rows, series = [], []
    for number in range(12):
        own = {"P": "yes", "Q": "no"}
        programme = "PQ"[number % 2]
        name = f"{programme}|{number}|Rail share|2010-2015"
        rows.append(target(id=name, plan=programme, met=own[programme], target_value=32.0,
                           country_or_region=str(number), flags="", issuer=str(number)))  # fmt: skip
        series += [{"id": name, "year": year, "value": 10.0 + year - 2000} for year in range(2000, 2010)]
    table = pd.DataFrame(rows).reindex(columns=POLICY_TARGETS.names)
    known = PolicyTargets(table, pd.DataFrame(series))
    noted, years = [], []

    def models(year: int):
        years.append(year)
        return MODEL

    def spy(asked, model, shares):
        noted.append((asked.target["programme"], shares[asked.target["ambition"]]))
        return signs_of(asked, model, shares)

    monkeypatch.setattr(policy_words, "signs_of", spy)
    monkeypatch.setattr(policy_words, "models_of_their_time", lambda panel, settings, progress: models)
    found = list(policy_events(known, made_up_panel(np.ones((1, 80))), settings=Settings()))
    assert [one.length for one in found] == ["1", "2", "3", "5"]
    assert set(noted) == {("P", 0.0), ("Q", 1.0)}
    assert set(years) == {2010}
    assert set(found[0].reason) == {"one_value_alone"}


def test_the_record_is_of_panels_and_policy_targets(monkeypatch):
    """The panels are asked with the shares of earlier targets that the policy targets themselves give."""
    known, told = load_policy_targets(Paths(find_root())), {}
    one = events_of([question(), question(met=False)], lambda year: MODEL, lambda name: SHARES)

    def of_panels(panel, *, shares, progress):
        told.update(shares)
        yield replace(one, population="world_bank")

    monkeypatch.setattr(policy_words, "panel_events", of_panels)
    monkeypatch.setattr(policy_words, "policy_events", lambda known, panel, **more: [one])
    table = word_record(made_up_panel(np.ones((1, 80))), known)
    assert table.groupby("set")["events"].sum().to_dict() == {"policy_targets": 4, "world_bank": 4}
    assert told == shares_of(known)
    assert all(0 < share < 1 for share in told.values())


def test_the_command_writes_the_record(tmp_path, monkeypatch):
    panel, out = tmp_path / "panel.csv", tmp_path / "record.csv"
    rows = "".join(f"x,A,{year},{year}\n" for year in range(2000, 2020))
    panel.write_text(f"indicator,country,year,value\n{rows}")
    asked = []

    def made_up(panel, known, *, progress):
        asked.append((len(panel.values), len(known.targets)))
        return pd.DataFrame({"protocol": ["random"], "share": [0.25]})

    monkeypatch.setattr(policy_words, "word_record", made_up)
    result = CliRunner().invoke(app, ["reference", "words", str(panel), "--out", str(out)])
    assert result.exit_code == 0, result.output
    assert out.read_bytes() == b"protocol,share\nrandom,0.25\n"
    assert asked == [(1, len(load_policy_targets(Paths(find_root())).targets))]
