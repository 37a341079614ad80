"""Which sections people may write, under which headings, and which heading somebody may have meant."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from ontrack.plan import Plan
from ontrack.wording import load_wording

SECTIONS = ("achievements", "problems", "environment", "suggestions", "adjustments", "lessons", "next_plan")
INDICATORS = "indicators"  # causes and suggestions, target by target


def section_titles(language: str) -> dict[str, str]:
    """Return the heading of each section by its key."""
    wording = load_wording(language)
    return {key: wording(f"report.narrative.{key}") for key in (*SECTIONS, INDICATORS)}


def target_titles(plan: Plan, language: str) -> dict[str, str]:
    """Return the targets that have a page, by what may stand in a heading: their id, or their name."""
    names = {target.text("name", language): target.target for target in plan.table_targets}
    return names | {target.target: target.target for target in plan.table_targets}


def nearest(title: str, known: Iterable[str]) -> str | None:
    """Return the known heading most like one that is not known; None when none is like it."""
    found = difflib.get_close_matches(title, list(known), n=1)
    return found[0] if found else None
