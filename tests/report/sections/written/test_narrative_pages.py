"""Written texts in the report: each in its place, set as it stands, and never read as markup."""

from __future__ import annotations

import ctypes
import dataclasses
from pathlib import Path

import pandas as pd
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
import pytest
from PIL import Image
from report.reading import pages_of
from report.results import compute_results

from ontrack.errors import InputError
from ontrack.narrative.reader import read_text
from ontrack.report import build_report, check_report
from ontrack.report.content import report_content
from ontrack.report.edition import Edition
from ontrack.report.pdf_check.check import squeeze
from ontrack.report.sections.written.narrative_pages import TALLEST_MM, WIDEST_MM, printed_width_mm
from ontrack.tables import RawData
from ontrack.wording import load_wording

SERIES = [{"2024": 95.0, "2025": 100.0}, {"2024": 145.0, "2025": 148.0}]
HOSTILE = '#let x = panic("no") #import "@preview/cetz:0.3.0" $x^2$ @ref <b = /\\* // ~ --- \\# [#] \'x\''


@pytest.fixture
def raw_with(make_raw, tmp_path):
    """Return a function that makes a plan of two targets with a written text."""

    def make(text: str, language: str = "en", year: int = 2025) -> RawData:
        raw = make_raw(SERIES)
        narrative, faults = read_text(
            text, raw.plan, language=language, year=year, file="narrative.md", folder=tmp_path
        )
        assert faults == []
        return dataclasses.replace(raw, narratives={(year, language): narrative})

    return make


def results_of(raw: RawData) -> dict[str, pd.DataFrame]:
    """Return the result tables, which hold nothing of the written texts: reckoned once for all of them."""
    return compute_results(dataclasses.replace(raw, narratives={}))


@pytest.fixture
def content_of(stamp):
    """Return a function that writes the content of a report."""

    def write(raw: RawData, language: str = "en", form: str = "annual") -> dict[str, object]:
        return report_content(Edition(raw, results_of(raw), language, stamp, form))

    return write


@pytest.fixture
def build(stamp, charts, tmp_path):
    """Return a function that builds a report and returns its path."""

    def make(raw: RawData, language: str = "en") -> Path:
        pdf = tmp_path / "report.pdf"
        build_report(raw, results_of(raw), figures=charts, language=language, stamp=stamp, destination=pdf)
        check_report(pdf, plan=raw.plan, language=language, stamp=stamp)
        return pdf

    return make


def page_with(pdf: Path, text: str) -> int:
    """Return the number of the page, from 0, that holds a text, blanks left out; the last one of several."""
    wanted = "".join(text.split())
    return max(place for place, page in enumerate(pages_of(pdf)) if wanted in "".join(page.split()))


def everything(language: str) -> str:
    titles = {
        "en": ("Achievements", "Problems and causes", "Changed "
                                                      "circumstances", "Suggestions", "Adjusting the plan",
               "Lessons", "For the next plan"),
        "zh": ("主要成绩与做法", "问题与原因", "环境变化", "对策建议", "规划调整建议", "经验",
               "下一规划建议"),
    }[language]  # fmt: skip
    return "".join(f"# {title}\n\nText {place}.\n\n" for place, title in enumerate(titles))


