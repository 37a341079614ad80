"""The PDF itself."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from helpers.made_once import folder_of
from report.reading import bookmarked_pages, pages_of, text_of
from report.results import compute_results

from ontrack.errors import RunError
from ontrack.report import build, build_report, check_report

STEADY = {"2020": 100.0, "2021": 104.0, "2022": 110.0, "2023": 115.0, "2024": 121.0, "2025": 126.0}
SPARSE = {"2025": 100.0}
LONG_NAME = (
    "Registered works, inventions and marks of small and medium-sized firms in strategic emerging industries "
    "per 10,000 people"
)


def squeezed_pages(pdf: Path) -> list[str]:
    """Return the text of each page without blanks."""
    return ["".join(page.split()) for page in pages_of(pdf)]


def all_opened_at(pdf: Path, name: str) -> list[int]:
    """Return the places of the pages that bookmarks open whose titles end with a name."""
    return [page for mark, page in bookmarked_pages(pdf) if mark.endswith(name)]


@pytest.fixture
def build_sample(stamp, charts, tmp_path):
    """Return a function that builds a report of raw data and returns its path."""

    def make(raw, language: str = "en", name: str = "report.pdf", folder: Path = tmp_path):
        return build_report(
            raw,
            compute_results(raw),
            figures=charts,
            language=language,
            stamp=stamp,
            destination=folder / name,
        )

    return make


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "zh",
            (
                "实施情况评估报告",
                "约束性",
                "80%预测区间",
                "截至2026年6月30日",
                "带漂移的随机游走",
                "仅凭同类指标",
                "CCBY4.0",
                "11,833",
                "6,703",
            ),
        ),
        (
            "en",
            (
                "Yearlyassessmentofimplementation",
                "binding",
                "80%interval",
                "30June2026",
                "Randomwalkwithdrift",
                "similarindicatorsonly",
                "CCBY4.0",
                "11,833",
                "6,703",
            ),
        ),
    ],
)
def test_the_default_plan_in_both_languages(annual_reports, default_report, language, words):
    pdf = annual_reports[language]
    check_report(pdf, plan=default_report.raw.plan, language=language, stamp=default_report.stamp)
    text = text_of(pdf)
    assert [word for word in words if word not in text] == []
    assert "\ufffd" not in text
    assert 28 <= len(pages_of(pdf)) <= 60


def test_the_indicator_table_takes_one_page(annual_reports, raw):
    for language, end in (("zh", "底纹标出约束性指标"), ("en", "Shaded:bindingtarget")):
        page = next(page for page in squeezed_pages(annual_reports[language]) if end in page)
        names = ["".join(target.text("name", language).split()) for target in raw.plan.table_targets]
        assert [name for name in names if name not in page] == []


def test_each_indicator_has_a_heading_that_its_bookmark_opens(annual_reports, raw):
    """In the main part, and once more above its data sheet in annex A."""
    for language in ("zh", "en"):
        pages = squeezed_pages(annual_reports[language])
        for target in raw.plan.table_targets:
            name = "".join(target.text("name", language).split())
            places = all_opened_at(annual_reports[language], name)
            assert len(places) == 2 and places[0] < places[1]
            assert all(name in pages[place] for place in places)


def test_the_sheet_of_the_binding_target_shows_the_slowdown(annual_reports, raw):
    pdf = annual_reports["zh"]
    place, _ = all_opened_at(pdf, raw.plan.table_targets[0].name["zh"])
    page = squeezed_pages(pdf)[place]
    assert all(rate in page for rate in ("4.3%", "6.1%", "17.2%"))
    assert "2024—2025年" in page and "2020—2025年" in page


def test_the_same_bytes_twice(make_raw, build_sample):
    raw = make_raw([STEADY, SPARSE])
    assert build_sample(raw, name="a.pdf").read_bytes() == build_sample(raw, name="b.pdf").read_bytes()


@pytest.fixture
def of_one_target(make_raw, build_sample) -> Path:
    """The English report of one target, built once for the tests that read it."""
    return folder_of("one-target", lambda made: build_sample(make_raw([STEADY]), folder=made)) / "report.pdf"


def test_the_file_carries_the_day_of_the_assessment(of_one_target):
    document = pdfium.PdfDocument(of_one_target)
    assert document.get_metadata_dict()["CreationDate"].startswith("D:20260630")
    document.close()


def test_every_page_but_the_cover_has_its_number_and_the_check_code(of_one_target):
    first, *others = pages_of(of_one_target)
    assert "Page" not in first
    for number, page in enumerate(others, 2):
        assert f"Page {number} of {len(others) + 1}" in page
        assert "Check code 5HA2-5601-2345" in page


@pytest.mark.parametrize("name", [LONG_NAME, "战略性新兴产业每万人口高价值发明专利拥有量" * 6])
def test_a_name_of_120_letters_does_not_break_the_pages(make_raw, build_sample, stamp, name):
    assert len(name) >= 120
    raw = make_raw([STEADY, SPARSE], names={0: name})
    pdf = build_sample(raw)
    check_report(pdf, plan=raw.plan, language="en", stamp=stamp)
    short = build_sample(make_raw([STEADY, SPARSE]), name="short.pdf")
    assert len(pages_of(pdf)) <= len(pages_of(short)) + 1


def test_a_plan_with_one_indicator(make_raw, build_sample, of_one_target, stamp):
    raw = make_raw([STEADY])
    for language, pdf in (("en", of_one_target), ("zh", build_sample(raw, "zh"))):
        check_report(pdf, plan=raw.plan, language=language, stamp=stamp)


def test_no_target_can_be_assessed(make_raw, build_sample):
    text = text_of(build_sample(make_raw([{}, {}, {}]), "zh"))
    assert text.count("暂不能评估") >= 3
    assert "实现概率" in text and "80%预测区间 " not in text


def test_a_target_without_indicator_has_a_sheet(make_raw, build_sample, stamp):
    raw = make_raw([STEADY, {}])
    bare = dataclasses.replace(raw.plan.targets[1], indicator="")
    raw = dataclasses.replace(raw, plan=dataclasses.replace(raw.plan, targets=(raw.plan.targets[0], bare)))
    check_report(build_sample(raw), plan=raw.plan, language="en", stamp=stamp)


@pytest.mark.parametrize(("form", "own"), [("midterm", True), ("final", False)])
def test_each_form_has_its_title_and_its_sections(make_raw, charts, stamp, tmp_path, form, own):
    raw = make_raw([STEADY, SPARSE])
    pdf = build_report(
        raw, compute_results(raw), figures=charts, language="zh", stamp=stamp, destination=tmp_path / "x.pdf",
        form=form,
    )  # fmt: skip
    check_report(pdf, plan=raw.plan, language="zh", stamp=stamp, form=form)
    with pytest.raises(RunError, match="the title is"):
        check_report(pdf, plan=raw.plan, language="zh", stamp=stamp)
    assert ("五成把握的值" in text_of(pdf)) == own


def test_missing_charts_are_all_named(make_raw, build_sample, charts):
    (charts / "odds.en.svg").unlink()
    (charts / "fan.t1.en.json").unlink()
    (charts / "reference.en.svg").unlink()
    with pytest.raises(
        RunError, match=r"Charts are missing from .*: fan\.t1\.en\.json, odds\.en\.svg, reference"
    ):
        build_sample(make_raw([STEADY, SPARSE]))


def test_a_character_the_font_lacks_is_named(make_raw, build_sample, tmp_path):
    with pytest.raises(RunError, match=r"could not be set(.|\n)*ༀ"):
        build_sample(make_raw([STEADY], names={0: "Name with ༀ in it"}))
    assert not (tmp_path / "report.pdf").exists()


def test_a_warning_fails_the_build(make_raw, build_sample, monkeypatch):
    ours = build.template()
    main = ours["main.typ"] + b'\n#text(font: "No Such Font", fallback: true)[x]\n'
    monkeypatch.setattr(build, "template", lambda: {**ours, "main.typ": main})
    with pytest.raises(RunError, match=r"set with warnings:\n- warning: unknown font family: no such font"):
        build_sample(make_raw([STEADY]))


def test_only_our_fonts_are_there():
    assert build.fonts().families() == ["Noto Sans SC", "Noto Serif SC"]


def test_no_template_asks_the_network():
    for source in build.template().values():
        assert b"@preview" not in source


def test_the_template_holds_no_words():
    """Every word comes from the wording files: the template's own literals are names, not sentences."""
    for name, source in build.template().items():
        code = re.sub(r"//.*", "", source.decode("utf-8"))
        numbering = re.sub(r'"(一、|（一）)"', "", code)
        assert not re.search(r"[\u4e00-\u9fff]", numbering), name
