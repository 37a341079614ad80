"""Risks and scenarios: the largest risks, what has changed around the plan, and three scenarios."""

from __future__ import annotations

from typing import Any, TypedDict

from ontrack.report.edition import Edition
from ontrack.report.sections.written.narrative_pages import written_section


class RisksPage(TypedDict):
    """Risks and scenarios."""

    written: dict[str, Any] | None


def risks_page(edition: Edition) -> RisksPage:
    """Return the largest risks, what people wrote of changed circumstances, and three scenarios."""
    return {"written": written_section("environment", edition)}
