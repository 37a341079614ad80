"""Put the charts where the pages want them, with the words that were written beside them.

How a chart is drawn and what it says is the charts' own: here two files of each are read.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

from ontrack.errors import RunError
from ontrack.report.edition import Edition
from ontrack.report.sections.back_matter.chart_numbers_page import numbers_tables
from ontrack.report.sections.targets.lens_block import table_of

WORDS = ("caption", "alternative", "source")
UNNUMBERED = "indicators"  # the section whose charts are printed without a number
Page = dict[str, Any]


@dataclass
class ChartFiles:
    """The charts of one language in a folder.

    Attributes
    ----------
    folder : Path
        Of ``<name>.<language>.svg``, and beside each ``<name>.<language>.json``.
    language : str
    pictures : dict
        Those asked for so far, by file name.
    rows : dict
        What those draw, by the chart's name.
    missing : list of str
        Files asked for that are not there.
    """

    folder: Path
    language: str
    pictures: dict[str, bytes] = field(default_factory=dict)
    rows: dict[str, list[Page]] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)

    def has(self, name: str) -> bool:
        """Return whether anything of a chart is there."""
        return any((self.folder / f"{name}.{self.language}.{kind}").is_file() for kind in ("svg", "json"))

    def chart(self, name: str) -> Page:
        """Return path and words of a chart, and how many sheets its kind takes; empty where it is missing."""
        picture, words = (f"{name}.{self.language}.{kind}" for kind in ("svg", "json"))
        missing = [file for file in (picture, words) if not (self.folder / file).is_file()]
        if missing:
            self.missing += missing
            return {}
        self.pictures[picture] = (self.folder / picture).read_bytes()
        said = json.loads((self.folder / words).read_bytes())
        self.rows[name] = said["rows"]
        return {
            "name": name,
            "path": picture,
            "sheets": said["sheets"],
            **{word: said[word] for word in WORDS},
        }

    def sheets(self, kind: str) -> list[Page]:
        """Return every sheet of a kind of chart."""
        first = self.chart(f"{kind}.1")
        return [first, *(self.chart(f"{kind}.{number}") for number in range(2, first.get("sheets", 1) + 1))]


def add_figures(content: Page, edition: Edition, folder: Path) -> dict[str, bytes]:
    """Put the charts on the pages of `content` and return their pictures by file name.

    A target without an indicator has no chart.

    Raises
    ------
    RunError
        When a file is missing; all of them are named.
    """
    files = ChartFiles(folder, edition.language)
    for name, page, place in pages_with_a_chart(content, edition):
        page[place] = files.chart(name)
    if content.get("multiples"):
        content["multiples"]["sheets"] = files.sheets("multiples")
    if content.get("scenarios"):
        content["scenarios"]["strips"] = files.sheets("strips") if files.has("strips.1") else []
    if content.get("chart_numbers"):
        content["chart_numbers"]["tables"] = numbers_tables(edition, files.rows)
    if files.missing:
        names = ", ".join(files.missing)
        raise RunError(f"Charts are missing from {folder}: {names}. Run the notebook 06_charts first.")
    return files.pictures


def rows_drawn(folder: Path, name: str, language: str) -> list[Page]:
    """Return what a chart in a folder draws."""
    said = json.loads((folder / f"{name}.{language}.json").read_bytes())
    return list(said["rows"])


def numbered_charts(content: Page) -> Iterator[Page]:
    """Yield the charts that are printed with a number, in the order of the numbers.

    Those in the data sheets of indicators stand in their tables without one.
    """
    of_annexes = (section for annex in content["annexes"] for section in annex["sections"])
    for section in chain(content["sections"], of_annexes):
        if section != UNNUMBERED:
            yield from charts_in(content[section])


def charts_in(part: Any) -> Iterator[Page]:
    """Yield the charts in a part of the content, in their order."""
    if isinstance(part, dict) and {"path", *WORDS} <= part.keys():
        yield part
    elif isinstance(part, dict | list):
        for value in part.values() if isinstance(part, dict) else part:
            yield from charts_in(value)


def pages_with_a_chart(content: Page, edition: Edition) -> Iterator[tuple[str, Page, str]]:
    """Yield the name of each chart that is one of its kind or of a target, its page, and its place there.

    Of an annex that is not wanted there is no page.
    """
    explained = set(table_of(edition, "why")["target"])
    for page in content.get("indicators", ()):
        if page["id"] in explained:
            yield f"why.{page['id']}", page["beside"], "chart"
    drawn = {target.target for target in edition.plan.table_targets if target.indicator}
    of_main = [content[key]["targets"] for key in ("binding", "expected") if content[key]]
    for item in chain.from_iterable(of_main):
        if item["id"] in drawn:
            yield f"fan.{item['id']}", item, "chart"
    if content.get("portfolio"):
        yield "portfolio", content["portfolio"], "chart"
    if content.get("structure"):
        yield "progress", content["structure"], "progress"
        if content["structure"]["odds_text"]:
            yield "odds", content["structure"], "odds"
    for section in content.get("method", ()):
        if section["key"] == "reference":
            yield "reference", section, "chart"
    if "reliability" in content:
        yield "reliability", content["reliability"]["parts"][0], "chart"
