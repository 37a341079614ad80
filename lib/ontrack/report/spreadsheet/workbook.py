"""Make the workbook of one edition."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from openpyxl import Workbook

from ontrack.languages import LANGUAGES
from ontrack.paths import replace_bytes
from ontrack.report.cover import document_title
from ontrack.report.edition import Edition
from ontrack.report.phrases.shortening import shortened
from ontrack.report.spreadsheet.archive import workbook_bytes
from ontrack.report.spreadsheet.cells import Look
from ontrack.report.spreadsheet.definitions import definition_sheets
from ontrack.report.spreadsheet.figures import figure_sheets
from ontrack.report.spreadsheet.front import front_sheet
from ontrack.report.spreadsheet.layout import escaped, lay_out
from ontrack.report.spreadsheet.results import result_sheets
from ontrack.report.spreadsheet.sheet import Sheet
from ontrack.report.spreadsheet.targets import targets_sheet

LONGEST_HEAD = 80  # characters of the plan's name: a spreadsheet refuses a page head of more than 255


def write_workbook(edition: Edition, destination: Path, charts: Path | None = None) -> Path:
    """Write all tables of one assessment to `destination` as XLSX and return it.

    The first sheet says what it is; then come all targets, each result table, the definitions, and the
    numbers of each figure. Equal results make equal bytes.

    Parameters
    ----------
    edition : Edition
        Whose results, language and stamp are taken.
    destination : Path
        ``tables.<language>.xlsx``.
    charts : Path, optional
        Folder of the charts, as `ontrack.report.build_report` takes it; without it no figure has a sheet.

    Raises
    ------
    RunError
        When a chart is missing.
    OutputError
        When the file cannot be written.
    """
    sheets = sheets_of(edition, charts)
    book = Workbook()
    book.remove(book.active)
    book.properties.title = document_title(edition.plan, edition.language, edition.stamp.as_of, edition.form)
    book.properties.creator = book.properties.lastModifiedBy = "ontrack"
    book.properties.language = LANGUAGES[edition.language].tag
    look = look_of(edition)
    for sheet in sheets:
        lay_out(sheet, book.create_sheet(sheet.tab), look)
    moment = datetime.fromisoformat(edition.stamp.assessment_date).replace(tzinfo=UTC)
    return replace_bytes(destination, workbook_bytes(book, moment))


def sheets_of(edition: Edition, charts: Path | None = None) -> list[Sheet]:
    """Return the sheets of the workbook in their order."""
    figures = figure_sheets(edition, charts) if charts else []
    rest = [targets_sheet(edition), *result_sheets(edition), *definition_sheets(edition), *figures]
    return [front_sheet(edition, rest), *rest]


def look_of(edition: Edition) -> Look:
    """Return what all sheets share."""
    plan = shortened(edition.name_of(edition.plan), LONGEST_HEAD)
    stamp = edition.stamp
    head = edition.wording("spreadsheet.head", plan=plan, year=stamp.as_of, code=stamp.check_code)
    foot = edition.say("page_of", page="&P", pages="&N")
    front, back = (edition.wording(f"spreadsheet.{key}") for key in ("tab.front", "back"))
    return Look(edition.language, escaped(head), foot, front, back)
