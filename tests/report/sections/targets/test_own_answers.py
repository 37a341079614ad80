"""Both answers on an indicator's page."""

from __future__ import annotations

import dataclasses

import pandas as pd
import pytest
from report.conftest import observation

from ontrack.report.sections.targets.indicators_page import indicator_page

SPARSE = {"2024": 98.0, "2025": 100.0}
REGIONS = {
    "CN": "country",
    "CN-AH": "province",
    "CN-GD": "province",
    "CN-JS": "province",
    "CN-ZJ": "province",
}


@pytest.fixture
def compared(make_raw, edition_of):
    """Return a function that starts an edition of a plan with a nation and three more provinces at 8 %."""

    def start(language: str = "en"):
        raw = make_raw([SPARSE])
        rows = [
            observation("i0", str(2015 + year), 50 * 1.08**year) | {"region": region}
            for region in REGIONS
            if region != "CN-ZJ"
            for year in range(11)
        ]
        names = pd.DataFrame(
            {
                "id": list(REGIONS),
                "name_zh": list("国皖粤苏浙"),
                "name_en": list("ABCDE"),
                "kind": list(REGIONS.values()),
            }
        )
        observations = pd.concat([raw.observations, pd.DataFrame(rows)], ignore_index=True)
        raw = dataclasses.replace(raw, observations=observations, regions=names.set_index("id"))
        return edition_of(raw, language)

    return start


def page_of(edition):
    return indicator_page(edition, edition.plan.targets[0], 1)


def percent(probability: float) -> str:
    return f"{100 * probability:.0f}%"


def test_both_answers_and_which_one_counts(compared):
    edition = compared()
    page = page_of(edition)
    rows = page["methods"]["rows"]
    assert [(row["name"], row["own"]) for row in rows[:2]] == [
        ("Similar indicators", False), ("With all that is known", True),
    ]  # fmt: skip
    beside, _ = edition.results["comparators"].sort_values("answer")["probability_met"]
    assert page["status"]["probability"] == percent(beside)


def test_nothing_is_said_where_nothing_else_is_known(make_raw, edition_of):
    edition = edition_of(make_raw([SPARSE]))
    page = page_of(edition)
    assert [row["name"] for row in page["methods"]["rows"] if row["own"]] == ["Similar indicators"]
