"""How the outcomes of two indicators of one place hang together, estimated from a panel."""

from __future__ import annotations

import hashlib
import json

import numpy as np
import numpy.typing as npt
from scipy.special import ndtri

from ontrack.errors import Fault, InputError
from ontrack.reference.levels import AHEAD, BOUNDS, REAL, Array
from ontrack.reference.model_file import MODEL_PATH, read_model
from ontrack.reference.prediction import CHUNK, answer
from ontrack.reference.probability import RAREST, probability_below
from ontrack.training.panels import Panel
from ontrack.training.windows import windows_at

VALUES_SEEN = (1, 2, 3)  # as many as most indicators of a plan have
LEAST_WINDOWS = 60  # that two indicators must share
COUNTRY_GROUPS = 20  # left out in turn, for the standard error
SETTINGS = {"years_ahead": AHEAD, "values_seen": list(VALUES_SEEN), "least_windows": LEAST_WINDOWS}


def dependence_text(panel: Panel, *, attribution: str, date: str) -> str:
    """Return the file's content as TOML: the estimate, and what it was estimated from."""
    entries = {
        "date": date, "attribution": attribution, "panel_sha256": panel.digests[0][1],
        "panel_series": len(panel.values), "model_sha256": model_digest(), **SETTINGS,
        **estimate_dependence(panel),
    }  # fmt: skip
    return "".join(f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in entries.items())


def model_digest() -> str:
    """Return the SHA-256 of the model whose surprises are correlated."""
    return hashlib.sha256(MODEL_PATH.read_bytes()).hexdigest()


def estimate_dependence(panel: Panel) -> dict[str, float | int]:
    """Return mean correlations of two indicators' surprises in one country and year, and their errors.

    The pairs are those of indicators as a plan has them: never negative, and growing more often than not.
    Each pair counts once. The mean is signed: the spread of a count depends on the sum of the correlations,
    so that pairs which move against each other must be let cancel.

    Returns
    -------
    dict
        same_topic, other_topic : mean over pairs whose codes share the part before the first dot, or do not;
        same_topic_error, other_topic_error : jackknife standard errors over groups of countries;
        same_topic_pairs, other_topic_pairs : how many pairs.

    Raises
    ------
    InputError
        When the panel has no pair of one topic, or none of two.
    """
    kept = np.flatnonzero(np.isin(panel.indicator, growing_indicators(panel)))
    names, indicator = np.unique(panel.indicator[kept], return_inverse=True)
    _, country = np.unique(panel.place[kept], return_inverse=True)
    topic = np.char.partition(names, ".")[:, 0] if len(names) else names
    pairs = np.tril_indices(len(names), -1)
    within = (topic[:, None] == topic)[pairs]
    scores = [surprises(panel, seen, kept) for seen in VALUES_SEEN]

    def correlations(left_out: int | None = None) -> Array:
        rows = np.ones(len(country), bool) if left_out is None else country % COUNTRY_GROUPS != left_out
        parts = [in_cells(score[rows], indicator[rows], country[rows], len(names)) for score in scores]
        return np.mean([pair_correlations(part)[pairs] for part in parts], axis=0)

    found = correlations()
    groups = [correlations(group) for group in range(COUNTRY_GROUPS)]
    result: dict[str, float | int] = {}
    for word, chosen in (("same_topic", within), ("other_topic", ~within)):
        known = chosen & np.isfinite(found)
        if not known.any():
            raise InputError([no_pairs(word)])
        result[word] = round(float(found[known].mean()), 4)
        result[f"{word}_error"] = jackknife_error(np.array([np.nanmean(group[known]) for group in groups]))
        result[f"{word}_pairs"] = int(known.sum())
    return result


def no_pairs(word: str) -> Fault:
    """Return the fault of a panel too small for one of the two correlations."""
    found = f"no pair of growing indicators of the {word.replace('_', ' ')} with {LEAST_WINDOWS} windows"
    return Fault(found, "at least one such pair", "Use a panel of more indicators, countries and years.")


def growing_indicators(panel: Panel) -> npt.NDArray[np.str_]:
    """Return the indicators that are never negative and in most countries rose more than they fell."""
    rises = np.array([np.diff(series[np.isfinite(series)]).sum() > 0 for series in panel.values])
    names = np.unique(panel.indicator)
    mine = [panel.indicator == name for name in names]
    grows = [rises[rows].mean() > 0.5 and not (panel.kind[rows] == REAL).any() for rows in mine]
    return names[np.array(grows, dtype=bool)]


def surprises(panel: Panel, seen: int, rows: npt.NDArray[np.intp]) -> Array:
    """Return how each outcome lay in its predictive distribution, (series, origins), as a normal score.

    Origins are the years of the panel; the reference class sees the `seen` values up to the origin and all
    evidence there is, the outcome is five years later, and NaN stands where either is not known.
    """
    known = np.isfinite(panel.values[rows])
    scores = np.full(known.shape, np.nan)
    whole = known.copy()
    for back in range(1, seen):
        whole[:, back:] &= known[:, :-back]
        whole[:, :back] = False
    whole[:, :-AHEAD] &= known[:, AHEAD:]
    whole[:, -AHEAD:] = False
    series, origin = np.nonzero(whole)
    rng, model = np.random.default_rng(seen), read_model()
    for start in range(0, len(series), CHUNK):
        at, end = series[start : start + CHUNK], origin[start : start + CHUNK]
        histories = windows_at(panel, rows[at], end, np.full(len(at), seen), rng).histories
        quantiles = answer(model, histories, np.array([float(AHEAD)]))[:, 0]
        lower, upper = BOUNDS[histories.kind].T
        outcome = panel.values[rows[at], end + AHEAD]
        rank = probability_below(quantiles, outcome, lower=lower, upper=upper)
        scores[at, end] = ndtri(np.clip(rank, RAREST, 1 - RAREST))
    return scores


def in_cells(scores: Array, indicator: Array, country: Array, count: int) -> Array:
    """Return scores by indicator and, side by side, by country and year."""
    cells = np.full((count, country.max() + 1, scores.shape[1]), np.nan)
    cells[indicator, country] = scores
    return cells.reshape(count, -1)


def pair_correlations(cells: Array) -> Array:
    """Return the correlation of each two rows over what both know; NaN where that is too little."""
    known = np.isfinite(cells).astype(float)
    values = np.nan_to_num(cells)
    shared, sums = known @ known.T, values @ known.T
    with np.errstate(invalid="ignore", divide="ignore"):
        product = values @ values.T - sums * sums.T / shared
        squares = (values * values) @ known.T - sums**2 / shared
        found = product / np.sqrt(squares * squares.T)
    return np.where(shared >= LEAST_WINDOWS, found, np.nan)


def jackknife_error(estimates: Array) -> float:
    """Return the standard error from estimates that each leave out one group."""
    groups = len(estimates)
    return round(float(np.sqrt((groups - 1) * np.var(estimates))), 4)
