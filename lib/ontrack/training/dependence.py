"""How the outcomes of two indicators of one place hang together, estimated panel by panel."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from ontrack.errors import Fault, InputError
from ontrack.reference.levels import AHEAD, REAL, Array
from ontrack.reference.model_file import MODEL_PATH
from ontrack.training.held_out import family_of
from ontrack.training.panels import Panel
from ontrack.training.unseen import CUTS, VALUES_SEEN

LEAST_WINDOWS = 30  # that two indicators must share
GROUPS = 20  # of places, of topics and of origins, left out in turn for the standard error
PANELS = ("world_bank", "official", "chinese_provinces")  # in the order in which they are given
CLASSES = ("same_topic", "other_topic")
SETTINGS = {
    "years_ahead": AHEAD, "values_seen": list(VALUES_SEEN), "known_until": list(CUTS),
    "least_windows": LEAST_WINDOWS,
}  # fmt: skip
Estimate = dict[str, float | int]


def dependence_text(panel: Panel, scores: Sequence[Array], *, attribution: str, date: str) -> str:
    """Return the file's content as TOML: what plans use first, then the estimate of each panel.

    Used is that of the Chinese provinces, or of the last panel where there are fewer: the plans that come
    with the package are of a province and of China.

    Raises
    ------
    InputError
        When the panel to be used has no pair of one topic, or none of two.
    """
    found = estimate_dependence(panel, scores)
    used = min(int(panel.source.max()), len(PANELS) - 1)
    missing = [word for word in CLASSES if word not in found.get(PANELS[used], {})]
    if missing:
        raise InputError([no_pairs(word) for word in missing])
    entries: dict[str, Any] = {
        "date": date, "attribution": attribution, "used": PANELS[used],
        "panel_sha256": panel.digests[used][1],
        "panel_series": int((panel.source == used).sum()), "model_sha256": model_digest(), **SETTINGS,
        **found[PANELS[used]],
    }  # fmt: skip
    parts = [toml_lines(entries), *(f"\n[{name}]\n{toml_lines(one)}" for name, one in found.items())]
    return "".join(parts)


def toml_lines(entries: dict[str, Any]) -> str:
    """Return keys and values as lines of TOML."""
    return "".join(f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in entries.items())


def model_digest() -> str:
    """Return the SHA-256 of the model that the package comes with, whose answers are counted together."""
    return hashlib.sha256(MODEL_PATH.read_bytes()).hexdigest()


def no_pairs(word: str) -> Fault:
    """Return the fault of a panel too small for one of the two correlations."""
    found = f"no pair of growing indicators of the {word.replace('_', ' ')} with {LEAST_WINDOWS} windows"
    return Fault(found, "at least one such pair", "Use a panel of more indicators, places and years.")


def estimate_dependence(panel: Panel, scores: Sequence[Array]) -> dict[str, Estimate]:
    """Return by panel how far two indicators' surprises in one place and year hang together, and the errors.

    The correlation is about zero, the model's own answer, not about the mean: a shock that a whole era shares
    stands in the mean. One exception: where the eras' means of two topics pull apart (a negative mean
    product), that part counts as none, because it was seen once and cannot be relied on to cancel again.
    Each pair counts once, and the mean is signed: the spread of a count depends on the sum of the
    correlations, so that pairs which move against each other in place or year must be let cancel.

    Parameters
    ----------
    panel : Panel
    scores : sequence of array (series, origins)
        Surprises as `ontrack.training.unseen.surprises` returns them, one a number of values seen.

    Returns
    -------
    dict of dict
        By name of the panel, for *same_topic* and *other_topic* as far as there are pairs: the estimate;
        `_era`, what of the correlation the means over all places and years make; `_error`, the largest of
        three jackknife standard errors, over places, years and topics; `_pairs`, how many.
    """
    names = [*PANELS, *(f"panel_{place + 1}" for place in range(len(PANELS), int(panel.source.max()) + 1))]
    return {
        name: figures_of(Cells(panel, scores, source))
        for source, name in enumerate(names)
        if (panel.source == source).any()
    }


class Cells:
    """Scores of one panel's growing indicators by indicator, place and origin, each of mean square one.

    Attributes
    ----------
    scores : list of array (indicators, places, origins)
        NaN where nothing is known.
    topic : array (indicators,)
    """

    def __init__(self, panel: Panel, scores: Sequence[Array], source: int) -> None:
        rows = np.flatnonzero(panel.source == source)
        rows = rows[np.isin(panel.group[rows], growing_groups(panel, rows))]
        names, first, indicator = np.unique(panel.group[rows], return_index=True, return_inverse=True)
        places = [f"{panel.economy[row]}|{panel.place[row]}" for row in rows]
        count, place = np.unique(places, return_inverse=True)
        known = np.flatnonzero(np.isfinite([one[rows] for one in scores]).any(axis=(0, 1)))
        self.topic = np.array([topic_of(name) for name in panel.indicator[rows[first]]])
        self.scores = []
        for one in scores:
            cells = np.full((len(names), len(count), len(known)), np.nan)
            cells[indicator, place] = one[rows][:, known]
            square = np.nan_to_num(cells**2).sum(axis=(1, 2))
            size = np.sqrt(square / np.maximum(np.isfinite(cells).sum(axis=(1, 2)), 1))
            self.scores.append(cells / np.where(size > 0, size, np.nan)[:, None, None])

    def left_out(self) -> Iterator[list[tuple[npt.NDArray[np.bool_], ...]]]:
        """Yield for places, origins and topics the groups (indicators, places, origins kept) left out."""
        indicators, places, origins = self.scores[0].shape
        _, topic = np.unique(self.topic, return_inverse=True)
        blocks = np.arange(origins) * min(GROUPS, origins) // max(origins, 1)  # neighbouring years together
        for axis, group in ((1, np.arange(places) % GROUPS), (2, blocks), (0, topic % GROUPS)):
            whole = [np.ones(size, bool) for size in (indicators, places, origins)]
            yield [
                tuple(group != one if at == axis else kept for at, kept in enumerate(whole))
                for one in np.unique(group)
            ]


def figures_of(cells: Cells) -> Estimate:
    """Return the estimate of one panel; nothing of a class without pairs."""
    if not cells.scores[0].size:
        return {}
    total, era, shared = pair_figures(cells.scores)
    pairs = np.tri(len(total), k=-1, dtype=bool) & (shared >= LEAST_WINDOWS)
    same = cells.topic[:, None] == cells.topic
    result: Estimate = {}
    for word, chosen in zip(CLASSES, (pairs & same, pairs & ~same), strict=True):
        if chosen.any():
            result[word] = round(counted(total, era, chosen), 4)
            result[f"{word}_error"] = round(max(errors(cells, chosen)), 4)
            result[f"{word}_pairs"] = int(chosen.sum())
            result[f"{word}_era"] = round(float(era[chosen].mean()), 4)
    return result


def counted(total: Array, era: Array, chosen: npt.NDArray[np.bool_]) -> float:
    """Return the mean correlation of pairs, without what eras that pulled apart took away; NaN for none."""
    known = chosen & np.isfinite(total)
    if not known.any():
        return float("nan")
    return float(total[known].mean() - min(era[known].mean(), 0.0))


def errors(cells: Cells, chosen: npt.NDArray[np.bool_]) -> Iterator[float]:
    """Yield the jackknife standard errors over places, origins and topics."""
    for parts in cells.left_out():
        estimates = []
        for indicators, places, origins in parts:
            total, era, _ = pair_figures([one[:, places][:, :, origins] for one in cells.scores])
            estimates.append(counted(total, era, chosen & indicators & indicators[:, None]))
        yield jackknife_error(np.array(estimates))


def pair_figures(scores: Sequence[Array]) -> tuple[Array, Array, Array]:
    """Return for each two indicators mean product, product of means, and windows shared: means over scores.

    The first two are NaN where nothing is shared.
    """
    found = []
    for cells in scores:
        flat = cells.reshape(len(cells), -1)
        known, values = np.isfinite(flat).astype(float), np.nan_to_num(flat)
        shared = known @ known.T
        mean = values.sum(axis=1) / np.maximum(known.sum(axis=1), 1)
        with np.errstate(invalid="ignore", divide="ignore"):
            found.append((values @ values.T / shared, np.where(shared, np.outer(mean, mean), np.nan), shared))
    total, era, shared = (np.mean(tables, axis=0) for tables in zip(*found, strict=True))
    return total, era, shared


def growing_groups(panel: Panel, rows: npt.NDArray[np.intp]) -> npt.NDArray[np.str_]:
    """Return the groups of indicators that are never negative and in most places rose more than they fell."""
    rises = np.array([np.diff(one[np.isfinite(one)]).sum() > 0 for one in panel.values[rows]])
    names, place = np.unique(panel.group[rows], return_inverse=True)
    share = np.bincount(place, rises) / np.bincount(place)
    negative = np.bincount(place, panel.kind[rows] == REAL) > 0
    return names[(share > 0.5) & ~negative]


def topic_of(indicator: str) -> str:
    """Return an indicator's chapter: its code before the first dot or hyphen, of one subject alike."""
    return family_of(f"|{re.split(r'[.-]', indicator)[0]}")


def jackknife_error(estimates: Array) -> float:
    """Return the standard error from estimates that each leave out one group; zero from fewer than two."""
    known = estimates[np.isfinite(estimates)]
    return float(np.sqrt((len(known) - 1) * np.var(known))) if len(known) > 1 else 0.0
