"""Axes read back from the drawing: a label says the value at which it stands."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from charts.drawings import charts_of_kind
from charts.many import with_targets

from ontrack.charts.multiples import words as multiples
from ontrack.charts.multiples.drawing import _few

MYRIADS = {"万": 4, "亿": 8}


def value_of(label: str) -> float:
    """Return the figure that a label states."""
    text = label.replace(",", "").replace(" ", "").replace("−", "-")
    power = MYRIADS.get(text[-1:], 0)
    return float(Decimal(text[:-1] if power else text).scaleb(power))


def labelled(ax) -> dict[float, str]:
    """Return what stands beside the axis of values, by place, where it is in sight."""
    low, high = sorted(ax.get_ylim())
    ticks = ax.yaxis.get_major_ticks()
    return {
        tick.get_loc(): tick.label1.get_text() for tick in ticks if low <= tick.get_loc() <= high
    }  # fmt: skip


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("count", [12, 25])
def test_every_label_of_every_panel_says_where_it_stands(raw, results, count, language):
    plan, tables = with_targets(raw.plan, results, count)
    panels = [
        ax
        for chart in charts_of_kind(multiples, raw, tables, language, plan)
        for ax in chart.draw().figure.axes
    ]
    assert len(panels) == count
    for ax in panels:
        ax.figure.draw_without_rendering()
        found = labelled(ax)
        assert 2 <= len(found) <= 4
        for place, label in found.items():
            assert value_of(label) == pytest.approx(place, rel=1e-9, abs=1e-9)


def test_thinning_an_axis_leaves_each_label_at_its_value(raw, results):
    """The fan's own axis has more ticks than a panel shows; the same must hold whichever are left."""
    (first, *_) = charts_of_kind(multiples, raw, results)
    for ax in first.draw().figure.axes:
        ax.yaxis.set_major_locator(type(ax.yaxis.get_major_locator())(ax.get_yticks()[1:]))
        ax.figure.draw_without_rendering()
        assert all(value_of(label) == pytest.approx(place) for place, label in labelled(ax).items())


@pytest.mark.parametrize("count", range(2, 12))
def test_at_most_four_evenly_spaced_ticks_are_left(count):
    ticks = tuple(float(place) for place in range(count))
    few = _few(ticks)
    assert few[0] == ticks[0]
    assert 2 <= len(few) <= 4
    assert len({later - former for former, later in pairwise(few)}) == 1


def test_a_figure_of_a_label_is_read():
    assert [value_of(text) for text in ("1,500", "0.5万", "−3.2", "2亿")] == [1500, 5000, -3.2, 2e8]
