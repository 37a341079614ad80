"""The parts of an assessment that people write: read from Markdown, checked at the door."""

from ontrack.narrative.document import Narrative, Section
from ontrack.narrative.files import read_narratives

__all__ = ["Narrative", "Section", "read_narratives"]
