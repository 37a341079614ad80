"""What each chart says, in sentences, for readers who cannot see it."""

from __future__ import annotations

import pandas as pd

from ontrack.charts.chart_tables import ChartTables
from ontrack.charts.end_labels import with_unit
from ontrack.charts.fan_notes import format_wide
from ontrack.charts.overview import state_in_few_words, table_rows
from ontrack.charts.reference import AHEAD, example_intervals, row_label
from ontrack.number_format import format_probability, format_value
from ontrack.plan import Indicator, Plan, Target
from ontrack.wording import Wording, load_wording

SENTENCE_SPACE = {"zh": "", "en": " "}


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
        if tables.assessment.get("evidence_grade") == "E":
            sentences.append(wording("chart.alternative.reference_only"))
    return SENTENCE_SPACE[language].join(sentences)


def overview_alternative_text(plan: Plan, assessments: pd.DataFrame, language: str) -> str:
    """Return the probability of each target of the plan's table, or why there is none."""
    wording = load_wording(language)
    rows = table_rows(plan, assessments)
    sentences = [wording("chart.alternative.overview", total=len(rows))]
    for target in plan.table_targets:
        row, name = rows.loc[target.target], target.text("name", language)
        if pd.isna(row["probability_met"]):
            state = state_in_few_words(row, wording)
            sentences.append(wording("chart.alternative.overview_open", name=name, state=state))
        else:
            probability = format_probability(row["probability_met"])
            key = "overview_reference_only" if row["evidence_grade"] == "E" else "overview_row"
            sentences.append(wording(f"chart.alternative.{key}", name=name, probability=probability))
    return SENTENCE_SPACE[language].join(sentences)


def reference_alternative_text(language: str) -> str:
    """Return the 80 % interval of the example for each number of values known."""
    wording = load_wording(language)
    sentences = [wording("chart.alternative.reference", years=AHEAD)]
    for row in example_intervals().to_dict("records"):
        figures = {name: format_value(row[name], 0) for name in ("lower", "median", "upper")}
        method, known = wording(f"chart.reference.{row['method']}"), row_label(row["count"], wording)
        sentences.append(wording("chart.alternative.reference_row", known=known, method=method, **figures))
    return SENTENCE_SPACE[language].join(sentences)


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
