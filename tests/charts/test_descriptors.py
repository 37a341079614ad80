"""What is written beside each chart, and how a kind of chart is added."""

from __future__ import annotations

import dataclasses
import json

import pytest
from charts.drawings import charts_of_kind
from charts.many import with_targets
from helpers.adding import files_to_touch, house_with, said_in

from ontrack.charts import Given, charts_of
from ontrack.charts.multiples import words as multiples
from ontrack.charts.overview import words as overview
from ontrack.tables import RawData
from ontrack.wording import load_wording

SAID = ("name", "kind", "target", "sheets", "title", "caption", "alternative", "source", "rows")
KIND = """
import pandas as pd
from ontrack.charts.parts.style import new_axes


def charts(given):
    years = pd.DataFrame({"year": [given.plan.first_year, given.plan.last_year]})
    yield given.chart("years", lambda: draw(years), alternative="From first to last.", rows=years)


def draw(years):
    ax = new_axes(20.0, left=5.0, right=5.0, top=5.0, bottom=5.0)
    ax.plot(years["year"], [0, 0])
    return ax
"""
DRAW = """
import dataclasses, sys
from pathlib import Path
from ontrack.charts import draw_all
from ontrack.paths import Paths
from ontrack.tables import load_raw, read_results

paths = Paths(Path(sys.argv[1]))
raw = load_raw(paths, "zhejiang-ip-2030")
one = dataclasses.replace(raw, plan=dataclasses.replace(raw.plan, targets=raw.plan.table_targets[:1]))
draw_all(one, read_results(paths.processed("zhejiang-ip-2030", 2025)), ["zh", "en"], Path(sys.argv[2]))
"""


@pytest.fixture(scope="module")
def two(raw) -> RawData:
    """The default plan with two of its targets, which has every kind of chart."""
    return dataclasses.replace(raw, plan=dataclasses.replace(raw.plan, targets=raw.plan.table_targets[:2]))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_chart_says_all_and_has_its_figures(two, results, language):
    given = Given(two, results, language)
    for chart, again in zip(charts_of(given), charts_of(given), strict=True):
        said = json.loads(chart.to_json())
        assert tuple(said) == SAID
        assert all(said[word] for word in ("title", "caption", "alternative", "source", "rows"))
        assert chart.to_json() == again.to_json()


def test_figures_are_those_of_the_tables_in_either_language(two, results):
    written = [
        {chart.name: json.loads(chart.to_json())["rows"] for chart in charts_of(given)}
        for given in (Given(two, results, language) for language in ("zh", "en"))
    ]
    assert written[0] == written[1]
    aim = two.plan.table_targets[0]
    (row,) = [one for one in written[0]["overview"] if one["target"] == aim.target]
    assessments = results["assessments"].set_index("target")
    assert row["probability_met"] == pytest.approx(assessments.loc[aim.target, "probability_met"])
    fan = written[0][f"fan.{aim.target}"]
    last = [one for one in fan if one["layer"] == "projected"][-1]
    projected = results["projections"].query("indicator == @aim.indicator and year == 2030")
    assert (last["year"], last["value"]) == (2030, pytest.approx(projected["median"].item()))
    assert last["lower_80"] == pytest.approx(projected["lower_80"].item())
    layers = {one["layer"] for one in fan}
    beside = {"nation_level", "nation_pace"}
    assert layers == {"observed", "projected", "required_path", "target", *beside}
    assert not beside & {one["layer"] for one in written[0]["multiples.1"]}


@pytest.mark.parametrize(
    ("verdicts", "ending"),
    [(["likely", "not_assessable"], ""), (["met", "likely"], "_some"), (["met", "missed"], "_decided")],
)
def test_captions_name_chances_outcomes_or_both(raw, results, verdicts, ending):
    plan, tables = with_targets(raw.plan, results, 2)
    open_ones = {"likely": 0.7}
    assessments = tables["assessments"].assign(
        verdict=verdicts, probability_met=[open_ones.get(verdict, float("nan")) for verdict in verdicts]
    )
    for kind in (overview, multiples):
        (chart,) = charts_of_kind(kind, raw, {**tables, "assessments": assessments}, plan=plan)
        assert chart.caption == load_wording("en")(f"chart.caption.{chart.kind}{ending}")


def test_a_kind_of_chart_is_a_module_a_row_and_its_wording(tmp_path):
    words = '[chart.title]\nyears = "Years"\n[chart.caption]\nyears = "Years of the plan"\n'
    additions = {
        "charts/years.py": KIND,
        "charts/kinds.py": {
            "from ontrack.charts.why import words as why\n": "from ontrack.charts import years\n",
            "KINDS = (\n": "    years,\n",
        },
        **{f"wording/{language}/years.toml": words for language in ("zh", "en")},
    }
    assert set(additions) == files_to_touch("a kind of chart", "years")
    drawn = tmp_path / "drawn"
    said_in(house_with(tmp_path, additions), DRAW, str(drawn))
    assert "<svg" in (drawn / "years.zh.svg").read_text(encoding="utf-8")
    said = json.loads((drawn / "years.en.json").read_text(encoding="utf-8"))
    assert said["caption"] == "Years of the plan"
    assert said["rows"] == [{"year": 2026}, {"year": 2030}]
