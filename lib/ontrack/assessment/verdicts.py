"""Words bound to probabilities, and to what is already met; a probability may also stand without a word."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Protocol

import pandas as pd

from ontrack.assessment.assessment import Assessment
from ontrack.tables.rows import rows_of
from ontrack.wording import Wording

# The bounds of the IPCC’s calibrated words, as METHODS 3.1 takes them.
VERDICT_FLOORS = ((0.90, "very_likely"), (0.66, "likely"), (0.33, "uncertain"), (0.10, "unlikely"))
DECIDED = ("met", "missed")
NOT_JUDGED = "not_judged"  # how an empty verdict is shown: the evidence carries no word
# What stands for a word in tables, charts and pages; shapes and fillings differ, so that grey tells them too.
SYMBOLS = {
    "met": "✓", "very_likely": "▲", "likely": "△", "uncertain": "○", "unlikely": "▽", "very_unlikely": "▼",
    "missed": "×", NOT_JUDGED: "□", "not_assessable": "–",
}  # fmt: skip


class Worded(Protocol):
    """A row of a result table that has a verdict."""

    @property
    def verdict(self) -> str:
        """A word, empty where the evidence carries none."""


def verdict(probability: float | None) -> str:
    """Return the word bound to a probability (METHODS 3.1): 90, 66, 33 and 10 per cent divide the five.

    Raises
    ------
    ValueError
        When there is no probability to put in words.
    """
    if probability is None or math.isnan(probability):
        raise ValueError("no probability to put in words")
    return next((word for floor, word in VERDICT_FLOORS if probability >= floor), "very_unlikely")


def is_judged(row: Worded) -> bool:
    """Return whether a row of a result table has a verdict; an empty one is a probability without a word."""
    return bool(row.verdict)


def targets_not_judged(assessments: pd.DataFrame) -> dict[str, str]:
    """Return the targets whose probability gets no word, each with the reason, from assessments.csv."""
    rows = rows_of(assessments, Assessment)
    return {row.target: row.reason for row in rows if not is_judged(row)}


def share_decided(rows: Iterable[Assessment]) -> str:
    """Return *all* where no target is open and some are decided, *some* where both are, else *none*."""
    found = [(row.verdict in DECIDED, row.probability_met) for row in rows]
    if not any(decided for decided, _ in found):
        return "none"
    still_open = any(not decided and probability is not None for decided, probability in found)
    return "some" if still_open else "all"


def shown_verdict(row: Worded) -> str:
    """Return what a row is shown, coloured and counted as: its verdict, or *not_judged*."""
    return row.verdict or NOT_JUDGED


def verdict_key(row: Assessment) -> str:
    """Return the key of a verdict's words.

    A probability of a target that is already met is that of staying so, and has words of its own.
    """
    of_held = is_judged(row) and row.probability_held is not None
    return f"{'held' if of_held else 'verdict'}.{shown_verdict(row)}"


def reason_sentence(row: Assessment, wording: Wording) -> str:
    """Return why a target has no probability or no word, with its years where they matter."""
    dated = f"reason_dated.{row.reason}"
    if dated not in wording.texts:
        return wording(f"reason.{row.reason}")
    return wording(dated, year=row.target_year, latest_year=row.latest_year)


def full_verdict_key(row: Assessment) -> str:
    """Return the key of a verdict's words that say, where there is none, why not."""
    if is_judged(row) or not row.reason:
        return verdict_key(row)
    return f"not_judged.{row.reason}"
