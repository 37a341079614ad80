"""What the fan chart of a target says, in words and figures."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import pandas as pd

from ontrack.assessment.verdicts import is_judged
from ontrack.charts.chart import Chart, Given
from ontrack.charts.fan.drawing import fan_chart, in_sight
from ontrack.charts.fan.required_path import required_path
from ontrack.charts.fan.tables import BOUND_COLUMNS, ChartTables
from ontrack.plan import Indicator, Target
from ontrack.wording import Wording, load_wording
from ontrack.wording.amounts import format_wide, with_unit
from ontrack.wording.number_format import format_probability, format_value


def charts(given: Given) -> Iterator[Chart]:
    """Yield a chart a target of the plan's table that rests on an indicator."""
    language = given.language
    for target in given.plan.table_targets:
        if not target.indicator:
            continue
        indicator, tables = given.plan.indicators[target.indicator], given.of_targets[target.target]
        yield given.chart(
            f"fan.{target.target}", partial(fan_chart, indicator, target, tables, language),
            caption=f"fan{caption_form(target, tables)}", places={"name": target.text("name", language)},
            alternative=fan_chart_alternative_text(indicator, target, tables, language),
            rows=fan_rows(indicator, target, tables), target=target,
        )  # fmt: skip


def caption_form(target: Target, tables: ChartTables) -> str:
    """Return the ending of the key of the caption: what of target, fan and path is drawn."""
    projected = len(tables.projected) > 0
    if not target.marks:
        return "_no_level" if projected else "_values"
    if projected:
        return ""
    return "_decided" if tables.decided else "_no_projection"


def fan_rows(indicator: Indicator, target: Target, tables: ChartTables) -> pd.DataFrame:
    """Return what is drawn, a row a point: its layer, year and value, and the bounds of what is projected."""
    path = pd.DataFrame(dict(zip(("year", "value"), required_path(indicator, target, tables), strict=True)))
    trends = {f"trend_{method}": one.reset_index() for method, one in tables.trend_paths.items()}
    layers = {
        "before_break": tables.before_break,
        "observed": tables.observed,
        "within_year": tables.within_year,
        "projected": tables.projected.rename(columns={"median": "value"}),
        "required_path": path,
        **trends,
        **{
            line.name: line.path.rename("value").rename_axis("year").reset_index()
            for line in in_sight(indicator, target, tables).company
        },
        "target": pd.DataFrame(target.marks, columns=["value", "year"]),
    }
    columns = ["layer", "year", "value", "status", *BOUND_COLUMNS]
    found = [
        table.assign(layer=layer).reindex(columns=columns).astype(object)
        for layer, table in layers.items()
        if len(table)
    ]
    return pd.concat(found, ignore_index=True) if found else pd.DataFrame(columns=columns)


def fan_chart_alternative_text(
    indicator: Indicator, target: Target | None, tables: ChartTables, language: str
) -> str:
    """Return what the fan chart shows: observed values, target, projection and probability."""
    wording = load_wording(language)
    name = wording(
        "chart.alternative.fan", name=indicator.text("name", language), unit=indicator.text("unit", language)
    )
    sentences = [name, _observed(indicator, tables, wording)]
    if target is not None and target.level is not None:
        key = "target" if target.year else "target_without_year"
        value = with_unit(target.level, indicator, wording)
        sentences.append(wording(f"chart.alternative.{key}", target=value, year=target.year))
    sentences.append(_projected(indicator, tables, wording))
    said = tables.assessment
    if said and said.probability_met is not None:
        probability = format_probability(said.probability_met)
        sentences.append(wording("chart.alternative.probability", probability=probability))
        if not is_judged(said):
            sentences.append(wording("chart.alternative.not_judged"))
        elif tables.rests_on_one_value:
            sentences.append(wording("chart.alternative.reference_only"))
    return wording.join(sentences)


def _observed(indicator: Indicator, tables: ChartTables, wording: Wording) -> str:
    years, values = tables.observed["year"], tables.observed["value"]
    if not len(years):
        return wording("chart.alternative.unobserved")
    decimals, unit = indicator.decimals, indicator.text("unit", wording.language)
    return wording.count(
        "chart.alternative.observed", len(years),
        first=format_value(values.iloc[0], decimals, unit), first_year=years.iloc[0],
        latest=format_value(values.iloc[-1], decimals, unit), latest_year=years.iloc[-1],
    )  # fmt: skip


def _projected(indicator: Indicator, tables: ChartTables, wording: Wording) -> str:
    if tables.projected.empty:
        return wording("chart.alternative.not_projected")
    last = tables.projected.iloc[-1]
    names = ("median", "lower_80", "upper_80")
    figures = {name: format_wide(last[name], indicator, wording.language) for name in names}
    return wording("chart.alternative.projected", year=last["year"], **figures)
