"""Fit the small alternative models: without one of the panels, and with what was over alone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ontrack.errors import Fault, InputError
from ontrack.reference.alternatives import ALTERNATIVES, OWN, PANELS, file_name
from ontrack.training.fitting import Progress, Settings, fit
from ontrack.training.learning import FULL, LINEAR
from ontrack.training.panels import Panel

# What is known at the end of this year was known before five more years came: the last that are over.
KNOWN_UNTIL = 2020
NARROWER = replace(FULL, hidden=84)  # a file is then less than 70 kB
SMALL = Settings(
    windows=100_000, designs=(NARROWER, LINEAR), held_designs=(NARROWER, LINEAR), folds=3
)  # fmt: skip
# Places of the panels in the order in which they are given.
LEFT_OUT = dict(zip(PANELS, (None, 2, 1, 0), strict=True))


def fit_alternatives(
    panel: Panel,
    folder: Path,
    *,
    seed: int = 2026,
    settings: Settings = SMALL,
    attribution: str = "",
    workers: int = 1,
    progress: Progress = lambda message: None,
) -> list[Path]:
    """Write a model for each choice of panels, time-safe or not; the same seed gives the same bytes.

    That of all panels with all years is the package's own and not fitted again. Each has one network with
    evidence in its layers and one with evidence by a straight line; with so few, another seed alone moves
    an answer by a point or two.

    Parameters
    ----------
    panel : Panel
        Of the World Bank, of official indicators and of Chinese provinces, in this order; `Panel.source`.
    folder : Path
    seed, settings, attribution, workers, progress
        As for `ontrack.training.fitting.fit`.

    Raises
    ------
    InputError
        When there are fewer than the three panels.
    """
    if set(range(len(LEFT_OUT) - 1)) - set(panel.source.tolist()):
        expected = "the World Bank's, official indicators, Chinese provinces"
        remedy = "Name the three files in this order."
        raise InputError([Fault(f"{len(panel.digests)} panels", expected, remedy)])
    written = []
    for panels, time_safe in ALTERNATIVES:
        if (panels, time_safe) == OWN:
            continue
        progress(f"{panels}, time-safe: {time_safe}")
        kept = without_source(panel, LEFT_OUT[panels])
        if time_safe == "yes":
            kept = kept.known_until(KNOWN_UNTIL)
        told = {"panels_chosen": panels, "known_until": KNOWN_UNTIL if time_safe == "yes" else None}
        path = folder / file_name(panels, time_safe)
        fit(kept, path, seed=seed, settings=settings, attribution=attribution, told=told, workers=workers)
        written.append(path)
    return written


def without_source(panel: Panel, source: int | None) -> Panel:
    """Return the panel without the series of one source; the others keep their number and so their share."""
    if source is None:
        return panel
    rows = panel.source != source
    kept = part_of(panel, rows)
    return replace(kept, digests=tuple(one for at, one in enumerate(panel.digests) if at != source))


def part_of(panel: Panel, rows: npt.NDArray[np.bool_]) -> Panel:
    """Return some of the series; the row of a parent is that in the new table, -1 where it is left out."""
    place = np.where(rows, np.cumsum(rows) - 1, -1)
    parent = np.where(panel.parent >= 0, place[np.maximum(panel.parent, 0)], -1)
    whole = {name: value[rows] for name, value in vars(panel).items() if name != "digests"}
    return Panel(**whole | {"parent": parent[rows], "digests": panel.digests})
