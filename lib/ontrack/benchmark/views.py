"""Other views of the benchmark's target events: nation and peers at their pace, and earlier targets."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from ontrack.benchmark.populations import Questions
from ontrack.evidence.outside_view import ambition_of
from ontrack.reference.evidence_inputs import rate_over
from ontrack.reference.levels import AHEAD, POSITIVE, Array

PACE_YEARS = 3  # of the present pace
PAST_YEARS = 5  # of the past pace that ambition is measured by


def pace_shares(asked: Questions) -> Array:
    """Return of nation and peers the part at whose present pace each target event would come, (N, 11).

    The pace of three years, in per cent of what is never negative, in units of all else, carried on from the
    own last value; NaN where nobody's is known.
    """
    histories = asked.histories
    elsewhere = np.concatenate([histories.parent[:, None], histories.peers], axis=1)
    grows = (histories.kind == POSITIVE)[:, None]
    logarithms = np.log(elsewhere, where=elsewhere > 0, out=np.full(elsewhere.shape, np.nan))
    change = AHEAD * rate_over(np.where(grows[..., None], logarithms, elsewhere), PACE_YEARS)
    last = histories.last[:, None]
    reached = np.where(grows, last * np.exp(np.where(grows, change, 0)), last + change)
    known = np.isfinite(reached)
    met = (reached[:, None] >= asked.targets[..., None]) & known[:, None]
    number = known.sum(axis=1)[:, None]
    return np.where(number > 0, met.sum(axis=2) / np.maximum(number, 1), np.nan)


def earlier_shares(asked: Questions, shares: Mapping[str, float]) -> Array:
    """Return the share met of earlier targets as ambitious as each target event, (N, 11).

    Parameters
    ----------
    shares : mapping
        Class of ambition to the share met; NaN stands where an event has no class.
    """
    histories = asked.histories
    grows = histories.kind == POSITIVE
    near = np.isfinite(histories.values) & (histories.times >= -PAST_YEARS)
    rows, first = np.arange(len(near)), near.argmax(axis=1)
    years = -histories.times[rows, first]
    past = paces(histories.values[rows, first], histories.last, years, grows)[:, None]
    last = histories.last[:, None]
    required = paces(last, asked.targets, np.full_like(last, AHEAD), grows[:, None])
    classes = np.vectorize(ambition_of, otypes=[object])(required, past, asked.targets <= last)
    return np.vectorize(lambda one: shares.get(one, np.nan), otypes=[float])(classes)


def paces(start: Array, end: Array, years: Array, grows: npt.NDArray[np.bool_]) -> Array:
    """Return paces a year as `ontrack.numbers.rates.pace_between` does: in per cent for what grows."""
    there = (years > 0) & (~grows | ((start > 0) & (end > 0)))
    with np.errstate(divide="ignore", invalid="ignore"):
        found = np.where(grows, 100 * ((end / start) ** (1 / years) - 1), (end - start) / years)
    return np.where(there, found, np.nan)
