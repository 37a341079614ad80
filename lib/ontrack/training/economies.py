"""Nominal GDP of places, as growth: the one thing about a place's economy that the model looks at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ontrack.errors import Fault, InputError
from ontrack.reference.evidence_inputs import LARGEST_RATIO, LEAST_RATIO
from ontrack.reference.levels import Array
from ontrack.training.files import checked_rows, file_text

# Codes of the panel of official indicators and of Chinese provinces, as ISO 3166-1 alpha-3.
NATION_OF = {
    "DE": "DEU", "DE-SH": "DEU", "ES-PV": "ESP", "US": "USA", "US-LA": "USA", "GB-BST": "GBR", "KZ": "KAZ",
    "MD": "MDA", "RS": "SRB", "AM": "ARM", "CN": "CHN",
}  # fmt: skip


@dataclass(frozen=True)
class Economies:
    """Nominal GDP by place and year.

    Attributes
    ----------
    gdp : mapping of mappings
        By place, then by year, in any unit that does not change.
    """

    gdp: Mapping[str, Mapping[int, float]]

    def growth_chain(self, code: str, first: int, last: int) -> Array:
        """Return GDP chained from growth, (years,), from one; NaN where it is not known.

        Growth that is not known of a place is its nation's.
        """
        own = self.ratios(code, first, last)
        nation = NATION_OF.get(code) or NATION_OF.get(code.partition("-")[0], code)
        ratios = np.where(np.isfinite(own), own, self.ratios(nation, first, last))
        chain = np.full(last - first + 1, np.nan)
        level = 1.0
        for year in np.flatnonzero(np.isfinite(ratios)):
            chain[year] = level if np.isnan(chain[year]) else chain[year]
            chain[year + 1] = chain[year] * ratios[year]
            level = chain[year + 1]
        return chain

    def ratios(self, code: str, first: int, last: int) -> Array:
        """Return each year's GDP over that of the year before, (years - 1,)."""
        known = self.gdp.get(code, {})
        levels = np.array([known.get(year, np.nan) for year in range(first, last + 1)])
        with np.errstate(divide="ignore", invalid="ignore"):
            ratio = levels[1:] / levels[:-1]
        return np.where((ratio > LEAST_RATIO) & (ratio < LARGEST_RATIO), ratio, np.nan)


def read_economies(path: Path) -> Economies:
    """Return nominal GDP from a CSV file (also .gz) with place, year and gdp; empty cells are not known.

    Raises
    ------
    InputError
        When the file cannot be read, a column is missing or a cell is no number.
    """
    gdp: dict[str, dict[int, float]] = {}
    rows = checked_rows(path, file_text(path)[0], ("place", "year", "gdp"))
    for line, cells in enumerate(rows, start=2):
        try:
            if cells["gdp"]:
                gdp.setdefault(cells["place"], {})[int(cells["year"])] = float(cells["gdp"])
        except ValueError as error:
            found = f"year {cells['year']!r}, gdp {cells['gdp']!r}"
            expected = "a calendar year and a number"
            raise InputError([Fault(found, expected, "Correct or drop the row.", str(path), line)]) from error
    return Economies(gdp)