@pytest.mark.parametrize(
    ("form", "own"), [("annual", []), ("midterm", ["adjustments_text"]), ("final", ["lessons", "next_plan"])]
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_each_form_has_its_written_sections_in_order(raw_with, content_of, form, own, language):
    content = content_of(raw_with(everything(language), language), language, form)
    holders = {"problems": "problems", "suggestions": "suggestions", "risks": "environment"}
    keys = ["problems", "suggestions", *own, "risks"]
    among = {*holders, "adjustments_text", "lessons", "next_plan"}
    assert [key for key in content["sections"] if key in among] == keys
    titles = [content[key].get("written", content[key])["heading"] for key in keys]
    wording = load_wording(language)
    assert titles == [
        wording("report.narrative.adjustments_heading")
        if key == "adjustments_text"
        else wording(f"report.narrative.{holders.get(key, key)}")
        for key in keys
    ]
    assert content["problems"]["written"]["blocks"] == [
        {"kind": "paragraph", "runs": [{"text": "Text 1.", "strong": False, "link": "", "gap": ""}]}
    ]


def test_the_note_stands_above_the_first_section_alone(raw_with, content_of):
    content = content_of(raw_with("By the office.\n\n# Problems and causes\n\nx\n\n# Suggestions\n\ny\n"))
    assert content["problems"]["written"]["note"][0]["runs"][0]["text"] == "By the office."
    assert content["suggestions"]["written"]["note"] == []
    assert content["problems"]["written"]["heading"] == "Problems and causes"


def test_what_is_not_written_is_named_on_the_run_page(raw_with, make_raw, content_of):
    rows = dict(
        content_of(raw_with("# Problems and causes\n\nx\n\n# Indicators\n\n## t0\n\ny\n"))["run"]["rows"]
    )
    assert rows["Not yet written"] == (
        "Achievements, Changed circumstances, Suggestions (to be written in narrative.md)"
    )
    nothing = dict(content_of(make_raw(SERIES), "zh")["run"]["rows"])
    assert nothing["尚未撰写"] == (
        "主要成绩与做法、问题与原因、环境变化、对策建议、指标（写入data/raw/plans/sample/narrative.zh.md）"
    )
    complete = content_of(raw_with(everything("en") + "# Indicators\n\n## t0\n\ny\n"))["run"]["rows"]
    assert "Not yet written" not in dict(complete)


def test_a_text_of_another_year_or_language_is_left_out(raw_with, content_of):
    for raw in (raw_with(everything("en"), "en", 2024), raw_with(everything("zh"), "zh")):
        assert "problems" not in content_of(raw)["sections"]


def test_another_year_is_written_in_a_file_of_its_own(make_raw, content_of):
    raw = make_raw(SERIES)
    later = dataclasses.replace(raw, plan=dataclasses.replace(raw.plan, default_as_of=2026))
    rows = dict(content_of(later)["run"]["rows"])
    assert rows["Not yet written"].endswith("(to be written in data/raw/plans/sample/narrative.2025.en.md)")


def test_a_target_has_its_own_text(raw_with, content_of):
    pages = content_of(raw_with("# Indicators\n\n## t1\n\nBecause.\n\n- And so.\n"))["indicators"]
    assert pages[0]["narrative"] is None
    assert pages[1]["narrative"]["label"] == "Causes and suggestions"
    assert [block["kind"] for block in pages[1]["narrative"]["blocks"]] == ["paragraph", "list"]


def test_markup_of_typst_is_set_as_text(raw_with, build):
    pdf = build(raw_with(f"# Problems and causes\n\n{HOSTILE}\n\n# Indicators\n\n## t0\n\n{HOSTILE}\n"))
    assert squeeze("".join(pages_of(pdf))).count(squeeze(HOSTILE.replace("\\", ""))) == 2  # one a section


def test_every_kind_of_block_in_print(raw_with, build, tmp_path):
    Image.new("RGB", (300, 100), "navy").save(tmp_path / "a.png")
    Image.new("RGB", (100, 100), "navy").save(tmp_path / "b.jpg")
    text = (
        "# Problems and causes\n\n**Strong** and [linked](https://example.org/x).\n\n## Lower\n\n5. "
        "Five\n6. Six\n"
        "   - Inner\n\n| Head | Tail |\n|---|---|\n| Cell | **Last** |\n\n"
        '![A blue field](a.png "Caption one")\n\n![Another](b.jpg "Caption two")\n'
    )
    pdf = build(raw_with(text))
    found = "".join("".join(pages_of(pdf)).split())
    for words in ("Strong and linked.", "Lower", "5. Five", "6. Six", "Inner", "Head", "Last", "Caption two"):
        assert "".join(words.split()) in found
    assert "https://example.org/x" in links_of(pdf)


def links_of(pdf: Path) -> set[str]:
    """Return the web addresses that the pages of a file lead to."""
    document = pdfium.PdfDocument(pdf)
    found = set()
    for page in document:
        place, link = ctypes.c_int(0), pdfium_c.FPDF_LINK()
        while pdfium_c.FPDFLink_Enumerate(page.raw, place, link):
            address = ctypes.create_string_buffer(200)
            pdfium_c.FPDFAction_GetURIPath(document.raw, pdfium_c.FPDFLink_GetAction(link), address, 200)
            found.add(address.value.decode("ascii"))
    document.close()
    return found - {""}


def test_a_picture_comes_with_its_words(raw_with, content_of, tmp_path):
    Image.new("RGB", (300, 100), "navy").save(tmp_path / "a.png")
    content = content_of(raw_with('# Lessons\n\n![A blue field](a.png "Caption")\n'), form="final")
    assert content["lessons"]["blocks"] == [
        {
            "kind": "picture", "path": "narrative/a.png.svg", "alternative": "A blue field",
            "caption": "Caption", "width_mm": WIDEST_MM,
        }
    ]  # fmt: skip


def test_a_picture_is_as_wide_as_the_text_or_less_if_tall(tmp_path):
    for name, size, width in (("wide.png", (300, 100), WIDEST_MM), ("tall.png", (100, 200), TALLEST_MM / 2)):
        Image.new("RGB", size).save(tmp_path / name)
        assert printed_width_mm(tmp_path / name) == width


def test_a_text_stands_on_the_sheet_of_its_target_and_a_long_one_goes_on(raw_with, build):
    for words, pages in (("Short words.", 0), ("Begun, " + "long words, " * 900 + "at an end.", 1)):
        pdf = build(raw_with(f"# Indicators\n\n## t1\n\n{words}\n"))
        end = words.split(",")[-1].strip()
        assert page_with(pdf, end) == page_with(pdf, words.split(",")[0]) + pages
        assert "".join(pages_of(pdf)).count(end) == 1


def test_a_figure_put_in_is_printed_as_the_report_writes_it(raw_with, content_of):
    text = "# Problems and causes\n\nFrom {{{baseline:t0}}} **to {latest:t0}** in {as_of}.\n"
    (block,) = content_of(raw_with(text))["problems"]["written"]["blocks"]
    assert [(run["text"], run["strong"]) for run in block["runs"]] == [
        ("From {100.0} ", False), ("to 100.0", True), (" in 2025.", False),
    ]  # fmt: skip


def test_every_fault_of_a_text_stops_the_report_at_once(raw_with, build):
    name = raw_with("# Lessons\n\nx\n").plan.targets[0].name["en"]
    raw = raw_with(
        f"# Indicators\n\n## t0\n\nIt was {{value_1999}}. {name} will have a probability of 0.5%.\n"
    )
    with pytest.raises(InputError) as caught:
        build(raw)
    first, second = map(str, caught.value.faults)
    assert first.startswith(
        "narrative.md, line 5, column 8: found “{value_1999}”, which has no value in this assessment; "
        "expected "
        "one of probability, verdict, latest, latest_year, "
    )
    assert first.endswith(". Remove it, or put in another figure.")
    assert second.startswith(f"narrative.md, line 5: found “0.5%” in “{name} will have")


def test_a_marked_gap_is_printed_as_one_and_tells_its_place(raw_with, content_of):
    text = "# Problems and causes\n\nDone.\n\nLeft: {pending:what was done}, and more.\n"
    content = content_of(raw_with(text))
    _, block = content["problems"]["written"]["blocks"]
    assert [(run["text"], bool(run["gap"])) for run in block["runs"]] == [
        ("Left: ", False), ("[to be written: what was done]", True), (", and more.", False),
    ]  # fmt: skip
    (mark,) = [run["gap"] for run in block["runs"] if run["gap"]]
    assert [gap["text"] for gap in content["gaps"] if gap["mark"] == mark] == [
        "what was done (written parts)"
    ]
