"""Everything a report says, as a dictionary of text: the template sets it and adds no word or figure."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from ontrack.report.cover import cover, document
from ontrack.report.edition import Edition
from ontrack.report.forms import ANNEXES
from ontrack.report.phrases.footing import rests_on_few
from ontrack.report.sections import Section, sections_of
from ontrack.report.sections.written.still_to_write import still_to_write

GUIDE = ("probability", "words", "grade", "marks", "few")


def report_content(edition: Edition) -> dict[str, Any]:
    """Return what the template sets: text, lists and dictionaries only, one key a section.

    Sources are numbered in the order in which the pages cite them, so pages are written in their order and
    the list after them. A section that has nothing to say is neither among ``sections``, those of the main
    part, nor in one of ``annexes``.
    """
    words = labels(edition)
    head = {
        "language": edition.language,
        "words": words,
        "document": document(edition),
        "cover": cover(edition),
        "guide": guide(edition),
        "gaps": gaps(edition),
    }
    asked = sections_of(edition.form, edition.annexes)
    pages = {section.key: section.write(edition) for section in asked}
    said = [section for section in asked if pages[section.key]]
    return head | pages | {
        "sections": [section.key for section in said if not section.annex],
        "annexes": annexes(edition, said),
        "titles": {section.key: words.get(section.key, "") for section in asked},
    }  # fmt: skip


def annexes(edition: Edition, said: Iterable[Section]) -> list[dict[str, Any]]:
    """Return the annexes that say anything: letter, how many come before it, title, sections."""
    found = groupby((section for section in said if section.annex), key=lambda section: section.annex)
    return [
        {
            "letter": letter, "before": ANNEXES.index(letter),
            "title": edition.say(f"annex.{letter}"),
            "sections": [section.key for section in sections],
        }
        for letter, sections in found
    ]  # fmt: skip


def gaps(edition: Edition) -> list[dict[str, str]]:
    """Return what people must still write, each with the mark of its place; nothing makes it no draft."""
    return [
        {"text": edition.say("gap.line", what=gap["what"], where=gap["where"]), "mark": gap["mark"]}
        for gap in still_to_write(edition)
    ]  # fmt: skip


def guide(edition: Edition) -> list[str]:
    """Return how to read the report; of probabilities only where a target has one, of few values likewise."""
    targets = edition.plan.targets
    told = dict.fromkeys(GUIDE, True)
    told["probability"] = told["words"] = any(
        edition.assessment_of(target).probability_met is not None for target in targets
    )
    told["few"] = any(rests_on_few(edition, target) for target in targets)
    return [edition.say(f"guide.{key}") for key, said in told.items() if said]


def labels(edition: Edition) -> dict[str, str]:
    """Return the fixed words of the template by their key in [report.label]."""
    prefix = "report.label."
    texts = edition.wording.texts
    return {key.removeprefix(prefix): text for key, text in texts.items() if key.startswith(prefix)}
