"""The draft of a CHANGELOG entry: which figures changed, which targets moved, and by which steps."""

from __future__ import annotations

from collections.abc import Iterator

from ontrack.hindsight.changes import Change
from ontrack.hindsight.revisions import Revision
from ontrack.report.edition import Edition
from ontrack.report.sections.hindsight.causes import cause_text
from ontrack.report.sections.hindsight.revisions_page import (
    figure_row,
    figure_sentences,
    moved_targets,
    order,
    target_row,
)

TABLES = ("series", "assessments", "changes", "revisions")  # what it is drawn up from
SHOWN = ("revised", "linked", "withdrawn")  # figures that were added are counted


def changelog_draft(edition: Edition) -> list[str]:
    """Return the lines of an entry in Markdown, for a person to shorten and put into CHANGELOG.md."""
    changes = edition.table("changes", Change)
    heading = f"## {edition.plan.id}, {edition.stamp.as_of}"
    if not changes:
        return [heading, "", f"* {edition.say('revisions.first')}"]
    year = changes[0].earlier_as_of
    return [
        heading, "", edition.say("revisions.compared", year=year), "",
        *figure_lines(edition), *target_lines(edition),
    ]  # fmt: skip


def figure_lines(edition: Edition) -> Iterator[str]:
    """Yield how many figures changed, then each that nobody added: before, now, what happened to it."""
    revisions = edition.table("revisions", Revision)
    yield f"* {edition.wording.join(figure_sentences(edition, revisions))}"
    for row in (row for row in revisions if row.kind in SHOWN):
        name, period, before, now, kind = figure_row(edition, row)
        yield f"  * {name} {period}: {before} → {now}, {kind}"


def target_lines(edition: Edition) -> Iterator[str]:
    """Yield how the causes were found, then each target that moved: before, now, the steps, the words."""
    changes = edition.table("changes", Change)
    said = order(edition, changes)
    yield f"* {edition.wording.join(said) if said else edition.say('revisions.draft_targets')}"
    rows = {row.target: row for row in changes}
    for target in moved_targets(edition, changes):
        shown = target_row(edition, target, rows[target.target])
        before, now = shown["before"], shown["now"]
        words = f"{before['verdict']} → {now['verdict']}" if before["verdict"] != now["verdict"] else ""
        moved = edition.say(
            "revisions.draft_target", name=shown["name"], before=before["probability"],
            now=now["probability"], cause=cause_text(edition, rows[target.target]),
        )  # fmt: skip
        yield f"  * {edition.wording.join(filter(None, (moved, words)))}"
