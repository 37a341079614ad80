"""What changed since the assessment before: which figures, and which targets' probabilities and words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ontrack.assessment.verdicts import NOT_JUDGED
from ontrack.hindsight.changes import Change
from ontrack.hindsight.revisions import Revision
from ontrack.plan import Target
from ontrack.report.edition import Edition
from ontrack.report.sections.hindsight.causes import PER_POINT, cause_text, kind_text, points, shown_steps
from ontrack.report.sections.hindsight.changes import change_sentences
from ontrack.tables.choices import REVISION_KINDS
from ontrack.wording.number_format import MISSING, format_probability

LONGEST = 24  # rows a printed table has; the CSV file has all
REVISION_HEADS = ("indicator", "period", "before", "now", "kind")
CHANGE_HEADS = ("target", "before", "now", "difference", "cause")


def revisions_page(edition: Edition) -> dict[str, Any]:
    """Return what changed since the latest earlier assessment, or that there is none."""
    changes, revisions = edition.table("changes", Change), edition.table("revisions", Revision)
    if not changes:
        said = [edition.say("revisions.first")]
        if edition.stamp.as_of < edition.plan.last_year:
            said.append(edition.say("revisions.next"))
        return {"sentences": said, "figures": None, "targets": None}
    year = changes[0].earlier_as_of
    moved = moved_targets(edition, changes)
    return {
        "sentences": [
            edition.say("revisions.compared", year=year), *change_sentences(edition),
            *figure_sentences(edition, revisions), *still(edition, changes, moved), *order(edition, changes),
        ],
        "figures": figures_table(edition, revisions, year),
        "targets": targets_table(edition, changes, moved, year),
    }  # fmt: skip


def figure_sentences(edition: Edition, revisions: Sequence[Revision]) -> list[str]:
    """Return how many figures were added, revised and withdrawn, or that none was."""
    if not revisions:
        return [edition.say("revisions.no_figures")]
    counts = {kind: sum(row.kind == kind for row in revisions) for kind in REVISION_KINDS}
    return [edition.count(f"revisions.{kind}", count) for kind, count in counts.items() if count]


def still(edition: Edition, changes: Sequence[Change], moved: list[Target]) -> list[str]:
    """Return for how many targets nothing changed; they are not in the table."""
    count = len(changes) - len(moved)
    return [edition.count("revisions.still", count)] if count else []


def order(edition: Edition, changes: Sequence[Change]) -> list[str]:
    """Return how the causes were found, where a step moved any probability."""
    told = any(shown_steps(row) for row in changes)
    return [edition.say("revisions.order")] if told else []


def moved_targets(edition: Edition, changes: Sequence[Change]) -> list[Target]:
    """Return the targets for which anything changed, in the plan's order."""
    moved = {row.target for row in changes if row.cause != "unchanged"}
    return [target for target in edition.plan.targets if target.target in moved]


def figures_table(edition: Edition, revisions: Sequence[Revision], year: int) -> dict[str, Any] | None:
    """Return the figures that were added, revised or withdrawn; None without any."""
    if not revisions:
        return None
    order = {indicator.id: place for place, indicator in enumerate(edition.plan.observed_indicators)}
    ordered = sorted(revisions, key=lambda row: (order.get(row.indicator, len(order)), row.period))
    return {
        "caption": edition.say("revisions.figures_caption", year=year),
        "heads": [edition.say(f"revisions.head_{name}") for name in REVISION_HEADS],
        "rows": [figure_row(edition, row) for row in ordered[:LONGEST]],
        "rest": rest(edition, len(ordered), "revisions.csv"),
    }


def figure_row(edition: Edition, row: Revision) -> list[str]:
    """Return one figure: what it is, before and now, and what happened to it."""
    indicator = edition.raw.indicators.get(row.indicator)
    name = edition.name_of(indicator) if indicator else row.indicator
    unit = edition.name_of(indicator, "unit") if indicator else ""
    before, now = (edition.figure(value, indicator) for value in (row.earlier_value, row.value))
    named = edition.say("revisions.indicator_unit", name=name, unit=unit)
    return [named, edition.period(row.period), before, now, kind_text(edition, row, indicator)]


def rest(edition: Edition, total: int, file: str) -> str:
    """Return how many rows the printed table leaves to the file; empty where it has all."""
    return edition.count("revisions.rest", total - LONGEST, file=file) if total > LONGEST else ""


def targets_table(
    edition: Edition, changes: Sequence[Change], moved: list[Target], year: int
) -> dict[str, Any] | None:
    """Return the targets for which anything changed; None where nothing did for any."""
    if not moved:
        return None
    rows = {row.target: row for row in changes}
    return {
        "caption": edition.say("revisions.targets_caption", year=year),
        "heads": [edition.say(f"revisions.head_{name}") for name in CHANGE_HEADS],
        "rows": [target_row(edition, target, rows[target.target]) for target in moved[:LONGEST]],
        "rest": rest(edition, len(moved), "changes.csv"),
    }


def target_row(edition: Edition, target: Target, row: Change) -> dict[str, Any]:
    """Return one target: probability and word before and now, the difference, and its cause."""
    difference = row.difference
    return {
        "name": edition.name_of(target),
        "before": standing(edition, row.earlier_probability, row.earlier_verdict),
        "now": standing(edition, row.probability, row.verdict),
        "difference": MISSING if difference is None else points(PER_POINT * difference),
        "cause": cause_text(edition, row),
    }


def standing(edition: Edition, probability: float | None, verdict: str) -> dict[str, str]:
    """Return a probability and the word it was given, or that it had none; dashes for a target not there."""
    verdict = verdict or (NOT_JUDGED if probability is not None else "")
    return {
        "probability": format_probability(probability),
        "verdict": edition.wording(f"verdict.{verdict}") if verdict else MISSING,
        "verdict_key": verdict or "not_assessable",
    }
