"""The data sheet of one target: what is known, how likely it is to be met, and what each method says."""

from __future__ import annotations

from typing import Any, TypedDict

from ontrack.assessment.progress import since_baseline
from ontrack.assessment.verdicts import shown_verdict, verdict_key
from ontrack.plan import Target
from ontrack.plan.kinds import kind_of
from ontrack.report.edition import Edition
from ontrack.report.phrases.footing import footing
from ontrack.report.phrases.target_rows import (
    aim,
    already_met,
    figures_of,
    missing,
    reason_text,
    year_text,
)
from ontrack.report.sections.evidence.record_tables import record_line
from ontrack.report.sections.plan.coherence_page import pointer
from ontrack.report.sections.targets.alarm_block import AlarmBlock, alarm_block
from ontrack.report.sections.targets.facts_block import Fact, facts
from ontrack.report.sections.targets.lens_block import LensBlock, lens_block
from ontrack.report.sections.targets.main_targets import has_full_page
from ontrack.report.sections.targets.methods_block import Methods, methods
from ontrack.report.sections.targets.notes_block import Paragraph, paragraphs
from ontrack.report.sections.targets.rules_page import PageRules, page_rules
from ontrack.report.sections.targets.values_block import ValueRow, not_shown, value_rows
from ontrack.report.sections.written.narrative_pages import target_text
from ontrack.wording.number_format import (
    MISSING,
    format_interval,
    format_probability,
    format_value,
)

NO_RECENT_DATA = ("no_data", "figures_too_old")


class LabelledFigure(TypedDict):
    """A figure with a label above and a note below."""

    label: str
    value: str
    note: str


class StatusPanel(TypedDict):
    """The head of a data sheet."""

    assessed: bool
    probability: str
    question: str
    verdict: str
    verdict_key: str
    lines: list[str]
    record: str
    figures: list[LabelledFigure]


class PageSource(TypedDict):
    """A source by its number."""

    number: int
    text: str


class IndicatorPage(TypedDict):
    """The data sheet of one target."""

    id: str
    heading: str
    overline: str
    status: StatusPanel
    facts: list[Fact]
    facts_caption: str
    alarms: AlarmBlock | None
    beside: LensBlock | None
    coherence: list[str]
    methods: Methods
    rules: PageRules
    values: list[ValueRow]
    values_caption: str
    legend: list[str]
    paragraphs: list[Paragraph]
    narrative: dict[str, Any] | None
    sources: list[PageSource]


def indicators_page(edition: Edition) -> list[IndicatorPage]:
    """Return one data sheet for each target of the plan's table."""
    targets = edition.plan.table_targets
    return [indicator_page(edition, target, place) for place, target in enumerate(targets, 1)]


def indicator_page(edition: Edition, target: Target, position: int) -> IndicatorPage:
    """Return everything on the data sheet of a target of the indicator table."""
    indicator = edition.indicator_of(target)
    values = value_rows(edition, indicator)
    return {
        "id": target.target,
        "heading": edition.say("page.heading", number=position, name=edition.name_of(target)),
        "overline": edition.say(
            "page.overline" if target.goal else "page.overline_without_goal",
            nature=edition.wording(f"nature.{target.nature}"),
            goal=edition.plan.goal_name(target.goal, edition.language),
            unit=edition.name_of(indicator or target, "unit"),
        ),
        "status": status_panel(edition, target),
        "facts": facts(edition, target),
        "facts_caption": edition.say("page.facts_caption"),
        "alarms": alarm_block(edition, target),
        "beside": lens_block(edition, target),
        "coherence": pointer(edition, target),
        "methods": methods(edition, target),
        "rules": page_rules(edition, target),
        "values": values,
        "values_caption": edition.say("page.values_caption", date=edition.assessment_day()),
        "legend": [*edition.legend({row["mark"] for row in values}), *not_shown(edition, indicator)],
        "paragraphs": paragraphs(edition, target),
        "narrative": None if has_full_page(edition, target) else target_text(edition, target),
        "sources": page_sources(edition, values),
    }  # fmt: skip


def status_panel(edition: Edition, target: Target) -> StatusPanel:
    """Return the head of a sheet: the probability and the word bound to it, or why there is none."""
    row = edition.assessment_of(target)
    probability = row.probability_met
    asked = "probability_of" if row.probability_held is None else "probability_held"
    if asked == "probability_of" and kind_of(target).aim_has_years:
        asked = "probability_of_aim"
    return {
        "assessed": probability is not None,
        "probability": format_probability(probability),
        "question": edition.say(f"page.{asked}", year=year_text(target.year), aim=aim(edition, target))
        if probability is not None
        else "",
        "verdict": edition.wording(verdict_key(row)),
        "verdict_key": shown_verdict(row),
        "lines": why_and_what(edition, target),
        "record": record_line(edition, target),
        "figures": [*outlook_figure(edition, target), grade_figure(edition, target)],
    }


def why_and_what(edition: Edition, target: Target) -> list[str]:
    """Return what a probability of few values is, or why there is none and whether the target is met."""
    row = edition.assessment_of(target)
    lines = [footing(edition, target, "footing_line"), reason_text(edition, target)]
    if row.reason in NO_RECENT_DATA:
        name = edition.name_of(target)
        lines.append(edition.say("page.needed", name=name, missing=missing(edition, target)))
    if row.reason and already_met(edition, target):
        lines.append(edition.say("page.already_met"))
    if since := since_baseline(target, row):
        lines.append(edition.say(f"page.{since}"))
    return [line for line in lines if line]


def outlook_figure(edition: Edition, target: Target) -> list[LabelledFigure]:
    """Return the median with its interval, nothing without a projection."""
    row = edition.assessment_of(target)
    indicator = edition.indicator_of(target)
    median = row.projected_median
    if indicator is None or median is None:
        return []
    decimals, unit = figures_of(edition, target)
    interval = format_interval(row.lower_80, row.upper_80, decimals, unit, edition.language)
    label = edition.say("page.median_label", year=year_text(target.year))
    note = edition.say("page.interval_note", interval=interval)
    return [figure(label, format_value(median, decimals, unit), note)]


def grade_figure(edition: Edition, target: Target) -> LabelledFigure:
    """Return the evidence grade, and the kinds of evidence or, where no one tells, what it stands for."""
    grade = edition.assessment_of(target).evidence_grade
    meaning = edition.kinds_of(target) or edition.wording(f"grade.{grade or 'none'}")
    return figure(edition.say("page.grade_label"), grade or MISSING, meaning)


def figure(label: str, value: str, note: str) -> LabelledFigure:
    """Return a labelled figure."""
    return {"label": label, "value": value, "note": note}


def page_sources(edition: Edition, values: list[ValueRow]) -> list[PageSource]:
    """Return the sources of a sheet by number."""
    by_number = {place: source for source, place in edition.cited.items()}
    numbers = sorted({row["source"] for row in values})
    return [{"number": place, "text": edition.source_text(by_number[place])} for place in numbers]
