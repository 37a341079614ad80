"""The indicator table’s targets in the main part: the binding ones, and half a page for each other one."""

from __future__ import annotations

from typing import TypedDict

from ontrack.plan import Target
from ontrack.report.edition import Edition


class MainTarget(TypedDict):
    """One target in the main part."""

    id: str
    heading: str


class MainTargets(TypedDict):
    """The targets of one nature."""

    targets: list[MainTarget]


def binding_page(edition: Edition) -> MainTargets | None:
    """Return the binding targets of the indicator table; None where there is none."""
    return targets_of(edition, "binding")


def expected_page(edition: Edition) -> MainTargets | None:
    """Return the expected targets of the indicator table; None where there is none."""
    return targets_of(edition, "expected")


def targets_of(edition: Edition, nature: str) -> MainTargets | None:
    """Return the targets of one nature, by their place in the indicator table."""
    numbered = enumerate(edition.plan.table_targets, 1)
    found = [main_target(edition, target, place) for place, target in numbered if target.nature == nature]
    return {"targets": found} if found else None


def main_target(edition: Edition, target: Target, place: int) -> MainTarget:
    """Return one target of the indicator table."""
    return {
        "id": target.target,
        "heading": edition.say("page.heading", number=place, name=edition.name_of(target)),
    }
