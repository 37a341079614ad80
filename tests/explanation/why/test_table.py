"""The steps of every probability: they add up to it, in the order that is stated."""

from __future__ import annotations

import dataclasses

import pandas as pd
import pytest
from explanation.why.conftest import Told

from ontrack.assessment import Case, assess
from ontrack.evidence import Evidence
from ontrack.projection import project
from ontrack.projection.forms import Scaled
from ontrack.projection.of_plan import plan_evidence, project_plan
from ontrack.projection.reference_class import ReferenceClass
from ontrack.series import usable_series
from ontrack.statements import Statement
from ontrack.tables.choices import WHY_PIECES
from ontrack.tables.evidence_columns import WHY
from ontrack.tables.results import number_text, write_result

ROUNDED = {column.name: column for column in WHY.columns}
GROWING = {str(year): 50 * 1.1 ** (year - 2015) for year in range(2015, 2026)}


@pytest.fixture(scope="session")
def why(told) -> pd.DataFrame:
    return told.steps()


def steps(table: pd.DataFrame, target: str) -> pd.DataFrame:
    return table[table["target"] == target].set_index("piece")


def of_sample(told: Told) -> pd.DataFrame:
    return steps(told.steps(), "example")


def assert_adds_up(table: pd.DataFrame, told: Told) -> None:
    """Check that every target with a probability has its nine steps, and that they come to it exactly."""
    assessed = told.assessments.dropna(subset=["probability_met"]).set_index("target")["probability_met"]
    assert list(dict.fromkeys(table["target"])) == list(assessed.index)
    for target, rows in table.groupby("target"):
        assert list(rows["piece"]) == list(WHY_PIECES)
        last = number_text(rows["probability"].iloc[-1], ROUNDED["probability"])
        assert last == number_text(assessed[target], ROUNDED["probability"])
        assert rows["points"].sum() == pytest.approx(100 * float(last), abs=1e-9)
        absent = rows[(rows["present"] == "no")]
        assert (absent["points"] == 0).all()


def test_the_last_step_is_the_probability_of_the_assessment(told, why, national):
    assert_adds_up(why, told)
    assert_adds_up(national.steps(), national)


def test_the_first_step_knows_the_last_value_alone(told, why):
    target = told.plan.targets[0]
    last = told.projections[target.indicator].distribution.evidence.own.iloc[-1:]
    indicator = told.plan.indicators[target.indicator]
    alone = project(last, indicator, "CN-ZJ", target.year, evidence=Evidence(last))
    rows = steps(why, target.target)
    assert rows.loc["class", "probability"] == round(alone.probability_met(target), 4)
    assert rows.loc["class", "points"] == pytest.approx(100 * rows.loc["class", "probability"])
    assert pd.isna(rows.loc["class", "points_alone"])


def test_each_step_is_the_model_told_so_much(told, why):
    target = told.plan.targets[0]
    known = plan_evidence(told.plan, told.series, told.known, statements=told.statements)[target.indicator]
    indicator = told.plan.indicators[target.indicator]
    nothing = known.alone()
    upto = Evidence(known.own.iloc[-1:], known.quantity, known.domain, known.economy, known.parent)
    found = steps(why, target.target)["probability"]
    history = told.projections[target.indicator].history

    def asked(evidence: Evidence) -> float:
        return round(project(history, indicator, "CN-ZJ", 2030, evidence=evidence).probability_met(target), 4)

    assert found["nation"] == asked(upto)
    assert found["economy"] == asked(dataclasses.replace(upto, parent=nothing.parent))
    assert found["own_values"] == asked(dataclasses.replace(known, statements=()))
    assert found["statements"] == asked(known) != found["own_values"]


def test_alone_is_what_the_answer_would_lose(told, why):
    target = told.plan.targets[0]
    rows = steps(why, target.target)
    without_nation = told.known[
        ~((told.known["indicator"] == target.indicator) & (told.known["piece"] == "parent"))
    ]
    fewer = project_plan(told.plan, told.series, without_nation, statements=told.statements)
    lost = rows["probability"].iloc[-1] - round(fewer[target.indicator].probability_met(target), 4)
    assert rows.loc["nation", "points_alone"] == pytest.approx(100 * lost, abs=1e-9)
    assert rows.loc["nation", "points_alone"] != 0
    assert rows.loc["nation", "points"] > rows.loc["nation", "points_alone"]  # the order matters


