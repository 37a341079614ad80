"""A sheet for each numbered figure: under the number that is printed, with what the chart draws."""

from __future__ import annotations

import re

import openpyxl
import pytest
from report.committed import AS_OF, PLAN
from report.reading import text_of

from ontrack.errors import RunError
from ontrack.plan import LANGUAGES
from ontrack.report.edition import Edition
from ontrack.report.figures import rows_drawn
from ontrack.report.spreadsheet import write_workbook
from ontrack.wording import load_wording


@pytest.fixture(scope="module")
def figures_of(default_report, tmp_path_factory):
    """Return a function that returns the sheets of figures of one language, by their tabs."""

    def of(language: str) -> dict[str, openpyxl.worksheet.worksheet.Worksheet]:
        given = default_report
        edition = Edition(given.raw, given.results, language, given.stamp)
        path = tmp_path_factory.mktemp(language) / f"tables.{language}.xlsx"
        book = openpyxl.load_workbook(write_workbook(edition, path, given.charts))
        tab = re.compile(load_wording(language)("spreadsheet.figure.tab", number=r"\d+"))
        return {sheet.title: sheet for sheet in book if tab.fullmatch(sheet.title)}

    return of


@pytest.mark.parametrize("language", LANGUAGES)
def test_figures_have_the_numbers_and_captions_of_the_printed_ones(figures_of, built, language):
    printed = re.sub(r"\s", "", text_of(built(PLAN, AS_OF, "annual", language)))
    kind = load_wording(language)("report.label.figure_kind")
    found = figures_of(language)
    for number, sheet in enumerate(found.values(), 1):
        caption = re.sub(r"\s", "", sheet["A2"].value)
        assert f"{kind}{number}{caption}" in printed, sheet["A1"].value
    assert f"{kind}{len(found) + 1}" not in printed


def test_a_sheet_holds_what_its_chart_draws(figures_of, default_report):
    sheet = figures_of("en")["Figure 1"]
    lines = [list(row) for row in sheet.iter_rows(values_only=True)]
    head = next(place for place, line in enumerate(lines) if line[:3] == ["layer", "year", "value"])
    found, upper = lines[head + 2 :], lines[head].index("upper_80")
    rows = rows_drawn(default_report.charts, "fan.high_value_patents_per_10k", "en")
    assert [line[2] for line in found] == pytest.approx([row["value"] for row in rows])
    assert [line[upper] for line in found] == [row["upper_80"] for row in rows]
    assert found[-1][:3] == ["target", 2030, 30]
    assert "Values in" in sheet["A4"].value


def test_a_chart_that_is_missing_is_named(default_report, tmp_path):
    given = default_report
    with pytest.raises(RunError, match="Charts are missing from"):
        write_workbook(
            Edition(given.raw, given.results, "en", given.stamp), tmp_path / "tables.xlsx", tmp_path
        )
