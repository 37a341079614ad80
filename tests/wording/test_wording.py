"""Both languages say the same things."""

from __future__ import annotations

import pytest

from ontrack import wording
from ontrack.errors import InputError
from ontrack.tables import choices
from ontrack.wording import Wording, load_wording, merged, places
from ontrack.wording.completeness import language_faults

ZH, EN = load_wording("zh"), load_wording("en")


def test_both_languages_have_the_same_sentences():
    assert set(ZH.texts) == set(EN.texts)


def test_a_sentence_has_the_same_places_in_both_languages():
    for key in EN.texts:
        may_be_a_word = {"number"} if key.endswith(".one") else set()
        assert places(ZH.texts[key]) - may_be_a_word == places(EN.texts[key]) - may_be_a_word, key
        assert ZH.texts[key].strip() and EN.texts[key].strip(), key


@pytest.mark.parametrize(
    ("section", "words"),
    [
        ("verdict", choices.VERDICTS), ("grade", choices.GRADES), ("role", choices.ROLES),
        ("status", choices.FIGURE_STATUSES),
        ("trend", choices.TRENDS), ("reason", choices.REASONS), ("confidence", choices.CONFIDENCES),
    ],
)  # fmt: skip
def test_every_word_of_a_table_has_its_sentence(section, words):
    for word in words:
        assert f"{section}.{word}" in EN.texts


def test_one_and_several():
    wording = Wording("en", {"value.one": "{number} value", "value.other": "{number} values"})
    assert [wording.count("value", number) for number in (0, 1, 2)] == ["0 values", "1 value", "2 values"]


def test_an_unknown_sentence():
    with pytest.raises(KeyError, match=r"no wording 'report.nothing' in wording/zh; add it"):
        ZH("report.nothing")


def test_a_place_without_a_value():
    with pytest.raises(KeyError, match=r"wording 'a' in wording/en lacks values for what, who"):
        Wording("en", {"a": "{who} did {what}"})("a")


def test_an_unknown_language():
    with pytest.raises(ValueError, match="no wording for language 'fr'; there is zh, en"):
        load_wording("fr")


def test_a_sentence_in_two_files():
    with pytest.raises(ValueError, match=r"zh/b.toml repeats report.title; keep each sentence in one file"):
        merged({"zh/a.toml": {"report.title": "甲"}, "zh/b.toml": {"report.title": "乙"}})


def test_a_sentence_that_one_language_lacks_is_named_with_its_file():
    zh = {"zh/report.toml": {"report.title": "甲"}}
    en = {"en/report.toml": {"report.title": "A", "report.subject": "B {year}"}}
    [fault] = language_faults({"zh": zh, "en": en})
    assert str(fault) == (
        "lib/ontrack/wording/zh/report.toml, column report.subject: found no such sentence; expected the "
        "same sentences in every language. Add it; en/report.toml has “B {year}”."
    )


def test_places_that_one_language_lacks_are_named():
    zh = {"zh/codes.toml": {"a": "{who}", "b.one": "一项", "b.other": "{number}项"}}
    en = {
        "en/codes.toml": {
            "a": "{who} did {what} to {whom}",
            "b.one": "{number} thing",
            "b.other": "{number} things",
        }
    }
    [fault] = language_faults({"zh": zh, "en": en})
    assert fault.found == "a sentence without {what}, {whom}"
    assert (fault.file, fault.column) == ("lib/ontrack/wording/zh/codes.toml", "a")


def test_any_language_is_refused_when_one_lacks_a_sentence(monkeypatch):
    ours = {language: wording.texts_of(language) for language in ("zh", "en")}
    short = {name: {key: text for key, text in found.items() if key != "report.subject"}
             for name, found in ours["en"].items()}  # fmt: skip
    monkeypatch.setattr(wording, "texts_of", {"zh": ours["zh"], "en": short}.get)
    for language in ("zh", "en"):
        with pytest.raises(
            InputError, match=r"1 fault in the input:\n- .*/en/report\.toml, column report.subj"
        ):
            load_wording.__wrapped__(language)


@pytest.mark.parametrize("content", ["[report\n", "title = 甲\n"])
def test_a_broken_file_of_sentences(tmp_path, monkeypatch, content):
    (tmp_path / "codes.toml").write_text(content, encoding="utf-8")
    monkeypatch.setattr(wording, "files", lambda package: tmp_path)
    with pytest.raises(
        InputError, match=r"wording/codes\.toml: found a broken file \(.*line 1.*Correct the line"
    ):
        wording.read_texts("codes.toml")
