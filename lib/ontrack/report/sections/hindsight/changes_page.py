"""What changed since last year, how earlier forecasts did, and who answers for the report."""

from __future__ import annotations

from typing import TypedDict

from ontrack.hindsight.changes import Change
from ontrack.hindsight.outcomes import PastAnswer
from ontrack.hindsight.revisions import Revision
from ontrack.report.edition import Edition
from ontrack.report.sections.hindsight.changes import change_sentences
from ontrack.report.sections.hindsight.outcomes_page import headline, inside
from ontrack.report.sections.hindsight.revisions_page import figure_sentences
from ontrack.report.sections.written.still_to_write import filled_or_gap


class Part(TypedDict):
    """One part of the section: its heading, its text, and the mark of a gap in it."""

    label: str
    text: str
    gap: str


class ChangesPage(TypedDict):
    """The last section of the main part."""

    parts: list[Part]


def changes_page(edition: Edition) -> ChangesPage:
    """Return what changed, what came of earlier forecasts, the revision policy, contact and next release."""
    told = {"compared": compared(edition), "review": review(edition), "revised": revised(edition)}
    parts = [part(edition, key, edition.wording.join(said)) for key, said in told.items()]
    return {"parts": [*parts, *(of_plan(edition, key) for key in keys_printed(edition))]}


def keys_printed(edition: Edition) -> tuple[str, ...]:
    """Return the keys of the plan that the section prints: after a final assessment there is no next one."""
    return ("contact",) if edition.form == "final" else ("revision_policy", "contact", "next_release")


def part(edition: Edition, key: str, text: str, gap: str = "") -> Part:
    """Return one part under its label."""
    return {"label": edition.say(f"closing.{key}"), "text": text, "gap": gap}


def of_plan(edition: Edition, key: str) -> Part:
    """Return what the plan says under a key, or that it is still to be written."""
    release = edition.plan.next_release if key == "next_release" else ""
    return part(edition, key, *filled_or_gap(edition, key, edition.period(release) if release else ""))


def compared(edition: Edition) -> list[str]:
    """Return what moved among the targets of the table since the assessment before, or that there is none."""
    return change_sentences(edition) or [edition.say("closing.first")]


def review(edition: Edition) -> list[str]:
    """Return what came of targets whose year is over, and how often values came inside their interval."""
    rows = edition.table("outcomes", PastAnswer)
    if not rows:
        return [edition.say("closing.none_due"), *inside(edition)]
    return [headline(edition, rows), *inside(edition)]


def revised(edition: Edition) -> list[str]:
    """Return how many figures were added, revised and withdrawn since the assessment before."""
    if not edition.table("changes", Change):
        return [edition.say("closing.nothing_before")]
    return figure_sentences(edition, edition.table("revisions", Revision))
