"""What is said of a target, as far as a test is about it."""

from __future__ import annotations

from dataclasses import fields

from ontrack.assessment import Assessment


def assessment(**said: object) -> Assessment:
    """Return an assessment that is empty but for what is said."""
    empty = {one.name: "" if one.type == "str" else None for one in fields(Assessment)}
    return Assessment(**{**empty, **said})
