"""What the chart of progress or paces says, in words and figures."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import pandas as pd

from ontrack.assessment.progress import clock_runs, since_baseline
from ontrack.charts.chart import Chart, Given
from ontrack.charts.parts.plan_rows import by_target, rate_of, table_rows
from ontrack.charts.progress.drawing import progress_chart
from ontrack.plan import Plan
from ontrack.wording import load_wording
from ontrack.wording.number_format import format_share

COLUMNS = [
    "progress_pct",
    "elapsed_pct",
    "observed_rate_pct",
    "required_rate_pct",
    "latest_rate_pct",
    "verdict",
]


def charts(given: Given) -> Iterator[Chart]:
    """Yield the chart of the plan's table; none without such a table."""
    plan, assessments = given.plan, given.tables["assessments"]
    if plan.table_targets:
        form = "progress_clock" if clock_runs(assessments) else "progress_pace"
        yield given.chart(
            "progress", partial(progress_chart, plan, assessments, given.language), title=form, caption=form,
            alternative=progress_alternative_text(plan, assessments, given.language),
            rows=table_rows(plan, assessments)[COLUMNS].reset_index(),
        )  # fmt: skip


def progress_alternative_text(plan: Plan, assessments: pd.DataFrame, language: str) -> str:
    """Return each target's progress and elapsed time, or its past and required pace."""
    wording = load_wording(language)
    rows = by_target(plan, assessments)
    key = "progress" if clock_runs(table_rows(plan, assessments)) else "pace"
    sentences = [wording(f"chart.progress.alternative_{key}")]
    for target in plan.table_targets:
        row = rows[target.target]
        values = {
            "observed": rate_of(row.observed_rate_pct), "required": rate_of(row.required_rate_pct),
            "progress": format_share(row.progress_pct), "elapsed": format_share(row.elapsed_pct),
        }  # fmt: skip
        name = target.text("name", language)
        since = since_baseline(target, row) if key == "progress" else ""
        form = f"alternative_{since}" if since else f"alternative_{key}_row"
        sentences.append(wording(f"chart.progress.{form}", name=name, **values))
    return wording.join(sentences)
