"""Problems and their causes: what people wrote, and the figures of the plan that do not agree."""

from __future__ import annotations

from typing import Any, TypedDict

from ontrack.report.edition import Edition
from ontrack.report.sections.written.narrative_pages import written_section


class ProblemsPage(TypedDict):
    """Problems and causes."""

    written: dict[str, Any] | None


def problems_page(edition: Edition) -> ProblemsPage:
    """Return what people wrote of problems and causes, and the checks of the plan's figures in brief."""
    return {"written": written_section("problems", edition)}
