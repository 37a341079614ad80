"""What the example of the method says, in words and figures."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from ontrack.charts.chart import Chart, Given
from ontrack.charts.reference.drawing import reference_chart
from ontrack.charts.reference.example import AHEAD, example_intervals, row_label
from ontrack.reference.model_file import read_model
from ontrack.wording import load_wording
from ontrack.wording.number_format import format_value


def charts(given: Given) -> Iterator[Chart]:
    """Yield the chart, which is the same for every plan."""
    series = sum(panel["series"] for panel in read_model().metadata["panels"])
    yield given.chart(
        "reference", partial(reference_chart, given.language), places={"series": format_value(series, 0)},
        alternative=reference_alternative_text(given.language), rows=example_intervals(),
    )  # fmt: skip


def reference_alternative_text(language: str) -> str:
    """Return the 80 % interval of the example for each number of values known."""
    wording = load_wording(language)
    sentences = [wording("chart.alternative.reference", years=AHEAD)]
    for row in example_intervals().to_dict("records"):
        figures = {name: format_value(row[name], 0) for name in ("lower", "median", "upper")}
        method, known = wording(f"chart.reference.{row['method']}"), row_label(row["count"], wording)
        sentences.append(wording("chart.alternative.reference_row", known=known, method=method, **figures))
    return wording.join(sentences)
