"""The economy a place lives in: gross domestic product chained from yearly growth."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from ontrack.evidence.places import economy_place, nation_of
from ontrack.plan import Indicator
from ontrack.series import YEARLY_ROLE, after_breaks, annual_observations
from ontrack.tables import RawData
from ontrack.tables.economies import GDP

PLAUSIBLE = (0.7, 1.6)  # a ratio of two years outside says that accounts or money changed
LAST_LEVEL = 100.0


def economy_of(raw: RawData, region: str, as_of: int) -> pd.Series:
    """Return a place's gross domestic product by year, 100 in the last one known.

    Its own growth where it is known, the nation's elsewhere; as far back as it goes without a gap.
    """
    place = economy_place(region, raw.regions)
    own = yearly_growth(raw, place, as_of)
    nation = nation_of(region, raw.regions) if region in raw.regions.index else ""
    growth = own if nation in ("", place) else own.combine_first(yearly_growth(raw, nation, as_of))
    return chained(growth)


def yearly_growth(raw: RawData, region: str, as_of: int) -> pd.Series:
    """Return a region's ratios of one year to the year before, from the first account that knows both."""
    mine = raw.observations[raw.observations["region"] == region]
    known = [raw.indicators[name] for name in GDP if name in raw.indicators]
    ratios = [ratios_of(mine, raw.breaks, indicator, region, as_of) for indicator in known]
    return first_known(ratios)


def first_known(ratios: Sequence[pd.Series]) -> pd.Series:
    """Return of each year the ratio of the first series that has it."""
    found = pd.Series(dtype=float)
    for one in ratios:
        found = one if found.empty else found.combine_first(one)
    return found.sort_index()


def ratios_of(
    mine: pd.DataFrame, breaks: pd.DataFrame, indicator: Indicator, region: str, as_of: int
) -> pd.Series:
    """Return plausible ratios of consecutive years, none across a break without a link."""
    rows = after_breaks(annual_observations(mine, indicator, region, as_of), breaks)
    rows = rows[rows["role"].isin([YEARLY_ROLE, "before_break"])]
    values = pd.Series(rows["value"].to_numpy(float), index=rows["year"].astype(int))
    before = values.reindex(values.index - 1)
    ratios = pd.Series(values.to_numpy() / before.to_numpy(), index=values.index).dropna()
    ours = (breaks["indicator"] == indicator.id) & breaks["region"].isin(["*", region])
    cut = set(breaks.loc[ours & breaks["link_factor"].isna(), "year"])
    return ratios[ratios.between(*PLAUSIBLE) & ~ratios.index.isin(cut)]


def chained(growth: pd.Series) -> pd.Series:
    """Return levels from ratios by year: 100 in the last year, back to the year before the first ratio."""
    if growth.empty:
        return pd.Series(dtype=float)
    year, level = int(growth.index[-1]), LAST_LEVEL
    levels = {year: level}
    while year in growth.index:
        level /= float(growth[year])
        year -= 1
        levels[year] = level
    return pd.Series(levels, dtype=float).sort_index()
