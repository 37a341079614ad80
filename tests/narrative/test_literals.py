"""A text with a wrong figure is refused: with the sentence, the figures it should have and their place."""

from __future__ import annotations

from pathlib import Path

import pytest
from ontrack.prose import refuse_wrong_figures
from ontrack.prose.counts import counts, value_of
from ontrack.prose.numbers import figures, years
from ontrack.prose.sentences import sentences
from ontrack.prose.units import unit_of
from prose.conftest import RATE

from ontrack.errors import InputError
from ontrack.narrative.reader import read_text
from ontrack.paths import Paths
from ontrack.tables import load_raw, read_results

ROOT = Path(__file__).resolve().parents[2]


def text_on(raw, text: str, language: str = "zh"):
    narrative, faults = read_text(
        text, raw.plan, language=language, year=2025, file="narrative.zh.md", folder=Path("nowhere")
    )
    assert not faults
    return narrative


def test_every_wrong_sentence_is_named(raw, results):
    text = (
        f"# 指标\n\n## {RATE}\n\n2025年为24.1件。概率\n较低。\n实现概率为56%。\n\n"
        "# 问题与原因\n\n13项指标中有3项很难实现。\n"
    )
    with pytest.raises(InputError) as caught:
        refuse_wrong_figures(raw, results, text_on(raw, text))
    remedy = "Correct the sentence, or say in it what else the figure is."
    assert [str(fault) for fault in caught.value.faults] == [
        "narrative.zh.md, line 5: found “24.1” in “2025年为24.1件。”; expected "
        f"24.3 件/万人 (baseline_value in assessments.csv). {remedy}",
        "narrative.zh.md, line 7: found “56%” in “实现概率为56%。”; expected "
        f"54% (probability_met in assessments.csv). {remedy}",
        "narrative.zh.md, line 11: found “13” in “13项指标中有3项很难实现。”; expected "
        "5 targets with a probability (assessments.csv); 22 targets without a figure (targets.csv); "
        "1 binding targets (targets.csv); 27 targets outside the table (targets.csv); or 2 more. "
        f"{remedy}",
        "narrative.zh.md, line 11: found “3” in “13项指标中有3项很难实现。”; expected "
        f"2 targets of the table that are very_unlikely (assessments.csv). {remedy}",
    ]


def test_a_text_without_a_wrong_figure(raw, results):
    refuse_wrong_figures(
        raw, results, text_on(raw, f"# 指标\n\n## {RATE}\n\n2025年为24.3件，实现概率为54%。\n")
    )


def test_figures_in_a_table_of_the_text(raw, results):
    text = "# 问题与原因\n\n| 指标 | 2025年 |\n|---|---|\n| 每万人高价值发明专利拥有量 | 24.1件 |\n"
    with pytest.raises(InputError, match=r"line 5: found “24.1” in"):
        refuse_wrong_figures(raw, results, text_on(raw, text))


def test_the_texts_of_the_default_plan_agree_with_its_results():
    paths = Paths(ROOT)
    raw = load_raw(paths, "zhejiang-ip-2030")
    assert sorted(raw.narratives) == [(2025, "en"), (2025, "zh")]
    for (year, _), narrative in raw.narratives.items():
        refuse_wrong_figures(raw, read_results(paths.processed(raw.plan.id, year)), narrative)


@pytest.mark.parametrize(
    ("text", "split"),
    [
        ("甲。“乙！”丙？丁", ["甲。", "“乙！”", "丙？", "丁"]),
        (
            "It is 24.3, e.g. more. See No. 3 of it! Yes",
            ["It is 24.3, e.g. more.", "See No. 3 of it!", "Yes"],
        ),
        ("甲；乙。", ["甲；乙。"]),
    ],
)
def test_sentences(raw, text, split):
    assert [one.text for one in sentences(text_on(raw, f"# 经验\n\n{text}\n"))] == split


def test_the_line_of_a_sentence_is_where_it_begins(raw):
    found = sentences(text_on(raw, "# 经验\n\n甲，\n乙。丙，\n丁。\n\n- 戊。\n"))
    assert [(one.text, one.line) for one in found] == [("甲，乙。", 3), ("丙，丁。", 4), ("戊。", 7)]


@pytest.mark.parametrize(
    ("text", "chinese", "found"),
    [
        ("16.4万件、1.5亿元、2万亿元", True, [(164000, 1000), (1.5e8, 1e7), (2e12, 1e12)]),
        ("7.15 billion yuan and 3 hundred million", False, [(7.15e9, 1e7), (3e8, 1e8)]),
        ("1,002.7件，2000亿元，2000年", True, [(1002.7, 0.1), (2e11, 1e8)]),
        ("in 2025, 2,000 patents, 415X, A-2, box 6, 14 March, per 10,000, 5 years", False, [(2000, 1)]),
        ("第3条、图2、3月5日、五年、80%区间、每100户、（2025）", True, []),
    ],
)
def test_numbers_that_may_be_figures(text, chinese, found):
    assert [(one.value, pytest.approx(one.step)) for one in figures(text, chinese=chinese)] == found


@pytest.mark.parametrize(
    ("text", "known", "agrees"),
    [
        ("54%", 54.43, True), ("54%", 54.5, True), ("54%", 54.51, False), ("54.4%", 54.43, True),
        ("54.5%", 54.43, False),
        ("约50%", 54.43, True), ("约50%", 55.1, False), ("超过50%", 54.43, True), ("超过55%", 54.43, False),
        ("不到60%", 54.43, True), ("不到50%", 54.43, False), ("50%左右", 54.43, True),
    ],
)  # fmt: skip
def test_rounding_as_written(text, known, agrees):
    (figure,) = figures(text, chinese=True)
    assert figure.agrees(known) is agrees


def test_years_and_ranges_of_years():
    found = years("2020年、2024—2026年和2030年", chinese=True)
    assert [sorted(of) for _, _, of in found] == [[2020], [2024, 2025, 2026], [2030]]


@pytest.mark.parametrize(
    ("text", "factor", "noun"),
    [("亿元", 1e8, "元"), ("件/万人", 1, "件"), ("100 million yuan a year", 1e8, "yuan"), ("%", 1, "%"),
     ("patents per 10,000 people", 1, "patents"), ("万人", 1e4, "人")],
)  # fmt: skip
def test_units(text, factor, noun):
    unit = unit_of(text)
    assert (unit.factor, unit.noun) == (factor, noun)


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("12", 12),
        ("三", 3),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("二十七", 27),
        ("两", 2),
        ("Twelve", 12),
    ],
)
def test_numbers_in_words(word, number):
    assert value_of(word) == number


@pytest.mark.parametrize(
    ("text", "chinese", "found"),
    [
        ("12项中有三项", True, [(12, True), (3, False)]),
        ("第3项、同一项、以下2项", True, [(2, False)]),
        ("three of the twelve are", False, [(3, False), (12, True)]),
        ("Of the 27 targets, five are", False, [(27, True), (5, False)]),
        ("a probability of 54%, 11 of 2020, one of 3%", False, []),
    ],
)
def test_counts_of_targets(text, chinese, found):
    assert [(one.value, one.total) for one in counts(text, chinese=chinese)] == found
