"""The default plan as the tests of the steps tell it."""

from why.conftest import small, told

__all__ = ["small", "told"]
