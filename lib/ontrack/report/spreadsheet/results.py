"""Each result table as a sheet: every column and row of its CSV file, in words a reader knows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

import pandas as pd

from ontrack.assessment.verdicts import NOT_JUDGED
from ontrack.evidence import kinds_in_words
from ontrack.languages import LANGUAGES
from ontrack.report.edition import Edition
from ontrack.report.spreadsheet.kinds import kind_of, number_format, with_decimals
from ontrack.report.spreadsheet.readable import NAMERS, decimals_of, method_name, names_of, word_of
from ontrack.report.spreadsheet.sheet import Cell, Field, Figure, Sheet, Word
from ontrack.report.spreadsheet.texts import day_or_period, heading_of
from ontrack.tables.columns import DATE, Column, Table
from ontrack.tables.result_columns import RESULTS

Row = Mapping[str, Any]
# Column of a verdict to that of its probability in the same row, by table where they are called otherwise.
VERDICT_COLUMNS = {"verdict": "probability_met", "earlier_verdict": "earlier_probability"}
KEY = ("assessments", "alarms", "scenarios", "portfolio")  # with all targets the five that are handed on
VERDICT_OF_CHANGES = {"verdict": "probability", "earlier_verdict": "earlier_probability"}


def result_sheets(edition: Edition) -> list[Sheet]:
    """Return a sheet for each result table that has a row, in the order of RESULTS."""
    found = ((name, edition.results[name]) for name in RESULTS)
    return [result_sheet(edition, name, rows) for name, rows in found if len(rows)]


def result_sheet(edition: Edition, name: str, rows: pd.DataFrame) -> Sheet:
    """Return one result table; ids stand as names, and once more as they are at the right end."""
    columns = columns_in(edition.language, RESULTS[name])
    named = [column for column in columns if column.name in NAMERS and column.type == "text"]
    fields = [Field(heading_of(edition, name, column.name), column.name) for column in columns]
    says = [heading_of(edition, name, column.name) for column in named]
    ids = [Field(edition.wording("spreadsheet.id_of", heading=one), printed=False) for one in says]
    return Sheet(
        tab=edition.wording(f"spreadsheet.tab.{name}"),
        title=edition.wording(f"spreadsheet.title.{name}"),
        notes=(edition.wording(f"spreadsheet.about.{name}"), edition.wording("spreadsheet.file", name=name)),
        fields=(*fields, *ids),
        rows=tuple(
            (*cells_of(edition, name, columns, row), *(str(row[column.name] or "") for column in named))
            for row in rows.to_dict("records")
        ),
        key=name in KEY,
    )


def columns_in(language: str, table: Table) -> list[Column]:
    """Return the columns of a table without the texts in the other language."""
    others = tuple(f"_{other}" for other in LANGUAGES if other != language)
    return [column for column in table.columns if not column.name.endswith(others)]


def cells_of(edition: Edition, name: str, columns: Sequence[Column], row: Row) -> list[Cell]:
    """Return the cells of one row, a column each."""
    decimals = decimals_of(edition, row)
    return [cell_of(edition, name, column, row, decimals=decimals) for column in columns]


def cell_of(edition: Edition, table: str, column: Column, row: Row, *, decimals: int | None) -> Cell:
    """Return one value: a figure with its format, a word for a code, a name for an id, or the text."""
    value = row[column.name]
    if value is None or pd.isna(value) or value == "":
        return not_judged(edition, table, column, row)
    kind = kind_of(table, column)
    if kind != "text":
        figure = int(value) if column.type == "integer" else float(value)
        return Figure(figure, number_format(kind, figure, decimals))
    if column.type == "flag":
        return edition.wording("code.yes_no.yes") if value else None
    if column.choices:
        word = word_of(edition, table, column.name, column.choices, str(value))
        return Word(word, str(value)) if column.name in VERDICT_COLUMNS else word
    if column.pattern == DATE:
        return day_or_period(edition, str(value))
    if (table, column.name) == ("statements", "value"):
        return as_typed(str(value))
    return text_of(edition, table, column.name, row)


def as_typed(value: str) -> Cell:
    """Return a figure with the decimals it is typed with; a range such as 20..22 stays a text."""
    try:
        typed = Decimal(value)
    except InvalidOperation:
        return value
    return Figure(float(typed), with_decimals(max(0, -int(typed.as_tuple().exponent))))


def not_judged(edition: Edition, table: str, column: Column, row: Row) -> Cell:
    """Return the mark of an empty verdict beside a probability; nothing in any other empty cell."""
    of = VERDICT_OF_CHANGES if table == "changes" else VERDICT_COLUMNS
    probability = row.get(of.get(column.name, ""))
    if probability is None or pd.isna(probability):
        return None
    return Word(edition.wording(f"verdict.{NOT_JUDGED}"), NOT_JUDGED)


def text_of(edition: Edition, table: str, column: str, row: Row) -> str:
    """Return a text, or the names of the ids it consists of."""
    value = str(row[column])
    if column == "evidence_kinds":
        return kinds_in_words(value, edition.wording)
    if column == "goal":
        return edition.plan.goal_name(value, edition.language)
    if column in NAMERS:
        return names_of(edition, column, value)
    if (table, column) == ("rules", "band"):
        return edition.wording(f"rule.band.{row['rule']}.{value}")
    if (table, column) == ("projections", "method"):
        return method_name(edition, value)
    return value
