"""The compact table of a target: where it stands, what it takes, the nation, when it is reached."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypedDict

from ontrack.assessment.alarms.alarm import Alarm
from ontrack.plan import Target
from ontrack.report.edition import Edition
from ontrack.report.phrases.decided import is_decided
from ontrack.report.phrases.target_rows import aim, figures_of
from ontrack.report.sections.targets.alarm_block import pace_text
from ontrack.report.sections.targets.facts_block import fact_label
from ontrack.report.sections.targets.lens_block import lenses_of
from ontrack.report.sections.targets.main_paces import paces_of
from ontrack.report.sections.targets.main_sentences import earlier, forecast
from ontrack.wording.number_format import format_share, format_value

NATION = "parent"  # of evidence_series.csv


class MainFact(TypedDict):
    """A figure under its label, with the mark of a value that is not published as it stands."""

    label: str
    value: str
    mark: str


def main_facts(edition: Edition, target: Target) -> list[MainFact]:
    """Return the facts of a target that has a page of its own; what is not known is left out."""
    if is_decided(edition, target):
        return [*standing(edition, target), *forecasts(edition, target)]
    return [*standing(edition, target), *paces(edition, target), *elsewhere(edition, target)]


def fact(label: str, value: str, mark: str = "") -> MainFact:
    """Return one fact."""
    return {"label": label, "value": value, "mark": mark}


def standing(edition: Edition, target: Target) -> Iterator[MainFact]:
    """Yield baseline, latest value, target and the way covered; one figure alone while it is the baseline's.

    In the baseline year progress and time elapsed are 0 by definition.
    """
    row = edition.assessment_of(target)
    decimals, unit = figures_of(edition, target)
    begun = row.latest_year != row.baseline_year or row.latest_value != row.baseline_value
    if begun and row.baseline_value is not None:
        value = format_value(row.baseline_value, decimals, unit)
        yield fact(fact_label(edition, "baseline", row.baseline_year), value)
    if row.latest_value is not None:
        label = fact_label(edition, "latest", row.latest_year)
        yield fact(label, format_value(row.latest_value, decimals, unit), edition.mark_of_latest(target))
    yield fact(fact_label(edition, "target", target.year), aim(edition, target))
    if begun and row.progress_pct is not None:
        yield fact(edition.say("page.fact_progress"), format_share(row.progress_pct))
        yield fact(edition.say("page.fact_elapsed"), format_share(row.elapsed_pct))


def paces(edition: Edition, target: Target) -> Iterator[MainFact]:
    """Yield the required pace and those observed, in one unit."""
    indicator, found = edition.indicator_of(target), paces_of(edition, target)
    if indicator is None or found is None:
        return
    yield fact(edition.say("page.fact_required"), pace_text(edition, indicator, found.required, found.unit))
    for period, pace in found.observed:
        label = edition.say("page.fact_pace", period=period)
        yield fact(label, pace_text(edition, indicator, pace, found.unit))


def forecasts(edition: Edition, target: Target) -> Iterator[MainFact]:
    """Yield what each assessment before the outcome had said."""
    for row in earlier(edition, target):
        if row.probability_met is not None:
            label = edition.say("main.fact_forecast", year=row.as_of)
            yield fact(label, forecast(edition, target, row))


def elsewhere(edition: Edition, target: Target) -> Iterator[MainFact]:
    """Yield the nation's latest value and pace, and the year in which the median first meets the target."""
    indicator, lenses = edition.indicator_of(target), lenses_of(edition, target)
    if indicator is None or lenses is None:
        return
    if "evidence_series" in edition.results:
        table = edition.results["evidence_series"]
        rows = table[(table["indicator"] == indicator.id) & (table["piece"] == NATION)].sort_values("year")
        for year, value in rows[["year", "value"]].tail(1).itertuples(index=False):
            yield fact(edition.say("main.fact_nation", year=year), edition.figure(float(value), indicator))
    if lenses.nation_pace is not None and lenses.nation_from is not None and lenses.nation_to is not None:
        period = edition.span(lenses.nation_from, lenses.nation_to)
        value = pace_text(edition, indicator, lenses.nation_pace, lenses.pace_unit)
        yield fact(edition.say("main.fact_nation_pace", period=period), value)
    for row in edition.rows_of("alarms", Alarm, target):
        if row.attained_median is not None and edition.assessment_of(target).probability_held is None:
            yield fact(edition.say("main.fact_reached"), str(row.attained_median))
