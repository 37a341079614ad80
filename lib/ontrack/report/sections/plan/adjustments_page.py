"""The values of targets that may be discussed at mid-term, and what other values would be likely."""

from __future__ import annotations

from typing import Any

from ontrack.assessment.adjustments import Adjustment
from ontrack.assessment.verdicts import shown_verdict, verdict_key
from ontrack.plan import Target
from ontrack.report.edition import COMPARISONS, Edition
from ontrack.report.phrases.footing import footing
from ontrack.report.phrases.target_rows import name_with_nature, target_value
from ontrack.report.sections.plan.coherence_page import findings, identity_of
from ontrack.wording.number_format import MISSING, format_probability

HEADS = ("target", "aim", "probability", "even", "four_in_five", "suggestion")
Item = dict[str, Any]


def adjustments_page(edition: Edition) -> Item:
    """Return headline, introduction and a table of the targets whose value there is reason to discuss."""
    rows = [
        adjustment_row(edition, target, row)
        for target in edition.plan.table_targets
        for row in edition.rows_of("adjustments", Adjustment, target)
        if row.suggestion != "keep"
    ]
    valued = any(row["even"] != MISSING or row["likely"] != MISSING for row in rows)
    said = ("intro", "values", "words") if valued else ("intro", "words") if rows else ()
    return {
        "headline": headline(edition, len(rows), len(edition.table("adjustments", Adjustment))),
        "intro": [edition.say(f"adjustment.{key}") for key in said],
        "caption": edition.say("adjustment.caption"),
        "heads": [edition.say(f"adjustment.head_{head}") for head in HEADS],
        "rows": rows,
    }


def headline(edition: Edition, listed: int, total: int) -> str:
    """Return how many targets may be discussed; that none need be, or that none can be computed."""
    if listed:
        return edition.count("adjustment.headline", listed, total=total)
    return edition.say("adjustment.none" if total else "adjustment.unknown")


def adjustment_row(edition: Edition, target: Target, row: Adjustment) -> Item:
    """Return one target: its value, its probability, the values with other chances, and what to discuss."""
    assessment = edition.assessment_of(target)
    indicator = edition.indicator_of(target)
    assert indicator is not None, "adjustments.csv holds targets with figures only"
    sign = COMPARISONS[target.comparison]
    even, likely = (
        MISSING if value is None else f"{sign} {edition.figure(value, indicator)}"
        for value in (row.value_even, row.value_four_in_five)
    )  # fmt: skip
    return {
        "name": name_with_nature(edition, target),
        "unit": edition.name_of(indicator, "unit"),
        "aim": f"{sign} {target_value(edition, target)}",
        "year": str(target.year),
        "probability": format_probability(row.probability_met),
        "verdict_key": shown_verdict(assessment),
        "verdict": edition.wording(verdict_key(assessment)),
        "footing": footing(edition, target),
        "even": even,
        "likely": likely,
        "suggestion": edition.say(f"adjustment.{row.suggestion}"),
        "remarks": must_agree(edition, target),
    }


def must_agree(edition: Edition, target: Target) -> list[str]:
    """Return with which relations between the plan's figures a changed value would have to agree."""
    titles = [
        identity_of(edition, row).text("title", edition.language)
        for row in findings(edition)
        if target.target in row.concerned
    ]
    named = edition.say("adjustment.separator").join(titles)
    return [edition.count("adjustment.must_agree", len(titles), titles=named)] if titles else []
