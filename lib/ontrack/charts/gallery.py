"""All charts of a plan, drawn into a folder."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import pandas as pd

from ontrack.charts.chart import Given
from ontrack.charts.kinds import charts_of
from ontrack.charts.overview.drawing import overview_chart
from ontrack.charts.parts.saving import save_svg
from ontrack.charts.parts.sharing import save_shared
from ontrack.charts.parts.style import figure_of
from ontrack.paths import replace_bytes
from ontrack.plan import Plan
from ontrack.processes.helper import helpers
from ontrack.tables import RawData


def draw_overviews(
    plan: Plan,
    tables: Mapping[str, pd.DataFrame],
    languages: Iterable[str],
    folder: Path,
    *,
    outlines: bool = False,
) -> list[Path]:
    """Draw the overview in each language, as ``overview.<language>.svg``, and return the paths.

    Parameters
    ----------
    tables : mapping
        Result tables by name, as `ontrack.tables.read_results` returns them.
    outlines : bool
        Draw letters as outlines, for pages that do not bring the font along.
    """
    paths = []
    for language in languages:
        figure = figure_of(overview_chart(plan, tables["assessments"], language))
        paths.append(save_svg(figure, folder / f"overview.{language}.svg", outlines=outlines))
    return paths


def draw_all(
    raw: RawData,
    tables: Mapping[str, pd.DataFrame],
    languages: Iterable[str],
    folder: Path,
    *,
    shared: Path | None = None,
) -> list[Path]:
    """Draw every chart of a report in each language, and return the paths of all that was written.

    A chart is two files: ``<name>.<language>.svg``, and beside it ``<name>.<language>.json`` with its words
    and its figures.

    Parameters
    ----------
    raw : RawData
        The plan with its scenarios and sources.
    tables : mapping
        Result tables by name, as `ontrack.tables.read_results` returns them.
    folder : Path
        Where the report looks for them; text stays text, which it sets with the same font.
    shared : Path, optional
        Another folder, for charts to pass on: SVG with outlined letters and PNG, with title and source. As
        that takes longer, the languages are then drawn at the same time, each but the first elsewhere.
    """
    if not shared:
        return [path for language in languages for path in draw_language(raw, tables, language, folder)]
    here, *others = languages
    with helpers(len(others), __name__) as beside:
        for language, helper in zip(others, beside, strict=True):
            helper.begin(draw_language, raw, tables, language, folder, shared)
        paths = draw_language(raw, tables, here, folder, shared)
        return paths + [path for helper in beside for path in helper.result()]


def draw_language(
    raw: RawData, tables: Mapping[str, pd.DataFrame], language: str, folder: Path, shared: Path | None = None
) -> list[Path]:
    """Draw every chart of a report in one language, as `draw_all` does."""
    paths = []
    for chart in charts_of(Given(raw, tables, language)):
        figure, name = figure_of(chart.draw()), f"{chart.name}.{language}"
        paths.append(save_svg(figure, folder / f"{name}.svg"))
        paths.append(replace_bytes(folder / f"{name}.json", chart.to_json()))
        if shared:
            paths += save_shared(figure, shared, name, title=chart.title, source=chart.source)
    return paths
