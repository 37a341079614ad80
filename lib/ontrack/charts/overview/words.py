"""What the overview says, in words and figures."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import pandas as pd

from ontrack.assessment.verdicts import is_judged, share_decided
from ontrack.charts.chart import Chart, Given
from ontrack.charts.overview.drawing import overview_chart
from ontrack.charts.parts.plan_rows import state_in_few_words, table_rows
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
        caption=CAPTIONS[share_decided(rows.to_dict("records"))],
        alternative=overview_alternative_text(plan, assessments, given.language),
        rows=rows[COLUMNS].reset_index(),
    )  # fmt: skip


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
