"""Both languages say the same things."""

from __future__ import annotations

import pytest

from ontrack.tables import columns
from ontrack.wording import Wording, load_wording, merged, places

ZH, EN = load_wording("zh"), load_wording("en")


def test_both_languages_have_the_same_sentences():
    assert set(ZH.texts) == set(EN.texts)


@pytest.mark.parametrize("key", sorted(EN.texts))
def test_a_sentence_has_the_same_places_in_both_languages(key):
    may_be_a_word = {"number"} if key.endswith(".one") else set()
    assert places(ZH.texts[key]) - may_be_a_word == places(EN.texts[key]) - may_be_a_word
    assert ZH.texts[key].strip() and EN.texts[key].strip()


@pytest.mark.parametrize(
    ("section", "words"),
    [
        ("verdict", columns.VERDICTS), ("grade", columns.GRADES), ("status", columns.STATUSES), ("role",
        columns.ROLES),
        ("trend", columns.TRENDS), ("reason", columns.REASONS), ("confidence", columns.CONFIDENCES),
    ],
)  # fmt: skip
def test_every_word_of_a_table_has_its_sentence(section, words):
    for word in words:
        assert f"{section}.{word}" in EN.texts


def test_one_and_several():
    wording = Wording("en", {"value.one": "{number} value", "value.other": "{number} values"})
    assert [wording.count("value", number) for number in (0, 1, 2)] == ["0 values", "1 value", "2 values"]


def test_an_unknown_sentence():
    with pytest.raises(KeyError, match=r"no wording 'report.nothing' in zh.toml; add it to every language"):
        ZH("report.nothing")


def test_a_place_without_a_value():
    with pytest.raises(KeyError, match=r"wording 'a' in en.toml lacks values for what, who"):
        Wording("en", {"a": "{who} did {what}"})("a")


def test_an_unknown_language():
    with pytest.raises(ValueError, match="no wording for language 'fr'; there is zh, en"):
        load_wording("fr")


def test_a_sentence_in_two_files():
    with pytest.raises(ValueError, match=r"zh.b.toml repeats report.title; keep each sentence in one file"):
        merged({"zh.a.toml": {"report.title": "甲"}, "zh.b.toml": {"report.title": "乙"}})
