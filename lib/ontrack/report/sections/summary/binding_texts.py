"""What is said of each binding target: where it stands, how fast it moved, how much is known of it."""

from __future__ import annotations

from ontrack.assessment import Assessment
from ontrack.assessment.verdicts import DECIDED, full_verdict_key
from ontrack.evidence import few_kinds, is_own_alone, kinds_in_words
from ontrack.plan import Target
from ontrack.report.edition import Edition, number
from ontrack.report.phrases.pace import pace
from ontrack.report.phrases.target_rows import reason_text, year_text
from ontrack.wording.number_format import format_probability, format_value

WIDE_GRADES = ("C", "D", "E")


def binding(edition: Edition) -> list[str]:
    """Return what is said of each binding target, or that there is none."""
    targets = edition.plan.binding_targets
    if not targets:
        return [] if edition.plan.binds else [edition.say("answer.binding_none")]
    form = "binding_only" if len(targets) == 1 else "binding_each"
    return [sentence for target in targets for sentence in binding_sentences(edition, target, form)]


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
