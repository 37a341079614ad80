"""All charts of a plan in one call, for the report and to pass on."""

from __future__ import annotations

import dataclasses

import pytest
from charts.many import unassessable, with_targets
from PIL import Image

from ontrack.charts import draw_all
from ontrack.charts.parts.source_line import publisher_names, source_line
from ontrack.errors import RunError

WHOLE = ("overview", "portfolio", "odds", "progress", "multiples.1", "strips.1", "reliability", "reference")


@pytest.fixture
def of_two(raw):
    """The default plan with two of its targets, which has every kind of chart."""
    return dataclasses.replace(raw, plan=dataclasses.replace(raw.plan, targets=raw.plan.table_targets[:2]))


def test_every_chart_is_drawn_in_each_language(of_two, results, tmp_path):
    paths = draw_all(of_two, results, ["zh", "en"], tmp_path)
    assert sorted(paths) == sorted(tmp_path.iterdir())
    kinds = {*WHOLE} | {
        f"{kind}.{target.target}" for kind in ("fan", "why") for target in of_two.plan.targets
    }
    assert {path.name for path in paths} == {
        f"{kind}.{language}.{ending}"
        for kind in kinds
        for language in ("zh", "en")
        for ending in ("svg", "json")
    }


def test_shared_charts_carry_title_and_source_as_outlines_and_as_picture(raw, results, tmp_path):
    plan, tables = with_targets(raw.plan, results, 1)
    raw = dataclasses.replace(raw, plan=plan)
    shared = tmp_path / "shared"
    first, second = (
        draw_all(raw, tables, ["en"], tmp_path, shared=folder) for folder in (shared, tmp_path / "again")
    )
    names = {path.name for path in shared.iterdir()}
    assert names == {f"{path.stem}.{kind}" for path in tmp_path.glob("*.svg") for kind in ("svg", "png")}
    drawing = (shared / "fan.copy_0.en.svg").read_text(encoding="utf-8")
    assert "<text" not in drawing
    assert "<text" in (tmp_path / "fan.copy_0.en.svg").read_text(encoding="utf-8")
    with Image.open(shared / "fan.copy_0.en.png") as picture:
        assert picture.info["dpi"] == pytest.approx((200, 200), abs=0.1)
        assert picture.width == pytest.approx(168 / 25.4 * 200, abs=1)
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


def test_a_title_the_font_cannot_draw_is_refused(raw, results, tmp_path):
    plan, tables = with_targets(raw.plan, results, 1)
    strange = dataclasses.replace(raw, plan=plan, sources=raw.sources.assign(publisher="𓀀"))
    with pytest.raises(RunError, match="lacks characters"):
        draw_all(strange, tables, ["en"], tmp_path, shared=tmp_path / "s")


def test_charts_with_nothing_to_show_are_left_out(of_two, results, tmp_path):
    paths = draw_all(of_two, unassessable(results), ["en"], tmp_path)
    kinds = {path.name.partition(".")[0] for path in paths}
    assert kinds == {"overview", "odds", "progress", "multiples", "fan", "reliability", "reference"}


def test_sources_name_each_publisher_once_in_the_language(raw, results):
    series = results["series"]
    rows = series[series["indicator"] == "high_value_patents_per_10k"]
    assert publisher_names(rows, raw.sources, "zh") == ["中新社", "浙江在线", "浙江省知识产权保护中心"]
    sources = raw.sources.assign(publisher="国家知识产权局 (CNIPA)")
    assert publisher_names(rows, sources, "zh") == ["国家知识产权局"]
    assert publisher_names(rows, sources, "en") == ["CNIPA"]
    assert publisher_names(rows, raw.sources.assign(publisher="not stated"), "en") == []


def test_the_line_of_sources():
    assert source_line("fan", "zh", ["甲", "乙"]) == "资料来源：甲、乙；推算：ontrack"
    assert source_line("fan", "en", "abcde") == "Source: a, b, c, d and others; projection: ontrack"
    assert source_line("odds", "en") == "Source: see the list of sources; projection: ontrack"
    assert source_line("reliability", "en").startswith("Source: data of similar indicators, not seen")
