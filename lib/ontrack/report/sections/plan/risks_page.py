"""Risks and scenarios: the largest risks, what has changed around the plan, and three scenarios."""

from __future__ import annotations

from typing import Any, TypedDict

from ontrack.assessment.verdicts import NOT_JUDGED, SYMBOLS, VERDICT_FLOORS, is_judged, shown_verdict
from ontrack.plan import Target
from ontrack.plan.scenario import BASELINE, Scenario
from ontrack.report.edition import Edition
from ontrack.report.phrases.decided import open_targets, share_decided
from ontrack.report.sections.plan.scenario_texts import meaning
from ontrack.report.sections.plan.scenarios_page import rows_of, scenarios_of
from ontrack.report.sections.summary.judgement import without_risks
from ontrack.report.sections.summary.risks import NumberedRisk, risks
from ontrack.report.sections.written.narrative_pages import written_section
from ontrack.scenarios import ScenarioRow
from ontrack.wording.number_format import MISSING, format_probability, format_value

SHOWN = 3  # scenarios side by side, the baseline among them


class RisksTable(TypedDict):
    """The largest risks; with none, the sentence that says so."""

    caption: str
    heads: list[str]
    rows: list[NumberedRisk]
    note: str


class ScenarioCell(TypedDict):
    """One target under one scenario."""

    key: str
    probability: str


class ThreeScenarios(TypedDict):
    """The targets under three scenarios, and how many are met under each."""

    intro: list[str]
    caption: str
    heads: list[str]
    rows: list[dict[str, Any]]
    expected: list[str]
    note: str


class RisksPage(TypedDict):
    """Risks and scenarios."""

    risks_heading: str
    risks: RisksTable
    written_heading: str
    written: dict[str, Any] | None
    scenarios_heading: str
    scenarios: ThreeScenarios | None


def risks_page(edition: Edition) -> RisksPage | None:
    """Return the largest risks, what people wrote of changed circumstances, and three scenarios."""
    written = written_section("environment", edition)
    if not open_targets(edition) and not written:
        return None
    return {
        "risks_heading": edition.say("risks.largest"),
        "risks": risks_table(edition),
        "written_heading": edition.say("narrative.environment"),
        "written": written,
        "scenarios_heading": edition.say("risks.scenarios"),
        "scenarios": three_scenarios(edition),
    }


def risks_table(edition: Edition) -> RisksTable:
    """Return the table of the largest risks; with none, the sentence that says so."""
    found = risks(edition)
    of_targets = any(risk["target"] for risk in found)
    return {
        "caption": edition.count("risk.caption", len(found)) if found else "",
        "heads": [edition.say(f"risk.head_{head}") for head in ("number", "name", "word", "reason")],
        "rows": list(found),
        "note": edition.say(f"risk.{note_of(edition)}") if of_targets else without_risks(edition),
    }


def note_of(edition: Edition) -> str:
    """Return which note explains the ranking: it says so where some are not judged, or decided already."""
    rows = [edition.assessment_of(target) for target in edition.plan.table_targets]
    if not all(is_judged(row) for row in rows):
        return "note_not_judged"
    return "note" if share_decided(edition) == "none" else "note_open"


def chosen(edition: Edition) -> list[Scenario]:
    """Return the scenarios that the main part shows: the plan's choice, else the baseline and two others."""
    known = {scenario.id: scenario for scenario in scenarios_of(edition)}
    asked = [name for name in edition.plan.report_scenarios if name in known and name != BASELINE]
    others = asked or [name for name in known if name != BASELINE]
    first = [known[BASELINE]] if BASELINE in known else []
    return [*first, *(known[name] for name in others)][:SHOWN]


def three_scenarios(edition: Edition) -> ThreeScenarios | None:
    """Return the open targets of the table under three scenarios; None where no scenario was asked for."""
    scenarios, rows = chosen(edition), rows_of(edition)
    targets = [
        target
        for target in open_targets(edition)
        if any((scenario.id, target.target) in rows for scenario in scenarios)
    ]
    if not scenarios or not targets:
        return None
    return {
        "intro": [meant(edition, scenario) for scenario in scenarios if scenario.id != BASELINE],
        "caption": edition.say("risks.caption", year=edition.stamp.as_of),
        "heads": [edition.say("scenarios.head_target"), *(edition.name_of(one) for one in scenarios)],
        "rows": [row_of(edition, target, scenarios, rows) for target in targets],
        "expected": [
            edition.count("risks.expected", len(targets)),
            *(expected(scenario, targets, rows) for scenario in scenarios),
        ],
        "note": note(edition),
    }


def note(edition: Edition) -> str:
    """Return what the symbols mean, and that a scenario's own chance is not told."""
    words = [word for _, word in VERDICT_FLOORS] + ["very_unlikely", NOT_JUDGED]
    told = edition.say("scenarios.separator").join(
        edition.say("scenarios.symbol", symbol=SYMBOLS[word], word=edition.wording(f"verdict.{word}"))
        for word in words
    )
    return edition.say("risks.note", symbols=told)


def meant(edition: Edition, scenario: Scenario) -> str:
    """Return what a scenario changes, in a sentence after its name."""
    text = edition.wording.join(meaning(edition, scenario))
    return edition.say("risks.meaning", name=edition.name_of(scenario), text=text)


def row_of(
    edition: Edition, target: Target, scenarios: list[Scenario], rows: dict[tuple[str, str], ScenarioRow]
) -> dict[str, Any]:
    """Return one target under each scenario; a dash where a scenario leaves it alone."""
    return {
        "name": edition.name_of(target),
        "binding": target.nature == "binding",
        "cells": [cell(rows.get((scenario.id, target.target))) for scenario in scenarios],
    }


def cell(row: ScenarioRow | None) -> ScenarioCell:
    """Return the verdict and the probability of a target under a scenario."""
    if row is None or row.reason or row.probability_met is None:
        return {"key": "", "probability": MISSING}
    return {"key": shown_verdict(row), "probability": format_probability(row.probability_met)}


def expected(
    scenario: Scenario, targets: list[Target], rows: dict[tuple[str, str], ScenarioRow]
) -> str:  # fmt: skip
    """Return how many of some targets are to be expected under a scenario: the sum of their probabilities.

    Where a scenario leaves a target alone, its probability is that of the baseline.
    """
    found = [
        rows.get((scenario.id, target.target), rows.get((BASELINE, target.target))) for target in targets
    ]
    known = [row.probability_met for row in found if row is not None and row.probability_met is not None]
    return format_value(sum(known), 1) if len(known) == len(targets) else MISSING
