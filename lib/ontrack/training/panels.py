"""The panels a model learns from: yearly series of many indicators and places, and what each of them is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ontrack.errors import Fault, InputError
from ontrack.plan.vocabulary import DOMAINS, QUANTITIES
from ontrack.reference.levels import PERCENT, POSITIVE, REAL, Array
from ontrack.training.economies import Economies
from ontrack.training.files import checked_rows, file_text

FIRST_YEAR, LAST_YEAR = 1960, 2039  # what lies outside is not read
PLACE_COLUMNS = ("country", "region", "place")
COLUMNS = ("indicator", "year", "value")
TYPE_COLUMNS = ("indicator", "quantity", "domain")


@dataclass(frozen=True)
class Panel:
    """Yearly series of one or several panels.

    Attributes
    ----------
    values : array (S, years)
        One row a series from `FIRST_YEAR`, NaN where there is no value.
    source : array (S,)
        Which panel it is of, in the order given.
    indicator, place, economy : array (S,)
        Codes; the economy is the place whose GDP is looked at.
    kind, quantity, domain : array (S,)
        Codes as in `ontrack.reference.histories.Histories`.
    parent : array (S,)
        Row of the same indicator in the larger area, -1 for none.
    peers : array (S,)
        Name shared by the series that are the same indicator elsewhere; empty for none.
    group : array (S,)
        Name shared by series that are alike, whose weight in the fit is shared too.
    unit_of_holding : array (S,)
        What is held out together: an indicator of many countries, an economy, a table of a yearbook.
    gdp : array (S, years)
        Nominal GDP of the economy, as growth chained from one.
    digests : tuple of (name, SHA-256, series, values)
        Of the files, unpacked.
    """

    values: Array
    source: npt.NDArray[np.intp]
    indicator: npt.NDArray[np.str_]
    place: npt.NDArray[np.str_]
    economy: npt.NDArray[np.str_]
    kind: npt.NDArray[np.intp]
    quantity: npt.NDArray[np.intp]
    domain: npt.NDArray[np.intp]
    parent: npt.NDArray[np.intp]
    peers: npt.NDArray[np.str_]
    group: npt.NDArray[np.str_]
    unit_of_holding: npt.NDArray[np.str_]
    gdp: Array
    digests: tuple[tuple[str, str, int, int], ...]

    def known_until(self, year: int) -> Panel:
        """Return the panel as it stood at the end of a year; nothing later is known, of GDP neither."""
        end = year - FIRST_YEAR + 1
        later = np.arange(self.values.shape[1]) >= end
        return replace(
            self, values=np.where(later, np.nan, self.values), gdp=np.where(later, np.nan, self.gdp)
        )

    def without(self, rows: npt.NDArray[np.bool_]) -> Panel:
        """Return the panel with some series emptied; rows keep their numbers."""
        return replace(self, values=np.where(rows[:, None], np.nan, self.values))


@dataclass
class Series:
    """One series while it is read."""

    cells: dict[str, str]
    values: dict[int, float] = field(default_factory=dict)


def read_panels(
    paths: Sequence[Path], types: Path | None = None, economies: Economies | None = None
) -> Panel:
    """Return the panels in CSV files (also .gz).

    Parameters
    ----------
    paths : sequence of Path
        Each with the columns indicator, year, value and one of country, region, place; where they have them
        also series and parent (ids), economy, quantity, domain, unit. Without `parent`, a region `CN-ZJ`
        has the region `CN` of the same file as its parent.
    types : Path, optional
        CSV with indicator, quantity, domain for panels without these columns.
    economies : Economies, optional
        Nominal GDP by place.

    Raises
    ------
    InputError
        When a file cannot be read, a column is missing, a cell is no number or a word is not known.
    """
    known_types = read_types(types) if types else {}
    parts, digests = [], []
    for path in paths:
        text, digest = file_text(path)
        series = read_series(path, text, known_types)
        parts.append(series)
        digests.append((path.name, digest, len(series), sum(len(one.values) for one in series.values())))
    return assembled(parts, economies or Economies({}), tuple(digests))


def read_types(path: Path) -> dict[str, dict[str, str]]:
    """Return quantity and domain by indicator."""
    rows = checked_rows(path, file_text(path)[0], TYPE_COLUMNS)
    return {row["indicator"]: {"quantity": row["quantity"], "domain": row["domain"]} for row in rows}


def read_series(path: Path, text: str, types: Mapping[str, Mapping[str, str]]) -> dict[str, Series]:
    """Return the series of one panel by their ids, in the order of these."""
    rows = checked_rows(path, text, COLUMNS)
    places = [name for name in PLACE_COLUMNS if name in (rows.fieldnames or ())]
    if not places:
        expected = f"one of the columns {', '.join(PLACE_COLUMNS)}"
        raise InputError([Fault("no column that names places", expected, "Add one.", str(path), 1)])
    found: dict[str, Series] = {}
    faults: list[Fault] = []
    for line, cells in enumerate(rows, start=2):
        name = cells.get("series") or f"{cells['indicator']}|{cells[places[0]]}"
        year, value = number_pair(cells)
        if not np.isfinite(value):
            faults.append(cell_fault(cells, path, line))
            continue
        if name not in found:
            told = {**cells, "place": cells[places[0]] or "", **types.get(cells["indicator"], {})}
            faults += [Fault(f.found, f.expected, f.remedy, str(path), line) for f in vocabulary_faults(told)]
            found[name] = Series(told)
        if FIRST_YEAR <= year <= LAST_YEAR:
            found[name].values[year] = value
    if faults:
        raise InputError(faults[:20])
    if not found:
        raise InputError([Fault("no rows", "at least one series", "Fill the file.", str(path))])
    return dict(sorted(found.items()))


def number_pair(cells: Mapping[str, str]) -> tuple[int, float]:
    """Return year and value of one row; NaN where they are none."""
    try:
        year, value = int(cells["year"]), float(cells["value"])
    except (TypeError, ValueError):
        return 0, np.nan
    return year, value if 0 < year < 3000 and np.isfinite(value) else np.nan


def cell_fault(cells: Mapping[str, str], path: Path, line: int) -> Fault:
    """Return the fault of a row whose year or value is no number."""
    found = f"year {cells['year']!r}, value {cells['value']!r}"
    expected = "a calendar year and a finite number"
    return Fault(found, expected, "Correct or drop the row.", str(path), line)


def vocabulary_faults(cells: Mapping[str, str]) -> list[Fault]:
    """Return which words of a series are not known."""
    faults = []
    for name, vocabulary in (("quantity", QUANTITIES), ("domain", DOMAINS)):
        word = cells.get(name) or ""
        if word and word not in vocabulary:
            expected = f"one of {', '.join(vocabulary)}"
            faults.append(Fault(f"{name} {word!r}", expected, "Choose one, or leave it empty."))
    return faults


def assembled(
    parts: Sequence[Mapping[str, Series]],
    economies: Economies,
    digests: tuple[tuple[str, str, int, int], ...],
) -> Panel:
    """Return the panels as one, a row a series."""
    rows = [(source, name, one) for source, part in enumerate(parts) for name, one in part.items()]
    place_of = {(source, name): row for row, (source, name, _) in enumerate(rows)}
    values = np.full((len(rows), LAST_YEAR - FIRST_YEAR + 1), np.nan)
    for row, (_, _, one) in enumerate(rows):
        values[row, np.array(list(one.values), dtype=int) - FIRST_YEAR] = list(one.values.values())
    kinds = np.array([kind_of(one) for _, _, one in rows])
    parents = np.array([place_of.get((source, parent_id(name, one)), -1) for source, name, one in rows])
    peers, groups, units = zip(*named_groups(rows, parents), strict=True)
    economy = [one.cells.get("economy") or one.cells["place"] for _, _, one in rows]
    return Panel(
        values=values, source=np.array([source for source, _, _ in rows]),
        indicator=np.array([one.cells["indicator"] for _, _, one in rows], dtype=str),
        place=np.array([one.cells["place"] for _, _, one in rows], dtype=str),
        economy=np.array(economy, dtype=str), kind=kinds,
        quantity=codes(rows, "quantity", QUANTITIES, len(QUANTITIES) - 1),
        domain=codes(rows, "domain", DOMAINS, -1), parent=parents, peers=np.array(peers, dtype=str),
        group=np.array(groups, dtype=str), unit_of_holding=np.array(units, dtype=str),
        gdp=np.stack([economies.growth_chain(code, FIRST_YEAR, LAST_YEAR) for code in economy]),
        digests=digests,
    )  # fmt: skip


def codes(
    rows: Sequence[tuple[int, str, Series]], name: str, vocabulary: Sequence[str], unknown: int
) -> npt.NDArray[np.intp]:
    """Return the place of each series' word in a vocabulary."""
    words = [one.cells.get(name) or "" for _, _, one in rows]
    return np.array([vocabulary.index(word) if word in vocabulary else unknown for word in words])


