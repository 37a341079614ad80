"""Suggestions: who should do what, by when."""

from __future__ import annotations

from typing import Any, TypedDict

from ontrack.report.edition import Edition
from ontrack.report.sections.written.narrative_pages import written_section


class SuggestionsPage(TypedDict):
    """Suggestions."""

    written: dict[str, Any] | None


def suggestions_page(edition: Edition) -> SuggestionsPage:
    """Return what people suggest, with who is to do it and by when."""
    return {"written": written_section("suggestions", edition)}
