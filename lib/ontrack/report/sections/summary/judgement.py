"""The headline: what is known of the binding targets, then of the others; and why no target is a risk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypedDict

from ontrack.assessment.verdicts import NOT_JUDGED, is_judged, shown_verdict
from ontrack.plan import Target
from ontrack.portfolio import summary_of
from ontrack.report.edition import Edition
from ontrack.report.phrases.decided import decided_targets, open_targets, share_decided
from ontrack.report.sections.plan.coherence_page import POINTED_AT, findings
from ontrack.report.sections.plan.portfolio_page import headline as number_met_sentence
from ontrack.report.sections.plan.portfolio_page import possible_rows
from ontrack.report.sections.summary.risks import risks
from ontrack.tables.choices import NATURES
from ontrack.wording.number_format import format_probability

__all__ = ["judgement", "none_at_risk", "number_met", "risks", "without_risks"]

KNOWN = ("met", "missed", "very_likely", "likely", "uncertain", "unlikely", "very_unlikely")
UNKNOWN = (NOT_JUDGED, "not_assessable")  # told last, as the rest


class Bar(TypedDict):
    """The chance of one number of targets met."""

    number: str
    chance: float
    inside: bool


class NumberMetPanel(TypedDict):
    """The small picture of the numbers that can be met."""

    sentence: str
    label: str
    bars: list[Bar]


def judgement(edition: Edition) -> str:
    """Return the headline in one sentence: the binding targets first, then the expected ones by their words.

    Targets without a word are counted last and get none. A plan without an indicator table is judged by its
    other targets.
    """
    targets = judged_by(edition.plan.table_targets or edition.plan.targets)
    parts = [group_text(edition, nature, group) for nature, group in targets.items()]
    said = edition.say("headline.between").join(parts)
    return edition.say(f"headline.{lead(edition)}", date=edition.assessment_day(), said=said)


def judged_by(targets: Sequence[Target]) -> dict[str, list[Target]]:
    """Return the targets of each nature that has any, the binding ones first."""
    groups = {nature: [target for target in targets if target.nature == nature] for nature in NATURES}
    return {nature: group for nature, group in groups.items() if group}


def lead(edition: Edition) -> str:
    """Return how the headline begins: with the day while anything is open, or with the outcome."""
    if share_decided(edition) != "all":
        return "open"
    early = any(is_ahead(edition, target) for target in decided_targets(edition))
    return "decided_early" if early else "decided"


def is_ahead(edition: Edition, target: Target) -> bool:
    """Return whether the year of a target is still to come."""
    return target.year is not None and target.year > edition.stamp.as_of


def group_text(edition: Edition, nature: str, targets: Sequence[Target]) -> str:
    """Return what is known of the targets of one nature: of one by its name, of several by numbers."""
    if len(targets) == 1:
        return single(edition, nature, targets[0])
    counts = counted(edition, targets)
    if len(counts) == 1:
        subject = edition.say(f"headline.all_{nature}", number=len(targets))
        return edition.count(f"headline.is.{next(iter(counts))}", len(targets), subject=subject)
    subject = edition.say(f"headline.of_{nature}", number=len(targets))
    return edition.say("headline.among", subject=subject, counts=counts_text(edition, counts))


def single(edition: Edition, nature: str, target: Target) -> str:
    """Return the only target of its nature with its word, and its probability where it has a word."""
    row = edition.assessment_of(target)
    held = is_judged(row) and row.probability_held is not None
    subject = edition.say(f"headline.one_{nature}", name=edition.name_of(target))
    said = edition.count(f"headline.{'stays' if held else 'is'}.{shown_verdict(row)}", 1, subject=subject)
    if row.probability_met is None or not is_judged(row):
        return said
    return edition.say("headline.chance", said=said, probability=format_probability(row.probability_met))


def counted(edition: Edition, targets: Sequence[Target]) -> dict[str, int]:
    """Return how many targets each word has, what is known first; no word of none."""
    shown = [shown_verdict(edition.assessment_of(target)) for target in targets]
    return {key: shown.count(key) for key in (*KNOWN, *UNKNOWN) if key in shown}


def counts_text(edition: Edition, counts: Mapping[str, int]) -> str:
    """Return the numbers of several words as one phrase; those without a word are the rest."""
    rest = next((key for key in UNKNOWN if key in counts and key != next(iter(counts))), "")
    parts = [
        edition.count(
            f"headline.is.{key}", count,
            subject=edition.say("headline.rest" if key == rest else "headline.some", number=count),
        )
        for key, count in counts.items()
    ]  # fmt: skip
    if len(parts) == 1:
        return parts[0]
    first = edition.say("headline.comma").join(parts[:-1])
    return edition.say("headline.and", first=first, last=parts[-1])


def none_at_risk(edition: Edition) -> str:
    """Return why no target is ranked as a risk: nothing is open, none judged, or none likely to be missed."""
    left = open_targets(edition)
    if not left:
        return "decided" if decided_targets(edition) else "unknown"
    unjudged = sum(not is_judged(edition.assessment_of(target)) for target in left)
    if unjudged == len(left):
        return "none_judged"
    if unjudged:
        return "none_of_judged"
    return "none" if len(left) == len(edition.plan.table_targets) else "none_of_open"


def without_risks(edition: Edition) -> str:
    """Return the sentences that stand where no target is listed as a risk; each says only what is so."""
    said = [edition.say(f"risk.{none_at_risk(edition)}")]
    rows = findings(edition)
    number_at_odds = sum(row.finding in POINTED_AT for row in rows)
    if number_at_odds:
        said.append(edition.count("risk.at_odds", number_at_odds))
    elif rows:
        said.append(edition.say("risk.not_at_odds"))
    return edition.wording.join(said)


def number_met(edition: Edition) -> NumberMetPanel | None:
    """Return the chance of each number of targets met, for the small picture; None where none is open."""
    summary = summary_of(edition.results["portfolio"], "table")
    if summary is None or not open_targets(edition):
        return None
    rows = possible_rows(edition)
    return {
        "sentence": number_met_sentence(edition, summary),
        "label": edition.say("summary.number_met"),
        "bars": [
            {
                "number": str(row.number_met), "chance": row.probability,
                "inside": summary.lower <= row.number_met <= summary.upper,
            }
            for row in rows
        ],
    }  # fmt: skip
