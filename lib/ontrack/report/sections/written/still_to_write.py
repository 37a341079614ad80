"""What people must still write before a report can be printed: a draft marks each gap and lists them all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypedDict

from ontrack.errors import Fault, InputError
from ontrack.report.edition import Edition
from ontrack.report.sections.written.narrative_pages import gap_of, missing_sections, narrative_of

OF_THE_PLAN = ("compiler", "contact", "next_release", "revision_policy")  # keys of plan.toml
OF_THE_LAST = ("compiler", "contact")  # after a final assessment there is no next one


class Gap(TypedDict):
    """Something that is still to be written; the mark tells the template where it stands."""

    what: str
    where: str
    mark: str


def still_to_write(edition: Edition) -> list[Gap]:
    """Return every gap: keys that the plan lacks, sections that nobody has written, and marked places."""
    return [*gaps_of_plan(edition), *gaps_of_sections(edition), *marked_gaps(edition)]


def gaps_of_plan(edition: Edition) -> Iterator[Gap]:
    """Yield the keys of plan.toml that the documents print and the plan does not have."""
    for key in OF_THE_PLAN if edition.form != "final" else OF_THE_LAST:
        if not value_of(edition, key):
            yield {"what": edition.say(f"gap.{key}"), "where": edition.say("gap.plan"), "mark": key}


def value_of(edition: Edition, key: str) -> str:
    """Return what the plan says under a key that the documents print; empty where it says nothing."""
    return edition.plan.next_release if key == "next_release" else edition.name_of(edition.plan, key)


def gaps_of_sections(edition: Edition) -> Iterator[Gap]:
    """Yield the sections of the form that people write and nobody has written."""
    for key in missing_sections(edition):
        yield {"what": edition.say(f"narrative.{key}"), "where": edition.say("gap.narrative"), "mark": ""}


def marked_gaps(edition: Edition) -> Iterator[Gap]:
    """Yield the places that people have marked as still to be written."""
    narrative = narrative_of(edition)
    for run in narrative.pending if narrative else ():
        yield {"what": run.text, "where": edition.say("gap.narrative"), "mark": gap_of(run)}


def filled_or_gap(edition: Edition, key: str, text: str = "") -> tuple[str, str]:
    """Return what the plan says under a key, as `text` where that is given; or the gap and its mark."""
    if value_of(edition, key):
        return text or value_of(edition, key), ""
    return edition.say("gap.text", what=edition.say(f"gap.{key}")), key


def require_finished(*editions: Edition) -> None:
    """Return when nothing is left to be written in any of some editions.

    Raises
    ------
    InputError
        With every gap of all of them; a key of the plan that several lack is named for each.
    """
    faults = [
        Fault(
            f"“{gap['what']}” is still to be written", "everything that people write, in a report to print",
            "Write it, or leave out --final-print to get a draft.", file_of(edition, gap),
        )
        for edition in editions
        for gap in still_to_write(edition)
    ]  # fmt: skip
    if faults:
        raise InputError(faults)


def file_of(edition: Edition, gap: Gap) -> str:
    """Return the file that a gap is filled in."""
    folder = f"data/raw/plans/{edition.plan.id}"
    if gap["mark"] in OF_THE_PLAN:
        return f"{folder}/plan.toml"
    narrative = narrative_of(edition)
    return narrative.file if narrative else f"{folder}/narrative.{edition.language}.md"
