"""What the pages say of what is known beside an indicator's own values."""

from __future__ import annotations

import dataclasses

import pandas as pd
import pytest
from report.conftest import observation

from ontrack.report.comparators import elsewhere_texts
from ontrack.report.indicator_pages import indicator_page

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


def elsewhere(edition) -> str:
    """Return the paragraph on what is known elsewhere, which stands where a page has no lenses."""
    return next(iter(elsewhere_texts(edition, edition.plan.targets[0])), "")


def page_of(edition):
    return indicator_page(edition, edition.plan.targets[0], 1)


def percent(probability: float) -> str:
    return f"{100 * probability:.0f}%"


def test_both_answers_and_which_one_counts(compared):
    edition = compared()
    page = page_of(edition)
    rows = page["methods"]["rows"]
    assert [(row["name"], row["own"]) for row in rows[:2]] == [
        ("Reference class", False), ("With all that is known", True),
    ]  # fmt: skip
    beside, without = edition.results["comparators"].sort_values("answer")["probability_met"]
    assert page["status"]["probability"] == percent(beside)
    ten, three = edition.results["eras"].sort_values("pace_years")["probability_met"]
    assert elsewhere(edition) == (
        "Known beside own values: the same indicator in A; the same indicator in 3 other regions. "
        f"Probability from own values alone: {percent(without)}; with all of this: {percent(beside)}. "
        f"At the nation’s pace of the last ten years: {percent(ten)}; of the last three: {percent(three)}."
    )


def test_in_chinese_no_blank_stands_between_sentences(compared):
    text = elsewhere(compared("zh"))
    assert text.startswith(
        "除自身数值外，已知的还有：国的同一指标；其他3个地区的同一指标。只用自身数值，实现概率为"
    )
    assert " " not in text


def test_nothing_is_said_where_nothing_else_is_known(make_raw, edition_of):
    edition = edition_of(make_raw([SPARSE]))
    page = page_of(edition)
    assert elsewhere(edition) == ""
    assert [row["name"] for row in page["methods"]["rows"] if row["own"]] == ["Reference class"]
