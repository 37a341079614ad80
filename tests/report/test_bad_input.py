"""Plans that strain every page: a clear error or a graceful page, never an ugly or silent one."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import openpyxl
import pandas as pd
import pypdfium2 as pdfium
import pytest
from report.blank_charts import WHOLE_PLAN, blank_chart
from report.reading import bookmarks_of, pages_of, text_of
from report.results import compute_results

from ontrack.charts import draw_all
from ontrack.plan import LANGUAGES
from ontrack.plan.texts import Texts
from ontrack.report import build_companions, build_report, check_report
from ontrack.report.brief import build_brief
from ontrack.report.edition import Edition
from ontrack.tables import RawData

STEADY = {"2020": 100.0, "2021": 104.0, "2022": 110.0, "2023": 115.0, "2024": 121.0, "2025": 126.0}
FALLING = {"2021": 130.0, "2022": 120.0, "2023": 112.0, "2024": 104.0, "2025": 96.0}
SINGLE = {"2025": 100.0}
NEGATIVE = {"2022": -12.0, "2023": -8.0, "2024": -3.0, "2025": -1.5}
FROM_ZERO = {"2023": 0.0, "2024": 0.0, "2025": 2.0}
LONG = {
    "zh": "战略性新兴产业每万人口高价值发明专利拥有量" * 6,
    "en": "Registered works, inventions and marks of small and medium-sized firms in strategic emerging "
    "industries per 10,000 people",
}  # fmt: skip
SIXTY = [STEADY if place % 20 == 0 else (SINGLE, {})[place % 2] for place in range(72)]
MORE = {"zh": "另有48项，见完整报告", "en": "And48more;seethefullreport"}
Tables = Mapping[str, pd.DataFrame]
HOSTILE = (
    r"a #b $c$ @d *e* _f_ [g](h) <i>j</i> \\ `k` //l https://l.m = m ~n & “o” {p} %q ^r | #pagebreak() "
    r"$\frac{1}{2}$"
)


@pytest.fixture
def documents(tmp_path, stamp):
    """Return a function that builds report, brief and workbook of raw data, with charts drawn or blank."""

    def build(
        raw: RawData, language: str, *, drawn: bool = True, results: Tables | None = None
    ) -> dict[str, Path]:
        results = results or compute_results(raw)
        figures = tmp_path / "drawn"
        (draw_charts if drawn else leave_blank)(raw, results, language, figures)
        report = build_report(
            raw, results, figures=figures, language=language, stamp=stamp,
            destination=tmp_path / f"assessment.{language}.pdf",
        )  # fmt: skip
        brief, tables = build_companions(Edition(raw, results, language, stamp), tmp_path)
        found = {"report": report, "brief": brief, "tables": tables}
        check_report(found["report"], plan=raw.plan, language=language, stamp=stamp)
        for name in ("report", "brief"):
            assert list(texts_outside(found[name])) == []
        assert len(pages_of(found["brief"])) == 1
        return found

    return build


def draw_charts(raw: RawData, results: Tables, language: str, folder: Path) -> None:
    """Draw every chart of the report."""
    draw_all(raw, results, [language], folder)


def leave_blank(raw: RawData, results: Tables, language: str, folder: Path) -> None:
    """Put an empty picture in the place of every chart."""
    folder.mkdir()
    fans = [f"fan.{target.target}" for target in raw.plan.table_targets]
    steps = [f"why.{target.target}" for target in raw.plan.table_targets]
    for name in (*WHOLE_PLAN, *fans, *steps):
        blank_chart(folder, name, language)


def texts_outside(path: Path) -> Iterator[tuple[int, str]]:
    """Yield page and text of every piece of text that a page does not hold or has at its very edge."""
    edge = 5.0
    document = pdfium.PdfDocument(path)
    for number, page in enumerate(document, 1):
        width, height = page.get_size()
        text = page.get_textpage()
        for place in range(text.count_rects()):
            left, bottom, right, top = text.get_rect(place)
            if left < edge or bottom < edge or right > width - edge or top > height - edge:
                yield number, text.get_text_bounded(left, bottom, right, top)
    document.close()


def others_too(raw: RawData, table: int) -> RawData:
    """Return a plan whose first targets stand in its table and the rest in boxes."""
    targets = tuple(
        dataclasses.replace(
            target,
            in_table=place < table,
            location=Texts({"": f"专栏{place}" if place >= table else "指标表1"}),
        )
        for place, target in enumerate(raw.plan.targets)
    )
    return dataclasses.replace(raw, plan=dataclasses.replace(raw.plan, targets=targets))


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_of_120_letters_everywhere(make_raw, documents, language):
    name = LONG[language]
    assert len(name) >= 120
    names = {place: f"{place}{name}" for place in range(4)}
    raw = others_too(make_raw([STEADY, SINGLE, FALLING, {}], names=names), 3)
    raw = dataclasses.replace(raw, plan=dataclasses.replace(raw.plan, name=Texts(zh=name, en=name)))
    found = documents(raw, language)
    marks = ["".join(mark.split()) for mark in bookmarks_of(found["report"])]
    for place in range(3):
        assert any("".join(names[place].split()) in mark for mark in marks)
    cells = [
        cell for sheet in openpyxl.load_workbook(found["tables"]) for row in sheet.values for cell in row
    ]
    assert all(long in cells for long in names.values())


@pytest.fixture
def results_of_sixty(make_raw) -> Tables:
    """No result table holds a name, so that one reckoning does for all."""
    return compute_results(others_too(make_raw(SIXTY), 60))


def test_sixty_indicators(make_raw, documents, results_of_sixty):
    names = {place: f"{LONG['en']}{place}" for place in range(0, 72, 10)}
    raw = others_too(make_raw(SIXTY, names=names), 60)
    found = documents(raw, "en", drawn=False, results=results_of_sixty)
    pages = pages_of(found["report"])
    assert 60 < len(pages) < 115
    text = "".join("".join(pages).split())
    assert "60Name59" in text  # the heading of the sixtieth page
    assert MORE["en"] in text_of(found["brief"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_brief_of_sixty_long_names_stays_one_page(make_raw, results_of_sixty, stamp, tmp_path, language):
    raw = others_too(make_raw(SIXTY, names={place: f"{place} {LONG[language]}" for place in range(72)}), 60)
    edition = Edition(raw, results_of_sixty, language, stamp)
    path = build_brief(edition, tmp_path / "brief.pdf")
    assert len(pages_of(path)) == 1
    assert MORE[language] in text_of(path)


@pytest.mark.parametrize("language", LANGUAGES)
def test_markup_in_names_and_units_stands_as_it_is(make_raw, documents, language):
    raw = others_too(make_raw([STEADY, SINGLE, FALLING], names=dict.fromkeys(range(3), HOSTILE)), 2)
    unit = {"unit": Texts(zh="件/万人 #x*", en="pieces/10,000 people #x*")}
    indicators = {name: dataclasses.replace(one, **unit) for name, one in raw.plan.indicators.items()}
    plan = dataclasses.replace(raw.plan, indicators=indicators, name=Texts(zh=HOSTILE, en=HOSTILE))
    found = documents(dataclasses.replace(raw, plan=plan, indicators=indicators), language)
    name = "".join(HOSTILE.split())
    assert name in text_of(found["report"]) and name in text_of(found["brief"])
    assert "".join(unit["unit"][language].split()) in text_of(found["brief"])


def test_negative_values_a_baseline_of_zero_and_a_single_value(make_raw, documents):
    raw = make_raw([NEGATIVE, FROM_ZERO, SINGLE])
    below = dataclasses.replace(raw.plan.indicators["i0"], lower=None, kind="flow")
    indicators = {**raw.plan.indicators, "i0": below}
    first, second, third = raw.plan.targets
    targets = (
        dataclasses.replace(first, value=5.0, baseline_value=-1.5),
        dataclasses.replace(second, value=10.0, baseline_value=0.0),
        third,
    )
    plan = dataclasses.replace(raw.plan, targets=targets, indicators=indicators)
    found = documents(dataclasses.replace(raw, plan=plan, indicators=indicators), "en")
    for name in ("report", "brief"):
        text = "\n".join(pages_of(found[name]))
        assert "−1.5" in text
        assert not re.search(r"\b(nan|inf)\b", text, re.IGNORECASE)
    sheet = openpyxl.load_workbook(found["tables"]).worksheets[1]
    assert -1.5 in [cell for row in sheet.values for cell in row]


def test_a_plan_with_nothing_but_unassessable_targets(make_raw, documents):
    found = documents(make_raw([{}, {}], nature="expected"), "zh")
    assert "暂不能评估" in text_of(found["report"])
