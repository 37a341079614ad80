"""The workbook, read back."""

from __future__ import annotations

import dataclasses
import math
import re
import zipfile
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
import pytest
from helpers.made_once import plan_of_ours
from openpyxl.utils import get_column_letter

from ontrack.assessment.verdicts import NOT_JUDGED
from ontrack.errors import OutputError
from ontrack.paths import Paths
from ontrack.plan import LANGUAGES
from ontrack.plan.texts import Texts
from ontrack.report.edition import COMPARISONS, Edition
from ontrack.report.spreadsheet import write_workbook
from ontrack.report.spreadsheet.kinds import kind_of, number_format
from ontrack.report.spreadsheet.readable import code_section
from ontrack.report.spreadsheet.results import columns_in, result_sheet
from ontrack.report.spreadsheet.sheet import Day
from ontrack.report.spreadsheet.targets import HEADINGS
from ontrack.report.spreadsheet.texts import day_or_period, heading_of, meaning_of
from ontrack.report.spreadsheet.widths import display_width, lines_of
from ontrack.report.stamp import Stamp
from ontrack.tables import read_results
from ontrack.tables.result_columns import RESULTS
from ontrack.wording import load_wording

ROOT = Path(__file__).resolve().parents[3]
STEADY = {"2020": 100.0, "2021": 104.0, "2022": 110.0, "2023": 115.0, "2024": 121.0, "2025": 126.0}


@pytest.fixture(scope="module")
def books(tmp_path_factory, raw_and_results):
    """The workbook of the default plan in both languages, with its edition."""
    raw, results, stamp = raw_and_results
    folder = tmp_path_factory.mktemp("tables")
    found = {}
    for language in LANGUAGES:
        edition = Edition(raw, results, language, stamp)
        path = write_workbook(edition, folder / f"tables.{language}.xlsx")
        found[language] = edition, openpyxl.load_workbook(path), path
    return found


def table_on(edition: Edition, book: openpyxl.Workbook, name: str) -> pd.DataFrame:
    """Return a result table as a sheet of the workbook holds it, by the names of its CSV file."""
    sheet = book[edition.wording(f"spreadsheet.tab.{name}")]
    wanted = [column.name for column in columns_in(edition.language, RESULTS[name])]
    lines = [list(row) for row in sheet.iter_rows(values_only=True)]
    head = next(place for place, line in enumerate(lines) if [cell for cell in line if cell] == wanted)
    return pd.DataFrame([line[: len(wanted)] for line in lines[head + 2 :]], columns=wanted)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_number_is_that_of_the_table(books, language):
    edition, book, _ = books[language]
    compared = 0
    for name, rows in edition.results.items():
        if rows.empty:
            continue
        found = table_on(edition, book, name)
        assert len(found) == len(rows)
        for column in RESULTS[name].columns:
            if column.type in ("number", "integer"):
                wanted, given = (
                    values[column.name].astype(float).to_numpy(float) for values in (rows, found)
                )
                # a workbook keeps 16 digits of a number
                assert np.allclose(given, wanted, rtol=1e-15, atol=0, equal_nan=True), f"{name}.{column.name}"
                compared += int((~np.isnan(wanted)).sum())
    assert compared > 5000


@pytest.mark.parametrize("language", LANGUAGES)
def test_numbers_are_numbers_and_nothing_is_a_formula(books, language):
    _, book, _ = books[language]
    kinds = {
        cell.data_type
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }
    assert kinds == {"n", "s", "d"}
    assert [
        cell.coordinate
        for sheet in book for row in sheet.iter_rows() for cell in row
        if cell.data_type == "s" and cell.value.replace(".", "", 1).isdigit() and len(cell.value) > 4
    ] == []  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_codes_and_ids_stand_as_words(books, language):
    edition, book, _ = books[language]
    found = table_on(edition, book, "assessments").set_index(
        pd.Index(edition.results["assessments"]["target"])
    )
    row = found.loc["high_value_patents_per_10k"]
    target = edition.plan.targets[0]
    assert row["target"] == target.text("name", language)
    verdicts = edition.results["assessments"].set_index("target")["verdict"]
    assert row["verdict"] == edition.wording(f"verdict.{verdicts['high_value_patents_per_10k']}")
    assert list(found["verdict"]) == [edition.wording(f"verdict.{code or NOT_JUDGED}") for code in verdicts]
    assert row["nature"] == edition.wording("nature.binding")
    assert row["comparison"] == "≥"
    sheet = book[edition.wording("spreadsheet.tab.assessments")]
    assert "high_value_patents_per_10k" in [
        cell for line in sheet.iter_rows(values_only=True) for cell in line
    ]


