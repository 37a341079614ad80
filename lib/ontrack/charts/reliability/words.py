"""What the reliability diagram shows, and says."""

from __future__ import annotations

import pandas as pd

from ontrack.numbers.number_format import format_value
from ontrack.wording import Wording, load_wording

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


def reliability_alternative_text(table: pd.DataFrame, language: str) -> str:
    """Return what came true for each range of stated probability.

    Parameters
    ----------
    table : DataFrame
        As `ontrack.records.track_record.quoted_bins` returns it.
    """
    wording = load_wording(language)
    sentences = [wording("reliability.alternative")]
    for length in lengths_of(table):
        sentences.append(length_heading(length, wording) + wording("reliability.colon"))
        for row in rows_of_length(table, length).to_dict("records"):
            figures = {key: format_value(row[f"{key}_pct"], 0) for key in ("stated", "observed")}
            sentences.append(wording("reliability.alternative_row", **figures))
    return wording.join(sentences)


def length_heading(length: str, wording: Wording) -> str:
    """Return how many yearly values were seen: ``three yearly values``."""
    return wording.count("reliability.length", int(length))
