"""What official texts say of an indicator without giving a yearly value: read, weighed, told as evidence."""

from ontrack.statements.facts import Fact, facts_of, known_statements
from ontrack.statements.faults import contradictions
from ontrack.statements.replacing import replaced, replaced_by
from ontrack.statements.statement import Statement

__all__ = [
    "Fact", "Statement", "contradictions", "facts_of", "known_statements", "replaced", "replaced_by",
]  # fmt: skip
