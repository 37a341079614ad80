"""The targets outside the indicator table, place by place."""

from __future__ import annotations

import dataclasses

import pytest

from ontrack.plan.texts import Texts
from ontrack.report.edition import Edition
from ontrack.report.sections.targets.other_targets_page import other_targets_page

STEADY = {"2022": 110.0, "2023": 115.0, "2024": 121.0, "2025": 126.0}


@pytest.fixture
def boxed(make_raw, edition_of):
    """Return a function that makes an edition: one target in the table, the others as changed."""

    def make(*changes: dict, language: str = "en") -> Edition:
        raw = make_raw([STEADY] * (len(changes) + 1))
        others = [
            dataclasses.replace(target, in_table=False, **change)
            for target, change in zip(raw.plan.targets[1:], changes, strict=True)
        ]
        plan = dataclasses.replace(raw.plan, targets=(raw.plan.targets[0], *others))
        return edition_of(dataclasses.replace(raw, plan=plan), language)

    return make


def at(place: str) -> Texts:
    """Return a place in the plan's own words."""
    return Texts({"": place})


def test_a_plan_without_such_targets_has_no_such_page(boxed):
    assert other_targets_page(boxed()) is None


def test_each_place_has_a_block_with_its_targets_and_its_counts(boxed):
    page = other_targets_page(
        boxed(
            {"location": at("专栏1")}, {"location": at("专栏1"), "indicator": "", "kind": "coverage"},
            {"location": Texts({"": "三（一）4", "en": "Chapter 3"}), "indicator": "", "year": None},
            {"location": at("Annex B"), "year": None},
        )
    )  # fmt: skip
    assert [block["where"] for block in page["blocks"]] == ["专栏1", "Chapter 3", "Annex B"]
    assert [len(block["rows"]) for block in page["blocks"]] == [2, 1, 1]
    assert [block["counts"] for block in page["blocks"]] == [
        "2 targets: 1 with a probability, 1 without figures",
        "1 target: 1 without figures",
        "1 target: 1 with figures but no verdict",
    ]
    assert page["intro"] == [
        "Beside the indicator table the plan sets 4 quantified targets, in 3 places of its text.",
        "All of them are expected targets; none is binding.",
        "With published figures and a probability: 1; with figures but no verdict: 1; without any published "
        "figure: 2.",
    ]


def test_a_plan_without_a_table_says_so(boxed):
    edition = boxed({"location": at("Annex B")})
    targets = tuple(dataclasses.replace(target, in_table=False) for target in edition.plan.targets)
    raw = dataclasses.replace(edition.raw, plan=dataclasses.replace(edition.plan, targets=targets))
    page = other_targets_page(dataclasses.replace(edition, raw=raw))
    assert page["intro"][0] == (
        "The plan sets 2 quantified targets, in 2 places of its text, and has no indicator table."
    )


def test_a_row_says_what_is_projected_or_what_is_missing(boxed):
    known, unknown, untimed = (
        block["rows"][0]
        for block in other_targets_page(
            boxed(
                {"location": at("专栏1")}, {"location": at("专栏2"), "indicator": "", "kind": "coverage"},
                {"location": at("专栏3"), "year": None},
            )
        )["blocks"]
    )  # fmt: skip
    assert known["status"] == "assessed"
    assert known["probability"].endswith("%")
    assert known["detail"].startswith("Median for 2030 ")
    assert known["detail"].endswith("a year")
    assert (unknown["status"], unknown["verdict"]) == ("no_figures", "No figures")
    assert unknown["detail"] == "coverage at each year-end, and of how many"
    assert (untimed["status"], untimed["aim_year"]) == ("figures_only", "–")
    assert untimed["remarks"][0] == "The plan states no year for it."
    assert untimed["detail"].endswith("and the year by which the plan wants it")


def test_no_pace_is_required_of_what_is_met_already(boxed):
    page = other_targets_page(boxed({"location": at("专栏1"), "value": 120.0}))
    detail = page["blocks"][0]["rows"][0]["detail"]
    assert detail.startswith("Median for 2030 ")
    assert "required" not in detail


def test_a_target_whose_year_is_over_needs_no_outlook(boxed):
    page = other_targets_page(boxed({"location": at("专栏1"), "year": 2025}))
    assert page["blocks"][0]["rows"][0]["detail"] == "The outcome is known."


def test_the_27_targets_of_the_default_plan_stand_in_their_boxes(raw_and_results):
    raw, results, stamp = raw_and_results
    page = other_targets_page(Edition(raw, results, "zh", stamp))
    assert sum(len(block["rows"]) for block in page["blocks"]) == 27
    assert [block["where"] for block in page["blocks"]] == [
        "专栏1", "正文三（一）4", *(f"专栏{number}" for number in (2, 3, 4, 5, 6, 7, 9, 11, 12, 13)),
    ]  # fmt: skip
    assert "有公布数据并可给出概率的5项，有数据但不能判断的0项，尚无公布数据的22项。" in page["intro"]
    assert page["intro"][0] == "除指标表外，规划另提出27项量化目标，见于12处。"
    assert other_targets_page(Edition(raw, results, "en", stamp))["blocks"][1]["where"] == "Main task 3.1.4"
