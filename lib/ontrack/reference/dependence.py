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
    """Return the file's content: the correlations that plans use, their errors, panel, settings, date.

    Beside them, as a table by the name of each panel, what that panel says.

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
    """Return the correlations that plans use: a goal is read as a topic; a negative mean counts as none."""
    found = read_dependence()
    other = max(found["other_topic"], 0.0)
    return Dependence(max(found["same_topic"], other), other)


def stated(found: Mapping[str, Any]) -> list[str]:
    """Return a line for each panel, for the command; that which plans use is marked."""
    lines = []
    for name, figures in by_panel(found).items():
        parts = []
        for word in ("same_topic", "other_topic"):
            if word in figures:
                mean, error, pairs = figures[word], figures[f"{word}_error"], figures[f"{word}_pairs"]
                parts.append(f"{word.replace('_', ' ')} {mean:.3f} ± {error:.3f}, {pairs} pairs")
        used = " (used)" if name == found["used"] else ""
        lines.append(f"{name}{used}: {'; '.join(parts) or 'no pairs'}")
    return lines


def by_panel(found: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """Return the estimates of each panel by its name."""
    return {name: figures for name, figures in found.items() if isinstance(figures, Mapping)}
