"""What the picture of the steps to a probability says, in words and figures."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import pandas as pd

from ontrack.charts.chart import Chart, Given
from ontrack.charts.why.drawing import why_chart
from ontrack.explanation.why.reading import steps_of
from ontrack.explanation.why.sentences import steps_sentence
from ontrack.plan import Target
from ontrack.wording import load_wording
from ontrack.wording.number_format import format_probability

COLUMNS = ["piece", "present", "probability", "points_alone"]


def charts(given: Given) -> Iterator[Chart]:
    """Yield a chart a target of the plan's table that has a probability."""
    why, language = given.tables["why"], given.language
    for target in given.plan.table_targets:
        steps = why[why["target"] == target.target].sort_values("step")
        if steps.empty:
            continue
        probability = format_probability(float(steps["probability"].iloc[-1]))
        yield given.chart(
            f"why.{target.target}", partial(why_chart, why, target.target, language),
            places={"probability": probability, "name": target.text("name", language)},
            alternative=why_alternative_text(target, why, language), rows=steps[COLUMNS],
            target=target,
        )  # fmt: skip


def why_alternative_text(target: Target, why: pd.DataFrame, language: str) -> str:
    """Return the probability from the class alone and what each piece changes.

    Parameters
    ----------
    target : Target
        One that has a probability.
    why : DataFrame
        Columns of why.csv.
    """
    wording = load_wording(language)
    opening = wording("chart.why.alternative", name=target.text("name", language))
    return wording.join([opening, steps_sentence(steps_of(why, target.target), wording)])
