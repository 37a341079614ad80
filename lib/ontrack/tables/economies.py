"""Gross domestic product: which indicators give it, and whether an economy that is named has any."""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import TYPE_CHECKING

import pandas as pd

from ontrack.errors import Fault
from ontrack.plan import Indicator
from ontrack.tables.row_faults import Row

if TYPE_CHECKING:
    from ontrack.tables.reader import Reader

# Nominal, in the order in which they are believed; all in one currency over time, so that growth is growth.
GDP = ("gdp", "gdp_from_rd_intensity", "gdp_chained_wdi")
FILE = "regions.csv"


def check_economies(
    reader: Reader, regions: pd.DataFrame, observations: pd.DataFrame, indicators: Mapping[str, Indicator]
) -> None:
    """Add a fault for every region whose economy has no growth of gross domestic product.

    Parameters
    ----------
    reader : Reader
    regions : DataFrame
        By line of regions.csv.
    observations : DataFrame
        Nothing is said while one of their files has faults: the figure may be there, mistyped.
    indicators : mapping
        Where none of `GDP` is declared, no economy is known and none is asked for.
    """
    faulty = any(fault.file.startswith("data/raw/observations") for fault in reader.faults)
    if not faulty and any(name in indicators for name in GDP):
        growing = regions_with_growth(observations)
        reader.check(regions, FILE, "economy", lambda row: without_product(row, growing))


def regions_with_growth(observations: pd.DataFrame) -> set[str]:
    """Return the regions with one account of gross domestic product in two years running."""
    rows = observations[observations["indicator"].isin(GDP) & (observations["period"].str.len() == 4)]
    accounts = rows.assign(year=rows["period"].astype(int)).groupby(["region", "indicator"])["year"]
    return {str(place) for (place, _), years in accounts if (years.sort_values().diff() == 1).any()}


def without_product(row: Row, growing: Container[str]) -> Fault | None:
    """Return a fault when a region's economy is a place whose product is not known; none named is none."""
    place = row["economy"]
    if not place or place in growing:
        return None
    expected = f"two years running of {', '.join(GDP[:-1])} or {GDP[-1]} in observations/{place}.csv"
    remedy = "Add them, name a place whose product is known, or leave the cell empty."
    return Fault(f"no growth of gross domestic product of {place}", expected, remedy)
