"""What each method says for a target's year, on its page."""

from __future__ import annotations

from typing import TypedDict

from ontrack.plan import Indicator, Target
from ontrack.report.edition import Edition, number
from ontrack.report.phrases.decided import is_decided
from ontrack.report.phrases.target_rows import (
    year_text,
)
from ontrack.report.sections.targets.own_answers import Figures, own_answers
from ontrack.wording.number_format import (
    format_interval,
    format_value,
)


class MethodRow(TypedDict):
    """What one method says; whether it is the own one that is used."""

    name: str
    value: str
    interval: str
    own: bool


class Methods(TypedDict):
    """What each method says for a target's year."""

    rows: list[MethodRow]
    caption: str
    note: str


def decided_key(edition: Edition, target: Target) -> str:
    """Return the key of why no method is asked of a decided target; its indicator may be projected still."""
    table = edition.results["projections"]
    rows = table[(table["indicator"] == target.indicator) & (table["status"] == "projected")]
    return "page.methods_decided_early" if len(rows) else "page.methods_decided"


def methods(edition: Edition, target: Target) -> Methods:
    """Return what each method says for the target's year: own values, all that is known, trends."""
    indicator = edition.indicator_of(target)
    own: list[MethodRow] = []
    fits: list[MethodRow] = []
    if indicator and edition.assessment_of(target).projected_median is not None:
        answers = own_answers(edition, target)
        own = [
            method_row(edition, name, figures, indicator) | {"own": used} for name, figures, used in answers
        ]
        table = edition.results["trends"]
        chosen = table[(table["indicator"] == indicator.id) & (table["year"] == target.year)]
        for fit in chosen[["method", "value", "lower_80", "upper_80"]].itertuples(index=False):
            figures = (number(fit.value), number(fit.lower_80), number(fit.upper_80))
            fits.append(method_row(edition, edition.wording(f"trend.{fit.method}"), figures, indicator))
    return {
        "rows": own + fits,
        "caption": edition.say("page.methods_caption", year=year_text(target.year)),
        "note": edition.say(
            "page.methods_note"
            if fits
            else "page.methods_own_only"
            if own
            else decided_key(edition, target)
            if is_decided(edition, target)
            else "page.methods_none"
        ),
    }


def method_row(edition: Edition, name: str, figures: Figures, indicator: Indicator) -> MethodRow:
    """Return one method: its value and its 80 % interval."""
    value, lower, upper = figures
    decimals, unit = indicator.decimals, edition.name_of(indicator, "unit")
    return {
        "name": name,
        "value": format_value(value, decimals, unit),
        "interval": format_interval(lower, upper, decimals, unit, edition.language),
        "own": False,
    }
