"""Where else an indicator is looked at: the larger area a region is in, and regions of the same kind."""

from __future__ import annotations

import pandas as pd


def parent_of(region: str, regions: pd.DataFrame) -> str:
    """Return the larger area a region is in, or an empty string.

    `regions` names it; without such a column it is what stands before the last hyphen of the id.
    """
    if region not in regions.index:
        return ""
    if "parent" in regions.columns:
        found = regions.loc[region, "parent"]
        return found if isinstance(found, str) else ""
    above = region.rpartition("-")[0]
    return above if above in regions.index else ""


def economy_place(region: str, regions: pd.DataFrame) -> str:
    """Return the place whose domestic product stands for a region's economy; itself where none is named."""
    if region in regions.index and "economy" in regions.columns:
        found = regions.loc[region, "economy"]
        return found if isinstance(found, str) and found else region
    return region


def nation_of(region: str, regions: pd.DataFrame) -> str:
    """Return the country a region is in, itself where it is one, or an empty string."""
    while region and regions.loc[region, "kind"] != "country":
        region = parent_of(region, regions)
    return region


def peers_of(region: str, regions: pd.DataFrame) -> list[str]:
    """Return the other regions of the same kind in the same larger area, by id."""
    if region not in regions.index:
        return []
    kind, above = regions.loc[region, "kind"], parent_of(region, regions)
    alike = regions.index[regions["kind"] == kind]
    return sorted(name for name in alike if name != region and parent_of(name, regions) == above)
