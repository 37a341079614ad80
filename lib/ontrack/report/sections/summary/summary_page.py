"""The page of the summary: judgement, key figures, counts, risks and a few sentences."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TypedDict

from ontrack.assessment import Assessment
from ontrack.assessment.verdicts import DECIDED, full_verdict_key, is_judged, verdict_key
from ontrack.evidence import few_kinds, is_own_alone, kinds_in_words
from ontrack.plan import Target
from ontrack.report.edition import Edition, number
from ontrack.report.phrases.decided import decided_targets, missed_targets, open_targets, share_decided
from ontrack.report.phrases.footing import rests_on_few
from ontrack.report.phrases.pace import pace
from ontrack.report.phrases.target_rows import reason_text, year_text
from ontrack.report.sections.hindsight.changes import change_sentences
from ontrack.report.sections.summary.judgement import (
    NumberMetPanel,
    Standing,
    judgement,
    number_met,
    risks,
    standing,
    without_risks,
)
from ontrack.report.sections.summary.risks import NumberedRisk
from ontrack.report.sections.targets.unstated_page import unstated_sentences
from ontrack.wording.number_format import format_probability, format_value

LIKELY = ("very_likely", "likely")
NO_RECENT_DATA = {"no_data", "figures_too_old"}
KEY_NOT_JUDGED = "key_binding_not_judged"
WIDE_GRADES = ("C", "D", "E")


class KeyFigure(TypedDict):
    """A figure at the head of the page."""

    label: str
    value: str
    quiet: bool


class RisksTable(TypedDict):
    """The table of the largest risks."""

    caption: str
    heads: list[str]
    rows: list[NumberedRisk]
    note: str


class SummaryPage(TypedDict):
    """The page of the summary."""

    headline: str
    figures: list[KeyFigure]
    standing: Standing
    number_met: NumberMetPanel | None
    risks: RisksTable
    sentences: list[str]


def summary_page(edition: Edition) -> SummaryPage:
    """Return judgement, key figures, where targets stand, how many will be met, risks and sentences."""
    targets = edition.plan.table_targets
    verdicts = [edition.assessment_of(target).verdict for target in targets]
    assessed = sum(word != "not_assessable" for word in verdicts)
    found = risks(edition)
    return {
        "headline": judgement(edition),
        "figures": key_figures(edition, assessed),
        "standing": standing(edition),
        "number_met": number_met(edition),
        "risks": risks_table(edition, found),
        "sentences": [
            *change_sentences(edition),
            *binding(edition, {risk["target"] for risk in found}),
            *missed(edition),
            *not_assessed(edition),
            *unstated_sentences(edition),
        ],
    }


def risks_table(edition: Edition, found: Sequence[NumberedRisk]) -> RisksTable:
    """Return the table of the largest risks; with none, the sentence that says so."""
    return {
        "caption": edition.count("risk.caption", len(found)) if found else "",
        "heads": [edition.say(f"risk.head_{head}") for head in ("number", "name", "word", "reason")],
        "rows": list(found),
        "note": edition.say(f"risk.{note_of(edition)}") if any_target(found) else without_risks(edition),
    }


def any_target(found: Sequence[NumberedRisk]) -> bool:
    """Return whether any of the risks is a target, rather than figures of the plan at odds."""
    return any(risk["target"] for risk in found)


def note_of(edition: Edition) -> str:
    """Return which note explains the ranking: it says so where some are not judged, or decided already."""
    rows = [edition.assessment_of(target) for target in edition.plan.table_targets]
    if not all(is_judged(row) for row in rows):
        return "note_not_judged"
    return "note" if share_decided(edition) == "none" else "note_open"


def binding(edition: Edition, told: Collection[str]) -> list[str]:
    """Return what is said of each binding target that is not told among the risks."""
    targets = edition.plan.binding_targets
    if not targets:
        return [] if edition.plan.binds else [edition.say("answer.binding_none")]
    form = "binding_only" if len(targets) == 1 else "binding_each"
    left = [target for target in targets if target.target not in told]
    return [sentence for target in left for sentence in binding_sentences(edition, target, form)]


def binding_sentences(edition: Edition, target: Target, form: str) -> list[str]:
    """Return where one binding target stands, how fast it moved, and how much is known of it."""
    row = edition.assessment_of(target)
    indicator = edition.indicator_of(target)
    name = edition.name_of(target)
    if row.verdict in DECIDED and indicator is not None:
        return [decided(edition, target, row)]
    if indicator is None or row.probability_met is None:
        why = reason_text(edition, target) or edition.wording(f"verdict.{row.verdict}")
        return [edition.say("answer.binding_not_assessable", name=name, reason=why)]
    unit = edition.name_of(indicator, "unit")
    decimals = indicator.decimals
    lower, upper = (format_value(side, decimals, unit) for side in (row.lower_80, row.upper_80))
    standing = edition.say(
        f"answer.{form}", name=name, year=year_text(row.latest_year), target_year=year_text(target.year),
        latest=edition.quantity(row.latest_value, decimals, unit),
        target=format_value(target.level, decimals, unit),
        probability=format_probability(row.probability_met),
        verdict=edition.say("quoted", text=edition.wording(full_verdict_key(row))),
        interval=edition.say("range", lower=lower, upper=upper),
    )  # fmt: skip
    return [standing, *pace(edition, target), *rests_on(edition, target)]


def missed(edition: Edition) -> list[str]:
    """Return which targets of the table were missed, besides the binding ones, told apart."""
    names = [edition.name_of(one) for one in missed_targets(edition) if one.nature != "binding"]
    listed = edition.say("answer.and").join(names)
    return [edition.count("answer.missed", len(names), names=listed)] if names else []


def rests_on(edition: Edition, target: Target) -> list[str]:
    """Return what kinds of evidence a probability rests on, and that few values make its interval wide."""
    row = edition.assessment_of(target)
    wide, kinds = row.evidence_grade in WIDE_GRADES, row.evidence_kinds
    if wide and (not kinds or is_own_alone(kinds)):
        return [edition.count("answer.wide", row.observations, grade=row.evidence_grade)]
    form, few = "rests_wide" if wide else "rests", kinds_in_words(few_kinds(kinds), edition.wording)
    return [edition.say(f"answer.{form}", kinds=few, grade=row.evidence_grade)] if few else []


def decided(edition: Edition, target: Target, row: Assessment) -> str:
    """Return whether a binding target whose year is over was met, with its figure."""
    indicator = edition.indicator_of(target)
    assert indicator is not None, "only a figure decides a target"
    latest = edition.quantity(
        number(row.latest_value), indicator.decimals, edition.name_of(indicator, "unit")
    )
    return edition.say(
        f"answer.binding_{row.verdict}", name=edition.name_of(target), latest=latest,
        year=year_text(row.latest_year), target=edition.figure(target.level, indicator),
    )  # fmt: skip


def not_assessed(edition: Edition) -> list[str]:
    """Return how many targets of the table get no probability, and why."""
    rows = [edition.assessment_of(target) for target in edition.plan.table_targets]
    reasons = [row.reason for row in rows if row.verdict == "not_assessable"]
    if not reasons or len(reasons) == len(rows):
        return []
    form = "not_assessed" if set(reasons) <= NO_RECENT_DATA else "not_assessed_mixed"
    return [edition.count(f"answer.{form}", len(reasons))]


def key_figures(edition: Edition, assessed: int) -> list[KeyFigure]:
    """Return four figures for the head of the page; one that gets no word is quiet."""
    targets = edition.plan.table_targets
    shown = [
        (f"key_assessed_{share_decided(edition)}", f"{assessed}/{len(targets)}"),
        *counted(edition),
        ("key_others", str(len(edition.plan.other_targets))),
    ]
    if len(edition.plan.binding_targets) == 1:
        shown[-1] = binding_figure(edition, edition.plan.binding_targets[0])
    return [
        {"label": edition.say(f"answer.{key}"), "value": value, "quiet": key == KEY_NOT_JUDGED}
        for key, value in shown
    ]


def counted(edition: Edition) -> list[tuple[str, str]]:
    """Return how many targets are likely and rest on few values; met and missed once nothing is open."""
    targets = edition.plan.table_targets
    decided, missed = len(decided_targets(edition)), len(missed_targets(edition))
    if decided and not open_targets(edition):
        return [("key_met", str(decided - missed)), ("key_missed", str(missed))]
    likely = sum(edition.assessment_of(target).verdict in LIKELY for target in targets)
    key = "key_met_or_likely" if decided else "key_likely"
    few = sum(rests_on_few(edition, target) for target in targets)
    return [(key, str(likely + decided - missed)), ("key_few", str(few))]


def binding_figure(edition: Edition, target: Target) -> tuple[str, str]:
    """Return the outcome of the one binding target, or its probability."""
    row = edition.assessment_of(target)
    if row.verdict in DECIDED:
        return "key_binding_result", edition.wording(verdict_key(row))
    probability = row.probability_met
    key = "key_binding_none" if probability is None else "key_binding" if is_judged(row) else KEY_NOT_JUDGED
    return key, format_probability(probability)
