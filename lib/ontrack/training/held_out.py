"""What is held out together, and what must then not be learnt from: folds and leaks."""

from __future__ import annotations

import zlib

import numpy as np
import numpy.typing as npt

from ontrack.training.economies import NATION_OF
from ontrack.training.panels import Panel

ALIKE, ALIKE_YEARS = 0.02, 5  # series of one nation that agree so closely in so many years are one series


def folds(panel: Panel, number: int) -> npt.NDArray[np.intp]:
    """Return the fold of each series, (S,): what is held out together shares one.

    A panel with few units (economies, tables) is dealt out by size, one with many by a checksum of the name.
    """
    result = np.zeros(len(panel.values), dtype=int)
    for source in np.unique(panel.source):
        mine = panel.source == source
        units, sizes = np.unique(panel.unit_of_holding[mine], return_counts=True)
        if len(units) > 10 * number:
            chosen = {unit: zlib.crc32(unit.encode()) % number for unit in units.tolist()}
        else:
            chosen = dealt(units.tolist(), sizes.tolist(), number)
        result[mine] = [chosen[unit] for unit in panel.unit_of_holding[mine].tolist()]
    return result


def economy_folds(panel: Panel, number: int) -> npt.NDArray[np.intp]:
    """Return the fold of each series when whole nations are held out, with their regions, in every panel."""
    return np.array([zlib.crc32(nation_of(code).encode()) % number for code in panel.economy.tolist()])


def dealt(units: list[str], sizes: list[int], number: int) -> dict[str, int]:
    """Return a fold for each unit: the largest first, each to the emptiest fold; relatives stay together."""
    total = [0] * number
    families: dict[str, list[int]] = {}
    for place, unit in enumerate(units):
        families.setdefault(family_of(unit), []).append(place)
    chosen: dict[str, int] = {}
    for members in sorted(families.values(), key=lambda group: (-sum(sizes[i] for i in group), group)):
        fold = total.index(min(total))
        total[fold] += sum(sizes[i] for i in members)
        chosen |= {units[i]: fold for i in members}
    return chosen


def family_of(unit: str) -> str:
    """Return what units are left out together: those of one nation, and the tables of one subject.

    Patents filed, granted and in force and plant varieties are relatives; so are funds and intensity of R&D.
    """
    name = unit.partition("|")[2]
    for start in ("RDP", "RDActivity", "RDIntense", "Industry"):
        if name.startswith(start):
            return {"RDActivity": "R&D", "RDIntense": "R&D"}.get(start, start)
    return NATION_OF.get(name, name)


def leaks(panel: Panel, held: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Return which series not held out say what a held-out one says, (S,).

    Those of the same nation that agree with it within 2 % in five years.
    """
    nation = np.array([nation_of(code) for code in panel.economy.tolist()])
    values = panel.values.astype(np.float32)
    known = np.isfinite(values)
    result = np.zeros(len(values), dtype=bool)
    for code in np.unique(nation[held]).tolist():
        mine = np.flatnonzero(nation == code)
        others = mine[~held[mine]]
        for row in mine[held[mine]]:
            years = np.flatnonzero(known[row])
            own = values[row, years]
            near = np.abs(values[np.ix_(others, years)] - own) <= ALIKE * np.abs(own)
            result[others[near.sum(axis=1) >= ALIKE_YEARS]] = True
    return result


def nation_of(code: str) -> str:
    """Return the nation of an economy's code."""
    return NATION_OF.get(code) or NATION_OF.get(code.partition("-")[0], code)
