"""Words bound to probabilities, and to what is already met."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd

VERDICT_FLOORS = ((0.90, "very_likely"), (0.66, "likely"), (0.33, "uncertain"), (0.10, "unlikely"))


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


def verdict_key(row: Mapping[str, Any]) -> str:
    """Return the key of a verdict's words for a row of assessments.csv.

    A probability of a target that is already met is that of staying so, and has words of its own.
    """
    held = row["probability_held"]
    return f"verdict.{row['verdict']}" if held is None or pd.isna(held) else f"held.{row['verdict']}"
