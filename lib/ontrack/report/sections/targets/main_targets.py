"""The indicator table’s targets in the main part: the binding ones, and half a page for each other one."""

from __future__ import annotations

from typing import Any, TypedDict

from ontrack.assessment.verdicts import shown_verdict, verdict_key
from ontrack.explanation.lenses.sentences import lens_sentences
from ontrack.explanation.why.reading import steps_of
from ontrack.explanation.why.sentences import steps_sentence
from ontrack.plan import Target
from ontrack.report.edition import Edition
from ontrack.report.phrases.decided import is_decided
from ontrack.report.phrases.target_rows import year_text
from ontrack.report.sections.targets.lens_block import facts as turning_facts
from ontrack.report.sections.targets.lens_block import lenses_of, table_of
from ontrack.report.sections.targets.main_facts import MainFact, main_facts
from ontrack.report.sections.targets.main_sentences import compared, short, story, watch
from ontrack.report.sections.written.narrative_pages import target_text
from ontrack.wording.number_format import format_probability

FULL_PAGES = 2  # more binding targets than these are told in half a page, as the expected ones


class Labelled(TypedDict):
    """Sentences under a label."""

    label: str
    text: str


class MainTarget(TypedDict):
    """One target in the main part; the last two are empty in half a page."""

    id: str
    heading: str
    verdict_key: str
    verdict: str
    figures: list[str]
    paragraph: str
    compared: Labelled
    facts_caption: str
    facts: list[MainFact]
    more: list[Labelled]
    narrative: dict[str, Any] | None


class MainTargets(TypedDict):
    """The targets of one nature, and whether each has a page of its own."""

    targets: list[MainTarget]
    full: bool


def binding_page(edition: Edition) -> MainTargets | None:
    """Return the binding targets of the indicator table; None where there is none."""
    return targets_of(edition, "binding")


def expected_page(edition: Edition) -> MainTargets | None:
    """Return the expected targets of the indicator table; None where there is none."""
    return targets_of(edition, "expected")


def targets_of(edition: Edition, nature: str) -> MainTargets | None:
    """Return the targets of one nature, by their place in the indicator table."""
    numbered = enumerate(edition.plan.table_targets, 1)
    mine = [(place, target) for place, target in numbered if target.nature == nature]
    full = all(has_full_page(edition, target) for _, target in mine)
    items = [main_target(edition, target, place, full=full) for place, target in mine]
    return {"targets": items, "full": full} if items else None


def has_full_page(edition: Edition, target: Target) -> bool:
    """Return whether a target of the table has a page of its own: a binding one, where there are few."""
    binding = [one for one in edition.plan.table_targets if one.nature == "binding"]
    return target in binding and len(binding) <= FULL_PAGES


def main_target(edition: Edition, target: Target, place: int, *, full: bool) -> MainTarget:
    """Return one target of the indicator table: all that is told of it where it has a page of its own."""
    row = edition.assessment_of(target)
    return {
        "id": target.target,
        "heading": edition.say("page.heading", number=place, name=edition.name_of(target)),
        "verdict_key": shown_verdict(row),
        "verdict": edition.wording(verdict_key(row)),
        "figures": status_figures(edition, target),
        "paragraph": edition.wording.join(story(edition, target)),
        "compared": labelled(edition, "compared", compared(edition, target, nation=not full)),
        "facts_caption": edition.say("main.facts_caption"),
        "facts": main_facts(edition, target),
        "more": more(edition, target) if full else [],
        "narrative": target_text(edition, target) if full else None,
    }


def status_figures(edition: Edition, target: Target) -> list[str]:
    """Return probability, interval and evidence grade as they stand beside the word; none once decided."""
    row = edition.assessment_of(target)
    if is_decided(edition, target) or row.probability_met is None:
        return []
    key = "probability" if row.probability_held is None else "held"
    said = [
        edition.say(
            f"main.{key}", probability=format_probability(row.probability_met), year=year_text(target.year)
        )
    ]
    indicator = edition.indicator_of(target)
    if indicator is not None and row.lower_80 is not None and row.upper_80 is not None:
        interval = short(edition, indicator, [row.lower_80, row.upper_80])
        said.append(edition.say("main.interval", year=year_text(target.year), interval=interval))
    grade = row.evidence_grade or "none"
    return [*said, edition.say("main.grade", grade=grade, meaning=edition.wording(f"grade.{grade}"))]


def more(edition: Edition, target: Target) -> list[Labelled]:
    """Return why it is this number, the comparisons, what would change it and what to watch."""
    steps = steps_of(table_of(edition, "why"), target.target)
    row, indicator = lenses_of(edition, target), edition.indicator_of(target)
    lenses: list[str] = []
    if row and indicator:
        lenses = lens_sentences(row, target, indicator, edition.language, region=edition.plan.region)
    texts = {
        "why": [steps_sentence(steps, edition.wording)] if steps else [],
        "lenses": lenses,
        "turning": turning_facts(edition, target),
        "watch": watch(edition, target),
    }
    return [labelled(edition, key, sentences) for key, sentences in texts.items() if sentences]


def labelled(edition: Edition, key: str, sentences: list[str]) -> Labelled:
    """Return sentences as one text under a label."""
    return {"label": edition.say(f"main.{key}"), "text": edition.wording.join(sentences)}
