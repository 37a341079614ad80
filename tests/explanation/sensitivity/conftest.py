"""A small plan with a nation, two forms of one quantity, and models made up in the place of fitted ones."""

from __future__ import annotations

import dataclasses

import pytest
from evidence.conftest import every_year, indicators, make  # noqa: F401
from reference.made_up_model import made_up_model

from ontrack.assessment import cases_of
from ontrack.evidence import collect_evidence
from ontrack.explanation import sensitivity
from ontrack.explanation.eras import project_eras
from ontrack.plan.texts import Texts
from ontrack.projection.of_plan import compare_plan, used_of
from ontrack.reference.model_file import read_model
from ontrack.series import collect_series

SLOWING = {str(year): 1000 * 1.2 ** (year - 2015) for year in range(2015, 2023)} | {
    str(2022 + k): 1000 * 1.2**7 * 1.03**k for k in (1, 2, 3)
}


@pytest.fixture
def known(make):  # noqa: F811
    """Plan, series and evidence: patents with a nation and per head, trademarks, works known only here."""
    figures = {
        ("patents", "CN-ZJ"): every_year(100, 1.03), ("patents", "CN"): SLOWING,
        ("people", "CN-ZJ"): every_year(10, 1.01), ("per_head", "CN-ZJ"): {"2025": 12.4},
        ("trademarks", "CN-ZJ"): every_year(120, 1.01), ("trademarks", "CN-JS"): every_year(100, 1.05),
        ("works", "CN-ZJ"): every_year(120, 1.02, 2022),
    }  # fmt: skip
    raw = make(figures, "patents", "trademarks", "works", "per_head")
    targets = tuple(
        dataclasses.replace(one, value=16.0, unit=Texts({**one.unit, "en": "per head"}))
        if one.target == "per_head"
        else one
        for one in raw.plan.targets
    )
    raw = dataclasses.replace(raw, plan=dataclasses.replace(raw.plan, targets=targets))
    series = collect_series(raw.plan, raw.observations, raw.breaks, 2025)
    found = collect_evidence(raw, 2025)
    return raw.plan, series, found[found["indicator"] != "works"]


def table_of(plan, series, evidence, **asked):
    """Return the rows of sensitivity.csv."""
    both, eras = compare_plan(plan, series, evidence), project_eras(plan, series, evidence)
    cases = cases_of(plan, series, used_of(both), 2025)
    return sensitivity.sensitivity_table(cases, both, eras, evidence, **asked)


@pytest.fixture
def made_up(monkeypatch):
    """Put models made up in the place of all but the package's own; return them by setting."""
    models = {
        setting: made_up_model(place + 1) if place else read_model()
        for place, setting in enumerate(sensitivity.ALTERNATIVES)
    }
    monkeypatch.setattr(sensitivity, "read_alternative", lambda *setting: models[setting])
    return models
