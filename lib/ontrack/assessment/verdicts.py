"""Words bound to probabilities, and to what is already met; a probability may also stand without a word."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd

from ontrack.wording import Wording

VERDICT_FLOORS = ((0.90, "very_likely"), (0.66, "likely"), (0.33, "uncertain"), (0.10, "unlikely"))
DECIDED = ("met", "missed")
NOT_JUDGED = "not_judged"  # how an empty verdict is shown: the evidence carries no word


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


def is_judged(row: Mapping[str, Any]) -> bool:
    """Return whether a row of a result table has a verdict; an empty one is a probability without a word."""
    word = row["verdict"]
    return isinstance(word, str) and bool(word)


def targets_not_judged(assessments: pd.DataFrame) -> dict[str, str]:
    """Return the targets whose probability gets no word, each with the reason, from assessments.csv."""
    rows = assessments.to_dict("records")
    return {row["target"]: row["reason"] for row in rows if not is_judged(row)}


def shown_verdict(row: Mapping[str, Any]) -> str:
    """Return what a row is shown, coloured and counted as: its verdict, or *not_judged*."""
    return str(row["verdict"]) if is_judged(row) else NOT_JUDGED


def verdict_key(row: Mapping[str, Any]) -> str:
    """Return the key of a verdict's words for a row of assessments.csv.

    A probability of a target that is already met is that of staying so, and has words of its own.
    """
    held = row["probability_held"]
    said = shown_verdict(row)
    of_held = is_judged(row) and held is not None and not pd.isna(held)
    return f"held.{said}" if of_held else f"verdict.{said}"


def reason_sentence(row: Mapping[str, Any], wording: Wording) -> str:
    """Return why a row of assessments.csv has no probability or no word, with its years where they matter."""
    dated = f"reason_dated.{row['reason']}"
    if dated not in wording.texts:
        return wording(f"reason.{row['reason']}")
    return wording(dated, year=int(row["target_year"]), latest_year=int(row["latest_year"]))


def full_verdict_key(row: Mapping[str, Any]) -> str:
    """Return the key of a verdict's words that say, where there is none, why not."""
    if is_judged(row) or not row["reason"]:
        return verdict_key(row)
    return f"not_judged.{row['reason']}"
