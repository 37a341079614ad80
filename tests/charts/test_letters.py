"""The letters of every chart as it is printed, read from its file: none below 7 pt, none over another."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from charts.drawings import assert_tidy, charts_of_kind
from report.committed import committed_tables

from ontrack.charts import Given, charts_of, figure_of, save_svg
from ontrack.charts.multiples import words as multiples
from ontrack.charts.parts.style import LEAST_POINTS, TEXT_WIDTH_MM
from ontrack.charts.why.drawing import WIDTH_MM

SVG = "{http://www.w3.org/2000/svg}"
POINTS_A_MM = 72 / 25.4
SIZE = re.compile(r"font(?:-size)?:[^;]*?([\d.]+)px")


@pytest.fixture(scope="module", params=["zh", "en"])
def drawn(request, raw, results, tmp_path_factory):
    """Every chart of the default plan, its axes and its file, by name."""
    folder = tmp_path_factory.mktemp("letters")
    found = {}
    for chart in charts_of(Given(raw, results, request.param)):
        ax = chart.draw()
        found[chart.name] = ax, save_svg(figure_of(ax), folder / f"{chart.name}.svg")
    return found


def printed_sizes(path) -> tuple[float, list[float]]:
    """Return the width of a picture in millimetres and the size of each of its texts in points."""
    root = ElementTree.parse(path).getroot()
    width = float(root.get("width").removesuffix("pt"))
    assert float(root.get("viewBox").split()[2]) == width  # one unit of the drawing is one point
    texts = [one for one in root.iter(f"{SVG}text") if "".join(one.itertext()).strip()]
    return width / POINTS_A_MM, [float(SIZE.search(one.get("style"))[1]) for one in texts]


def test_no_letter_is_smaller_than_seven_points_at_the_width_it_is_printed(drawn):
    for name, (_, path) in drawn.items():
        width, sizes = printed_sizes(path)
        assert width == pytest.approx(WIDTH_MM if name.startswith("why.") else TEXT_WIDTH_MM, abs=0.05), name
        assert sizes and min(sizes) >= LEAST_POINTS, name


def test_nothing_of_a_real_chart_overlaps_or_reaches_over_the_edge(drawn):
    for ax, _ in drawn.values():
        assert_tidy(ax)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_years_below_a_small_chart_stand_apart_where_the_latest_is_near_the_last(language):
    raw, tables = committed_tables("china-ip-2025", 2025)
    (chart,) = charts_of_kind(multiples, raw, tables, language)
    assert_tidy(chart.draw())
