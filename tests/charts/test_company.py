"""The lines beside a fan: the nation's level and what its pace would bring."""

from __future__ import annotations

import dataclasses

import pandas as pd
import pytest
from charts.drawings import artist, artists

from ontrack.charts import Given, fan_chart
from ontrack.charts.fan.company import company_of, path_at
from ontrack.charts.fan.drawing import in_sight
from ontrack.charts.fan.tables import ChartTables


def names(tables: ChartTables) -> list[str]:
    return [line.name for line in tables.company]


@pytest.fixture(scope="module")
def of_targets(raw, results) -> dict[str, ChartTables]:
    return Given(raw, results, "en").of_targets


def test_the_nation_is_drawn_where_its_unit_is_comparable_and_never_more_than_two_lines(raw, of_targets):
    found = {name: names(tables) for name, tables in of_targets.items() if tables.company}
    assert found["high_value_patents_per_10k"] == [
        "nation_level",
        "nation_pace",
    ]  # a peer's pace is known too
    assert found["ip_service_revenue"] == ["nation_pace"]  # the nation's flow is no measure for a province's
    assert all(len(lines) <= 2 for lines in found.values())


def test_the_level_is_that_of_the_evidence(raw, results, of_targets):
    line, _ = of_targets["high_value_patents_per_10k"].company
    known = results["evidence_series"].query(
        "indicator == 'high_value_patents_per_10k' and piece == 'parent'"
    )
    assert line.path.to_dict() == dict(zip(known["year"], known["value"], strict=True))
    assert line.end == (2025.0, 16.0)


@pytest.mark.parametrize(
    "target", ["high_value_patents_per_10k", "high_value_patent_share", "ip_service_revenue",
               "ip_protection_satisfaction", "patent_intensive_industry_share"],
)  # fmt: skip
def test_the_pace_ends_at_the_figure_of_the_lens(results, of_targets, target):
    (line,) = [line for line in of_targets[target].company if line.name == "nation_pace"]
    lens = results["lenses"].set_index("target").loc[target]
    assert line.end == (2030.0, pytest.approx(lens["nation_value"], rel=1e-4))


def test_other_places_are_drawn_where_the_nation_is_not_known(raw, results):
    target = raw.plan.table_targets[0]
    tables = {
        "evidence_series": results["evidence_series"].iloc[:0],
        "lenses": results["lenses"].assign(nation_pace=None),
    }
    indicator = raw.plan.indicators[target.indicator]
    (line,) = company_of(indicator, target.target, 2030, (2025.0, 24.3), tables)
    pace = results["lenses"].set_index("target").loc[target.target, "peers_pace"]
    assert line.name == "peers_pace"
    assert line.end == (2030.0, pytest.approx(24.3 * (1 + pace / 100) ** 5))
    assert company_of(indicator, target.target, 2030, None, tables) == ()


def test_a_pace_sets_in_at_the_date_of_the_newest_value(per_head):
    path = path_at(10.0, (2024.5, 100.0), 2026, per_head)
    assert list(path.index) == [2024.5, 2025, 2026]
    assert path[2026] == pytest.approx(100 * 1.1**1.5)


def test_lines_and_labels_say_what_they_are(raw, of_targets):
    target = raw.plan.table_targets[0]
    ax = fan_chart(raw.plan.indicators[target.indicator], target, of_targets[target.target], "zh")
    assert artist(ax, "nation_level").get_ydata()[-1] == 16.0
    assert artist(ax, "nation_level_label").get_text() == "全国16.0"
    assert artist(ax, "nation_level_label").xy == (2025.0, 16.0)
    assert artist(ax, "nation_pace_label").get_text() == "按全国速度59.0"
    legend = {text.get_text() for row in ax.artists for text in row.get_texts()}
    assert {"全国水平", "若按全国近三年速度"} <= legend
    assert not artists(ax, "trend_theta")


def test_a_line_that_would_flatten_the_fan_is_left_out(raw, of_targets):
    target = raw.plan.table_targets[0]
    indicator, tables = raw.plan.indicators[target.indicator], of_targets[target.target]
    level, pace = tables.company
    far = dataclasses.replace(pace, path=pace.path * 100)
    shown = in_sight(indicator, target, dataclasses.replace(tables, company=(level, far)))
    assert names(shown) == ["nation_level"]
    early = dataclasses.replace(level, path=pd.Series([1.0, 2.0], index=[2001, 2002]))
    assert names(in_sight(indicator, target, dataclasses.replace(tables, company=(early,)))) == []


def test_nothing_is_beside_a_target_that_is_decided(raw, results, of_targets):
    target = raw.plan.table_targets[0]
    decided = dataclasses.replace(
        of_targets[target.target],
        assessment=dataclasses.replace(of_targets[target.target].assessment, verdict="met"),
    )
    assert decided.in_company(raw.plan.indicators[target.indicator], target, results).company == ()
