"""What the chart of the number of targets met says, in words and figures."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import pandas as pd

from ontrack.charts.chart import Chart, Given
from ontrack.charts.portfolio.drawing import portfolio_chart
from ontrack.portfolio import summary_of
from ontrack.wording import load_wording
from ontrack.wording.number_format import format_probability, format_value

COLUMNS = ["number_met", "probability", "probability_independent"]


def charts(given: Given) -> Iterator[Chart]:
    """Yield the chart; none where no target of the plan's table has a probability."""
    counts = given.tables["portfolio"]
    if summary_of(counts, "table") is not None:
        yield given.chart(
            "portfolio", partial(portfolio_chart, counts, given.language),
            alternative=portfolio_alternative_text(counts, given.language),
            rows=counts[counts["group"] == "table"].sort_values("number_met")[COLUMNS],
        )  # fmt: skip


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
