"""Which targets of the table are decided, and which are still open: each sentence counts only its own."""

from __future__ import annotations

from collections.abc import Sequence

from ontrack.assessment import verdicts
from ontrack.assessment.verdicts import DECIDED
from ontrack.plan import Target
from ontrack.report.edition import Edition


def is_decided(edition: Edition, target: Target) -> bool:
    """Return whether observed values have decided a target."""
    return edition.assessment_of(target).verdict in DECIDED


def is_open(edition: Edition, target: Target) -> bool:
    """Return whether a target has a probability, and no outcome yet."""
    row = edition.assessment_of(target)
    return row.verdict not in DECIDED and row.probability_met is not None


def open_targets(edition: Edition) -> list[Target]:
    """Return the targets of the plan's table that are open: chapters on chances are about these."""
    return [target for target in edition.plan.table_targets if is_open(edition, target)]


def decided_targets(edition: Edition, targets: Sequence[Target] | None = None) -> list[Target]:
    """Return those of some targets, of the plan's table where none are named, that are met or missed."""
    among = edition.plan.table_targets if targets is None else targets
    return [target for target in among if is_decided(edition, target)]


def missed_targets(edition: Edition, targets: Sequence[Target] | None = None) -> list[Target]:
    """Return those of `decided_targets` that are missed."""
    found = decided_targets(edition, targets)
    return [target for target in found if edition.assessment_of(target).verdict == "missed"]


def share_decided(edition: Edition) -> str:
    """Return how much of the plan's table is decided: *all*, *some* or *none*; see `verdicts`."""
    return verdicts.share_decided(edition.assessment_of(target) for target in edition.plan.table_targets)
