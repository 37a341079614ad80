"""The facts on a target's page: where it stands, how fast it moves and must move, how far it is."""

from __future__ import annotations

from typing import TypedDict

from ontrack.assessment.assessment import Assessment
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
    """Return the facts table: where the indicator stands, how fast it moves and must move, how far it is.

    What is not known has no row, nor has what is 0 by definition as long as the baseline is the latest value.
    """
    row = edition.assessment_of(target)
    shares = {"progress": row.progress_pct, "elapsed": row.elapsed_pct} if begun(row) else {}
    return [
        *standing_facts(edition, target),
        *pace_facts(edition, target),
        *(
            plain_fact(edition.say(f"page.fact_{name}"), format_share(share))
            for name, share in shares.items()
            if share is not None
        ),
    ]


def begun(row: Assessment) -> bool:
    """Return whether anything is known since the baseline."""
    return (row.latest_year, row.latest_value) != (row.baseline_year, row.baseline_value)


def standing_facts(edition: Edition, target: Target) -> list[Fact]:
    """Return baseline, latest value and target, and the target as a level where the plan has no level."""
    row = edition.assessment_of(target)
    decimals, unit = figures_of(edition, target)
    lines = []
    if row.baseline_value is not None and begun(row):
        label = fact_label(edition, "baseline", row.baseline_year)
        lines.append(plain_fact(label, format_value(row.baseline_value, decimals, unit)))
    if row.latest_value is not None:
        latest = plain_fact(
            fact_label(edition, "latest", row.latest_year), format_value(row.latest_value, decimals, unit)
        )
        lines.append({**latest, "mark": edition.mark_of_latest(target)})
    lines.append(plain_fact(fact_label(edition, "target", target.year), aim(edition, target)))
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
    rates.append(("observed", edition.say("page.fact_pace", period=observed), row.observed_rate_pct))
    longest = max((rate or 0 for _, _, rate in rates), default=0)
    return [
        plain_fact(label, rate_pct(rate)) | {"key": key, "bar": rate / longest if rate and rate > 0 else None}
        for key, label, rate in rates
        if rate is not None
    ]


def plain_fact(label: str, value: str) -> Fact:
    """Return a row of the facts table without mark or bar."""
    return {"key": "", "label": label, "value": value, "mark": "", "bar": None}


def fact_label(edition: Edition, name: str, year: int | None) -> str:
    """Return the label of a fact, with its year where there is one."""
    when = year_text(year)
    return edition.say(f"page.fact_{name}", year=when) if when else edition.say(f"page.fact_{name}_none")
