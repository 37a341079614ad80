"""What one rule says of one target, in words: its years, its word, its figure, or why it has none."""

from __future__ import annotations

from collections.abc import Sequence

from ontrack.plan import Target
from ontrack.plan.kinds import kind_of
from ontrack.report.edition import Edition, rate_pct
from ontrack.report.phrases.target_rows import figures_of, reason_text
from ontrack.rules.rules_table import Ruling
from ontrack.tables.choices import REASONS
from ontrack.wording.number_format import format_share, format_value


def span_of(edition: Edition, row: Ruling) -> str:
    """Return the years a rule counts; empty where it has none."""
    if row.base_year is None or row.latest_year is None:
        return ""
    return edition.span(row.base_year, row.latest_year)


def not_judged(edition: Edition, target: Target, rows: Sequence[Ruling]) -> list[str]:
    """Return sentences on why no rule judges a target: the rules' reasons, or why it is no level."""
    reasons = [edition.wording(f"rule.reason.{key}") for key in dict.fromkeys(row.reason for row in rows)]
    lack = "no_level" if kind_of(target).several_years else "no_one_level"
    unknown = edition.assessment_of(target).reason in REASONS and reason_text(edition, target)
    other = unknown or edition.say(f"rules.{lack}")
    return [edition.say("rules.not_judged"), *(reasons or [other])]


def band_of(edition: Edition, row: Ruling) -> str:
    """Return a rule's own word for a finding, empty without an answer."""
    return edition.wording(f"rule.band.{row.rule}.{row.band}") if row.band else ""


def value_text(edition: Edition, target: Target, row: Ruling) -> str:
    """Return the figure a finding rests on, beside its yardstick where it has one; empty where none is."""
    value, yardstick = row.value, row.yardstick
    if value is None:
        return ""
    shown = measured(edition, target, row.measure, value)
    if yardstick is None:
        return shown
    against = measured(edition, target, row.measure, yardstick)
    return edition.say("rules.against", value=shown, yardstick=against)


def measured(edition: Edition, target: Target, measure: str, value: float) -> str:
    """Return a figure as its measure is written."""
    if measure == "rate_pct":
        return rate_pct(value)
    if measure == "path_share":
        return format_share(100 * value)
    if measure.endswith("_pct"):
        return format_share(value)
    if measure == "level":
        return format_value(value, *figures_of(edition, target))
    return format_value(value, 1 if measure == "index_10" else 2)
