"""Every figure of every printed table is that of the result table it comes from."""

from __future__ import annotations

import re

import pytest
from report.feeds import faults_of
from report.tagged import printed_tables
from report.tracing import Book

from ontrack.plan import LANGUAGES
from ontrack.report import build


@pytest.fixture
def faults_after(default_report, tmp_path, monkeypatch):
    """Return a function that builds a report, changed before it is set, and returns its faults."""
    written = build.report_content

    def make(language: str, change) -> list[str]:
        def content_of(edition):
            content = written(edition)
            change(content)
            return content

        monkeypatch.setattr(build, "report_content", content_of)
        pdf = tmp_path / f"{language}.pdf"
        default_report.build(language, pdf)
        book = Book(default_report.raw, default_report.results, language)
        return faults_of(book, printed_tables(pdf))

    return make


@pytest.fixture
def first_row(default_report):
    """The assessment of the first target, which stands first in the tables changed here."""
    return default_report.results["assessments"].iloc[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_printed_figure_is_in_its_result_table(default_report, annual_reports, language):
    book = Book(default_report.raw, default_report.results, language)
    assert faults_of(book, printed_tables(annual_reports[language])) == []


def test_a_wrong_figure_is_named_and_so_is_a_table_nobody_traces(faults_after, first_row):
    wrong = f"{first_row['projected_median'] + 0.1:.1f}"

    def change(content):
        median = content["indicator_table"]["rows"][0]["cells"][-2]
        median["value"] = wrong
        content["portfolio"]["influence"]["caption"] = "Another table"

    fault, *untraced = faults_after("en", change)
    ends = [first_row[name] for name in ("lower_80", "upper_80")]
    printed = f"{wrong} {ends[0]:.1f} – {ends[1]:.1f}"
    figures = ", ".join(f"{figure:.10g}" for figure in (first_row["projected_median"], *ends))
    table = "“Table 2 The 12 targets of the indicator table”"
    assert re.match(rf"page \d+, {table}, row “1”, column “Median, 80% interval”: ", fault)
    assert fault.endswith(f"printed {printed!r}, the result table has {figures}")
    assert any("Another table”: no feed says where its figures come from" in one for one in untraced)


def test_figures_and_rows_more_or_less_and_swapped_names_are_named(faults_after, default_report):
    """The first row lacks its share, the second has a year too much, two have swapped names, one is gone."""
    book, names = Book(default_report.raw, default_report.results, "zh"), []

    def change(content):
        rows = content["portfolio"]["influence"]["rows"]
        names.extend(row[0] for row in rows)
        rows[0][2] = "–"
        rows[1][1] = "2025"
        rows[2][0], rows[3][0] = rows[3][0], rows[2][0]
        rows.pop()

    counted, less, more, *swapped = faults_after("zh", change)
    assert counted.endswith("各项目标对实现项数的影响”: 11 rows; 12 expected")
    share = f"{100 * book.assessment(book.target(names[0]))['probability_met']:.10g}"
    assert f"column “实现概率”: printed '–', the result table has {share}" in less
    assert "column “领域”: printed '2025', the result table has no figure" in more
    assert len(swapped) >= 4
    rows = {re.search("row “(.+?)”", fault)[1].replace(" ", "") for fault in swapped}
    assert rows == {name.replace(" ", "") for name in names[2:4]}
