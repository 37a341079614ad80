"""Why this number: the probability step by step, each piece alone, and the two facts that would move it."""

from ontrack.why.facts import why_facts
from ontrack.why.table import why_table

__all__ = ["why_facts", "why_table"]
