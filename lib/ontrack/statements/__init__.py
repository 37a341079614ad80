"""What official texts say of an indicator without giving a yearly value, as evidence."""

from ontrack.statements.statement import Statement

__all__ = ["Statement"]
