"""What the reliability diagram says, in words and figures."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import pandas as pd

from ontrack.charts.chart import Chart, Given
from ontrack.charts.reliability.drawing import reliability_chart
from ontrack.charts.reliability.lengths import length_heading, lengths_of, rows_of_length
from ontrack.records.track_record import nearest_population, quoted_bins
from ontrack.wording import load_wording
from ontrack.wording.number_format import format_value

COLUMNS = ["length", "from_pct", "stated_pct", "observed_pct", "error_pct", "events"]


def charts(given: Given) -> Iterator[Chart]:
    """Yield the diagram of the population nearest to the plan's."""
    table = quoted_bins(given.plan)
    population = given.wording(f"report.record.population.{nearest_population(given.plan)}")
    yield given.chart(
        "reliability", partial(reliability_chart, table, given.language), places={"population": population},
        alternative=reliability_alternative_text(table, given.language),
        rows=pd.concat([rows_of_length(table, length) for length in lengths_of(table)])[COLUMNS],
    )  # fmt: skip


def reliability_alternative_text(table: pd.DataFrame, language: str) -> str:
    """Return what came true for each range of stated probability.

    Parameters
    ----------
    table : DataFrame
        As `ontrack.records.track_record.quoted_bins` returns it.
    """
    wording = load_wording(language)
    sentences = [wording("reliability.alternative")]
    for length in lengths_of(table):
        sentences.append(length_heading(length, wording) + wording("reliability.colon"))
        for row in rows_of_length(table, length).to_dict("records"):
            figures = {key: format_value(row[f"{key}_pct"], 0) for key in ("stated", "observed")}
            sentences.append(wording("reliability.alternative_row", **figures))
    return wording.join(sentences)
