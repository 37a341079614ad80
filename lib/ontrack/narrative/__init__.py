"""The parts of an assessment that people write: read from Markdown, checked at the door."""

from ontrack.narrative.document import Narrative, Section

__all__ = ["Narrative", "Section"]
