"""The first sheet: what the workbook is, how to cite it, and where everything stands."""

from __future__ import annotations

from collections.abc import Sequence

import ontrack
from ontrack.report.cover import cover
from ontrack.report.edition import Edition
from ontrack.report.spreadsheet.sheet import Cell, Field, Link, Sheet
from ontrack.report.spreadsheet.texts import day_or_period


def front_sheet(edition: Edition, sheets: Sequence[Sheet]) -> Sheet:
    """Return the first sheet, which leads to all others."""
    contents: list[tuple[Cell, ...]] = [
        (Link(sheet.tab, f"#{sheet.tab}"), sheet.notes[0] if sheet.notes else "") for sheet in sheets
    ]
    heading: tuple[Cell, ...] = (edition.wording("spreadsheet.front.contents"), "")
    return Sheet(
        tab=edition.wording("spreadsheet.tab.front"),
        title=edition.name_of(edition.plan),
        notes=(edition.wording("spreadsheet.front.what"),),
        fields=(
            Field(edition.wording("spreadsheet.front.item")),
            Field(edition.wording("spreadsheet.front.entry"), widest=80),
        ),
        rows=(*facts_of(edition), heading, *contents),
        frozen=0,
        portrait=True,
    )


def facts_of(edition: Edition) -> list[tuple[str, Cell]]:
    """Return what the workbook is traced and cited by: the lines of the cover, and three more."""
    stamp = edition.stamp
    citation = edition.wording(
        "spreadsheet.front.citation", plan=edition.name_of(edition.plan), year=stamp.as_of,
        date=edition.assessment_day(), code=stamp.check_code, version=ontrack.__version__,
    )  # fmt: skip
    said = [(key, edition.wording(f"spreadsheet.front.{key}_text")) for key in ("licence", "figures")]
    day = day_or_period(edition, stamp.assessment_date)
    own: list[tuple[str, Cell]] = [("day", day), ("cite", citation), *said]
    return [
        *((line["label"], line["text"]) for line in cover(edition)["lines"]),
        *((edition.wording(f"spreadsheet.front.{key}"), text) for key, text in own),
    ]
