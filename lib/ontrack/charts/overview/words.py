"""What the overview says, in words and figures."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import pandas as pd

from ontrack.assessment.verdicts import is_judged
from ontrack.charts.chart import Chart, Given
from ontrack.charts.overview.drawing import overview_chart
from ontrack.charts.parts.plan_rows import by_target, state_in_few_words, table_decided, table_rows
from ontrack.plan import Plan
from ontrack.wording import load_wording
from ontrack.wording.number_format import format_probability

COLUMNS = [
    "latest_value",
    "latest_year",
    "target_value",
    "target_year",
    "evidence_grade",
    "probability_met",
    "verdict",
    "reason",
]
CAPTIONS = {"none": "overview", "some": "overview_some", "all": "overview_decided"}


def charts(given: Given) -> Iterator[Chart]:
    """Yield the overview."""
    plan, assessments = given.plan, given.tables["assessments"]
    rows = table_rows(plan, assessments)
    yield given.chart(
        "overview", partial(overview_chart, plan, assessments, given.language),
        caption=CAPTIONS[table_decided(plan, assessments)],
        alternative=overview_alternative_text(plan, assessments, given.language),
        rows=rows[COLUMNS].reset_index(),
    )  # fmt: skip


def overview_alternative_text(plan: Plan, assessments: pd.DataFrame, language: str) -> str:
    """Return the probability of each target of the plan's table, or why there is none."""
    wording = load_wording(language)
    rows = by_target(plan, assessments)
    sentences = [wording("chart.alternative.overview", total=len(plan.table_targets))]
    for target in plan.table_targets:
        row, name = rows[target.target], target.text("name", language)
        if row.probability_met is None:
            state = state_in_few_words(row, wording)
            sentences.append(wording("chart.alternative.overview_open", name=name, state=state))
        else:
            probability = format_probability(row.probability_met)
            key = "overview_reference_only" if row.evidence_grade == "E" else "overview_row"
            key = key if is_judged(row) else "overview_not_judged"
            sentences.append(wording(f"chart.alternative.{key}", name=name, probability=probability))
    return wording.join(sentences)
