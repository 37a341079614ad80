"""All charts of a plan, drawn into a folder."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import pandas as pd

from ontrack.charts.kinds import Drawing, drawings
from ontrack.charts.overview.drawing import overview_chart
from ontrack.charts.parts.saving import save_svg
from ontrack.charts.parts.sharing import save_shared
from ontrack.charts.parts.source_line import publisher_names, source_line
from ontrack.charts.parts.style import figure_of
from ontrack.plan import Plan
from ontrack.plan.scenario import Scenario


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
    plan: Plan,
    tables: Mapping[str, pd.DataFrame],
    languages: Iterable[str],
    folder: Path,
    *,
    scenarios: Sequence[Scenario] = (),
    shared: Path | None = None,
    sources: pd.DataFrame | None = None,
) -> list[Path]:
    """Draw every chart of a report in each language, ``<name>.<language>.svg``, and return the paths.

    Parameters
    ----------
    tables : mapping
        Result tables by name, as `ontrack.tables.read_results` returns them.
    folder : Path
        Where the report looks for them; text stays text, which it sets with the same font.
    scenarios : sequence of Scenario
        Those of the plan; without them there are no strips of scenarios.
    shared : Path, optional
        Another folder, for charts to pass on: SVG with outlined letters and PNG, with title and source.
    sources : DataFrame, optional
        Column publisher by source id, for the line below a shared chart.
    """
    paths = []
    for language in languages:
        for drawing in drawings(plan, tables, language, scenarios):
            figure, name = figure_of(drawing.axes), f"{drawing.name}.{language}"
            paths.append(save_svg(figure, folder / f"{name}.svg"))
            if shared:
                publishers = _publishers(drawing, tables, sources, language)
                line = source_line(drawing.kind, language, publishers)
                paths += save_shared(figure, shared, name, title=drawing.title, source=line)
    return paths


def _publishers(
    drawing: Drawing, tables: Mapping[str, pd.DataFrame], sources: pd.DataFrame | None, language: str
) -> list[str]:
    """Return the publishers of a fan chart's values; none for a chart of many targets."""
    if sources is None or drawing.target is None:
        return []
    series = tables["series"]
    return publisher_names(series[series["indicator"] == drawing.target.indicator], sources, language)
