"""Which model is asked: the one that comes with the package or, inside a `with` block, another one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from ontrack.reference.model_file import Model, read_model

ASKED: ContextVar[Model | None] = ContextVar("asked model", default=None)


def asked_model() -> Model:
    """Return the model that questions without one of their own go to."""
    return ASKED.get() or read_model()


@contextmanager
def asking(model: Model | None) -> Iterator[None]:
    """Let every question inside the block go to another model; None for the package's own.

    A `ReferenceClass` keeps for good the model that was asked when it was made, and hands it on to those
    made from it: what one model answered is never taken for the answer of another.
    """
    before = ASKED.set(model)
    try:
        yield
    finally:
        ASKED.reset(before)