def test_a_form_read_from_the_other_ends_with_a_step_of_its_own(told, why):
    rows = steps(why, "high_value_patents")
    projection = told.projections["high_value_patents"]
    assert isinstance(projection.distribution, Scaled)
    assert list(rows["present"])[-1] == "yes"
    target = next(target for target in told.plan.targets if target.target == "high_value_patents")
    own = plan_evidence(told.plan, told.series, told.known, statements=told.statements)["high_value_patents"]
    apart = project(projection.history, projection.indicator, "CN-ZJ", 2030, evidence=own)
    assert rows["probability"].iloc[-2] == round(apart.probability_met(target), 4)
    assert rows.loc["form", "points"] == rows.loc["form", "points_alone"] != 0
    leading = steps(why, "high_value_patents_per_10k").loc["form"]
    assert (leading["present"], leading["points"]) == ("no", 0)


def test_left_out_of_a_form_is_left_out_of_the_leading_one(told, why):
    """The count is read from the ratio: without its earlier values, the ratio stands on its last one."""
    projection = told.projections["high_value_patents"]
    scaled = projection.distribution
    bare = scaled.base.evidence
    shorter = dataclasses.replace(
        scaled, base=scaled.base.with_evidence(dataclasses.replace(bare, own=bare.own.iloc[-1:]))
    )
    target = next(target for target in told.plan.targets if target.target == "high_value_patents")
    fewer = dataclasses.replace(projection, distribution=shorter).probability_met(target)
    rows = steps(why, "high_value_patents")
    expected = rows["probability"].iloc[-1] - round(fewer, 4)
    assert rows.loc["own_values", "points_alone"] == pytest.approx(100 * expected, abs=1e-9)


def test_a_statement_is_a_step_after_the_own_values(small):
    said = Statement("example", "CN-ZJ", "ratio_over", "2020", "2025", "1.6", "quoted", "2026-02", "book")
    told = small({"CN-ZJ": {"2025": 120.0}}, statements=(said,), of_kind="stock")
    rows = of_sample(told)
    assert list(rows["present"])[-2:] == ["yes", "no"]
    assert rows.loc["own_values", "probability"] == rows.loc["class", "probability"]
    assert rows.loc["statements", "points"] == rows.loc["statements", "points_alone"] > 5
    assert rows["probability"].iloc[-1] == round(told.probability("example"), 4)


@pytest.mark.parametrize(
    ("kind", "value"), [("cumulative_from_2026", 700.0), ("each_year", 120.0)]
)  # fmt: skip
def test_a_count_goes_through_the_function_of_its_assessment(small, kind, value):
    figures = {"CN-ZJ": {"2024": 110.0, "2025": 118.0, "2026": 130.0}, "CN": GROWING | {"2026": 160.0}}
    told = small(figures, as_of=2026, kind=kind, value=value)
    rows = of_sample(told)
    assert 0.02 < told.probability("example") < 0.98
    assert rows["probability"].iloc[-1] == round(told.probability("example"), 4)
    history = usable_series(told.series)
    (target,) = told.plan.targets
    class_only = told.projections["example"].distribution.with_evidence(
        Evidence(history.iloc[-1:].astype(float))
    )
    alone = dataclasses.replace(told.projections["example"], distribution=class_only)
    assessed = assess(
        Case(target, history, alone, 2026, indicator=told.plan.indicators["example"], first_year=2026)
    )
    assert rows.loc["class", "probability"] == round(assessed.probability_met, 4)


def test_what_is_decided_or_not_known_has_no_steps(small):
    decided = small({"CN-ZJ": {"2024": 100.0, "2025": 160.0}}, year=2025, of_kind="stock")
    assert list(decided.assessments["verdict"]) == ["met"]
    assert decided.steps().empty
    unknown = small({"CN-JS": {"2024": 100.0}}, of_kind="stock")
    assert unknown.steps().empty


def test_one_value_of_an_unknown_thing_is_the_class_alone(small, monkeypatch):
    told = small({"CN-ZJ": {"2025": 120.0}}, of_kind="stock")
    asked = []
    ordinary = ReferenceClass.below
    monkeypatch.setattr(ReferenceClass, "below", lambda self, *told: asked.append(1) or ordinary(self, *told))
    rows = of_sample(told)
    assert list(rows["present"]) == ["yes"] + 8 * ["no"]
    assert set(rows["probability"]) == {round(told.probability("example"), 4)}
    assert len(asked) <= 4  # what is absent is not asked for again


def test_the_table_is_written_as_it_stands(why, tmp_path):
    path = write_result(why, "why", tmp_path)
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[0] == "target,step,piece,present,probability,points,points_alone"
    assert len(lines) == len(why) + 1
