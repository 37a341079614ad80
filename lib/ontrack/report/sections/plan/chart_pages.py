"""The pages that are charts alone: what stands on them besides the charts."""

from __future__ import annotations

from typing import Any

from ontrack.assessment.progress import clock_runs
from ontrack.report.edition import Edition
from ontrack.report.phrases.decided import share_decided


def structure_page(edition: Edition) -> dict[str, Any] | None:
    """Return what is said of how probabilities and paces are distributed; None without a table of targets.

    Once nothing of the table is open there are no probabilities to put in order.
    """
    if not edition.plan.table_targets:
        return None
    clock = "clock" if clock_runs(edition.results["assessments"]) else "pace"
    return {
        "odds_text": edition.say("structure.odds_text") if share_decided(edition) != "all" else "",
        "odds": None,
        "progress_text": edition.say(f"structure.{clock}_text", year=edition.stamp.as_of),
    }


def multiples_page(edition: Edition) -> dict[str, Any] | None:
    """Return a page for small fan charts; None where fewer than two targets have one."""
    with_fan = [target for target in edition.plan.table_targets if target.indicator]
    return {"sheets": []} if len(with_fan) > 1 else None