def test_chinese_sheets_show_no_code_but_where_ids_are_asked_for(books):
    edition, book, _ = books["zh"]
    for name, rows in edition.results.items():
        if rows.empty:
            continue
        for column in columns_in("zh", RESULTS[name]):
            codes = {code for code in column.choices if re.fullmatch("[a-z][a-z_]+", code)}
            shown = {str(value) for value in table_on(edition, book, name)[column.name]} if codes else set()
            assert shown.isdisjoint(codes), f"{name}.{column.name}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_column_of_every_table_is_defined(raw_and_results, language):
    raw, results, stamp = raw_and_results
    edition = Edition(raw, results, language, stamp)
    tables = {name: table.names for name, table in RESULTS.items()}
    for name, columns in tables.items():
        for column in columns:
            assert heading_of(edition, name, column)
            assert meaning_of(edition, name, column).endswith("。" if language == "zh" else ".")
        for part in ("tab", "title", "about"):
            assert edition.wording(f"spreadsheet.{part}.{name}")
        assert len(edition.wording(f"spreadsheet.tab.{name}")) <= 31
        headings = [heading_of(edition, name, column) for column in columns]
        assert len(set(headings)) == len(headings), f"two columns of {name} have one heading"


def test_every_definition_is_of_a_column_that_there_is():
    names = {name: set(table.names) for name, table in RESULTS.items()}
    names["any"] = set().union(*names.values())
    for key in load_wording("en").texts:
        if key.startswith("column."):
            _, table, column, _ = key.split(".")
            assert column.removesuffix("_other") + "_en" * column.endswith("_other") in names[table], key


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_its_word(language):
    texts = load_wording(language).texts
    for name, table in RESULTS.items():
        for column in table.columns:
            if column.choices and column.name not in ("evidence_grade", "comparison"):
                section = code_section(name, column.name, column.choices)
                assert [code for code in column.choices if f"{section}.{code}" not in texts] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_sheet_has_frozen_heads_a_filter_and_a_print_that_fits(books, language):
    _, book, _ = books[language]
    for sheet in book:
        assert sheet.freeze_panes and int(sheet.page_setup.paperSize) == 9
        assert sheet.sheet_properties.pageSetUpPr.fitToPage and sheet.page_setup.fitToHeight == 0
        assert sheet.print_title_rows
        assert "&P" in sheet.oddFooter.right.text and "&N" in sheet.oddFooter.right.text
        if sheet is not book.worksheets[0]:
            (table,) = sheet.tables.values()
            head = int(sheet.print_title_rows.split(":$")[1])
            assert table.ref.startswith(f"A{head}:") and table.autoFilter.ref == table.ref
            names = [column.name for column in table.tableColumns]
            assert names == [cell.value for cell in sheet[head][: len(names)]]
            assert len({name.casefold() for name in names}) == len(names)  # else Excel mends the file
            back = sheet.cell(row_of_link(sheet), 1).hyperlink
            assert back.location == f"'{book.worksheets[0].title}'!A1"
    tables = [name for sheet in book for name in sheet.tables]
    assert len(set(tables)) == len(tables) == len(book.worksheets) - 1
    assert {cell.font.name for cell in book.worksheets[1][9]} == {"等线" if language == "zh" else "Calibri"}


