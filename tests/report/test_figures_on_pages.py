"""The large figures of an indicator's data sheet, outside its tables, are those of the result tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import pytest
from report.tagged import elements_of
from report.tracing import PRINTED, Book, agrees, known, one_line

from ontrack.plan import LANGUAGES, Target
from ontrack.report import build
from ontrack.report.pdf_check.check import squeeze
from ontrack.report.pdf_check.tags import HEADINGS, Element


def faults_of_sheets(book: Book, elements: list[Element]) -> list[str]:
    """Return the labelled figures of the data sheets that are not those of the result tables."""
    faults: list[str] = []
    told: set[str] = set()
    for title, paragraphs in below_headings(elements):
        target = target_called(book, title)
        if target and any(book.says("page.median_label", one.text.split("\n")[0]) for one in paragraphs):
            told.add(target.target)
            faults += faults_of_sheet(book, target, paragraphs)
    lacking = (
        one.target for one in book.plan.table_targets if known(book.assessment(one)["probability_met"])
    )
    return faults + [f"no data sheet of {one}" for one in lacking if one not in told]


def below_headings(elements: list[Element]) -> Iterator[tuple[str, list[Element]]]:
    """Yield the title of each heading and the paragraphs below it."""
    title, paragraphs = "", list[Element]()
    for one in elements:
        if one.kind in HEADINGS:
            yield title, paragraphs
            title, paragraphs = one.title, []
        elif one.kind == "P" and one.text:
            paragraphs.append(one)
    yield title, paragraphs


def target_called(book: Book, title: str) -> Target | None:
    """Return the target of the table whose heading a title is."""
    names = ((one, one.text("name", book.language)) for one in book.plan.table_targets)
    return next((one for one, name in names if squeeze(title).endswith(squeeze(name))), None)


def faults_of_sheet(book: Book, target: Target, paragraphs: list[Element]) -> Iterator[str]:
    """Yield the faults of one sheet, whose labels are followed by their figures."""
    row, seen = book.assessment(target), 0
    for label, below in pairwise(paragraphs):
        first, *rest = label.text.split("\n")
        if any(book.says(f"page.{asked}", label.text) for asked in ("probability_of", "probability_held")):
            seen += 1
            yield from compare(label, below.text, [100 * row["probability_met"]])
        if book.says("page.median_label", first):
            seen += 1
            yield from compare(label, rest[0], [row["projected_median"]])
            interval = "\n".join(rest[1:]).partition("%")[2]
            yield from compare(label, interval, [row["lower_80"], row["upper_80"]])
    if known(row["probability_met"]) and seen < 2:
        yield f"page {paragraphs[0].page}: only {seen} labelled figures"


def compare(label: Element, printed: str, values: Sequence[float]) -> Iterator[str]:
    """Yield what differs between a printed figure, or two, and their values."""
    found, expected = list(PRINTED.finditer(printed)), [float(value) for value in values if known(value)]
    if len(found) != len(expected) or not all(map(agrees, found, expected)):
        shown = ", ".join(f"{value:.10g}" for value in expected) or "no figure"
        yield f"page {label.page}, “{one_line(label.text)}”: printed {one_line(printed)!r}, expected {shown}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_large_figure_is_that_of_a_result_table(default_report, annual_reports, language):
    book = Book(default_report.raw, default_report.results, language)
    assert faults_of_sheets(book, elements_of(annual_reports[language])) == []


def test_wrong_figures_are_named(default_report, tmp_path, monkeypatch):
    written = build.report_content
    book = Book(default_report.raw, default_report.results, "en")
    row = book.assessment(book.plan.table_targets[0])
    wrong_upper = f"{row['upper_80'] + 0.1:.1f}"

    def content_of(edition):
        content = written(edition)
        status = content["indicators"][0]["status"]
        status["probability"] = "55%"
        note = status["figures"][0]["note"]
        status["figures"][0]["note"] = note.replace(f"{row['upper_80']:.1f}", wrong_upper)
        return content

    monkeypatch.setattr(build, "report_content", content_of)
    pdf = default_report.build("en", tmp_path / "en.pdf")
    elements = elements_of(pdf)
    probability, interval = faults_of_sheets(book, elements)
    share, (lower, upper) = 100 * row["probability_met"], (row["lower_80"], row["upper_80"])
    asked = "Probability of ≥ 30.0 in 2030"
    page = next(one.page for one in elements if one.kind == "P" and one.text == asked)
    assert probability == f"page {page}, “{asked}”: printed '55%', expected {share:.10g}"
    assert interval.endswith(
        f"printed 'interval {lower:.1f} – {wrong_upper}', expected {lower:.10g}, {upper:.10g}"
    )
