"""The record of policy targets on made-up ones: what is known when, and the committed figures."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from conftest import ROOT
from helpers.earlier_targets import earlier_target, policy_targets
from helpers.made_up_panels import column, made_up_panel
from pandas.testing import assert_frame_equal

from ontrack.benchmark import policy_targets as module
from ontrack.benchmark.policy_targets import (
    COLUMNS,
    DOMAIN_BY_WORDS,
    domain_of,
    models_of_their_time,
    policy_target_record,
    questions,
    stated_of,
)
from ontrack.paths import Paths
from ontrack.plan.vocabulary import DOMAINS
from ontrack.records.track_record import policy_target_record as committed_record
from ontrack.reference.model_file import read_model
from ontrack.tables.policy_targets import load_policy_targets
from ontrack.training.fitting import Settings
from ontrack.training.learning import Design

STEADY = {year: 10.0 + (year - 2000) for year in range(2000, 2021)}
TINY = Design(evidence_by_line=False, hidden=4, steps=10)
SMALL = Settings(windows=300, designs=(TINY,), held_designs=(TINY,), folds=2)


def made_up(count: int = 8):
    """Targets of several countries and two programmes, each a steady share; every other one too far away."""
    rows = [
        earlier_target(
            f"C{place}", f"Programme {place % 2}", indicator="R&D expenditure" if place < 4 else "Tertiary",
            target_value=25.0 if place % 4 < 2 else 70.0, outcome_value=30.0,
            met="yes" if place % 4 < 2 else "no",
        )
        for place in range(count)
    ]  # fmt: skip
    return policy_targets(rows, {row["id"]: STEADY for row in rows})


def test_only_what_was_known_before_the_year_is_told():
    one = questions(made_up(1), 5)[0]
    assert one.values.tolist() == [16, 17, 18, 19, 20]
    assert one.times.tolist() == [-4, -3, -2, -1, 0]
    assert one.ahead == 10  # from 2010 to 2020
    assert one.domain == "innovation"


def test_who_is_not_asked():
    known = policy_targets(
        [
            earlier_target("AA"), earlier_target("BB", flags="definition"), earlier_target("CC"),
            earlier_target("DD", "Wales defence investment pledge 2014"),
        ],
        {
            "Some programme|AA|Share": {2008: 1.0, 2009: 2.0, 2011: 3.0}, "Some programme|BB|Share": STEADY,
            "Wales defence investment pledge 2014|DD|Share": STEADY,
        },
    )  # fmt: skip
    assert [one.target["country_or_region"] for one in questions(known, 2)] == ["AA"]
    assert questions(known, 3) == []


def test_near_targets_are_likelier_and_those_below_are_turned():
    near, far = questions(made_up(4), 5)[1:3]
    above = stated_of(near, read_model())
    assert above > stated_of(far, read_model())
    turned = module.Question(near.target | {"direction": "decrease"}, near.values, near.times, near.ahead)
    assert stated_of(turned, read_model()) == pytest.approx(1 - above)


def test_every_indicator_that_is_asked_about_has_a_domain():
    assert set(DOMAIN_BY_WORDS.values()) <= set(DOMAINS)
    asked = questions(load_policy_targets(Paths(ROOT)), 1)
    assert {one.domain for one in asked} <= set(DOMAINS) - {"other"}
    assert domain_of("Something else") == "other"


def test_a_model_is_of_the_newest_year_that_was_over(monkeypatch):
    fitted_until = []

    def fit_until(panel, cut, settings, progress):
        fitted_until.append(cut)
        return cut

    monkeypatch.setattr(module, "model_of", fit_until)
    models = models_of_their_time(None, SMALL, print)
    assert fitted_until == [2000, 2004, 2007, 2010]
    assert [models(year) for year in (2001, 2004, 2005, 2008, 2011, 2014)] == [
        2000, 2000, 2004, 2007, 2010, 2010,
    ]  # fmt: skip


@pytest.fixture(scope="module")
def panel():
    rng = np.random.default_rng(2)
    values = np.full((30, column(2039) + 1), np.nan)
    values[:, column(1980) : column(2020)] = 40 + np.cumsum(rng.normal(0, 1, (30, 40)), axis=1)
    return made_up_panel(values)


def test_the_record_of_made_up_targets(panel, monkeypatch):
    """Computed twice; then what comes later in the panel is other, and no answer of its time is."""
    monkeypatch.setattr(module, "CUTS", (2010,))
    messages = []
    found = policy_target_record(made_up(), panel, settings=SMALL, progress=messages.append)
    assert messages == ["policy targets, known until 2010"]
    assert list(found.columns) == COLUMNS
    assert set(found["protocol"]) == {"hindsight", "time_safe"}
    whole = found[(found["part"] == "all") & (found["answer"] == "base_rate") & (found["left_out"] == "none")]
    assert whole["brier"].tolist() == [0.25] * 4
    assert whole["values"].tolist() == [1, 5, 1, 5]
    assert (found["targets"] == 8).all()
    later = made_up_panel(np.where(np.arange(panel.values.shape[1]) > column(2010), 99.0, panel.values))
    assert_frame_equal(found, policy_target_record(made_up(), later, settings=SMALL))


def test_the_committed_record_is_that_of_the_committed_targets():
    """The half that needs no panels is computed again."""
    kept = committed_record()
    fresh = policy_target_record(load_policy_targets(Paths(ROOT)), None)
    mine = kept[kept["protocol"] == "hindsight"].reset_index(drop=True)
    assert_frame_equal(mine, fresh, check_dtype=False, atol=2e-4)


def test_no_mixture_gains_for_plans_and_for_subjects_alike():
    """Why none is used: leaving out a plan, a programme and a subject would all have to gain."""
    kept = committed_record()
    mixtures = kept[kept["answer"] == "mixture"]
    gains = mixtures.pivot_table(index=["protocol", "values"], columns="left_out", values="gain")
    assert len(gains) == 4
    assert (gains["subject"] < 0).all()
    assert isinstance(gains, pd.DataFrame)
