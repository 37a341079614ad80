"""Rows of the tables that show many targets at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypedDict

import pandas as pd

from ontrack.assessment.progress import since_baseline
from ontrack.assessment.verdicts import reason_sentence, shown_verdict, verdict_key
from ontrack.evidence import in_few_words
from ontrack.plan import Target
from ontrack.plan.kinds import kind_of
from ontrack.report.edition import COMPARISONS, Edition, plain, rate_pct
from ontrack.report.phrases.footing import footing
from ontrack.series import recent_values
from ontrack.wording.number_format import (
    MISSING,
    format_interval,
    format_probability,
    format_share,
    format_value,
)

HUNDRED_MILLION = "100 million "  # as English units write 亿

TargetRow = TypedDict(
    "TargetRow",
    {
        "number": str, "name": str, "unit": str, "where": str, "nature-unit": str, "binding": bool,
        "baseline": str, "baseline_year": str, "latest": str, "latest_mark": str, "latest_year": str,
        "aim": str, "aim_year": str, "progress": str, "elapsed": str, "observed": str, "last_step": str,
        "required": str, "median": str, "interval": str, "probability": str, "verdict": str,
        "verdict_key": str, "assessed": bool, "footing": str, "grade": str, "kinds": str,
    },
)  # fmt: skip


def target_row(edition: Edition, target: Target, position: int, *, billions: bool = False) -> TargetRow:
    """Return one target as a row of text: everything but the reason it cannot be assessed.

    `billions` writes figures whose unit is 100 million of something in billions of it.
    """
    row = edition.assessment_of(target)
    size, decimals, unit = scaled_figures(edition, target, billions=billions)
    baseline, latest, median, lower, upper = (
        None if value is None else value * size
        for value in (
            row.baseline_value, row.latest_value, row.projected_median, row.lower_80, row.upper_80,
        )
    )  # fmt: skip
    return {
        "number": str(position),
        "name": edition.name_of(target),
        "unit": unit,
        "where": edition.location(target),
        "nature-unit": edition.say(
            "table.nature_unit",
            nature=edition.wording(f"nature.{target.nature}"),
            unit=unit,
        ),
        "binding": target.nature == "binding",
        "baseline": format_value(baseline, decimals, unit),
        "baseline_year": year_text(row.baseline_year),
        "latest": format_value(latest, decimals, unit),
        "latest_mark": edition.mark_of_latest(target),
        "latest_year": year_text(row.latest_year),
        "aim": aim(edition, target, billions=billions),
        "aim_year": year_text(target.year),
        "progress": format_share(row.progress_pct),
        "elapsed": format_share(row.elapsed_pct),
        "observed": rate_text(row.observed_rate_pct),
        "last_step": rate_text(row.latest_rate_pct) if paces(edition, target)[1] else MISSING,
        "required": rate_text(row.required_rate_pct),
        "median": format_value(median, decimals, unit),
        "interval": format_interval(lower, upper, decimals, unit, edition.language),
        "probability": format_probability(row.probability_met),
        "verdict": edition.wording(verdict_key(row)),
        "verdict_key": shown_verdict(row),
        "assessed": row.probability_met is not None,
        "footing": footing(edition, target),
        "grade": row.evidence_grade or MISSING,
        "kinds": in_few_words(row.evidence_kinds, edition.wording),
    }


def aim(edition: Edition, target: Target, *, billions: bool = False) -> str:
    """Return what is to be reached, with its comparison sign, without the unit."""
    sign = COMPARISONS[target.comparison]
    kind = kind_of(target)
    size, decimals, unit = scaled_figures(edition, target, billions=billions)
    value = plain(target.value) if kind.own_unit else target_value(edition, target)
    if size != 1 and not kind.own_unit:
        value = format_value(target.value * size, decimals, unit)
    levels = kind.aim_figures(target).items()
    figures = {name: format_value(one * size, decimals, unit) for name, one in levels}
    words = dict(kind.aim_words(target))
    if "place" in words:
        words["place"] = str(edition.raw.regions.loc[words["place"], f"name_{edition.language}"])
    return edition.say(kind.aim_form(target), comparison=sign, value=value, **figures, **words)


def target_value(edition: Edition, target: Target) -> str:
    """Return the target's figure, with its indicator's decimals where it is a level of it."""
    decimals, unit = figures_of(edition, target)
    if target.indicator and not kind_of(target).own_unit:
        return format_value(target.value, decimals, unit)
    return plain(target.value, unit)


def figures_of(edition: Edition, target: Target) -> tuple[int, str]:
    """Return the decimals and the unit that the figures of a target's indicator are written with."""
    indicator = edition.indicator_of(target)
    return indicator.decimals if indicator else 0, edition.name_of(indicator or target, "unit")


