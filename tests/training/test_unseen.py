"""Answers of models that knew only what was over."""

from __future__ import annotations

from dataclasses import replace
from statistics import NormalDist

import numpy as np
import pytest
from helpers.made_up_panels import column, made_up_panel

from ontrack.reference.levels import LEVELS
from ontrack.training.fitting import Settings
from ontrack.training.learning import Design
from ontrack.training.panels import FIRST_YEAR, LAST_YEAR, Panel
from ontrack.training.unseen import Unseen, asked_places, known_to_models, surprises, unseen_answers

TINY = Design(evidence_by_line=False, hidden=4, steps=20)
SMALL = Settings(windows=500, held_designs=(TINY,), folds=2)
NAN = np.nan


def walks(first: int = 1970, last: int = 2015, **told: object) -> Panel:
    """Return six indicators of four countries that grow by chance over some years."""
    rng = np.random.default_rng(3)
    years = np.arange(FIRST_YEAR, LAST_YEAR + 1)
    values = 100 * np.exp(np.cumsum(0.03 + 0.05 * rng.normal(size=(24, len(years))), axis=1))
    values[:, (years < first) | (years > last)] = NAN
    names = np.repeat([f"x.{number}" for number in range(6)], 4)
    return made_up_panel(values, indicator=names, place=[f"C{place}" for place in range(4)] * 6, **told)


@pytest.fixture(scope="module")
def answers() -> tuple[Unseen, ...]:
    return unseen_answers(walks(), cuts=(2000, 2006), settings=SMALL)


def test_every_series_and_date_with_an_outcome_is_asked_about(answers):
    assert [one.seen for one in answers] == [1, 2, 3]
    for one in answers:
        assert set((one.origin + FIRST_YEAR).tolist()) == set(range(2000, 2011))
        assert len(set(zip(one.rows.tolist(), one.origin.tolist(), strict=True))) == 24 * 11
        assert np.isfinite(one.quantiles).all()
        assert (np.diff(one.quantiles, axis=1) >= 0).all()


def test_nothing_that_came_later_is_known(answers):
    panel = walks()
    values = panel.values.copy()
    values[:, column(2006) :] *= 3  # what the models of 2000 and the questions before 2006 must not see
    others = unseen_answers(replace(panel, values=values), cuts=(2000, 2006), settings=SMALL)
    for one, other in zip(answers, others, strict=True):
        early = one.origin < column(2006)
        assert (one.quantiles[early] == other.quantiles[early]).all()
        assert (one.quantiles[~early] != other.quantiles[~early]).any(axis=1).all()


def test_values_seen_and_the_outcome_must_be_known():
    panel = walks()
    values = panel.values.copy()
    values[0, column(2003)] = NAN
    rows, origin = asked_places(replace(panel, values=values), 3, 2000, 2006)
    years = origin[rows == 0] + FIRST_YEAR
    assert years.tolist() == [2000, 2001, 2002]  # 2003 to 2005 are missing a value they would show
    rows, origin = asked_places(replace(panel, values=values), 1, 1996, 2000)
    assert (origin[rows == 0] + FIRST_YEAR).tolist() == [1996, 1997, 1999]  # 1998 has no outcome


def test_a_panel_is_asked_once_half_of_its_series_can_be_learnt_from():
    panel = walks()
    values, source = panel.values.copy(), np.arange(24) // 12
    values[12:, : column(2004)] = NAN
    values[12, : column(2003)] = NAN
    mixed = replace(panel, values=values, source=source)
    assert known_to_models(mixed, 2005).tolist() == [True] * 12 + [False] * 12
    assert known_to_models(mixed, 2006).all()
    assert set(asked_places(mixed, 1, 2005, 2006)[0].tolist()) == set(range(12))


def test_surprises_stand_at_their_origins():
    panel = walks()
    rows, origin = np.array([2, 3]), np.array([column(2001), column(2004)])
    outcome = panel.values[rows, origin + 5]
    spread = (LEVELS - 0.8)[None] * 10  # the outcome lies where 80 % lie below
    scores = surprises(panel, Unseen(1, rows, origin, outcome[:, None] + spread))
    assert scores[rows, origin] == pytest.approx([NormalDist().inv_cdf(0.8)] * 2)
    assert np.isfinite(scores).sum() == 2
