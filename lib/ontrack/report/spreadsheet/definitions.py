"""The sheets that say what everything means: columns, indicators, words and sources."""

from __future__ import annotations

import pandas as pd

from ontrack.assessment.verdicts import NOT_JUDGED
from ontrack.plan import Indicator
from ontrack.report.edition import PUBLISHER_UNKNOWN, Edition
from ontrack.report.spreadsheet.kinds import FIXED_FORMATS
from ontrack.report.spreadsheet.readable import code_section, indicator_name, word_of
from ontrack.report.spreadsheet.sheet import Cell, Field, Figure, Link, Sheet
from ontrack.report.spreadsheet.texts import day_or_period, heading_of, meaning_of, unit_of
from ontrack.tables.result_columns import RESULTS
from ontrack.wording.publishers import publisher_name

WORD_SHARES = {
    "very_likely": "share_90", "likely": "share_66", "uncertain": "share_33", "unlikely": "share_10",
    "very_unlikely": "share_0", "not_judged": "share_not_judged", "not_assessable": "share_none",
}  # fmt: skip
WIDEST = {"meaning": 80, "definition": 80, "title": 70}


def definition_sheets(edition: Edition) -> list[Sheet]:
    """Return the sheets of definitions."""
    return [
        columns_sheet(edition),
        words_sheet(edition),
        indicators_sheet(edition),
        sources_sheet(edition),
    ]


def sheet_of(
    edition: Edition, name: str, headings: tuple[str, ...], rows: list[tuple[Cell, ...]], *, frozen: int = 1
) -> Sheet:
    """Return a sheet of definitions whose words stand under its name."""
    fields = tuple(
        Field(edition.wording(f"spreadsheet.{name}.{heading}"), widest=WIDEST.get(heading, 42))
        for heading in headings
    )
    return Sheet(
        edition.wording(f"spreadsheet.tab.{name}"), edition.wording(f"spreadsheet.title.{name}"),
        (edition.wording(f"spreadsheet.about.{name}"),), fields, tuple(rows), frozen=frozen,
    )  # fmt: skip


def columns_sheet(edition: Edition) -> Sheet:
    """Return what every column of every result table says, in what unit."""
    rows: list[tuple[Cell, ...]] = [
        (
            edition.wording(f"spreadsheet.tab.{name}"),
            heading_of(edition, name, column.name),
            meaning_of(edition, name, column.name),
            unit_of(edition, name, column),
            f"{name}.csv",
            column.name,
        )
        for name, table in RESULTS.items()
        for column in table.columns
    ]
    return sheet_of(
        edition, "columns", ("table", "heading", "meaning", "unit", "file", "name"), rows, frozen=2
    )


def words_sheet(edition: Edition) -> Sheet:
    """Return the words for probabilities, the grades, and the word for every code of every column."""
    rows: list[tuple[Cell, ...]] = [
        (edition.wording("spreadsheet.words.scale"), edition.wording(f"verdict.{word}"),
         edition.say(f"method.{share}"), "" if word == NOT_JUDGED else word)
        for word, share in WORD_SHARES.items()
    ]  # fmt: skip
    grade = edition.wording("spreadsheet.words.grades")
    rows += [(grade, letter, edition.wording(f"grade.{letter}"), letter) for letter in "ABCDE"]
    seen: set[str] = set()
    for name, table in RESULTS.items():
        for column in table.columns:
            section = code_section(name, column.name, column.choices)
            if column.choices and column.name != "evidence_grade" and section not in seen:
                seen.add(section)
                heading = heading_of(edition, name, column.name)
                rows += [
                    (heading, word_of(edition, name, column.name, column.choices, code), "", code)
                    for code in column.choices
                    if section != "verdict" or code not in WORD_SHARES
                ]
    return sheet_of(edition, "words", ("subject", "word", "meaning", "code"), rows)


def indicators_sheet(edition: Edition) -> Sheet:
    """Return the definition of every indicator that a target or a figure of the results rests on."""
    used = {target.indicator for target in edition.plan.targets}
    for table in edition.results.values():
        used |= set(table["indicator"]) if "indicator" in table else set()
    rows = [
        indicator_cells(edition, indicator)
        for name, indicator in edition.raw.indicators.items()
        if name in used
    ]
    headings = ("name", "unit", "kind", "decimals", "better", "denominator", "definition", "id")
    return sheet_of(edition, "indicators", headings, rows)


def indicator_cells(edition: Edition, indicator: Indicator) -> tuple[Cell, ...]:
    """Return the cells of one indicator."""
    below = indicator.denominator
    return (
        edition.name_of(indicator),
        edition.name_of(indicator, "unit"),
        edition.wording(f"code.indicator_kind.{indicator.kind}"),
        Figure(indicator.decimals, FIXED_FORMATS["count"]),
        edition.wording(f"code.better.{indicator.better}"),
        indicator_name(edition, below) if below else "",
        edition.name_of(indicator, "definition"),
        indicator.id,
    )


def sources_sheet(edition: Edition) -> Sheet:
    """Return every source that a figure of the results was taken from, and the plan, by id."""
    used = {edition.plan.source}
    for table in edition.results.values():
        used |= set(table["source"].dropna()) if "source" in table else set()
    found = edition.raw.sources[edition.raw.sources.index.isin(used)].sort_index()
    rows = [source_cells(edition, str(name), row) for name, row in found.iterrows()]
    headings = ("publisher", "title", "date", "address", "licence", "id")
    return sheet_of(edition, "sources", headings, rows, frozen=2)


def source_cells(edition: Edition, name: str, row: pd.Series) -> tuple[Cell, ...]:
    """Return the cells of one source."""
    stated = edition.wording("spreadsheet.not_stated")
    publisher = publisher_name(row["publisher"], edition.language)
    address: Cell = Link(row["url"], row["url"]) if row["url"] else ""
    if not row["url"] and row["reposted"]:
        address = edition.say("label.reposted")
    return (
        stated if publisher == PUBLISHER_UNKNOWN else publisher,
        row["title"],
        day_or_period(edition, row["date"]),
        address,
        stated if row.get("licence", PUBLISHER_UNKNOWN) == PUBLISHER_UNKNOWN else row["licence"],
        name,
    )
