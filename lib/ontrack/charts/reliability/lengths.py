"""Which numbers of yearly values the reliability diagram has a panel for."""

from __future__ import annotations

import pandas as pd

from ontrack.wording import Wording

PANELS = 3
FIRST = ("1", "3")  # as in evidence grades E and C; the third panel is of the longest histories tested


def lengths_of(table: pd.DataFrame) -> list[str]:
    """Return the lengths to draw: 1, 3 and the longest where they were tested, else the first three."""
    tested = sorted(dict.fromkeys(table["length"]), key=int)
    wanted = list(dict.fromkeys([*FIRST, *tested[-1:]]))
    fits = len(wanted) == PANELS and set(wanted) <= set(tested)
    return wanted if fits else tested[:PANELS]


def rows_of_length(table: pd.DataFrame, length: str) -> pd.DataFrame:
    """Return the ranges with events for so many yearly values seen."""
    return table[(table["length"] == length) & (table["events"] > 0)]


def length_heading(length: str, wording: Wording) -> str:
    """Return how many yearly values were seen: ``three yearly values``."""
    return wording.count("reliability.length", int(length))
