"""Who answers: a model that had not seen the series and, where asked so, nothing later than the question."""

from __future__ import annotations

import numpy as np
import pytest
from helpers.made_up_panels import made_up_panel
from reference.made_up_model import made_up_model

from ontrack.benchmark import protocols
from ontrack.benchmark.populations import Questions, questions
from ontrack.benchmark.protocols import (
    CUTS,
    OTHER_ECONOMY,
    POPULATIONS,
    PROTOCOLS,
    RANDOM,
    TIME_SAFE,
    answered_at,
    ask,
    unseen_answers,
)
from ontrack.reference.levels import HORIZONS
from ontrack.reference.prediction import answer
from ontrack.training.fitting import CrossFit, Settings
from ontrack.training.held_out import economy_folds, folds
from ontrack.training.learning import Design

TINY = Design(evidence_by_line=False, hidden=3, steps=5)
SMALL = Settings(windows=300, designs=(TINY,), held_designs=(TINY,), folds=2)


@pytest.fixture(scope="module")
def panel():
    """Twenty walks of four indicators that end in 2017 to 2026, so that origins lie from 2012 to 2021."""
    rng = np.random.default_rng(5)
    values = np.full((20, 80), np.nan)
    for row in range(20):
        end = 2017 + row % 10 - 1960 + 1
        values[row, end - 30 : end] = 50 * np.exp(np.cumsum(rng.normal(0.02, 0.05, 30)))
    indicator = [f"x.{row % 4}" for row in range(20)]
    return made_up_panel(values, indicator=indicator, place=[f"C{row:02d}" for row in range(20)])


def first_question(panel) -> Questions:
    return next(iter(questions(panel, ["world_bank"])))


def test_each_question_is_answered_by_the_newest_model_of_its_time(panel):
    asked = first_question(panel)
    answered = [asked.years[answered_at(asked, cut)] for cut in CUTS]
    assert [sorted(set(years.tolist())) for years in answered] == [
        [2012, 2013], [2014, 2015], [2016, 2017], [2018, 2019], [2020, 2021]
    ]  # fmt: skip
    assert answered_at(asked, None).tolist() == list(range(20))


def test_questions_before_the_first_model_have_no_answer(panel):
    asked = first_question(panel)
    early = Questions(**{**vars(asked), "origin": asked.origin - 3})
    assert sum(len(answered_at(early, cut)) for cut in CUTS) == (early.years >= 2012).sum() == 14


def test_an_answer_comes_from_the_model_that_had_not_seen_the_series(panel):
    asked, fold = first_question(panel), np.arange(20) % 2
    models = (made_up_model(1), made_up_model(9))
    found = unseen_answers(CrossFit(fold, models), asked)
    for place, row in enumerate(asked.rows):
        told = answer(models[fold[row]], asked.histories.part(np.array([place])), HORIZONS)
        assert found[place] == pytest.approx(told[0], rel=1e-9)


def spied(monkeypatch) -> list[dict]:
    """Let the answers be of two random models, and note what they were to be fitted on."""
    noted: list[dict] = []

    def crossed(known, *, fold, **_):
        noted.append({"known": known, "fold": fold})
        number = len(noted)
        return CrossFit(fold, tuple(made_up_model(10 * number + one) for one in range(2)))

    monkeypatch.setattr(protocols, "cross_fit", crossed)
    return noted


def test_time_safe_models_know_nothing_later(panel, monkeypatch):
    noted = spied(monkeypatch)
    told = list(ask(panel, [TIME_SAFE], settings=SMALL))
    assert len(noted) == len(CUTS)
    for cut, one in zip(CUTS, noted, strict=True):
        known = np.isfinite(one["known"].values)
        assert not known[:, cut + 1 - 1960 :].any()
        assert known[:, cut - 1960].any()
        assert (one["fold"] == folds(panel, 2)).all()
    assert {one.protocol for one in told} == {TIME_SAFE}
    assert all(np.isfinite(one.quantiles).all() for one in told)


def test_questions_see_what_was_there_at_their_origin_whatever_is_known(panel, monkeypatch):
    """The history and outcome of a question are of the whole panel, not of what a model knows."""
    spied(monkeypatch)
    (told, *_) = ask(panel, [TIME_SAFE], settings=SMALL)
    assert (
        told.questions.outcomes[:, 4] == panel.values[told.questions.rows, told.questions.origin + 5]
    ).all()


def test_random_answers_know_all_years_and_other_economies_are_left_out_whole(panel, monkeypatch):
    noted = spied(monkeypatch)
    list(ask(panel, [RANDOM, OTHER_ECONOMY], settings=SMALL))
    assert [one["known"] is panel for one in noted] == [True, True]
    assert (noted[0]["fold"] == folds(panel, 2)).all()
    assert (noted[1]["fold"] == economy_folds(panel, 2)).all()


def test_every_protocol_asks_its_populations():
    assert set(POPULATIONS) == set(PROTOCOLS)
    assert all("world_bank_six_origins" not in POPULATIONS[name] for name in (TIME_SAFE, OTHER_ECONOMY))


def test_answers_of_fitted_models(panel):
    told = list(ask(panel, [RANDOM], settings=SMALL, seed=4))
    again = list(ask(panel, [RANDOM], settings=SMALL, seed=4))
    assert len(told) == 14
    for one, two in zip(told, again, strict=True):
        assert one.quantiles.shape == (len(one.questions.rows), len(HORIZONS), 21)
        assert (one.quantiles == two.quantiles).all()
