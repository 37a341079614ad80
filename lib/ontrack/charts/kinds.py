"""Every chart of a report, one after the other, each with its name and its title."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes

from ontrack.charts.fan.drawing import fan_chart
from ontrack.charts.fan.tables import ChartTables
from ontrack.charts.multiples.drawing import multiples_charts
from ontrack.charts.odds.drawing import odds_chart
from ontrack.charts.overview.drawing import overview_chart
from ontrack.charts.parts.plan_rows import clock_runs
from ontrack.charts.portfolio.drawing import portfolio_chart
from ontrack.charts.progress.drawing import progress_chart
from ontrack.charts.reference.drawing import reference_chart
from ontrack.charts.reliability.drawing import reliability_chart
from ontrack.charts.strips.drawing import strips_charts
from ontrack.charts.why.drawing import why_chart
from ontrack.numbers.number_format import format_probability
from ontrack.plan import Plan, Target
from ontrack.plan.scenario import Scenario
from ontrack.portfolio import summary_of
from ontrack.records.track_record import quoted_bins
from ontrack.wording import load_wording


@dataclass(frozen=True)
class Drawing:
    """One chart.

    Attributes
    ----------
    name : str
        Of its file, without language and ending: ``overview``, ``fan.<target>``, ``multiples.1``.
    title : str
        What stands above it where no caption does.
    axes : Axes
        Any of its figure.
    target : Target or None
        Whose chart it is.
    """

    name: str
    title: str
    axes: Axes
    target: Target | None = None

    @property
    def kind(self) -> str:
        """The first part of the name."""
        return self.name.partition(".")[0]


def drawings(
    plan: Plan, tables: Mapping[str, pd.DataFrame], language: str, scenarios: Sequence[Scenario] = ()
) -> Iterator[Drawing]:
    """Yield the charts of a report in one language; one that has nothing to show is left out.

    Parameters
    ----------
    tables : mapping
        Result tables by name, as `ontrack.tables.read_results` returns them.
    scenarios : sequence of Scenario
        Those of the plan; without them there are no strips.
    """
    wording, assessments = load_wording(language), tables["assessments"]

    def drawing(name: str, axes: Axes, title: str = "") -> Drawing:
        return Drawing(name, wording(f"chart.title.{title or name.partition('.')[0]}"), axes)

    yield drawing("overview", overview_chart(plan, assessments, language))
    if summary_of(tables["portfolio"], "table") is not None:
        yield drawing("portfolio", portfolio_chart(tables["portfolio"], language))
    if plan.table_targets:
        yield drawing("odds", odds_chart(plan, assessments, tables["alarms"], language))
        title = "progress_clock" if clock_runs(assessments) else "progress_pace"
        yield drawing("progress", progress_chart(plan, assessments, language), title)
    for number, axes in enumerate(multiples_charts(plan, tables, language), 1):
        yield drawing(f"multiples.{number}", axes)
    for target in plan.table_targets:
        if target.indicator:
            rows = ChartTables.for_target(target, **tables)
            axes = fan_chart(plan.indicators[target.indicator], target, rows, language)
            title = wording("chart.title.fan", name=target.text("name", language))
            yield Drawing(f"fan.{target.target}", title, axes, target)
    yield from why_drawings(plan, tables, language)
    for number, axes in enumerate(strips_charts(plan, scenarios, tables["scenarios"], language), 1):
        yield drawing(f"strips.{number}", axes)
    yield drawing("reliability", reliability_chart(quoted_bins(plan), language))
    yield drawing("reference", reference_chart(language))


def why_drawings(plan: Plan, tables: Mapping[str, pd.DataFrame], language: str) -> Iterator[Drawing]:
    """Yield the steps to the probability of each target of the plan's table that has one."""
    wording, why = load_wording(language), tables["why"]
    for target in plan.table_targets:
        found = why.loc[why["target"] == target.target, "probability"]
        if len(found):
            probability, name = format_probability(float(found.iloc[-1])), target.text("name", language)
            title = wording("chart.title.why", probability=probability, name=name)
            yield Drawing(f"why.{target.target}", title, why_chart(why, target.target, language), target)
