"""Large Chinese counts on a chart are written in tens of thousands, on the axis and at the marks."""

from __future__ import annotations

import dataclasses

import pytest
from charts.drawings import artist, assert_tidy, chart_tables, fan_table, series_table

from ontrack.charts import fan_chart
from ontrack.charts.fan.words import fan_chart_alternative_text
from ontrack.plan.texts import Texts


@pytest.fixture
def drawn(indicator, target):
    """Return a function that draws a stock of patents in a language."""
    stock = dataclasses.replace(indicator, decimals=0, unit=Texts(zh="件", en="patents"))
    goal = dataclasses.replace(target, value=209000.0)
    series = series_table(("2023", 121300.0, "quoted", "annual"), ("2025", 164000.0, "quoted", "annual"))
    tables = chart_tables(series, fan_table((2028, 190000.0, 1.1, 1.2), (2030, 228576.0, 1.2, 1.4)))

    def draw(language: str):
        return fan_chart(stock, goal, tables, language), fan_chart_alternative_text(
            stock, goal, tables, language
        )

    return draw


def ticks(ax) -> list[str]:
    ax.figure.draw_without_rendering()
    return [label.get_text() for label in ax.get_yticklabels() if label.get_text()]


def test_chinese_charts_count_in_ten_thousands(drawn):
    ax, said = drawn("zh")
    assert ticks(ax)[:4] == ["0", "5万", "10万", "15万"]
    assert artist(ax, "latest_label").get_text() == "16.4万"
    assert artist(ax, "target_label").get_text().startswith("目标20.9万")
    assert artist(ax, "median_label").get_text() == "中位数22.8576万"
    assert "12.13万" in said and "16.4万" in said and "22.8576万" in said
    assert_tidy(ax)


def test_english_charts_separate_thousands(drawn):
    ax, said = drawn("en")
    assert ticks(ax)[:2] == ["0", "50,000"]
    assert artist(ax, "latest_label").get_text() == "164,000"
    assert "万" not in said
    assert_tidy(ax)
