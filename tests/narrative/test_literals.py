"""Numbers written out: a wrong one of a target that its sentence names is refused, with the right ones."""

from __future__ import annotations

from pathlib import Path

import pytest
from narrative.conftest import RATE

from ontrack.errors import Fault
from ontrack.narrative.known import size_and_noun
from ontrack.narrative.literals import unknown_literals, wrong_literals
from ontrack.narrative.numbers import figures
from ontrack.narrative.reader import read_text
from ontrack.narrative.sentences import sentences
from ontrack.paths import Paths
from ontrack.report.sections.written.narrative_pages import elsewhere
from ontrack.tables import load_raw, read_results

ROOT = Path(__file__).resolve().parents[2]
N, S, V = "每万人高价值发明专利拥有量", "高价值发明专利占有效发明专利的比重", "高价值发明专利拥有量"
EN = "High-value invention patents per 10,000 people"
REMEDY = "Correct it or put it in by name, or tell it in a sentence that does not name the target."


def text_on(raw, text: str, language: str = "zh"):
    narrative, faults = read_text(
        text, raw.plan, language=language, year=2025, file="narrative.zh.md", folder=Path("nowhere")
    )
    assert not faults
    return narrative


def faults_of(raw, results, text: str) -> list[Fault]:
    return wrong_literals(raw.plan, results, text_on(raw, text))


def test_every_wrong_number_is_named_with_the_nearest_right_ones(raw, results):
    text = f"# 问题与原因\n\n{N}2025年为24.1件，实现概率\n较低。\n{N}的实现概率为58%。\n"
    first, second = map(str, faults_of(raw, results, text))
    assert first == (
        f"narrative.zh.md, line 3: found “24.1” in “{N}2025年为24.1件，实现概率较低。”; expected "
        "24.3 件/万人 (baseline_value in assessments.csv); 22.9 件/万人 (value in series.csv); "
        "20.3 件/万人 (lower_80 in scenarios.csv); 19.9 件/万人 (lower_80 in projections.csv); or 11 more. "
        + REMEDY
    )
    assert second.startswith(
        f"narrative.zh.md, line 5: found “58%” in “{N}的实现概率为58%。”; expected 61% "
        f"(earlier_probability in "
        "changes.csv); 54% (probability_met in assessments.csv); "
    )


CASES = [
    # language, sentence, the numbers that are refused
    ("zh", f"{N}的实现概率为54%。", []),
    ("zh", f"{N}的实现概率为56%。", ["56%"]),
    ("zh", f"{N}的实现概率约为50%。", []),
    ("zh", f"{N}的实现概率为54%，{S}为5%。", ["5%"]),
    ("zh", f"{N}在加速情景下的实现概率为65%。", []),
    ("zh", f"{N}在加速情景下的实现概率为70%。", ["70%"]),
    ("zh", f"{N}2025年为24.3件/万人。", []),
    ("zh", f"{N}2020—2025年由11件增至23.4件。", ["23.4"]),
    ("zh", f"{N}从24.1件（2025年）提高到30件（2030年）。", ["24.1"]),
    ("zh", f"{N}2021年为14.0件。", []),  # no figure of that year is known
    ("zh", f"{V}2025年为16.4万件，约16万件。", []),
    ("zh", f"{V}2025年为16.4亿件。", ["16.4亿"]),
    ("zh", f"{N}的80%预测区间为18.5件至61.4件。", ["61.4"]),
    ("zh", f"{N}所需年均增速为3.4%。", ["3.4%"]),
    ("zh", f"{S}每年需提高2.64个百分点。", ["2.64个百分点"]),
    ("zh", f"{S}每年需提高2.46个百分点。", []),
    ("zh", "2025年为24.1件。", []),  # names no target
    ("zh", f"{N}在“目标31.9件”一文中写错。", []),  # quoted
    ("zh", f"{N}见第3条、图2、表4和专栏6，2025年3月14日公布，历时5年。", []),
    ("zh", f"江苏{N}2025年为21.4件，浙江为23.4件。", ["23.4"]),
    ("zh", f"2025年有效发明专利48.8万件，{V}16.4万件。", []),
    ("zh", f"{N}为{{latest:{RATE}}}件。", []),
    ("en", f"{EN} have a probability of 56%.", ["56%"]),
    ("en", f"The probability for {EN} is about 50 per cent.", []),
    ("en", f"{EN} came to 24.1 patents in 2025.", ["24.1"]),
    ("en", f"The required rate for {EN} is 3.4%.", ["3.4%"]),
    ("en", f"{EN} were at 24.1 in 2025.", []),  # no unit
    ("en", f"To bring {EN} to a probability of 80%, growth must be higher.", []),
]


@pytest.mark.parametrize(("language", "text", "refused"), CASES)
def test_numbers_of_a_sentence(wrong, language, text, refused):
    assert wrong(text, language) == refused


def test_numbers_in_a_table_of_the_text(raw, results):
    text = "# 问题与原因\n\n| 指标 | 2025年 |\n|---|---|\n| 每万人高价值发明专利拥有量 | 24.1件 |\n"
    (fault,) = faults_of(raw, results, text)
    assert (fault.line, fault.found[:6]) == (5, "“24.1”")


def test_numbers_that_no_target_has_are_listed(raw, results):
    text = (
        "# 问题与原因\n\n培训2345人，经费1.5亿元，2025年3月见第3条。\n\n2025年为24.3件，概率54%，另为55%。\n"
    )
    found = unknown_literals(raw.plan, results, text_on(raw, text))
    assert [(sentence.line, number) for sentence, number in found] == [
        (3, "2345"), (3, "1.5亿"), (5, "55%"),
    ]  # fmt: skip


def test_the_texts_of_the_default_plan_agree_with_its_results():
    paths = Paths(ROOT)
    raw = load_raw(paths, "zhejiang-ip-2030")
    assert sorted(raw.narratives) == [(2025, "en"), (2025, "zh")]
    for (year, language), narrative in raw.narratives.items():
        results = read_results(paths.processed(raw.plan.id, year))
        assert wrong_literals(raw.plan, results, narrative, elsewhere(raw, language)) == []


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


@pytest.mark.parametrize(
    ("text", "size", "noun"),
    [("亿元", 1e8, "元"), ("件/万人", 1, "件"), ("100 million yuan a year", 1e8, "yuan"), ("%", 1, "%"),
     ("patents per 10,000 people", 1, "patents"), ("万人", 1e4, "人")],
)  # fmt: skip
def test_units(text, size, noun):
    assert size_and_noun(text) == (size, noun)
