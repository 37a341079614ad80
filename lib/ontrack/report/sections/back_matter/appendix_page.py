"""The tables at the end: every value with its source, rules of other targets."""

from __future__ import annotations

from typing import Any

from ontrack.plan import Indicator, Target
from ontrack.report.edition import Cells, Edition, mark
from ontrack.report.sections.targets.rules_page import band_of, span_of, value_text
from ontrack.rules.rules_table import Ruling
from ontrack.wording.number_format import MISSING

VALUE_HEADS = ("indicator", "values")
RULE_HEADS = ("target", "rule", "years", "band", "figure")
Item = dict[str, Any]


def appendix_page(edition: Edition) -> Item | None:
    """Return the tables of the appendix; None where not a single value is known."""
    values = values_table(edition)
    if not values["groups"]:
        return None
    return {
        "intro": edition.say("appendix.intro"),
        "values": values,
        "rules": rules_table(edition),
    }


def values_table(edition: Edition) -> Item:
    """Return every value of the decisive indicators with period, marks of status and role, and source."""
    groups: list[Item] = [
        {
            "name": edition.name_of(indicator),
            "unit": edition.name_of(indicator, "unit"),
            "rows": [value_row(edition, indicator, row) for row in edition.series_of(indicator)],
        }
        for indicator in edition.plan.decisive_indicators
        if edition.series_of(indicator)
    ]
    rows = [row for group in groups for row in group["rows"]]
    return {
        "caption": edition.count("appendix.values_caption", len(rows)),
        "heads": [edition.say(f"appendix.head_{head}") for head in VALUE_HEADS],
        "groups": groups,
        "legend": edition.legend({row["mark"] for row in rows}),
    }


def value_row(edition: Edition, indicator: Indicator, row: Cells) -> Item:
    """Return one value."""
    return {
        "period": edition.period(row["period"]),
        "value": edition.figure(row["value"], indicator),
        "mark": mark(row),
        "source": edition.cite(row["source"]),
    }


def rules_table(edition: Edition) -> Item | None:
    """Return what official rules say of the targets outside the table; None where none says a word."""
    rows = [
        rule_row(edition, target, row)
        for target in edition.plan.other_targets
        for row in edition.rows_of("rules", Ruling, target)
        if row.band
    ]
    if not rows:
        return None
    return {
        "caption": edition.say("appendix.rules_caption"),
        "heads": [edition.say(f"appendix.head_{head}") for head in RULE_HEADS],
        "rows": rows,
    }


def rule_row(edition: Edition, target: Target, row: Ruling) -> Item:
    """Return what one rule says of one target."""
    return {
        "target": edition.name_of(target),
        "rule": edition.wording(f"rule.name.{row.rule}"),
        "years": span_of(edition, row) or MISSING,
        "tone": row.tone,
        "band": band_of(edition, row),
        "figure": value_text(edition, target, row) or MISSING,
    }
