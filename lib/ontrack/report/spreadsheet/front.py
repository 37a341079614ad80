"""The first sheet: what the workbook is, how to cite it, and where everything stands."""

from __future__ import annotations

from collections.abc import Sequence

import ontrack
from ontrack.report.edition import Edition, check_code
from ontrack.report.spreadsheet.sheet import Cell, Field, Link, Sheet

SHORT_HASH = 12


def front_sheet(edition: Edition, sheets: Sequence[Sheet]) -> Sheet:
    """Return the first sheet, which leads to all others."""
    facts = [(edition.wording(f"spreadsheet.front.{key}"), text) for key, text in facts_of(edition)]
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
        rows=(*facts, heading, *contents),
        frozen=0,
        portrait=True,
    )


def facts_of(edition: Edition) -> list[tuple[str, str]]:
    """Return what the workbook can be traced and cited by."""
    plan, stamp = edition.plan, edition.stamp
    code = check_code(edition.results)
    return [
        ("as_of", edition.say("cover.as_of_value", year=stamp.as_of)),
        ("cutoff", edition.say("cover.cutoff_value", date=edition.assessment_day())),
        ("status", edition.say(
            "cover.status_value", status=edition.name_of(plan, "status"), date=edition.period(plan.published)
        )),
        ("vintage", stamp.vintage),
        ("check_code", code),
        ("commit", stamp.commit[:SHORT_HASH]),
        ("data_hash", stamp.data_hash[:SHORT_HASH]),
        ("cite", edition.wording(
            "spreadsheet.front.citation", plan=edition.name_of(plan), year=stamp.as_of,
            date=edition.assessment_day(), code=code, version=ontrack.__version__,
        )),
        ("licence", edition.wording("spreadsheet.front.licence_text")),
        ("figures", edition.wording("spreadsheet.front.figures_text")),
    ]  # fmt: skip
