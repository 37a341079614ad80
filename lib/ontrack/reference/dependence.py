"""How indicators of one place hang together: the correlations that counting targets uses."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from ontrack.errors import Fault, InputError
from ontrack.plan import Dependence

DEPENDENCE_PATH = Path(__file__).with_name("dependence.toml")


@cache
def read_dependence(path: Path = DEPENDENCE_PATH) -> dict[str, Any]:
    """Return the file's content: correlations, their standard errors, panel, settings, attribution and date.

    Raises
    ------
    InputError
        When the file cannot be read or lacks a correlation.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        content["same_topic"], content["other_topic"]
    except (OSError, ValueError, KeyError) as error:
        found = f"a file that cannot be used ({error!r})"
        remedy = "Write it with ontrack reference dependence."
        raise InputError([Fault(found, "same_topic and other_topic as TOML", remedy, path.name)]) from error
    return content


def panel_dependence() -> Dependence:
    """Return the panel's correlations: a goal is read as a topic; a negative mean counts as none."""
    found = read_dependence()
    other = max(found["other_topic"], 0.0)
    return Dependence(max(found["same_topic"], other), other)


def stated(found: Mapping[str, Any]) -> str:
    """Return the estimate as one line for the command."""
    parts = []
    for word in ("same_topic", "other_topic"):
        mean, error, pairs = found[word], found[f"{word}_error"], found[f"{word}_pairs"]
        parts.append(f"{word.replace('_', ' ')} {mean:.3f} ± {error:.3f}, {pairs} pairs")
    return "; ".join(parts)
