"""What the sheets of small fan charts say, in words and figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

import pandas as pd

from ontrack.charts.chart import Chart, Given
from ontrack.charts.fan.words import fan_chart_alternative_text, fan_rows
from ontrack.charts.multiples.drawing import multiples_chart
from ontrack.charts.multiples.sheets import fan_sheets
from ontrack.charts.parts.plan_rows import table_decided
from ontrack.plan import Target

CAPTIONS = {"none": "multiples", "some": "multiples_some", "all": "multiples_decided"}


def charts(given: Given) -> Iterator[Chart]:
    """Yield a chart a sheet; none where fewer than two targets rest on an indicator."""
    plan, sheets = given.plan, fan_sheets(given.plan)
    decided = table_decided(plan, given.tables["assessments"])
    for number, targets in enumerate(sheets, 1):
        yield given.chart(
            f"multiples.{number}", partial(multiples_chart, plan, targets, given.of_targets, given.language),
            caption=CAPTIONS[decided], alternative=multiples_alternative_text(given, targets),
            rows=pd.concat([rows_of(given, target) for target in targets]), sheets=len(sheets),
        )  # fmt: skip


def rows_of(given: Given, target: Target) -> pd.DataFrame:
    """Return what is drawn of one target: as its own chart has it, without the lines beside it."""
    tables = replace(given.of_targets[target.target], company=())
    return fan_rows(given.plan.indicators[target.indicator], target, tables).assign(target=target.target)


def multiples_alternative_text(given: Given, targets: Sequence[Target]) -> str:
    """Return each target's first and latest value, target, projection and probability."""
    said = [
        fan_chart_alternative_text(
            given.plan.indicators[target.indicator], target, given.of_targets[target.target], given.language
        )
        for target in targets
    ]
    return given.wording.join([given.wording("chart.multiples.alternative"), *said])
