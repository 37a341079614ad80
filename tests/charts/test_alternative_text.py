"""What a chart says to those who cannot see it."""

from __future__ import annotations

import dataclasses

import pytest
from charts.drawings import chart_tables, charts_of_kind, fan_table, series_table
from helpers.rows import assessment

from ontrack.charts.fan.words import fan_chart_alternative_text
from ontrack.charts.multiples import words as multiples
from ontrack.charts.multiples.sheets import shown_targets
from ontrack.charts.overview.words import overview_alternative_text
from ontrack.charts.reference.words import reference_alternative_text
from ontrack.wording.number_format import format_probability


def test_a_fan(per_head, thirty, showcase):
    assert fan_chart_alternative_text(per_head, thirty, showcase, "en") == (
        "Chart: Patents per head (patents per 10,000 people). "
        "3 yearly values are known, from 11.0 in 2020 to 24.3 in 2025. "
        "The target is 30.0 patents per 10,000 people in 2030. "
        "The projected median in 2030 is 53.7, the 80% prediction interval 17.9 to 161.1. "
        "The probability that the target is met is 83%."
    )
    assert fan_chart_alternative_text(per_head, thirty, showcase, "zh") == (
        "图：每万人专利（件）。共有3个年度值，从2020年的11.0到2025年的24.3。2030年目标为30.0件。"
        "2030年预测中位数为53.7，80%预测区间为17.9至161.1。目标实现概率为83%。"
    )


def test_one_value(indicator, target):
    tables = chart_tables(series_table(("2025", 126.0, "quoted", "annual")))
    text = fan_chart_alternative_text(indicator, target, tables, "en")
    assert "One yearly value is known: 126 in 2025." in text
    assert text.endswith("There is no projection.")


def test_a_probability_of_one_value_is_marked(indicator, target):
    series = series_table(("2025", 126.0, "quoted", "annual"))
    row = assessment(probability_met=0.3, evidence_grade="E", verdict="unlikely")
    tables = chart_tables(series, fan_table((2030, 130.0, 1.3, 2.0)), assessment=row)
    assert fan_chart_alternative_text(indicator, target, tables, "en").endswith(
        "is 30%. It rests on a single yearly value: similar indicators only."
    )


def test_the_picture_of_the_method_page():
    text = reference_alternative_text("en")
    assert "1 value · E, Similar indicators, 80%: " in text
    assert text.count("Similar indicators, 80%") == 5
    assert text.count("Random walk with drift, 80%") == 3


def test_no_value_and_no_year(share, target):
    open_ended = dataclasses.replace(target, year=None, value=100.0)
    text = fan_chart_alternative_text(share, open_ended, chart_tables(), "en")
    assert "No yearly value is known. The target is 100.0%; no year is stated." in text


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_overview_names_every_target(raw, results, language):
    text = overview_alternative_text(raw.plan, results["assessments"], language)
    for target in raw.plan.table_targets:
        assert target.text("name", language) in text
    assert text.count("%") == results["assessments"]["probability_met"].iloc[:12].notna().sum()
    single = (results["assessments"]["evidence_grade"].iloc[:12] == "E").sum()
    assert text.count("similar indicators only" if language == "en" else "仅凭同类指标") == single > 0


def test_the_small_charts_say_the_values_of_each(raw, results):
    (chart,) = charts_of_kind(multiples, raw, results)
    assert chart.alternative.startswith("Charts: a small fan for each target, in turn: Chart: High-value")
    for target in shown_targets(raw.plan):
        found = results["assessments"].set_index("target").loc[target.target]
        assert f"is {format_probability(found['probability_met'])}." in chart.alternative
    assert "from 11.0 in 2020 to 24.3 in 2025. The target is 30.0 patents" in chart.alternative