def row_of_link(sheet) -> int:
    """Return the row of a sheet's first link, above its table."""
    return next(row[0].row for row in sheet.iter_rows(max_col=1) if row[0].hyperlink)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_five_sheets_that_are_handed_on_print_on_one_page_s_width_without_ids(books, language):
    edition, book, _ = books[language]
    key = ("targets", "assessments", "alarms", "scenarios", "portfolio")
    for sheet in book.worksheets[1:]:
        last = sheet.print_area.rpartition("$")
        table = next(iter(sheet.tables.values()))
        assert last[2] == re.search(r"\d+$", table.ref)[0]  # as far down as the table
    for name in key:
        sheet = book[edition.wording(f"spreadsheet.tab.{name}")]
        assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth) == ("landscape", 1)
    sheet = book[edition.wording("spreadsheet.tab.alarms")]
    ids = sum(
        field.printed is False for field in result_sheet(edition, "alarms", edition.results["alarms"]).fields
    )
    columns = len(next(iter(sheet.tables.values())).tableColumns)
    assert sheet.print_area.endswith(f"${get_column_letter(columns - ids)}${sheet.max_row}") and ids == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_targets_and_dates_are_values(books, language):
    edition, book, _ = books[language]

    def lines(name):
        sheet = book[edition.wording(f"spreadsheet.tab.{name}")]
        return [list(row) for row in sheet.iter_rows(values_only=True)]

    rows = lines("targets")
    heads = {name: edition.wording(f"spreadsheet.targets.{name}") for name in HEADINGS}
    head = next(place for place, row in enumerate(rows) if heads["level"] in row)
    table = pd.DataFrame(rows[head + 1 :], columns=rows[head]).set_index(heads["name"])
    for target in edition.plan.table_targets:
        row = table.loc[target.text("name", language)]
        assert row[heads["level"]] == target.level
        assert row[heads["comparison"]] == COMPARISONS[target.comparison]
        assert row[heads["target_year"]] == target.year
    binding = table.loc[edition.plan.targets[0].text("name", language)]
    assert (binding[heads["nation_year"]], binding[heads["nation"]]) == (2025, 16.0)
    lenses = edition.results["lenses"].set_index("target")
    assert binding[heads["nation_pace"]] == lenses.loc["high_value_patents_per_10k", "nation_pace"]
    dates = [cell.date() for row in lines("sources") for cell in row if isinstance(cell, datetime)]
    assert dates and max(dates) <= date.fromisoformat(edition.stamp.assessment_date)
    first = [cell for row in lines("front") for cell in row]
    assert datetime.fromisoformat(edition.stamp.assessment_date) in first


def test_a_month_or_a_year_is_no_date_of_a_spreadsheet(books):
    edition, _, _ = books["en"]
    assert day_or_period(edition, "2025-06") == "June 2025"
    assert day_or_period(edition, "2025") == "2025"
    assert day_or_period(edition, "") == ""
    assert day_or_period(edition, "2025-06-03") == Day(date(2025, 6, 3), "d mmm yyyy")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sheet_offers_a_value_that_is_easier_than_what_is_reached(books, language):
    edition, book, _ = books[language]
    latest = edition.results["assessments"].set_index("target")["latest_value"]
    for name, columns in {
        "adjustments": ("value_even", "value_four_in_five"),
        "alarms": ("last_safe_value", "value_keeping_80"),
    }.items():
        found = table_on(edition, book, name).set_index(pd.Index(edition.results[name]["target"]))
        assert len(found)
        for target in edition.plan.targets:
            if target.target in found.index:
                offered = found.loc[target.target, list(columns)].dropna().astype(float)
                reached = float(latest[target.target])
                assert all(value >= reached if target.wants_more else value <= reached for value in offered)


def test_the_first_sheet_says_what_it_is_and_leads_to_the_others(books):
    edition, book, _ = books["zh"]
    first = book.worksheets[0]
    said = [cell for row in first.iter_rows(values_only=True) for cell in row if cell]
    assert edition.stamp.check_code in said
    assert any("引用" in str(text) for text in said)
    links = [cell.hyperlink.location for row in first.iter_rows() for cell in row if cell.hyperlink]
    assert links == [f"'{sheet.title}'!A1" for sheet in book.worksheets[1:]]


@pytest.mark.parametrize(
    ("kind", "value", "decimals", "expected"),
    [
        ("year", 2025, None, "0"),
        ("share", 0.5443, None, "0.0%"),
        ("value", 24.3, 1, '#,##0.0;"−"#,##0.0'),
        ("value", 164000, 0, '#,##0;"−"#,##0'),
        ("mixed", 1.62761, None, '#,##0.00;"−"#,##0.00'),
        ("mixed", 5094000.0, None, '#,##0;"−"#,##0'),
        ("mixed", 63.7195, 3, '#,##0.0;"−"#,##0.0'),
        ("value", 3.25, None, '#,##0.00;"−"#,##0.00'),
    ],
)
def test_number_formats(kind, value, decimals, expected):
    assert number_format(kind, value, decimals) == expected


def test_a_year_has_no_thousands_and_a_probability_is_a_share(books):
    kinds = {
        (name, column.name): kind_of(name, column)
        for name, table in RESULTS.items()
        for column in table.columns
    }
    assert kinds["assessments", "latest_year"] == "year"
    assert kinds["assessments", "probability_met"] == "share"
    assert kinds["assessments", "progress_pct"] == "per_cent"
    assert kinds["assessments", "latest_value"] == "value"
    assert kinds["portfolio", "number_met"] == "count"
    assert kinds["scenarios", "probability_difference"] == "share_change"
    _, book, _ = books["en"]
    sheet = book["All targets"]
    shown = {cell.number_format for row in sheet.iter_rows() for cell in row if cell.value == 2030}
    assert shown == {"0"}


