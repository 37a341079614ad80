"""The brief: one page, whatever the plan."""

from __future__ import annotations

import dataclasses
import re

import pypdfium2 as pdfium
import pytest
import typst
from report.reading import pages_of, text_of
from report.results import compute_results

from ontrack.assessment.verdicts import SYMBOLS
from ontrack.errors import OutputError, RunError
from ontrack.paths import replace_bytes
from ontrack.plan import LANGUAGES
from ontrack.plan.texts import Texts
from ontrack.report import build_companions, companions
from ontrack.report.brief import (
    SHOWN_TARGETS,
    brief_content,
    build_brief,
    targets_shown,
)
from ontrack.report.edition import Edition
from ontrack.report.pdf_check.check import MARKERS, check_fonts, check_markers, language_of
from ontrack.report.phrases.shortening import shortened
from ontrack.report.spreadsheet import write_workbook
from ontrack.wording import load_wording
from ontrack.wording.number_format import format_probability

STEADY = {"2020": 100.0, "2021": 104.0, "2022": 110.0, "2023": 115.0, "2024": 121.0, "2025": 126.0}
SPARSE = {"2025": 100.0}


@pytest.fixture
def build_sample(stamp, tmp_path):
    """Return a function that builds a brief of raw data and returns its path."""

    def make(raw, language: str = "en", name: str = "brief.pdf"):
        return build_brief(Edition(raw, compute_results(raw), language, stamp), tmp_path / name)

    return make


