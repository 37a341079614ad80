"""What kinds of evidence there are of an indicator, as assessments.csv keeps them and as they are read."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ontrack.evidence.known import Evidence
from ontrack.wording import Wording

SEPARATOR = "; "
# Piece of the evidence to its word in the table, in the order they are told.
KINDS = {"parent": "nation", "peers": "peers", "economy": "economy", "same_place": "neighbours"}
FEW = ("own", "statements", "nation", "peers")
COUNTED = ("own", "statements", "peers", "neighbours")
LARGEST_WORD = 12  # a larger number is written in digits


def kinds_of(evidence: Evidence) -> str:
    """Return the kinds of evidence there are, as in ``own 6; statements 2; nation; peers 12``.

    Own values are counted by year, statements and places by number; a series that begins only after the last
    own value is not told to the model and is no evidence.
    """
    counts = {"own": evidence.observed_years, "statements": len(evidence.statements)}
    counts |= {kind: told(getattr(evidence, piece), evidence.origin) for piece, kind in KINDS.items()}
    return kinds_text(counts)


def told(piece: pd.Series | pd.DataFrame, origin: int) -> int:
    """Return how many series of a piece of evidence have a value up to a year; years are the last axis."""
    years = piece.index if isinstance(piece, pd.Series) else piece.columns
    seen = np.isfinite(np.atleast_2d(piece.to_numpy(dtype=float)))[:, years.to_numpy(dtype=int) <= origin]
    return int(seen.any(axis=1).sum())


def kinds_text(counts: dict[str, int]) -> str:
    """Return the kinds of which there is any, each with its number where that matters."""
    there = {kind: count for kind, count in counts.items() if count}
    return SEPARATOR.join(f"{kind} {count}" if kind in COUNTED else kind for kind, count in there.items())


def is_own_alone(kinds: str) -> bool:
    """Return whether a cell of assessments.csv tells of own values and nothing else."""
    return kinds.startswith("own ") and SEPARATOR not in kinds


def few_kinds(kinds: str) -> str:
    """Return a cell of assessments.csv without what there is little room for: economy and neighbours."""
    return SEPARATOR.join(kind for kind in kinds.split(SEPARATOR) if kind.partition(" ")[0] in FEW)


def in_few_words(kinds: str, wording: Wording) -> str:
    """Return own values, statements, nation and peers as a table has room for: ``6 values, nation``."""
    parts = [kind.partition(" ") for kind in few_kinds(kinds).split(SEPARATOR) if kind]
    said = [
        wording.count(f"evidence_kind.few.{kind}", int(count))
        if count
        else wording(f"evidence_kind.few.{kind}")
        for kind, _, count in parts
    ]
    return wording("evidence_kind.separator").join(said)


def kinds_in_words(kinds: str, wording: Wording) -> str:
    """Return the kinds of a cell of assessments.csv in words: ``six yearly values, the nation, two peers``.

    Empty where there are none, or an older table does not tell.
    """
    parts = [kind.partition(" ") for kind in kinds.split(SEPARATOR) if kind]
    said = [
        wording.count(f"evidence_kind.{kind}", int(count), amount=amount(int(count), wording))
        if count
        else wording(f"evidence_kind.{kind}")
        for kind, _, count in parts
    ]
    return wording("evidence_kind.separator").join(said)


def amount(number: int, wording: Wording) -> str:
    """Return a number as running text writes it: a word up to twelve."""
    return wording(f"evidence_kind.amount.{number}") if number <= LARGEST_WORD else str(number)
