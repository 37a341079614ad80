"""Small tables to draw from, and what to look for in a drawing."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from types import ModuleType

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from ontrack.charts import Chart, Given
from ontrack.charts.fan.tables import ChartTables
from ontrack.plan import Plan
from ontrack.tables import RawData

NO_ROWS = pd.DataFrame()


def charts_of_kind(
    kind: ModuleType, raw: RawData, tables: Mapping[str, pd.DataFrame], language: str = "en",
    plan: Plan | None = None,
) -> list[Chart]:  # fmt: skip
    """Return the charts of a kind, of another plan with the same scenarios and sources where one is given."""
    return list(kind.charts(Given(dataclasses.replace(raw, plan=plan or raw.plan), tables, language)))


def series_table(*rows: tuple[str, float, str, str]) -> pd.DataFrame:
    """Return series rows from (period, value, status, role)."""
    table = pd.DataFrame(rows, columns=["period", "value", "status", "role"])
    within = table["role"] == "shown_only"
    return table.assign(year=table["period"].str[:4].astype("Int64").mask(within))


def fan_table(*rows: tuple[int, float, float, float]) -> pd.DataFrame:
    """Return projected rows from (year, median, and the factors of the 80 and 95 % interval)."""
    return pd.DataFrame(
        {
            "year": year, "status": "projected", "median": median,
            "lower_95": median / wide, "lower_80": median / narrow, "lower_50": median / 1.1,
            "upper_50": median * 1.1, "upper_80": median * narrow, "upper_95": median * wide,
        }
        for year, median, narrow, wide in rows
    )  # fmt: skip


def chart_tables(
    series: pd.DataFrame = NO_ROWS, projections: pd.DataFrame = NO_ROWS, **more: object
) -> ChartTables:
    return ChartTables(series, projections, **{"trends": NO_ROWS, **more})


def artists(ax: Axes, gid: str) -> list[Artist]:
    """Return what is drawn under a name."""
    return ax.findobj(lambda artist: artist.get_gid() == gid)


def artist(ax: Axes, gid: str) -> Artist:
    (only,) = artists(ax, gid)
    return only


def drawn_texts(ax: Axes) -> list[tuple[str, Bbox]]:
    """Return every text a reader sees, with its box in pixels; ticks beyond the axis are not drawn."""
    beyond = set()
    ax.figure.draw_without_rendering()
    for axis, place in ((ax.xaxis, 0), (ax.yaxis, 1)):
        low, high = sorted(axis.get_view_interval())
        labels = [*axis.get_majorticklabels(), *axis.get_minorticklabels()]
        beyond |= {label for label in labels if not low <= label.get_position()[place] <= high}
    return [
        (text.get_text(), text.get_window_extent())
        for text in ax.figure.findobj(Text)
        if text.get_visible() and text.get_text().strip() and text not in beyond
    ]


def assert_tidy(ax: Axes) -> None:
    """Check that every text lies on the figure and none on another."""
    page = ax.figure.bbox.padded(0.5)
    texts = drawn_texts(ax)
    off = [text for text, box in texts if not (page.contains(*box.p0) and page.contains(*box.p1))]
    assert not off, f"reaches over the edge: {off}"
    pairs = [
        (one, other)
        for number, (one, box) in enumerate(texts)
        for other, other_box in texts[number + 1 :]
        if box.padded(-1).overlaps(other_box.padded(-1))
    ]
    assert not pairs, f"overlap: {pairs}"
