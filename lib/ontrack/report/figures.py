"""Put the charts where the pages want them, each with its caption and its alternative text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ontrack.charts.fan.tables import ChartTables
from ontrack.charts.fan.words import fan_chart_alternative_text, reference_alternative_text
from ontrack.charts.overview.words import overview_alternative_text, portfolio_alternative_text
from ontrack.charts.parts.source_line import publisher_names, source_line
from ontrack.errors import RunError
from ontrack.plan import Target
from ontrack.report.chart_pages import reliability_figure, strips_sheets
from ontrack.report.content import reference_facts
from ontrack.report.edition import Edition
from ontrack.report.known_outcomes import is_decided
from ontrack.report.lens_blocks import why_figure


def add_figures(content: dict[str, Any], edition: Edition, folder: Path) -> dict[str, bytes]:
    """Name the charts in `content` and return their files by that name.

    A target without an indicator has no chart.

    Raises
    ------
    RunError
        When a file is missing; all of them are named.
    """
    alternative = overview_alternative_text(edition.plan, edition.results["assessments"], edition.language)
    chart = {
        "alternative": alternative, "caption": content["answer"]["caption"],
        "source": source_line("overview", edition.language),
    }  # fmt: skip
    wanted = {f"overview.{edition.language}.svg": (content["answer"], chart)}
    for target, page in zip(edition.plan.table_targets, content["indicators"], strict=True):
        if target.indicator:
            wanted[f"fan.{target.target}.{edition.language}.svg"] = (page, fan_chart(edition, target))
        if figure := why_figure(edition, target):
            wanted[f"why.{target.target}.{edition.language}.svg"] = (page["beside"], figure)
    if content["portfolio"]:
        wanted[f"portfolio.{edition.language}.svg"] = (content["portfolio"], portfolio_figure(edition))
    section = next(section for section in content["method"] if section["key"] == "reference")
    wanted[f"reference.{edition.language}.svg"] = (section, reference_chart(edition))
    sheets = sheet_charts(content, edition)
    missing = [name for name in (*wanted, *sheets) if not (folder / name).is_file()]
    if missing:
        names = ", ".join(missing)
        raise RunError(f"Charts are missing from {folder}: {names}. Run the notebook 06_charts first.")
    for name, (page, chart) in wanted.items():
        page["chart"] = {**chart, "path": name}
    return {name: (folder / name).read_bytes() for name in (*wanted, *sheets)}


def sheet_charts(content: dict[str, Any], edition: Edition) -> list[str]:
    """Put strips and the reliability chart on their pages, and return the files of charts that pages name."""
    charts = []
    if content["structure"]:
        parts = [content["structure"][name] for name in ("odds", "progress")]
        charts += [part for part in parts if part]
    if content["multiples"]:
        charts += content["multiples"]["sheets"]
    if content["scenarios"]:
        content["scenarios"]["strips"] = strips_sheets(edition)
        charts += content["scenarios"]["strips"]
    tested = content["record"]["parts"][0]
    tested["chart"] = reliability_figure(edition)
    charts.append(tested["chart"])
    return [chart["path"] for chart in charts]


def fan_chart(edition: Edition, target: Target) -> dict[str, str]:
    """Return the words of a target's fan chart."""
    indicator = edition.plan.indicators[target.indicator]
    tables = ChartTables.for_target(target, **edition.results)
    publishers = publisher_names(tables.series, edition.raw.sources, edition.language)
    key = f"page.figure_caption{caption_form(edition, target, tables)}"
    return {
        "alternative": fan_chart_alternative_text(indicator, target, tables, edition.language),
        "caption": edition.say(key, name=edition.name_of(target), unit=edition.name_of(indicator, "unit")),
        "source": source_line("fan", edition.language, publishers),
    }


def caption_form(edition: Edition, target: Target, tables: ChartTables) -> str:
    """Return the ending of the key of a fan chart's caption: what of target, fan and path is drawn."""
    projected = len(tables.projected) > 0
    if not target.marks:
        return "_no_level" if projected else "_values"
    if projected:
        return ""
    return "_decided" if is_decided(edition, target) else "_no_projection"


def portfolio_figure(edition: Edition) -> dict[str, str]:
    """Return the words of the picture of how many targets will be met."""
    alternative = portfolio_alternative_text(edition.results["portfolio"], edition.language)
    source = source_line("portfolio", edition.language)
    return {"alternative": alternative, "caption": edition.say("portfolio.chart_caption"), "source": source}


def reference_chart(edition: Edition) -> dict[str, str]:
    """Return the words of the picture of the method page."""
    caption = edition.say("method.reference_caption", series=reference_facts(edition)["series"])
    source = source_line("reference", edition.language)
    return {
        "alternative": reference_alternative_text(edition.language),
        "caption": caption,
        "source": source,
    }
