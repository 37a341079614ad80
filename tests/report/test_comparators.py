"""What the pages say of the same indicator elsewhere."""

from __future__ import annotations

import dataclasses

import numpy as np
import pandas as pd
import pytest
from report.conftest import observation

from ontrack import comparators
from ontrack.plan import Comparators
from ontrack.report import comparators as pages
from ontrack.report.indicator_pages import indicator_page
from ontrack.report.reliability import reliability_page

SPARSE = {"2024": 98.0, "2025": 100.0}
REGIONS = ("CN", "CN-AH", "CN-GD", "CN-JS", "CN-SH")


@pytest.fixture
def compared(make_raw, edition_of):
    """Return a function that starts an edition of a plan with five comparators that grow by 8 %."""

    def start(use: str, language: str = "en", regions: int = 5, own: dict[str, float] = SPARSE):
        raw = make_raw([own])
        noise = 1 + 0.01 * np.random.default_rng(2).normal(size=(5, 10))
        rows = [
            observation("i0", str(2016 + year), 50 * 1.08**year * noise[place, year])
            | {"region": region, "source": "yearbook" if place else "plan"}
            for place, region in enumerate(REGIONS[:regions])
            for year in range(10)
        ]
        names = pd.DataFrame({"id": REGIONS, "name_zh": list("甲乙丙丁戊"), "name_en": list("ABCDE")})
        plan = dataclasses.replace(raw.plan, comparators={"i0": Comparators(REGIONS, use)})
        observations = pd.concat([raw.observations, pd.DataFrame(rows)], ignore_index=True)
        raw = dataclasses.replace(raw, plan=plan, observations=observations, regions=names.set_index("id"))
        return edition_of(raw, language)

    return start


def elsewhere(page) -> str:
    """Return the paragraph on other regions."""
    return next(
        (item["texts"][0] for item in page["paragraphs"] if item["label"] in ("Elsewhere", "其他地区")), ""
    )


def page_of(edition):
    return indicator_page(edition, edition.plan.targets[0], 1)


def test_both_answers_and_which_one_counts(compared):
    edition = compared("always")
    page = page_of(edition)
    rows = page["methods"]["rows"]
    assert [(row["name"], row["own"]) for row in rows[:2]] == [
        ("Reference class", False), ("With other regions", True),
    ]  # fmt: skip
    assert page["status"]["figures"][0]["value"] == rows[1]["value"] != rows[0]["value"]
    without, beside = edition.results["comparators"].sort_values("answer", ascending=False)["probability_met"]
    assert page["status"]["probability"] == f"{100 * beside:.0f}%"
    record = comparators.comparator_record()
    tested = record[(record["panel"] == "world_bank") & (record["length"] == 2)].iloc[0]
    assert page["status"]["record"] == (
        f"Of 80% intervals from 2 yearly values and other regions, {tested['coverage_80_with']:.0f}% held "
        f"in the test on the World Bank’s series ({tested['cases']:,} cases)."
    )
    assert elsewhere(page) == (
        f"Asked: A, B, C, D, E [1][2]. Without these regions the probability is {100 * without:.0f}%, "
        f"with them {100 * beside:.0f}%. The verdict rests on the answer with other regions, as the plan’s "
        "settings ask."
    )


def test_in_chinese_no_blank_stands_between_sentences(compared):
    text = elsewhere(page_of(compared("never", "zh")))
    assert "M3" in page_of(compared("never", "zh"))["status"]["record"]
    assert text.startswith("参考的地区：甲、乙、丙、丁、戊[1][2]。不参考这些地区，实现概率为")
    assert text.endswith("。按规划设置，以只用本指标数值的结果为准。")
    assert " " not in text


def test_a_default_that_is_not_shown_says_so(compared, monkeypatch):
    for gains, words in (
        (True, "which improved forecasts from so few values"),
        (False, "has not been shown"),
    ):
        monkeypatch.setattr(comparators, "adds_skill", lambda length, gains=gains: gains)
        page = page_of(compared("auto"))
        assert words in elsewhere(page)
        assert [row["own"] for row in page["methods"]["rows"][:2]] == [not gains, gains]


@pytest.mark.parametrize(
    ("regions", "own", "words"),
    [
        (1, SPARSE, "are needed, and 1 has them."),
        (4, SPARSE, "are needed, and 4 have them."),
        (
            5,
            {str(2019 + year): 100.0 + year for year in range(7)},
            "up to five yearly values, and 7 are known.",
        ),
    ],
)
def test_one_answer_says_why(compared, regions, own, words):
    page = page_of(compared("always", regions=regions, own=own))
    assert elsewhere(page).startswith("Comparators are named and not used: ")
    assert elsewhere(page).endswith(words)
    assert [row["name"] for row in page["methods"]["rows"] if row["own"]] == ["Reference class"]


def test_nothing_is_said_where_none_are_named(make_raw, edition_of):
    page = page_of(edition_of(make_raw([SPARSE])))
    assert elsewhere(page) == ""
    assert page["methods"]["note"] == "There are too few usable yearly values for the other methods."


def section(edition) -> dict:
    return next(part for part in reliability_page(edition)["parts"] if part["key"] == "elsewhere")


def test_the_page_of_reliability_quotes_the_record(make_raw, edition_of):
    record = comparators.comparator_record()
    tested = record[(record["panel"] == "world_bank") & (record["length"] == 1)].iloc[0]
    found = section(edition_of(make_raw([SPARSE])))
    assert f"({tested['cases']:,} cases of {tested['indicators']} indicators)" in found["texts"][0]
    assert found["table"]["rows"][0][:3] == [
        "1", f"{tested['brier_skill_without']:.2f}", f"{tested['brier_skill_with']:.2f}",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("lower", "own", "words", "end"),
    [
        ((0.1, 0.1), (0.1, -0.1),
         ["for every number of own values tested (1, 2)", "own values was 1, but not where it was 2"],
         "where the number of own values is 1, and otherwise on that without."),
        ((-0.1, -0.1), (np.nan, np.nan), ["No gain beyond chance", "do not yet suffice to tell"],
         "a plan’s settings can choose the other."),
    ],
)  # fmt: skip
def test_every_outcome_has_its_sentence(make_raw, edition_of, monkeypatch, lower, own, words, end):
    rows = [
        {"panel": panel, "length": length, "cases": 0 if np.isnan(gain) else 9, "indicators": 3, "gain": gain,
         "gain_lower": gain, "gain_upper": 0.2, "tested": "2026-11-25", "brier_skill_without": 0.1,
         "brier_skill_with": 0.2, "coverage_80_without": 80.0, "coverage_80_with": 80.0}
        for panel, gains in (("world_bank", lower), ("project", own)) for length, gain in enumerate(gains, 1)
    ]  # fmt: skip
    for module in (comparators, pages):
        monkeypatch.setattr(module, "comparator_record", lambda: pd.DataFrame(rows))
    text = section(edition_of(make_raw([SPARSE])))["texts"][0]
    assert all(word in text for word in words)
    assert text.endswith(end)


def test_an_untested_panel_has_no_table(make_raw, edition_of, monkeypatch):
    rows = comparators.comparator_record()
    own = rows[rows["panel"] == "project"]
    for module in (comparators, pages):
        monkeypatch.setattr(module, "comparator_record", lambda: own)
    found = section(edition_of(make_raw([SPARSE])))
    assert found["table"] is None
    assert "The World Bank’s series have not been tested." in found["texts"][0]
