"""Every probability in every setting, and how stable it is."""

from __future__ import annotations

import dataclasses

import pandas as pd
import pytest
from explanation.sensitivity.conftest import table_of

from ontrack.assessment import assess_plan, cases_of
from ontrack.evidence.pace import table_at_pace
from ontrack.explanation.sensitivity import (
    answered_by,
    sensitivity_line,
    stability,
    stability_of,
)
from ontrack.projection.forms import Scaled
from ontrack.projection.of_plan import project_plan
from ontrack.reference.alternatives import ALTERNATIVES, OWN
from ontrack.reference.asked import asking
from ontrack.tables.evidence_columns import SENSITIVITY
from ontrack.tables.results import read_result, write_result
from ontrack.wording import load_wording

KEY = ["target", "evidence", "panels", "time_safe", "pace"]


@pytest.fixture
def table(known, made_up) -> pd.DataFrame:
    return table_of(*known)


def probabilities(plan, series, projections) -> dict[str, float]:
    """Return the probabilities of an assessment by target, as its table has them."""
    rows = assess_plan(cases_of(plan, series, projections, 2025)).set_index("target")["probability_met"]
    return rows.dropna().astype(float).round(4).to_dict()


def found_in(table: pd.DataFrame, **setting: str) -> dict[str, float]:
    """Return the probabilities of one setting by target."""
    chosen = {"evidence": "all", "panels": "all", "time_safe": "no", "pace": "all"} | setting
    rows = table[(table[list(chosen)] == pd.Series(chosen)).all(axis=1)]
    return rows.set_index("target")["probability_met"].to_dict()


def test_the_first_setting_is_the_assessment(known, table):
    plan, series, evidence = known
    assert found_in(table) == probabilities(plan, series, project_plan(plan, series, evidence))
    assert len(found_in(table)) == 4


def test_evidence_off_and_another_pace_are_the_projections_so_told(known, table):
    plan, series, evidence = known
    alone = probabilities(plan, series, project_plan(plan, series, None))
    told = {name: alone[name] for name in ("patents", "trademarks", "per_head")}
    assert found_in(table, evidence="own") == told
    for years in ("10", "3"):
        slower = project_plan(plan, series, table_at_pace(evidence, int(years)))
        assert found_in(table, pace=years) == {"patents": probabilities(plan, series, slower)["patents"]}
    assert found_in(table, pace="3")["patents"] < found_in(table, pace="10")["patents"]


def test_each_model_answers_for_itself(known, made_up, table):
    plan, series, evidence = known
    for panels, time_safe in ALTERNATIVES:
        with asking(made_up[panels, time_safe]):
            wanted = probabilities(plan, series, project_plan(plan, series, evidence))
        found = found_in(table, panels=panels, time_safe=time_safe)
        for name in ("patents", "trademarks", "works"):
            assert found[name] == wanted[name]
    assert len({round(value, 9) for value in table[table["target"] == "works"]["probability_met"]}) == 8


def test_settings_that_would_say_the_same_again_are_left_out(table):
    counts = table["target"].value_counts().to_dict()
    assert counts == {"patents": 32, "trademarks": 16, "works": 8, "per_head": 16}
    assert not table.duplicated(KEY).any()


def test_two_forms_of_one_quantity_are_asked_again_together(known, made_up):
    plan, series, evidence = known
    projections = project_plan(plan, series, evidence)
    form = projections["per_head"].distribution
    assert isinstance(form, Scaled)
    other = made_up["all", "yes"]
    again = answered_by(form, other)
    leading = answered_by(projections["patents"].distribution, other)
    factor = again.factor[2030]
    assert again.factor is form.factor
    assert again.below(5, 16.0) == pytest.approx(leading.below(5, 16.0 / factor))
    assert again.below(5, 16.0) != form.below(5, 16.0)


def test_a_count_over_years_is_asked_again_too(known, made_up):
    plan, series, evidence = known
    lowest = dataclasses.replace(plan.targets[2], kind="each_year", value=130.0)
    plan = dataclasses.replace(plan, targets=(lowest,))
    rows = table_of(plan, series, evidence)
    assert len(rows) == 8
    wanted = probabilities(plan, series, project_plan(plan, series, evidence))
    assert found_in(rows) == wanted
    assert rows["probability_met"].nunique() == 8


def test_it_is_written_and_read(table, tmp_path):
    write_result(table, "sensitivity", tmp_path)
    read = read_result("sensitivity", tmp_path)
    assert list(read.columns) == SENSITIVITY.names
    merged = table.merge(read, on=KEY, suffixes=("", "_read"))
    assert len(merged) == len(table)
    assert merged["probability_met_read"].tolist() == pytest.approx(
        merged["probability_met"].tolist(), abs=5e-5
    )
    assert (merged["word"] == merged["word_read"]).all()


def rows_of(*settings: tuple[str, str, str, str, float, str]) -> pd.DataFrame:
    names = [*KEY[1:], "probability_met", "word"]
    return pd.DataFrame([dict(zip(names, one, strict=True)) | {"target": "t"} for one in settings])


def test_stability_counts_words_and_names_what_moves_the_answer_most():
    rows = rows_of(
        ("own", "all", "no", "all", 0.60, "uncertain"),
        ("all", "all", "no", "all", 0.70, "likely"),
        ("all", "without_official", "no", "all", 0.83, "likely"),
        ("all", "without_official", "yes", "all", 0.20, "unlikely"),
        ("all", "all", "yes", "3", 0.95, "very_likely"),
    )
    found = stability_of(rows)
    assert (found.target, found.probability, found.word) == ("t", 0.70, "likely")
    assert (found.settings, found.same_word, found.share) == (5, 2, 0.4)
    assert (found.least, found.greatest) == (0.20, 0.95)
    assert (found.moved_by, found.moved_to) == (("panels", "without_official"), 0.83)
    assert stability(rows) == {"t": found}


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "In 2 of 3 settings the probability falls in the same band; it lies between 60% and 83%."),
        ("zh", "3种设定中有2种落在同一概率档，概率在60%与83%之间。"),
    ],
)
def test_a_line_for_the_page(language, words):
    rows = rows_of(
        ("all", "all", "no", "all", 0.70, "likely"),
        ("own", "all", "no", "all", 0.60, "uncertain"),
        ("all", "without_official", "no", "all", 0.83, "likely"),
    )
    assert sensitivity_line(rows, "t", load_wording(language)) == words
    assert sensitivity_line(rows, "another", load_wording(language)) == ""


def test_where_one_model_alone_is_asked_nothing_need_move_the_answer(known):
    rows = table_of(*known, alternatives=(OWN,))
    assert len(rows) == 4 + 2 + 1 + 2
    found = stability(rows)["works"]
    assert (found.settings, found.moved_by, found.moved_to) == (1, ("", ""), found.probability)