def scaled_figures(edition: Edition, target: Target, *, billions: bool) -> tuple[float, int, str]:
    """Return what a target's figures are multiplied by to be shown, with their decimals and unit then.

    With `billions` a unit such as *100 million yuan* becomes *billion yuan*; any other stays as it is.
    """
    decimals, unit = figures_of(edition, target)
    if billions and unit.startswith(HUNDRED_MILLION):
        return 0.1, decimals + 1, f"billion {unit.removeprefix(HUNDRED_MILLION)}"
    return 1.0, decimals, unit


def in_billions(edition: Edition, target: Target, value: float | None) -> str:
    """Return a value of a target's indicator as `target_row` writes it with `billions`."""
    size, decimals, unit = scaled_figures(edition, target, billions=True)
    return format_value(None if value is None else value * size, decimals, unit)


def year_text(year: int | None) -> str:
    """Return a year, empty where there is none."""
    return "" if year is None else str(year)


def rate_text(rate: float | None) -> str:
    """Return a rate for a column headed per cent: signed, without the sign of per cent."""
    return rate_pct(rate).removesuffix("%")


def paces(edition: Edition, target: Target) -> tuple[str, str]:
    """Return the years of the observed rate and those of its last step; empty where there is none."""
    years = [int(row["year"]) for row in edition.usable_of(edition.indicator_of(target))]
    recent = list(recent_values(pd.Series(years, index=years, dtype=int)))
    if len(recent) < 2:
        return "", ""
    observed = edition.span(recent[0], recent[-1])
    return observed, edition.span(recent[-2], recent[-1]) if len(recent) > 2 else ""


def natures(edition: Edition, targets: Sequence[Target]) -> str:
    """Return how many of some targets are binding and how many expected."""
    binding = sum(target.nature == "binding" for target in targets)
    if binding == 0:
        return edition.say("others.natures_none")
    return edition.count("others.natures", binding, expected=len(targets) - binding)


def name_with_nature(edition: Edition, target: Target) -> str:
    """Return a target's name, marked where it is binding."""
    name = edition.name_of(target)
    return edition.say("others.binding_name", name=name) if target.nature == "binding" else name


def missing(edition: Edition, target: Target) -> str:
    """Return which figures an assessment of a target would need."""
    base = target.baseline_year or edition.plan.baseline_year
    start = target.from_year or edition.plan.first_year
    figure = edition.say(f"missing.{target.kind}", year=base, start=start)
    return figure if target.year else edition.say("missing.and_year", figure=figure)


def reason_text(edition: Edition, target: Target) -> str:
    """Return why a target cannot be assessed, as a sentence; empty when it can."""
    row = edition.assessment_of(target)
    if not row.reason:
        return ""
    sentences = [reason_sentence(row, edition.wording)]
    if row.reason == "missing_years":
        sentences.append(missing_year_text(edition, target))
    return edition.wording.join(sentences)


def missing_year_text(edition: Edition, target: Target) -> str:
    """Return the sentence that names the years of the plan whose figures are missing."""
    values = {row["year"]: row["value"] for row in edition.usable_of(edition.indicator_of(target))}
    years = kind_of(target).missing_years(target, pd.Series(values), edition.plan.first_year)
    named = ", ".join(edition.say("year", year=year) for year in years)
    return edition.say("missing.years", name=edition.name_of(target), years=named)


def remarks(edition: Edition, target: Target) -> list[str]:
    """Return what stands below a target: why no verdict, whether it is met already, the plan's note."""
    row = edition.assessment_of(target)
    met = edition.say("page.already_met") if row.reason and already_met(edition, target) else ""
    since = since_baseline(target, row)
    begun = edition.say(f"page.{since}") if since else ""
    lines = (reason_text(edition, target), met, begun, edition.name_of(target, "note"))
    return [line for line in lines if line]


def already_met(edition: Edition, target: Target) -> bool:
    """Return whether the latest value would meet the target, were this its year."""
    return target.would_be_met(edition.assessment_of(target).latest_value)
