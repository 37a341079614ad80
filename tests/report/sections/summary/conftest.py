"""Editions whose targets have the verdicts that a test names."""

from __future__ import annotations

import dataclasses

import pandas as pd
import pytest

from ontrack.report.edition import Edition

SLOWED = {"2022": 75.0, "2023": 90.0, "2024": 107.5, "2025": 112.9}


@pytest.fixture
def with_verdicts(make_raw, stamp, edition_of):
    """Return a function that makes an edition whose targets have the verdicts and probabilities given."""

    def make(verdicts, language: str = "en", nature: str = "", held=(), **results: pd.DataFrame) -> Edition:
        raw = make_raw([SLOWED] * len(verdicts), **({"nature": nature} if nature else {}))
        edition = edition_of(raw, language)
        assessed = edition.results["assessments"].copy()
        assessed["verdict"] = [verdict for verdict, _ in verdicts]
        assessed["probability_met"] = [probability for _, probability in verdicts]
        assessed["probability_met"] = assessed["probability_met"].astype(float)
        assessed.loc[list(held), "probability_held"] = assessed.loc[list(held), "probability_met"]
        tables = edition.results.but(assessments=assessed, **results)
        return dataclasses.replace(edition, results=tables)

    return make
