"""All charts of a plan, drawn into a folder."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import pandas as pd

from ontrack.charts.chart_tables import ChartTables
from ontrack.charts.fan import fan_chart
from ontrack.charts.overview import overview_chart
from ontrack.charts.portfolio import portfolio_chart
from ontrack.charts.reference import reference_chart
from ontrack.charts.saving import save_svg
from ontrack.charts.style import figure_of
from ontrack.plan import Plan
from ontrack.portfolio import summary_of


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


def draw_fan_charts(
    plan: Plan, tables: Mapping[str, pd.DataFrame], languages: Iterable[str], folder: Path
) -> list[Path]:
    """Draw the fan chart of each target of the plan's table in each language, and return the paths.

    They are called ``fan.<target>.<language>.svg``. A target that rests on no indicator has nothing to draw.
    """
    paths = []
    for language in languages:
        for target in plan.table_targets:
            if target.indicator:
                rows = ChartTables.for_target(target, **tables)
                axes = fan_chart(plan.indicators[target.indicator], target, rows, language)
                name = f"fan.{target.target}.{language}.svg"
                paths.append(save_svg(figure_of(axes), folder / name))
    return paths


def draw_portfolio_charts(
    tables: Mapping[str, pd.DataFrame], languages: Iterable[str], folder: Path
) -> list[Path]:
    """Draw how many targets will be met in each language, ``portfolio.<language>.svg``, and return the paths.

    None where no target of the plan's table can be assessed.
    """
    counts = tables["portfolio"]
    if summary_of(counts, "table") is None:
        return []
    return [
        save_svg(figure_of(portfolio_chart(counts, language)), folder / f"portfolio.{language}.svg")
        for language in languages
    ]


def draw_reference_charts(languages: Iterable[str], folder: Path) -> list[Path]:
    """Draw the method page's picture in each language, ``reference.<language>.svg``, and return the paths."""
    return [
        save_svg(figure_of(reference_chart(language)), folder / f"reference.{language}.svg")
        for language in languages
    ]


def draw_all(
    plan: Plan, tables: Mapping[str, pd.DataFrame], languages: Iterable[str], folder: Path
) -> list[Path]:
    """Draw every chart of a report in each language, and return the paths.

    Parameters
    ----------
    tables : mapping
        Result tables by name, as `ontrack.tables.read_results` returns them.
    """
    chosen = tuple(languages)
    return [
        *draw_overviews(plan, tables, chosen, folder),
        *draw_portfolio_charts(tables, chosen, folder),
        *draw_fan_charts(plan, tables, chosen, folder),
        *draw_reference_charts(chosen, folder),
    ]