@pytest.fixture(scope="module")
def real(tmp_path_factory, raw_and_results):
    """The brief of the default plan in both languages."""
    raw, results, stamp = raw_and_results
    folder = tmp_path_factory.mktemp("briefs")
    return {
        language: build_brief(Edition(raw, results, language, stamp), folder / f"brief.{language}.pdf")
        for language in LANGUAGES
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_default_plan_on_one_page(real, raw_and_results, language):
    raw, results, stamp = raw_and_results
    content = brief_content(Edition(raw, results, language, stamp))
    assert len(pages_of(real[language])) == 1
    text = text_of(real[language])
    assert "".join(content["judgement"].split()) in text
    assert len(content["targets"]["rows"]) == len(raw.plan.table_targets)
    assert len(content["risks"]["rows"]) == 3
    for target in raw.plan.table_targets:
        assert "".join(target.text("name", language).split()) in text
    known = results["assessments"].set_index("target")["probability_met"]
    chances = [format_probability(known[target.target]) for target in raw.plan.table_targets]
    assert [row["probability"] for row in content["targets"]["rows"]] == chances
    assert content["binding"]["probability"] == chances[0]
    assert [chance for chance in chances if chance not in text] == []
    assert "24.3" in text and "30.0" in text
    assert content["document"]["footer"].split()[0] in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_target_has_the_symbol_of_its_verdict(real, raw_and_results, language):
    raw, results, _ = raw_and_results
    text, shown = text_of(real[language]), results["assessments"].set_index("target")["verdict"]
    signs = [SYMBOLS[shown[target.target] or "not_judged"] for target in raw.plan.table_targets]
    first = text.index("".join(raw.plan.table_targets[1].text("name", language).split()))
    rows = text[first : text.index("".join(load_wording(language)("report.brief.risks").split()))]
    assert [sign for sign in rows if sign in SYMBOLS.values() and sign != "–"] == signs[1:]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_letter_is_smaller_than_seven_points(real, language):
    document = pdfium.PdfDocument(real[language])
    words = document[0].get_textpage()
    matrix, sizes = pdfium.raw.FS_MATRIX(), []
    for place in range(words.count_chars()):
        letter = chr(pdfium.raw.FPDFText_GetUnicode(words.raw, place))
        if letter.strip() and not pdfium.raw.FPDFText_IsGenerated(words.raw, place):
            pdfium.raw.FPDFText_GetMatrix(words.raw, place, matrix)
            sizes.append(pdfium.raw.FPDFText_GetFontSize(words.raw, place) * abs(matrix.d))
    document.close()
    assert len(sizes) > 500 and min(sizes) >= 7 - 0.01


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_tagged_archivable_and_in_its_language(real, language):
    document = pdfium.PdfDocument(real[language])
    assert document.is_tagged()
    assert language_of(document) == {"zh": "zh-CN", "en": "en-GB"}[language]
    assert check_fonts(document) == []
    assert document.get_metadata_dict()["CreationDate"].startswith("D:20260630")
    document.close()
    assert check_markers(real[language].read_bytes()) == [] and len(MARKERS) == 3


def test_the_same_bytes_twice(make_raw, build_sample):
    raw = make_raw([STEADY, SPARSE])
    assert build_sample(raw, name="a.pdf").read_bytes() == build_sample(raw, name="b.pdf").read_bytes()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("series", [[{}, {}, {}], [STEADY], [SPARSE], [{}]])
def test_one_target_or_none_assessable(make_raw, build_sample, language, series):
    assert len(pages_of(build_sample(make_raw(series), language))) == 1


def test_a_plan_without_binding_targets(make_raw, edition_of, build_sample):
    raw = make_raw([STEADY, SPARSE], nature="expected")
    panel = brief_content(edition_of(raw))["binding"]
    assert panel["sentences"] == ["The plan has no binding target."]
    assert panel["probability"] == ""
    assert len(pages_of(build_sample(raw))) == 1


def test_several_binding_targets(make_raw, edition_of, build_sample):
    raw = make_raw([STEADY] * 5, nature="binding")
    panel = brief_content(edition_of(raw))["binding"]
    assert panel["probability"] == "" and len(panel["sentences"]) == 2
    assert len(pages_of(build_sample(raw))) == 1


def test_a_long_table_shows_binding_targets_first_and_keeps_the_order(make_raw):
    targets = make_raw([STEADY] * 20).plan.table_targets
    last = dataclasses.replace(targets[-1], nature="binding")
    shown = targets_shown((*targets[:-1], last))
    assert len(shown) == SHOWN_TARGETS
    assert [target.target for target in shown] == [*(f"t{place}" for place in range(11)), "t19"]
    assert len(targets_shown(targets[:14])) == 14


def test_the_bar_is_the_probability_and_the_way_is_from_latest_to_target(make_raw, edition_of):
    raw = make_raw([STEADY, {}])
    edition = edition_of(raw)
    first, second = brief_content(edition)["targets"]["rows"]
    assert first["bar"] == float(edition.assessment_of(raw.plan.targets[0]).probability_met)
    assert (first["latest"], first["aim"]) == ("126.0", "≥ 150.0")
    assert second["bar"] is None and second["probability"] == "–"


def test_what_to_watch_stands_for_the_next_year(make_raw, edition_of):
    watch = brief_content(edition_of(make_raw([STEADY])))["watch"]
    assert "2026" in watch["heading"]
    [row] = watch["rows"]
    assert row[:2] == ["Name 0", "126.0"]
    assert all(re.fullmatch(r"≥ [\d,.]+|–", value) for value in row[2:])
    content = brief_content(edition_of(make_raw([{}])))
    nothing = content["watch"]
    assert content["risks"]["none"] == "No target has a probability, so risks cannot be ranked."
    assert nothing["rows"] == [] and nothing["note"] == "There is no figure to watch in 2026."


def test_more_than_a_page_is_refused(make_raw, build_sample, tmp_path):
    raw = make_raw([STEADY])
    raw = dataclasses.replace(
        raw, plan=dataclasses.replace(raw.plan, name=Texts(en="A very long name " * 300))
    )
    with pytest.raises(RunError, match=r"The brief takes \d+ pages and should take one. Shorten the names"):
        build_sample(raw)
    assert not (tmp_path / "brief.pdf").exists()


@pytest.mark.parametrize(("form", "name"), [("annual", "brief.en.pdf"), ("midterm", "midterm-brief.en.pdf")])
def test_brief_and_workbook_go_with_a_report(make_raw, stamp, tmp_path, form, name):
    raw = make_raw([STEADY])
    written = build_companions(Edition(raw, compute_results(raw), "en", stamp, form), tmp_path)
    assert [path.name for path in written] == [name, "tables.en.xlsx"]
    assert written[1].read_bytes() == annual_workbook(raw, stamp, tmp_path).read_bytes()
    assert not re.search(r"\.(pdf|xlsx)", text_of(written[0]))  # a reader is told of no file names


def annual_workbook(raw, stamp, folder):
    edition = Edition(raw, compute_results(raw), "en", stamp)
    return write_workbook(edition, folder / "annual" / "tables.en.xlsx")


def test_names_are_cut_at_a_line():
    assert shortened("short", 64) == "short"
    assert shortened("a" * 64, 64) == "a" * 64
    assert shortened("a" * 65, 64) == "a" * 64 + "…"
    assert shortened("专" * 64, 64) == "专" * 32 + "…"
    assert shortened("one two three", 8) == shortened("one two three", 11) == "one two…"
    assert shortened("A plan, 2026–2030", 12) == "A plan…"


def test_markup_in_a_name_stands_as_it_is(make_raw, build_sample):
    hostile = r"a #b $c$ @d *e* _f_ [g] <h> \\ `i` //j = m ~n"
    assert "".join(hostile.split()) in text_of(build_sample(make_raw([STEADY], names={0: hostile})))


def test_a_character_the_font_lacks_is_named(make_raw, build_sample, tmp_path):
    with pytest.raises(RunError, match=r"could not be set(.|\n)*ༀ"):
        build_sample(make_raw([STEADY], names={0: "Name with ༀ in it"}))
    assert not (tmp_path / "brief.pdf").exists()


def test_a_file_that_cannot_be_written(make_raw, stamp, tmp_path):
    raw = make_raw([STEADY])
    (tmp_path / "folder").write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(OutputError, match=r"brief\.pdf could not be written"):
        build_brief(Edition(raw, compute_results(raw), "en", stamp), tmp_path / "folder" / "brief.pdf")


def test_a_brief_that_lacks_something_is_refused(make_raw, stamp, tmp_path, monkeypatch):
    bare = typst.compile(b"Nothing of what is wanted", pdf_tags=False)
    monkeypatch.setattr(companions, "build_brief", lambda edition, path: replace_bytes(path, bare))
    raw = make_raw([STEADY])
    with pytest.raises(RunError, match=r"(?s)brief\.en\.pdf is not complete.*no check code.*not tagged"):
        build_companions(Edition(raw, compute_results(raw), "en", stamp), tmp_path, workbook=False)
