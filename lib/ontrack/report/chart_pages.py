"""The pages that are charts alone, and the words of charts that are drawn sheet by sheet."""

from __future__ import annotations

from typing import Any

from ontrack.charts.fan.words import multiples_alternative_texts
from ontrack.charts.overview.words import (
    odds_alternative_text,
    progress_alternative_text,
    strips_alternative_texts,
)
from ontrack.charts.parts.plan_rows import clock_runs
from ontrack.charts.parts.source_line import source_line
from ontrack.charts.reliability.words import reliability_alternative_text
from ontrack.records.track_record import quoted_bins
from ontrack.report.edition import Edition
from ontrack.report.known_outcomes import share_decided
from ontrack.report.record import population_name

Chart = dict[str, str]


def structure_page(edition: Edition) -> dict[str, Any] | None:
    """Return the charts of how probabilities and paces are distributed; None without a table of targets.

    Once nothing of the table is open there are no probabilities to put in order.
    """
    if not edition.plan.table_targets:
        return None
    plan, language = edition.plan, edition.language
    assessments, alarms = edition.results["assessments"], edition.results["alarms"]
    clock = "clock" if clock_runs(assessments) else "pace"
    odds = None
    if share_decided(edition) != "all":
        odds = chart(edition, "odds", odds_alternative_text(plan, assessments, alarms, language))
    return {
        "odds_text": edition.say("structure.odds_text") if odds else "",
        "odds": odds,
        "progress_text": edition.say(f"structure.{clock}_text", year=edition.stamp.as_of),
        "progress": chart(
            edition, "progress", progress_alternative_text(plan, assessments, language), caption=clock
        ),
    }


def multiples_page(edition: Edition) -> dict[str, Any] | None:
    """Return the sheets of small fan charts; None where there are fewer than two."""
    return {"sheets": sheets} if (sheets := multiples_sheets(edition)) else None


def multiples_sheets(edition: Edition) -> list[Chart]:
    """Return the words of each sheet of small fan charts."""
    texts = multiples_alternative_texts(edition.plan, edition.language)
    form = {"none": "multiples", "some": "multiples_some", "all": "multiples_decided"}[share_decided(edition)]
    return [chart(edition, f"multiples.{number}", text, caption=form) for number, text in enumerate(texts, 1)]


def strips_sheets(edition: Edition) -> list[Chart]:
    """Return the words of each sheet of scenario strips."""
    table = edition.results["scenarios"]
    texts = strips_alternative_texts(edition.plan, edition.raw.scenarios, table, edition.language)
    return [chart(edition, f"strips.{number}", text) for number, text in enumerate(texts, 1)]


def reliability_figure(edition: Edition) -> Chart:
    """Return the words of the picture of stated probability against what came true."""
    text = reliability_alternative_text(quoted_bins(edition.plan), edition.language)
    return chart(edition, "reliability", text, population=population_name(edition))


def chart(edition: Edition, name: str, alternative: str, *, caption: str = "", **places: str) -> Chart:
    """Return path, alternative text, caption (with its `places`) and source of a chart by its name."""
    kind = name.partition(".")[0]
    return {
        "path": f"{name}.{edition.language}.svg",
        "alternative": alternative,
        "caption": edition.say(f"charts.{caption or kind}_caption", **places),
        "source": source_line(kind, edition.language),
    }
