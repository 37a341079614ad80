"""The overall assessment on one page: headline, five messages, all targets by symbols, and what changed."""

from __future__ import annotations

from typing import TypedDict

from ontrack.hindsight.changes import Change
from ontrack.hindsight.revisions import Revision
from ontrack.report.edition import Edition
from ontrack.report.sections.hindsight.changes import change_sentences
from ontrack.report.sections.hindsight.revisions_page import figure_sentences
from ontrack.report.sections.summary.glance import Glance, glance
from ontrack.report.sections.summary.judgement import judgement
from ontrack.report.sections.summary.messages import Message, messages


class Changed(TypedDict):
    """What changed since the assessment before this one."""

    heading: str
    sentences: list[str]


class SummaryPage(TypedDict):
    """The page of the overall assessment."""

    headline: str
    messages: list[Message]
    on_page: str
    glance: Glance
    changed: Changed


def summary_page(edition: Edition) -> SummaryPage:
    """Return headline, messages, the symbols of all targets, and what changed."""
    return {
        "headline": judgement(edition),
        "messages": messages(edition),
        "on_page": edition.say("message.on_page", page="{page}"),
        "glance": glance(edition),
        "changed": {"heading": edition.say("glance.changed"), "sentences": changed(edition)},
    }


def changed(edition: Edition) -> list[str]:
    """Return what moved since the latest earlier assessment, or that there is none."""
    if not edition.table("changes", Change):
        return [edition.say("glance.first")]
    return [*change_sentences(edition), *figure_sentences(edition, edition.table("revisions", Revision))]
