"""What the chart of probabilities in order says, in words and figures."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import pandas as pd

from ontrack.assessment.verdicts import is_judged
from ontrack.charts.chart import Chart, Given
from ontrack.charts.odds.drawing import odds_chart
from ontrack.charts.parts.plan_rows import (
    by_probability,
    by_target,
    other_answers,
    state_in_few_words,
    table_rows,
)
from ontrack.plan import Plan
from ontrack.wording import load_wording
from ontrack.wording.number_format import format_probability


def charts(given: Given) -> Iterator[Chart]:
    """Yield the chart of the plan's table; none without such a table."""
    plan, assessments, alarms = given.plan, given.tables["assessments"], given.tables["alarms"]
    if plan.table_targets:
        yield given.chart(
            "odds", partial(odds_chart, plan, assessments, alarms, given.language),
            alternative=odds_alternative_text(plan, assessments, alarms, given.language),
            rows=odds_rows(plan, assessments, alarms),
        )  # fmt: skip


def odds_rows(plan: Plan, assessments: pd.DataFrame, alarms: pd.DataFrame) -> pd.DataFrame:
    """Return probability and grade of each target, the most probable first, and the span of other answers."""
    rows = table_rows(plan, assessments)
    order = [target.target for target in by_probability(plan, rows)]
    spans = pd.DataFrame.from_dict(other_answers(alarms), orient="index", columns=["lowest", "highest"])
    named = rows[["probability_met", "evidence_grade", "verdict", "reason"]].join(spans)
    return named.loc[order].rename_axis("target").reset_index()


def odds_alternative_text(plan: Plan, assessments: pd.DataFrame, alarms: pd.DataFrame, language: str) -> str:
    """Return each target with its probability and grade, the most probable first, and the other answers."""
    wording = load_wording(language)
    rows, spans, said = table_rows(plan, assessments), other_answers(alarms), by_target(plan, assessments)
    sentences = [wording("chart.odds.alternative")]
    for target in by_probability(plan, rows):
        row, name = said[target.target], target.text("name", language)
        if row.probability_met is None:
            state = state_in_few_words(row, wording)
            sentences.append(wording("chart.alternative.overview_open", name=name, state=state))
            continue
        places = {"name": name, "probability": format_probability(row.probability_met)}
        key = "alternative_row"
        if target.target in spans:
            key = "alternative_span"
            low, high = spans[target.target]
            places |= {"low": format_probability(low), "high": format_probability(high)}
        sentences.append(wording(f"chart.odds.{key}", grade=row.evidence_grade, **places))
        if not is_judged(row):
            sentences.append(wording("chart.alternative.not_judged"))
    return wording.join(sentences)
