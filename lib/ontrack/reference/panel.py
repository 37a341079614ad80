"""The panel the model is fitted to: yearly series of many indicators and countries, cut into windows."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import zlib
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ontrack.errors import Fault, InputError
from ontrack.reference.comparators import movements, summary_of, transformed
from ontrack.reference.histories import LONGEST_GAP_WINDOW, Histories
from ontrack.reference.levels import LONGEST_HORIZON, PERCENT, POSITIVE, REAL, Array

COLUMNS = ("indicator", "country", "year", "value")
LEAST_OUTCOMES = 5
GAP_WINDOW = 10  # years over which most histories with gaps are scattered
LARGEST_YEAR = 3000


@dataclass(frozen=True)
class Panel:
    """Yearly series.

    Attributes
    ----------
    values : array (S, years)
        One row a series, NaN where there is no value.
    indicator : array (S,)
        Its indicator's code.
    country : array (S,)
        Its country's code.
    kind : array (S,)
        `percent` where the code ends in .zs and all values lie in 0..100, `real` where one is negative,
        else `positive`.
    digest : str
        SHA-256 of the file, unpacked.
    """

    values: Array
    indicator: npt.NDArray[np.str_]
    country: npt.NDArray[np.str_]
    kind: npt.NDArray[np.intp]
    digest: str


def read_panel(path: Path) -> Panel:
    """Return the panel in a CSV file (also .gz) with the columns indicator, country, year, value.

    Raises
    ------
    InputError
        When the file cannot be read, a column is missing or a cell is not a number.
    """
    try:
        content = path.read_bytes()
        content = gzip.decompress(content) if path.suffix == ".gz" else content
        text = content.decode("utf-8-sig")
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
        found = f"a file that cannot be read ({error})"
        raise InputError(
            [Fault(found, "a CSV file in UTF-8, plain or .gz", "Check the path.", str(path))]
        ) from error
    cells: dict[tuple[str, str], dict[int, float]] = {}
    rows = csv.DictReader(io.StringIO(text))
    missing = [name for name in COLUMNS if name not in (rows.fieldnames or ())]
    if missing:
        found, expected = f"no column {', '.join(missing)}", f"the columns {', '.join(COLUMNS)}"
        raise InputError([Fault(found, expected, "Add what is missing.", str(path), 1)])
    for number, cell in enumerate(rows, start=2):
        year, value = cell_numbers(cell, path, number)
        cells.setdefault((cell["indicator"], cell["country"]), {})[year] = value
    return assembled(cells, hashlib.sha256(content).hexdigest(), path)


def cell_numbers(row: dict[str, str], path: Path, line: int) -> tuple[int, float]:
    """Return year and value of one row."""
    try:
        year, value = int(row["year"]), float(row["value"])
    except (TypeError, ValueError):
        year, value = 0, np.nan
    if 0 < year < LARGEST_YEAR and np.isfinite(value):
        return year, value
    found = f"year {row['year']!r}, value {row['value']!r}"
    expected = "a calendar year and a finite number"
    raise InputError([Fault(found, expected, "Correct or drop the row.", str(path), line)])


def assembled(cells: dict[tuple[str, str], dict[int, float]], digest: str, path: Path) -> Panel:
    """Return the panel of series given as years and values, in the order of their names."""
    if not cells:
        raise InputError([Fault("no rows", "at least one series", "Fill the file.", str(path))])
    names = sorted(cells)
    first = min(min(series) for series in cells.values())
    last = max(max(series) for series in cells.values())
    values = np.full((len(names), last - first + 1), np.nan)
    for row, name in enumerate(names):
        series = cells[name]
        values[row, np.array(list(series)) - first] = list(series.values())
    indicator, country = np.array(names).T
    share = np.char.endswith(indicator, ".zs") & (np.nanmax(values, axis=1) <= 100)
    kind = np.where(np.nanmin(values, axis=1) < 0, REAL, np.where(share, PERCENT, POSITIVE))
    return Panel(values, indicator, country, kind, digest)


def folds(indicator: npt.NDArray[np.str_], count: int) -> npt.NDArray[np.intp]:
    """Return the fold of each series: all series of an indicator share one, whatever else the panel holds."""
    return np.array([zlib.crc32(name.encode()) % count for name in indicator])


@dataclass(frozen=True)
class Windows:
    """Pieces of series: what was seen and what came next.

    Attributes
    ----------
    histories : Histories
        Its `rows` are rows of the panel.
    outcomes : array (N, H)
        The next ten values, NaN beyond the end of the series.
    origin : array (N,)
        Column of the panel in which the last value seen stands.
    """

    histories: Histories
    outcomes: Array
    origin: npt.NDArray[np.intp]

    def part(self, rows: npt.NDArray[np.intp]) -> Windows:
        """Return some of the windows."""
        return Windows(self.histories.part(rows), self.outcomes[rows], self.origin[rows])

    def joined(self, other: Windows) -> Windows:
        """Return these windows and then the other ones, of the same number of values."""
        outcomes = np.concatenate([self.outcomes, other.outcomes])
        origin = np.concatenate([self.origin, other.origin])
        return Windows(self.histories.joined(other.histories), outcomes, origin)


def draw_windows(panel: Panel, size: int, *, gaps: bool, origins: int, rng: np.random.Generator) -> Windows:
    """Return up to `origins` windows of each series, `size` values seen and at least five more known.

    The latest possible origin is always one of them.
    With `gaps` the values seen are scattered: over ten years in half of the windows, over some other number
    up to fifteen in three of ten; two of ten have none.
    """
    reach = max(size, GAP_WINDOW) if gaps else size
    padded = np.pad(panel.values, ((0, 0), (0, LONGEST_HORIZON)), constant_values=np.nan)
    owners, places, ends = [], [], []
    for owner, series in enumerate(panel.values):
        known = np.flatnonzero(np.isfinite(series))
        candidates = known[reach - 1 : max(len(known) - LEAST_OUTCOMES, 0)]
        chosen = rng.choice(candidates[:-1], max(min(origins, len(candidates)) - 1, 0), replace=False)
        for end in np.append(chosen, candidates[-1:]):
            back = scattered(size, int((known <= end).sum()), rng) if gaps else np.arange(size)[::-1]
            owners.append(owner)
            places.append(end - back)
            ends.append(end)
    place, row, end = np.array(places), np.array(owners), np.array(ends)
    values = panel.values[row[:, None], place]
    outcomes = padded[row[:, None], end[:, None] + np.arange(1, LONGEST_HORIZON + 1)]
    whole = np.isfinite(values).all(axis=1)
    owner, steps = row[whole], np.diff(place[whole]).astype(float)
    kept = Histories(owner, values[whole], steps, panel.kind[owner], gaps)
    return Windows(kept, outcomes[whole], end[whole])


def scattered(size: int, available: int, rng: np.random.Generator) -> npt.NDArray[np.intp]:
    """Return how many years back each of `size` values lies, the last one zero, within those available."""
    draw = rng.random()
    if draw < 0.2:
        return np.arange(size)[::-1]
    years = GAP_WINDOW if draw < 0.7 else int(rng.integers(size + 1, LONGEST_GAP_WINDOW + 1))
    back = rng.choice(np.arange(1, max(min(years, available), size)), size - 1, replace=False)
    return np.append(np.sort(back)[::-1], 0)


def compared(panel: Panel, windows: Windows) -> Windows:
    """Return the windows of series that cannot be negative and have comparators, these as their `peers`.

    The comparators are all other countries' series of the same indicator, up to the window's last year.
    """
    rows, kinds = windows.histories.rows, windows.histories.kind
    names = panel.indicator[rows]
    summary = np.full((len(rows), 3), np.nan)
    for name, kind, origin in sorted(
        set(zip(names.tolist(), kinds.tolist(), windows.origin.tolist(), strict=True))
    ):
        if kind == REAL:
            continue
        members = np.flatnonzero(panel.indicator == name)
        drift, volatility = movements(transformed(panel.values[members, : origin + 1], kind))
        for window in np.flatnonzero((names == name) & (kinds == kind) & (windows.origin == origin)):
            others = members != rows[window]
            summary[window] = summary_of(drift[others], volatility[others])
    kept = np.flatnonzero(np.isfinite(summary).all(axis=1))
    part = windows.part(kept)
    return replace(part, histories=replace(part.histories, peers=summary[kept]))
