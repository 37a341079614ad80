"""The pages of the scenarios: every target under each of them, and what each of them changes."""

from __future__ import annotations

from typing import Any

import pandas as pd

from ontrack.assessment.verdicts import NOT_JUDGED, SYMBOLS, VERDICT_FLOORS, is_judged, shown_verdict
from ontrack.plan import Target
from ontrack.plan.scenario import BASELINE, Scenario
from ontrack.report.edition import Edition
from ontrack.report.phrases.decided import is_decided, open_targets
from ontrack.report.sections.plan.coherence_page import signed
from ontrack.report.sections.plan.scenario_texts import meaning
from ontrack.report.sections.targets.alarm_block import region_name
from ontrack.scenarios import ScenarioRow, left_out
from ontrack.wording.number_format import MISSING, format_probability

BY_DESIGN = "◇"
PER_TABLE = 6  # scenarios that fit side by side


def scenario_pages(edition: Edition) -> dict[str, Any] | None:
    """Return the pages of the scenarios that were asked for; None without any, and once nothing is open."""
    scenarios = scenarios_of(edition)
    if not scenarios or not open_targets(edition):
        return None
    rows = rows_of(edition)
    takes = any(scenario.id == BASELINE for scenario in scenarios)
    parts = [scenarios[first : first + PER_TABLE] for first in range(0, len(scenarios), PER_TABLE)]
    return {
        "intro": edition.say("scenarios.intro"),
        "tables": [
            probability_table(edition, part, rows, takes=takes and part is parts[-1]) for part in parts
        ],
        "legend": legend(edition, scenarios, takes=takes),
        "meanings": meanings_table(edition, scenarios, rows),
    }


def probability_table(
    edition: Edition, scenarios: list[Scenario], rows: dict[tuple[str, str], ScenarioRow], *, takes: bool
) -> dict[str, Any]:
    """Return the table of the targets under some scenarios, with the extra pace for 80 % where it `takes`."""
    heads = [edition.say("scenarios.head_target"), *(edition.name_of(scenario) for scenario in scenarios)]
    return {
        "caption": edition.say("scenarios.caption", year=edition.stamp.as_of),
        "heads": heads + [edition.say("scenarios.head_takes")] * takes,
        "rows": [
            {
                "name": edition.name_of(target),
                "binding": target.nature == "binding",
                "cells": [cell(edition, rows[scenario.id, target.target]) for scenario in scenarios],
                "takes": takes_text(edition, target, rows[BASELINE, target.target]) if takes else None,
            }
            for target in edition.plan.table_targets
            if (scenarios[0].id, target.target) in rows and not is_decided(edition, target)
        ],
    }


def scenarios_of(edition: Edition) -> list[Scenario]:
    """Return the scenarios that the table holds, in the plan's order."""
    asked = {row.scenario for row in edition.table("scenarios", ScenarioRow)}
    return [scenario for scenario in edition.raw.scenarios if scenario.id in asked]


def rows_of(edition: Edition) -> dict[tuple[str, str], ScenarioRow]:
    """Return the rows of scenarios.csv by scenario and target."""
    return {(row.scenario, row.target): row for row in edition.table("scenarios", ScenarioRow)}


def cell(edition: Edition, row: ScenarioRow) -> dict[str, str]:
    """Return one target under one scenario: sign, probability, word and difference."""
    if row.reason:
        return {
            "key": "",
            "symbol": "",
            "probability": edition.say("scenarios.refused"),
            "word": "",
            "gap": "",
        }
    if not row.changed and row.scenario != row.compared_with:
        return empty_cell(MISSING)
    design = row.by_construction
    key = shown_verdict(row)
    word = "design" if design else f"word.{key}"
    gap = row.probability_difference
    own = design or row.scenario == row.compared_with or gap is None
    return {
        "key": "" if design else key,
        "symbol": BY_DESIGN if design else SYMBOLS[key],
        "probability": format_probability(row.probability_met),
        "word": edition.say(f"scenarios.{word}"),
        "gap": "" if own else signed(100 * (gap or 0), 0),
    }


def empty_cell(text: str) -> dict[str, str]:
    """Return a cell that only says why there is nothing."""
    return {"key": "", "symbol": "", "probability": text, "word": "", "gap": ""}


def takes_text(edition: Edition, target: Target, row: ScenarioRow) -> str:
    """Return the smallest change of pace that gives 80 % on top of the baseline."""
    change = row.change_for_80
    if row.reason:
        return MISSING
    if change is None:
        return edition.say("scenarios.takes_none")
    if change == 0:
        return edition.say("scenarios.takes_reached")
    value = signed(change, 1 if abs(change) >= 1 else 2)
    if row.change_unit == "percent":
        return edition.say("scenarios.takes_percent", value=value)
    indicator = edition.plan.indicators[target.indicator]
    form = indicator.kind if indicator.kind in ("share", "score") else "points"
    return edition.say(f"scenarios.takes_{form}", value=value, unit=edition.name_of(indicator, "unit"))


