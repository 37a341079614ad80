"""One chart: how it is drawn, and all that is said about it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from ontrack.charts.fan.tables import ChartTables
from ontrack.charts.parts.source_line import publisher_names, source_line
from ontrack.plan import Plan, Target
from ontrack.tables import RawData
from ontrack.wording import Wording, load_wording


@dataclass(frozen=True)
class Chart:
    """One chart in one language.

    Attributes
    ----------
    name : str
        Of its files, without language and ending: ``overview``, ``fan.<target>``, ``multiples.1``.
    title : str
        What stands above it where no caption does.
    caption : str
        What stands below it in a document.
    alternative : str
        What it shows, in sentences, for readers who cannot see it.
    source : str
        Where its figures come from, in one line.
    rows : DataFrame
        The figures it shows.
    draw : callable
        Draws it and returns any of its axes.
    target : str
        Whose chart it is; empty for one of many targets.
    sheets : int
        How many sheets its kind takes; their names end in their numbers.
    """

    name: str
    title: str
    caption: str
    alternative: str
    source: str
    rows: pd.DataFrame
    draw: Callable[[], Axes]
    target: str = ""
    sheets: int = 1

    @property
    def kind(self) -> str:
        """The first part of the name."""
        return self.name.partition(".")[0]

    def to_json(self) -> bytes:
        """Return everything but the drawing as JSON, the same bytes each time."""
        said = {
            "name": self.name, "kind": self.kind, "target": self.target, "sheets": self.sheets,
            "title": self.title, "caption": self.caption, "alternative": self.alternative,
            "source": self.source,
            "rows": json.loads(self.rows.to_json(orient="records", double_precision=12)),
        }  # fmt: skip
        return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


@dataclass(frozen=True)
class Given:
    """What the charts of a plan are made from, in one language.

    Attributes
    ----------
    raw : RawData
        The plan with its scenarios and sources.
    tables : mapping
        Result tables by name, as `ontrack.tables.read_results` returns them.
    language : str
        zh or en.
    """

    raw: RawData
    tables: Mapping[str, pd.DataFrame]
    language: str

    @property
    def plan(self) -> Plan:
        """The plan that is assessed."""
        return self.raw.plan

    @property
    def wording(self) -> Wording:
        """The sentences of the language."""
        return load_wording(self.language)

    @cached_property
    def of_targets(self) -> dict[str, ChartTables]:
        """What each target of the plan's table that rests on an indicator is drawn from, by its id."""
        return {
            target.target: ChartTables.for_target(target, **self.tables).in_company(
                self.plan.indicators[target.indicator], target, self.tables
            )
            for target in self.plan.table_targets
            if target.indicator
        }

    def chart(
        self, name: str, draw: Callable[[], Axes], *, alternative: str, rows: pd.DataFrame, title: str = "",
        caption: str = "", places: Mapping[str, Any] | None = None, target: Target | None = None,
        sheets: int = 1,
    ) -> Chart:  # fmt: skip
        """Return a chart in the words of ``chart.title`` and ``chart.caption``.

        Parameters
        ----------
        title, caption : str
            Keys of its words, by default its kind.
        places : mapping
            What they name.
        target : Target, optional
            Whose chart it is: the publishers of its figures are named.
        """
        kind = name.partition(".")[0]
        series = self.tables["series"]
        mine = series[series["indicator"] == target.indicator] if target else series.iloc[:0]
        return Chart(
            name,
            title=self.wording(f"chart.title.{title or kind}", **(places or {})),
            caption=self.wording(f"chart.caption.{caption or kind}", **(places or {})),
            alternative=alternative,
            source=source_line(kind, self.language, publisher_names(mine, self.raw.sources, self.language)),
            rows=rows.reset_index(drop=True),
            draw=draw,
            target=target.target if target else "",
            sheets=sheets,
        )
