"""The default plan as the tests of the steps tell it."""

from explanation.why.conftest import small, told

__all__ = ["small", "told"]