def legend(edition: Edition, scenarios: list[Scenario], *, takes: bool) -> list[str]:
    """Return what the signs of the table mean, and what is compared with what."""
    symbols = edition.say("scenarios.separator").join(
        edition.say("scenarios.symbol", symbol=SYMBOLS[word], word=edition.wording(f"verdict.{word}"))
        for word in (*(word for _, word in VERDICT_FLOORS), "very_unlikely")
    )
    lines = [edition.say("scenarios.legend_words", symbols=symbols), *compared(edition, scenarios)]
    rows = edition.table("scenarios", ScenarioRow)
    if any(not row.reason and not is_judged(row) for row in rows):
        lines.append(edition.say("scenarios.legend_not_judged", symbol=SYMBOLS[NOT_JUDGED]))
    if any(row.by_construction for row in rows):
        design = edition.say("scenarios.design")
        lines.append(edition.say("scenarios.legend_design", symbol=BY_DESIGN, word=design))
    lines.append(edition.say("scenarios.legend_unchanged"))
    lines += left_out_lines(edition)
    if takes:
        lines.append(edition.say("scenarios.legend_takes", name=name_of(edition, BASELINE)))
    return lines


def left_out_lines(edition: Edition) -> list[str]:
    """Return which scenarios of the plan are left out as of this year, and why."""
    over = left_out(edition.raw, edition.stamp.as_of)
    return [
        edition.say(
            "scenarios.left_out", name=name_of(edition, one), reason=edition.say(f"scenarios.over.{why}")
        )
        for one, why in over.items()
    ]


def compared(edition: Edition, scenarios: list[Scenario]) -> list[str]:
    """Return which scenario each is compared with."""
    others = [scenario for scenario in scenarios if scenario.compared_with != scenario.id]
    usual = pd.Series([scenario.compared_with for scenario in others]).mode()
    if usual.empty:
        return []
    said = [edition.say("scenarios.compared_all", other=name_of(edition, usual[0]))]
    return said + [
        edition.say(
            "scenarios.compared",
            name=edition.name_of(scenario),
            other=name_of(edition, scenario.compared_with),
        )
        for scenario in others
        if scenario.compared_with != usual[0]
    ]


def name_of(edition: Edition, scenario: str) -> str:
    """Return the name of a scenario by its id."""
    return next(edition.name_of(one) for one in edition.raw.scenarios if one.id == scenario)


def meanings_table(
    edition: Edition, scenarios: list[Scenario], rows: dict[tuple[str, str], ScenarioRow]
) -> dict[str, Any]:
    """Return the table of what each scenario changes, in which indicators, and why."""
    heads = ("scenario", "changes", "concerns", "why")
    return {
        "caption": edition.say("scenarios.meanings_caption"),
        "heads": [edition.say(f"scenarios.head_{head}") for head in heads],
        "rows": [
            [
                edition.name_of(scenario),
                edition.wording.join([*meaning(edition, scenario), *exceptions(edition, scenario, rows)]),
                concerns(edition, scenario),
                edition.name_of(scenario, "note") or MISSING,
            ]
            for scenario in scenarios
        ],
    }


def concerns(edition: Edition, scenario: Scenario) -> str:
    """Return the names of the indicators that change."""
    names = [edition.name_of(edition.plan.indicators[name]) for name in scenario.indicators]
    return edition.say("scenarios.separator").join(names) or edition.say("scenarios.concerns_all")


def exceptions(edition: Edition, scenario: Scenario, rows: dict[tuple[str, str], ScenarioRow]) -> list[str]:
    """Return for which targets of the table a peer's data end, or a scenario cannot be applied."""
    said = []
    for target in edition.plan.table_targets:
        row = rows.get((scenario.id, target.target))
        if row is not None and not is_decided(edition, target):
            said += exception(edition, scenario, target, row)
    return said


def exception(edition: Edition, scenario: Scenario, target: Target, row: ScenarioRow) -> list[str]:
    """Return the sentence of one target, or none."""
    name = edition.name_of(target)
    if row.reason:
        reason = edition.say(f"scenarios.reason.{row.reason}")
        return [edition.say("scenarios.refused_for", name=name, reason=reason)]
    if row.ends is None:
        return []
    region = region_name(edition, getattr(scenario, "region", ""))
    return [edition.say("scenarios.ends", name=name, region=region, year=row.ends)]
