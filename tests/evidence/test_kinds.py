"""What kinds of evidence there are: as the table keeps them, and in words."""

from __future__ import annotations

import dataclasses

import pandas as pd
import pytest
from conftest import yearly

from ontrack.evidence import (
    Evidence,
    in_few_words,
    is_own_alone,
    kinds_in_words,
    kinds_of,
    kinds_text,
    own_alone,
)
from ontrack.statements import Statement
from ontrack.wording import load_wording

OWN = yearly({year: 10.0 + year - 2020 for year in range(2020, 2026)})
PEERS = pd.DataFrame({2024: [1.0, 2.0, 3.0], 2025: [2.0, 3.0, 4.0]}, index=["CN-JS", "CN-GD", "CN-SD"])
SAID = Statement("i", "CN-ZJ", "at_least", "", "2023", "12", "lower_bound", "2024-02-01", "s")


def everything() -> Evidence:
    told = own_alone(OWN)
    one = yearly({2024: 1.0, 2025: 1.1})
    return dataclasses.replace(
        told, statements=(SAID, SAID), parent=one, economy=one, peers=PEERS, same_place=PEERS.iloc[:1]
    )


def test_every_kind_is_told_in_its_order():
    assert kinds_of(everything()) == "own 6; statements 2; nation; peers 3; economy; neighbours 1"


def test_own_values_alone():
    assert kinds_of(own_alone(OWN.iloc[-1:])) == "own 1"
    assert is_own_alone("own 1")
    assert not is_own_alone("own 1; nation")
    assert not is_own_alone("")


def test_a_place_whose_figures_begin_later_is_no_evidence():
    later = dataclasses.replace(own_alone(OWN.loc[:2023]), parent=yearly({2024: 1.0, 2025: 1.1}), peers=PEERS)
    assert kinds_of(later) == "own 4"


def test_nothing_known_is_no_kind():
    assert kinds_text({"own": 0}) == ""


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "en",
            "six yearly values, two official statements, national figures, 31 similar regions, "
            "the local economy, one related local indicator",
        ),
        ("zh", "六个年度值、两条官方表述、全国数据、31个同类地区、本地经济、一项本地相关指标"),
    ],
)  # fmt: skip
def test_kinds_in_words(language, words):
    told = "own 6; statements 2; nation; peers 31; economy; neighbours 1"
    assert kinds_in_words(told, load_wording(language)) == words
    assert kinds_in_words("", load_wording(language)) == ""


def test_a_table_has_room_for_few_words():
    told = "own 6; statements 1; nation; peers 2; economy; neighbours 15"
    assert in_few_words(told, load_wording("en")) == "6 values, 1 statement, nation, 2 peers"
    assert in_few_words(told, load_wording("zh")) == "6个值、1条表述、全国、2个地区"
    assert in_few_words("", load_wording("en")) == ""
