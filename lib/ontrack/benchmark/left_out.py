"""The questions of the benchmark asked with less: the class alone, or without one piece of the evidence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from ontrack.benchmark.populations import Questions
from ontrack.plan.vocabulary import QUANTITIES
from ontrack.reference.histories import Histories
from ontrack.reference.levels import AHEAD, BOUNDS, Array
from ontrack.reference.prediction import CHUNK, answer
from ontrack.reference.probability import probability_below
from ontrack.tables.choices import WHY_PIECES
from ontrack.training.fitting import CrossFit

CLASS = WHY_PIECES[0]
PIECES = WHY_PIECES[1:7]  # the panels have no statements and no second forms
APART = ("nation", "peers")
FIELDS = {
    "economy": "economy",
    "nation": "parent",
    "peers": "peers",
    "same_place": "same_place",
}  # of `Histories`
UNKNOWN_QUANTITY, UNKNOWN_DOMAIN = QUANTITIES.index("unknown"), -1


def without(histories: Histories, pieces: Iterable[str]) -> Histories:
    """Return histories with some pieces left out; of own values the last one stays."""
    changed: dict[str, Array] = {}
    for piece in pieces:
        if piece == "what":
            changed["quantity"] = np.full_like(histories.quantity, UNKNOWN_QUANTITY)
            changed["domain"] = np.full_like(histories.domain, UNKNOWN_DOMAIN)
        elif piece == "own_values":
            changed |= {"values": histories.values[:, -1:], "times": histories.times[:, -1:]}
        else:
            changed[FIELDS[piece]] = np.full_like(getattr(histories, FIELDS[piece]), np.nan)
    return replace(histories, **changed)


def unseen_probabilities(crossed: CrossFit, asked: Questions, pieces: Iterable[str] = ()) -> Array:
    """Return the probability of each target event, (N, 11), some pieces left out.

    By the model of each question's fold, as `ontrack.benchmark.protocols.unseen_answers`.
    """
    histories = without(asked.histories, pieces)
    lower, upper = BOUNDS[histories.kind].T[..., None]
    result = np.empty(asked.targets.shape)
    for one, model in enumerate(crossed.models):
        mine = np.flatnonzero(crossed.fold[asked.rows] == one)
        for start in range(0, len(mine), CHUNK):
            rows = mine[start : start + CHUNK]
            quantiles = answer(model, histories.part(rows), np.array([float(AHEAD)]))
            below = probability_below(quantiles, asked.targets[rows], lower=lower[rows], upper=upper[rows])
            result[rows] = 1 - below
    return result
