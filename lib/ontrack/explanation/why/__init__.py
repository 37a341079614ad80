"""Why this number: the probability step by step, each piece alone, and the two facts that would move it."""

from ontrack.explanation.why.facts import why_facts
from ontrack.explanation.why.table import why_table

__all__ = ["why_facts", "why_table"]
