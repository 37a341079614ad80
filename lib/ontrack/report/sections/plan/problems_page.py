"""Problems and their causes: what people wrote, and the figures whose definition must be settled."""

from __future__ import annotations

from typing import Any, TypedDict

from ontrack.coherence.rows import FindingRow
from ontrack.report.edition import Edition
from ontrack.report.sections.plan.coherence_page import (
    TOLD_ON_PAGES,
    findings,
    identity_of,
    numbers_of,
)
from ontrack.report.sections.plan.finding_texts import finding_texts
from ontrack.report.sections.written.narrative_pages import written_section


class CheckRow(TypedDict):
    """One relation that does not hold as it stands: its class, what it is about, and what is found."""

    key: str
    word: str
    title: str
    judgement: str


class Checks(TypedDict):
    """The relations that must be settled."""

    heading: str
    intro: str
    caption: str
    heads: list[str]
    rows: list[CheckRow]


class ProblemsPage(TypedDict):
    """Problems and causes."""

    written: dict[str, Any] | None
    checks: Checks | None


def problems_page(edition: Edition) -> ProblemsPage | None:
    """Return what people wrote of problems and causes, and the checks of the plan's figures in brief."""
    written, found = written_section("problems", edition), checks(edition)
    return {"written": written, "checks": found} if written or found else None


def checks(edition: Edition) -> Checks | None:
    """Return the relations that cannot hold, hardly hold or differ from other figures; None without any."""
    checked = findings(edition)
    rows = [row for row in checked if row.finding in TOLD_ON_PAGES]
    if not rows:
        return None
    return {
        "heading": edition.say("problems.checks"),
        "intro": edition.count("problems.intro", len(checked), told=len(rows)),
        "caption": edition.say("problems.caption"),
        "heads": [edition.say(f"problems.head_{head}") for head in ("relation", "finding")],
        "rows": [check_row(edition, row) for row in rows],
    }


def check_row(edition: Edition, row: FindingRow) -> CheckRow:
    """Return one relation in brief."""
    identity = identity_of(edition, row)
    return {
        "key": row.finding,
        "word": edition.wording(f"finding.{row.finding}"),
        "title": identity.text("title", edition.language),
        "judgement": finding_texts(edition, identity, row, numbers_of(edition, row))["judgement"],
    }
