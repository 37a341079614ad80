"""What the reliability diagram shows, and says."""

from __future__ import annotations

import pandas as pd

from ontrack.number_format import format_value
from ontrack.reliability_record import reliability_record
from ontrack.track_record import ALL_SETS
from ontrack.wording import Wording, load_wording

LENGTHS = ("1", "3", "10")  # as in evidence grades E, C and A


def lengths_of(table: pd.DataFrame) -> list[str]:
    """Return the lengths to draw: those of the report where they were tested, else the first three."""
    tested = list(dict.fromkeys(table.loc[table["set"] == ALL_SETS, "length"]))
    return [length for length in LENGTHS if length in tested] or tested[: len(LENGTHS)]


def rows_of_length(table: pd.DataFrame, length: str) -> pd.DataFrame:
    """Return the ranges with events, over all sets, for so many yearly values seen."""
    return table[(table["set"] == ALL_SETS) & (table["length"] == length) & (table["events"] > 0)]


def reliability_alternative_text(language: str) -> str:
    """Return what came true for each range of stated probability, of the committed record."""
    wording, table = load_wording(language), reliability_record()
    sentences = [wording("reliability.alternative")]
    for length in lengths_of(table):
        sentences.append(length_heading(length, wording) + wording("reliability.colon"))
        for row in rows_of_length(table, length).to_dict("records"):
            figures = {key: format_value(row[f"{key}_pct"], 0) for key in ("stated", "observed")}
            sentences.append(wording("reliability.alternative_row", **figures))
    return wording.join(sentences)


def length_heading(length: str, wording: Wording) -> str:
    """Return how many yearly values were seen: ``three yearly values``."""
    if not length.isdigit():
        return wording("reliability.full")
    return wording.count("reliability.length", int(length))