def test_the_same_bytes_twice_and_nothing_of_the_day_it_was_made(books, tmp_path):
    edition, _, path = books["en"]
    again = write_workbook(edition, tmp_path / "again.xlsx")
    assert again.read_bytes() == path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        assert {part.date_time for part in archive.infolist()} == {(2026, 6, 30, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode()
    assert core.count("2026-06-30T00:00:00Z") == 2


HOSTILE = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "#N/A",
    '=HYPERLINK("https://example.org")',
    "TRUE",
    "a\x0bb",
    "12",
]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_that_looks_like_a_formula_stays_a_text(make_raw, edition_of, tmp_path, name):
    raw = make_raw([STEADY], names={0: name})
    path = write_workbook(edition_of(raw), tmp_path / "tables.xlsx")
    book = openpyxl.load_workbook(path)
    cell = book["All targets"]["B5"]
    assert (cell.value, cell.data_type) == (name.replace("\x0b", ""), "s")
    assert bool(cell.quotePrefix) == name.startswith(("=", "+", "-", "@"))
    with zipfile.ZipFile(path) as archive:
        assert not any(b"<f>" in archive.read(part) for part in archive.namelist())


def test_a_plan_name_with_an_ampersand_is_no_code_of_the_page_head(make_raw, edition_of, tmp_path):
    raw = make_raw([STEADY])
    raw = dataclasses.replace(raw, plan=dataclasses.replace(raw.plan, name=Texts(raw.plan.name, en="R&D &P")))
    book = openpyxl.load_workbook(write_workbook(edition_of(raw), tmp_path / "tables.xlsx"))
    assert book.worksheets[0].oddHeader.left.text.startswith("R&&D &&P")


def test_a_long_plan_name_keeps_the_page_head_within_what_spreadsheets_take(make_raw, edition_of, tmp_path):
    raw = make_raw([STEADY])
    raw = dataclasses.replace(
        raw, plan=dataclasses.replace(raw.plan, name=Texts(raw.plan.name, en="Plan & more " * 40))
    )
    book = openpyxl.load_workbook(write_workbook(edition_of(raw), tmp_path / "tables.xlsx"))
    for sheet in book:
        assert len(str(sheet.oddHeader)) < 255


def test_empty_tables_have_no_sheet_and_a_plan_without_figures_has_its_workbook(
    make_raw, edition_of, tmp_path
):
    book = openpyxl.load_workbook(write_workbook(edition_of(make_raw([{}, {}])), tmp_path / "tables.xlsx"))
    assert "Comparators" not in book.sheetnames
    assert "Projections" not in book.sheetnames
    assert book["All targets"]["AA5"].value == "Cannot be assessed"


def test_a_target_without_a_value_is_listed_with_the_reason(tmp_path):
    paths = Paths(ROOT)
    raw, results = plan_of_ours("china-ip-2025"), read_results(paths.processed("china-ip-2025", 2025))
    stamp = Stamp("c0ffee", "5ha2560123456789abcdef", {}, 2025, "2026")
    path = write_workbook(Edition(raw, results, "en", stamp), tmp_path / "tables.xlsx")
    book = openpyxl.load_workbook(path)
    rows = [[cell for cell in row if cell] for row in book["All targets"].iter_rows(values_only=True)]
    (row,) = [row for row in rows if "Public satisfaction with IP protection" in row]
    assert row[0] == 7 and 80.05 in row and 2025 in row
    assert row[-1].startswith("The figure aimed at was not found in the sources read")


def test_long_texts_take_more_lines():
    assert display_width("浙江") == 4
    assert lines_of("浙江" * 10, 21) == 2
    assert lines_of("one two", 30) == 1
    assert lines_of("a\nb", 30) == 2
    assert lines_of("word " * 8, 11) == 4
    assert lines_of("x" * 95, 31) == math.ceil(95 * 0.95 / 30)


def test_a_file_that_cannot_be_written(make_raw, edition_of, tmp_path):
    (tmp_path / "folder").write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(OutputError, match=r"tables\.xlsx could not be written"):
        write_workbook(edition_of(make_raw([STEADY])), tmp_path / "folder" / "tables.xlsx")


def test_the_archive_can_be_opened_whole(books):
    with zipfile.ZipFile(BytesIO(books["zh"][2].read_bytes())) as archive:
        assert archive.testzip() is None
