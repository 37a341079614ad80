"""What the strips of scenarios say, in words and figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

import pandas as pd

from ontrack.charts.chart import Chart, Given
from ontrack.charts.strips.drawing import strips_chart
from ontrack.charts.strips.sheets import lettered, probabilities_of, strip_sheets
from ontrack.plan import Target
from ontrack.plan.scenario import Scenario
from ontrack.wording import load_wording
from ontrack.wording.number_format import format_probability

Marks = dict[str, tuple[str, Scenario]]


def charts(given: Given) -> Iterator[Chart]:
    """Yield a chart a sheet; none where no scenario changes anything."""
    table, language = given.tables["scenarios"], given.language
    marks = lettered(given.raw.scenarios, table)
    sheets = strip_sheets(given.plan, table) if marks else []
    for number, targets in enumerate(sheets, 1):
        yield given.chart(
            f"strips.{number}", partial(strips_chart, targets, marks, table, language), sheets=len(sheets),
            alternative=strips_alternative_text(targets, marks, table, language),
            rows=strips_rows(targets, marks, table),
        )  # fmt: skip


def strips_rows(targets: Sequence[Target], marks: Marks, table: pd.DataFrame) -> pd.DataFrame:
    """Return the probability of each target in the baseline and under each scenario that changes it."""
    rows = [
        (target.target, scenario, probability)
        for target in targets
        for scenario, probability in probabilities_of(target, marks, table).items()
    ]
    return pd.DataFrame(rows, columns=["target", "scenario", "probability_met"])


def strips_alternative_text(
    targets: Sequence[Target], marks: Marks, table: pd.DataFrame, language: str
) -> str:
    """Return each target's probability in the baseline and under each scenario."""
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
