"""What changed since the assessment before: which figures, and which targets' probabilities and words."""

from __future__ import annotations

from typing import Any

import pandas as pd

from ontrack.assessment.verdicts import NOT_JUDGED
from ontrack.plan import Target
from ontrack.report.edition import Cells, Edition, number
from ontrack.report.sections.hindsight.causes import PER_POINT, cause_text, kind_text, points, shown_steps
from ontrack.report.sections.hindsight.changes import change_sentences
from ontrack.tables.choices import REVISION_KINDS
from ontrack.wording.number_format import MISSING, format_probability

LONGEST = 24  # rows a printed table has; the CSV file has all
REVISION_HEADS = ("indicator", "period", "before", "now", "kind")
CHANGE_HEADS = ("target", "before", "now", "difference", "cause")


def revisions_page(edition: Edition) -> dict[str, Any]:
    """Return what changed since the latest earlier assessment, or that there is none."""
    changes, revisions = (edition.results[name] for name in ("changes", "revisions"))
    if changes.empty:
        said = [edition.say("revisions.first")]
        if edition.stamp.as_of < edition.plan.last_year:
            said.append(edition.say("revisions.next"))
        return {"sentences": said, "figures": None, "targets": None}
    year = int(changes["earlier_as_of"].iloc[0])
    moved = moved_targets(edition, changes)
    return {
        "sentences": [
            edition.say("revisions.compared", year=year), *change_sentences(edition),
            *figure_sentences(edition, revisions), *still(edition, changes, moved), *order(edition, changes),
        ],
        "figures": figures_table(edition, revisions, year),
        "targets": targets_table(edition, changes, moved, year),
    }  # fmt: skip


def figure_sentences(edition: Edition, revisions: pd.DataFrame) -> list[str]:
    """Return how many figures were added, revised and withdrawn, or that none was."""
    if revisions.empty:
        return [edition.say("revisions.no_figures")]
    counts = {kind: int((revisions["kind"] == kind).sum()) for kind in REVISION_KINDS}
    return [edition.count(f"revisions.{kind}", count) for kind, count in counts.items() if count]


def still(edition: Edition, changes: pd.DataFrame, moved: list[Target]) -> list[str]:
    """Return for how many targets nothing changed; they are not in the table."""
    count = len(changes) - len(moved)
    return [edition.count("revisions.still", count)] if count else []


def order(edition: Edition, changes: pd.DataFrame) -> list[str]:
    """Return how the causes were found, where a step moved any probability."""
    told = any(shown_steps(row) for row in changes.to_dict("records"))
    return [edition.say("revisions.order")] if told else []


def moved_targets(edition: Edition, changes: pd.DataFrame) -> list[Target]:
    """Return the targets for which anything changed, in the plan's order."""
    moved = set(changes.loc[changes["cause"] != "unchanged", "target"])
    return [target for target in edition.plan.targets if target.target in moved]


def figures_table(edition: Edition, revisions: pd.DataFrame, year: int) -> dict[str, Any] | None:
    """Return the figures that were added, revised or withdrawn; None without any."""
    if revisions.empty:
        return None
    order = {indicator.id: place for place, indicator in enumerate(edition.plan.observed_indicators)}
    places = revisions["indicator"].map(order).fillna(len(order))
    ordered = revisions.assign(place=places).sort_values(["place", "period"])
    return {
        "caption": edition.say("revisions.figures_caption", year=year),
        "heads": [edition.say(f"revisions.head_{name}") for name in REVISION_HEADS],
        "rows": [figure_row(edition, row) for row in ordered.head(LONGEST).to_dict("records")],
        "rest": rest(edition, len(ordered), "revisions.csv"),
    }


def figure_row(edition: Edition, row: Cells) -> list[str]:
    """Return one figure: what it is, before and now, and what happened to it."""
    indicator = edition.raw.indicators.get(row["indicator"])
    name = edition.name_of(indicator) if indicator else row["indicator"]
    unit = edition.name_of(indicator, "unit") if indicator else ""
    before, now = (edition.figure(number(row[side]), indicator) for side in ("earlier_value", "value"))
    named = edition.say("revisions.indicator_unit", name=name, unit=unit)
    return [named, edition.period(row["period"]), before, now, kind_text(edition, row, indicator)]


def rest(edition: Edition, total: int, file: str) -> str:
    """Return how many rows the printed table leaves to the file; empty where it has all."""
    return edition.count("revisions.rest", total - LONGEST, file=file) if total > LONGEST else ""


def targets_table(
    edition: Edition, changes: pd.DataFrame, moved: list[Target], year: int
) -> dict[str, Any] | None:
    """Return the targets for which anything changed; None where nothing did for any."""
    if not moved:
        return None
    rows = {row["target"]: row for row in changes.to_dict("records")}
    return {
        "caption": edition.say("revisions.targets_caption", year=year),
        "heads": [edition.say(f"revisions.head_{name}") for name in CHANGE_HEADS],
        "rows": [target_row(edition, target, rows[target.target]) for target in moved[:LONGEST]],
        "rest": rest(edition, len(moved), "changes.csv"),
    }


def target_row(edition: Edition, target: Target, row: Cells) -> dict[str, Any]:
    """Return one target: probability and word before and now, the difference, and its cause."""
    difference = number(row["difference"])
    return {
        "name": edition.name_of(target),
        "before": standing(edition, row["earlier_probability"], row["earlier_verdict"]),
        "now": standing(edition, row["probability"], row["verdict"]),
        "difference": MISSING if difference is None else points(PER_POINT * difference),
        "cause": cause_text(edition, row),
    }


def standing(edition: Edition, probability: object, verdict: str) -> dict[str, str]:
    """Return a probability and the word it was given, or that it had none; dashes for a target not there."""
    verdict = verdict or (NOT_JUDGED if number(probability) is not None else "")
    return {
        "probability": format_probability(number(probability)),
        "verdict": edition.wording(f"verdict.{verdict}") if verdict else MISSING,
        "verdict_key": verdict or "not_assessable",
    }
