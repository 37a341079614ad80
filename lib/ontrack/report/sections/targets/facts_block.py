"""The facts on a target's page: where it stands, how fast it moves and must move, how far it is."""

from __future__ import annotations

from typing import TypedDict

from ontrack.plan import Target
from ontrack.report.edition import Edition, rate_pct
from ontrack.report.phrases.target_rows import (
    aim,
    figures_of,
    paces,
    year_text,
)
from ontrack.wording.number_format import (
    format_share,
    format_value,
)


class Fact(TypedDict):
    """A row of the facts table; its bar is a part of the longest."""

    key: str
    label: str
    value: str
    mark: str
    bar: float | None


def facts(edition: Edition, target: Target) -> list[Fact]:
    """Return the facts table: where the indicator stands, how fast it moves and must move, how far it is."""
    row = edition.assessment_of(target)
    return [
        *standing_facts(edition, target),
        *pace_facts(edition, target),
        plain_fact(edition.say("page.fact_progress"), format_share(row.progress_pct)),
        plain_fact(edition.say("page.fact_elapsed"), format_share(row.elapsed_pct)),
    ]


def standing_facts(edition: Edition, target: Target) -> list[Fact]:
    """Return baseline, latest value and target, and the target as a level where the plan has no level."""
    row = edition.assessment_of(target)
    decimals, unit = figures_of(edition, target)
    baseline, latest = (format_value(one, decimals, unit) for one in (row.baseline_value, row.latest_value))
    lines = [
        plain_fact(fact_label(edition, "baseline", row.baseline_year), baseline),
        plain_fact(fact_label(edition, "latest", row.latest_year), latest)
        | {"mark": edition.mark_of_latest(target)},
        plain_fact(fact_label(edition, "target", target.year), aim(edition, target)),
    ]
    if target.level is not None and target.level != target.value:
        label = edition.say("page.fact_level", year=year_text(target.year))
        lines.append(plain_fact(label, format_value(target.level, decimals, unit)))
    return lines


def pace_facts(edition: Edition, target: Target) -> list[Fact]:
    """Return the required, the last and the observed rate a year, each as part of the longest."""
    row = edition.assessment_of(target)
    observed, last = paces(edition, target)
    rates = [("required", edition.say("page.fact_required"), row.required_rate_pct)]
    rates += [("latest", edition.say("page.fact_pace", period=last), row.latest_rate_pct)] if last else []
    none_known = edition.say("page.fact_pace_none")
    over = edition.say("page.fact_pace", period=observed) if observed else none_known
    rates.append(("observed", over, row.observed_rate_pct))
    longest = max((rate or 0 for _, _, rate in rates), default=0)
    return [
        plain_fact(label, rate_pct(rate)) | {"key": key, "bar": rate / longest if rate and rate > 0 else None}
        for key, label, rate in rates
    ]


def plain_fact(label: str, value: str) -> Fact:
    """Return a row of the facts table without mark or bar."""
    return {"key": "", "label": label, "value": value, "mark": "", "bar": None}


def fact_label(edition: Edition, name: str, year: int | None) -> str:
    """Return the label of a fact, with its year where there is one."""
    when = year_text(year)
    return edition.say(f"page.fact_{name}", year=when) if when else edition.say(f"page.fact_{name}_none")
