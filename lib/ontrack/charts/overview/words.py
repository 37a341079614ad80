"""What each chart of the whole plan says, in sentences, for readers who cannot see it."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from ontrack.assessment.verdicts import is_judged
from ontrack.charts.parts.plan_rows import (
    by_probability,
    clock_runs,
    other_answers,
    rate_of,
    since_baseline,
    state_in_few_words,
    table_rows,
)
from ontrack.charts.strips.sheets import lettered, probabilities_of, strip_sheets
from ontrack.numbers.number_format import format_probability, format_share, format_value
from ontrack.plan import Plan, Target
from ontrack.plan.scenario import Scenario
from ontrack.portfolio import summary_of
from ontrack.wording import load_wording


def overview_alternative_text(plan: Plan, assessments: pd.DataFrame, language: str) -> str:
    """Return the probability of each target of the plan's table, or why there is none."""
    wording = load_wording(language)
    rows = table_rows(plan, assessments)
    sentences = [wording("chart.alternative.overview", total=len(rows))]
    for target in plan.table_targets:
        row, name = rows.loc[target.target], target.text("name", language)
        if pd.isna(row["probability_met"]):
            state = state_in_few_words(row, wording)
            sentences.append(wording("chart.alternative.overview_open", name=name, state=state))
        else:
            probability = format_probability(row["probability_met"])
            key = "overview_reference_only" if row["evidence_grade"] == "E" else "overview_row"
            key = key if is_judged(row) else "overview_not_judged"
            sentences.append(wording(f"chart.alternative.{key}", name=name, probability=probability))
    return wording.join(sentences)


def odds_alternative_text(plan: Plan, assessments: pd.DataFrame, alarms: pd.DataFrame, language: str) -> str:
    """Return each target with its probability and grade, the most probable first, and the other answers."""
    wording = load_wording(language)
    rows, spans = table_rows(plan, assessments), other_answers(alarms)
    sentences = [wording("chart.odds.alternative")]
    for target in by_probability(plan, rows):
        row, name = rows.loc[target.target], target.text("name", language)
        if pd.isna(row["probability_met"]):
            state = state_in_few_words(row, wording)
            sentences.append(wording("chart.alternative.overview_open", name=name, state=state))
            continue
        places = {"name": name, "probability": format_probability(row["probability_met"])}
        key = "alternative_row"
        if target.target in spans:
            key = "alternative_span"
            low, high = spans[target.target]
            places |= {"low": format_probability(low), "high": format_probability(high)}
        sentences.append(wording(f"chart.odds.{key}", grade=row["evidence_grade"], **places))
        if not is_judged(row):
            sentences.append(wording("chart.alternative.not_judged"))
    return wording.join(sentences)


def progress_alternative_text(plan: Plan, assessments: pd.DataFrame, language: str) -> str:
    """Return each target's progress and elapsed time, or its past and required pace."""
    wording = load_wording(language)
    rows = table_rows(plan, assessments)
    key = "progress" if clock_runs(rows) else "pace"
    sentences = [wording(f"chart.progress.alternative_{key}")]
    for target in plan.table_targets:
        row = rows.loc[target.target]
        values = {
            "observed": rate_of(row["observed_rate_pct"]), "required": rate_of(row["required_rate_pct"]),
            "progress": format_share(row["progress_pct"]), "elapsed": format_share(row["elapsed_pct"]),
        }  # fmt: skip
        name = target.text("name", language)
        since = since_baseline(target, row) if key == "progress" else ""
        form = f"alternative_{since}" if since else f"alternative_{key}_row"
        sentences.append(wording(f"chart.progress.{form}", name=name, **values))
    return wording.join(sentences)


def portfolio_alternative_text(counts: pd.DataFrame, language: str) -> str:
    """Return the probability of each number met, with and without dependence, and the expected number."""
    wording = load_wording(language)
    rows = counts[counts["group"] == "table"].sort_values("number_met")
    sentences = [wording.count("chart.portfolio.alternative", len(rows) - 1)]
    for row in rows.to_dict("records"):
        chance, alone = (format_probability(row[name]) for name in ("probability", "probability_independent"))
        sentences.append(
            wording(
                "chart.portfolio.alternative_row", met=row["number_met"], chance=chance, independent=alone
            )
        )
    summary = summary_of(counts, "table")
    if summary:
        expected = format_value(summary.expected, 1)
        sentences.append(wording("chart.portfolio.alternative_expected", expected=expected))
    return wording.join(sentences)


def strips_alternative_texts(
    plan: Plan, scenarios: Sequence[Scenario], table: pd.DataFrame, language: str
) -> list[str]:
    """Return, a text a sheet, each target's probability in the baseline and under each scenario."""
    marks = lettered(scenarios, table)
    parts = strip_sheets(plan, table) if marks else []
    return [_alternative_text(part, marks, table, language) for part in parts]


def _alternative_text(
    targets: Sequence[Target], marks: dict[str, tuple[str, Scenario]], table: pd.DataFrame, language: str
) -> str:
    wording = load_wording(language)
    baseline = wording("chart.strips.baseline")
    comma = wording("chart.strips.separator")
    sentences = [wording("chart.strips.alternative")]
    for target in targets:
        probabilities = probabilities_of(target, marks, table)
        listed = comma.join(
            wording(
                "chart.strips.alternative_one", probability=format_probability(probability),
                scenario=marks[name][1].text("name", language) if name in marks else baseline,
            )
            for name, probability in probabilities.items()
        )  # fmt: skip
        if listed:
            name = target.text("name", language)
            sentences.append(wording("chart.strips.alternative_row", name=name, listed=listed))
    return wording.join(sentences)
