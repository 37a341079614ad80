"""What the charts of single indicators say, in sentences, for readers who cannot see them."""

from __future__ import annotations

import pandas as pd

from ontrack.assessment.verdicts import is_judged
from ontrack.charts.fan.tables import ChartTables
from ontrack.charts.reference.example import AHEAD, example_intervals, row_label
from ontrack.charts.strips.sheets import fan_sheets
from ontrack.numbers.number_format import format_probability, format_value
from ontrack.plan import Indicator, Plan, Target
from ontrack.wording import Wording, load_wording
from ontrack.wording.amounts import format_wide, with_unit


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
    probability = tables.assessment.get("probability_met")
    if pd.notna(probability):
        sentences.append(
            wording("chart.alternative.probability", probability=format_probability(probability))
        )
        if not is_judged(tables.assessment):
            sentences.append(wording("chart.alternative.not_judged"))
        elif tables.assessment.get("evidence_grade") == "E":
            sentences.append(wording("chart.alternative.reference_only"))
    return wording.join(sentences)


def multiples_alternative_texts(plan: Plan, language: str) -> list[str]:
    """Return which targets each sheet shows; each one's own chart says the figures."""
    wording = load_wording(language)
    return [
        wording(
            "chart.multiples.alternative",
            names=wording("chart.multiples.separator").join(
                target.text("name", language) for target in sheet
            ),
        )
        for sheet in fan_sheets(plan)
    ]


def reference_alternative_text(language: str) -> str:
    """Return the 80 % interval of the example for each number of values known."""
    wording = load_wording(language)
    sentences = [wording("chart.alternative.reference", years=AHEAD)]
    for row in example_intervals().to_dict("records"):
        figures = {name: format_value(row[name], 0) for name in ("lower", "median", "upper")}
        method, known = wording(f"chart.reference.{row['method']}"), row_label(row["count"], wording)
        sentences.append(wording("chart.alternative.reference_row", known=known, method=method, **figures))
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