def kind_of(series: Series) -> int:
    """Return `percent` for a share within 0..100, `real` where a value is negative, else `positive`."""
    values = list(series.values.values()) or [0.0]
    quantity = series.cells.get("quantity") or ""
    share = quantity == "share" or (not quantity and series.cells["indicator"].endswith(".zs"))
    if min(values) < 0:
        return REAL
    return PERCENT if share and max(values) <= 100 else POSITIVE


def parent_id(name: str, series: Series) -> str:
    """Return the id of the same indicator in the larger area, whether or not there is one."""
    if "parent" in series.cells:
        return series.cells["parent"] or "none"
    larger = series.cells["place"].partition("-")[0]
    return f"{series.cells['indicator']}|{larger}" if larger != series.cells["place"] else "none"


def named_groups(
    rows: Sequence[tuple[int, str, Series]], parents: npt.NDArray[np.intp]
) -> Iterator[tuple[str, str, str]]:
    """Yield for each series the names of its peers, of its group, and of what is held out together.

    Peers are all places of an indicator; where ids of parents are given, those of one parent. Held out
    together are an economy where the panel names economies, a table (the name before the dot) where
    regions of one nation are told, else an indicator.
    """
    for row, (source, _, one) in enumerate(rows):
        indicator, place = one.cells["indicator"], one.cells["place"]
        if "parent" in one.cells:
            siblings = f"{source}|{one.cells['parent']}" if one.cells["parent"] else ""
            economy = one.cells.get("economy") or place
            yield siblings, f"{source}|{economy}|{indicator}", f"{source}|{economy}"
        elif "region" in one.cells:
            nation = parents[row] < 0
            yield (
                ("" if nation else f"{source}|{indicator}"),
                f"{source}|{indicator}",
                (f"{source}|{indicator.partition('.')[0]}"),
            )
        else:
            yield f"{source}|{indicator}", f"{source}|{indicator}", f"{source}|{indicator}"
