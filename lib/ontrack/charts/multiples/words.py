"""What the sheets of small fan charts say, in words and figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

import pandas as pd

from ontrack.charts.chart import Chart, Given
from ontrack.charts.fan.words import fan_rows
from ontrack.charts.multiples.drawing import multiples_chart
from ontrack.charts.multiples.sheets import fan_sheets
from ontrack.charts.parts.plan_rows import table_decided
from ontrack.plan import Target
from ontrack.wording import load_wording

CAPTIONS = {"none": "multiples", "some": "multiples_some", "all": "multiples_decided"}


def charts(given: Given) -> Iterator[Chart]:
    """Yield a chart a sheet; none where fewer than two targets rest on an indicator."""
    plan, sheets = given.plan, fan_sheets(given.plan)
    decided = table_decided(plan, given.tables["assessments"])
    for number, targets in enumerate(sheets, 1):
        yield given.chart(
            f"multiples.{number}", partial(multiples_chart, plan, targets, given.of_targets, given.language),
            caption=CAPTIONS[decided], alternative=multiples_alternative_text(targets, given.language),
            rows=pd.concat([rows_of(given, target) for target in targets]), sheets=len(sheets),
        )  # fmt: skip


def rows_of(given: Given, target: Target) -> pd.DataFrame:
    """Return what is drawn of one target: as its own chart has it, without the trends."""
    rows = fan_rows(given.plan.indicators[target.indicator], target, given.of_targets[target.target])
    return rows[~rows["layer"].str.startswith("trend_")].assign(target=target.target)


def multiples_alternative_text(targets: Sequence[Target], language: str) -> str:
    """Return which targets a sheet shows; each one's own chart says the figures."""
    wording = load_wording(language)
    names = wording("chart.multiples.separator").join(target.text("name", language) for target in targets)
    return wording("chart.multiples.alternative", names=names)
