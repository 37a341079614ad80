"""Turn observations into yearly series that hold only what was known when the assessment was made."""

from __future__ import annotations

import math
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

import pandas as pd

from ontrack.errors import Fault, InputError
from ontrack.plan import Indicator, Plan
from ontrack.plan.periods import cutoff_date as cutoff_date
from ontrack.plan.periods import date_of as date_of
from ontrack.plan.periods import day_out, last_month_of
from ontrack.plan.texts import spread
from ontrack.series.yearly import brought_to_years

YEARLY_ROLE = "annual"
USABLE_ROLES = (YEARLY_ROLE, "dated")
PACE_YEARS = 5
OLDEST = 4  # years; an older value carries no forecast, unless values come at longer intervals


def known_by(published: str, period: str, lag_months: int, as_of: int) -> bool:
    """Whether the assessment as of a year can know a figure.

    Parameters
    ----------
    published : str
        ISO date as precise as known, or empty. A year or month alone counts from its first day.
    period : str
        The year, or the part of it, that the figure is for.
    lag_months : int
        Stands in for an unknown date: months after the end of the period.
    as_of : int
        Last data year of the assessment, which is made by 30 June of the next.

    Returns
    -------
    bool
    """
    if int(period[:4]) > as_of:
        return False
    if published:
        return published <= cutoff_date(as_of)
    months_after_year = 12 * (int(period[:4]) - as_of) + (last_month_of(period) - 12) + lag_months
    return months_after_year <= 6


def annual_observations(
    observations: pd.DataFrame, indicator: Indicator, region: str, as_of: int
) -> pd.DataFrame:
    """Return the figures of one indicator and region that were known, by period, with the part each plays.

    Parameters
    ----------
    observations : DataFrame
        As `ontrack.tables.load_raw` returns it.
    indicator : Indicator
    region : str
    as_of : int
        Last data year; the assessment is made by 30 June of the next.

    Returns
    -------
    DataFrame
        The rows of `observations`, sorted by period, of each period the newest that was known,
        and two columns. ``role``: *annual* (a year or year-end value),
        *dated* (a stock or the like within the year, which counts at its date),
        *shown_only* (part of a year's flow, which is not the year; or suspect). ``year``: the year of annual
        values, else missing.
    """
    mine = observations[(observations["indicator"] == indicator.id) & (observations["region"] == region)]
    return known_with_roles(mine, indicator, as_of)


def known_with_roles(mine: pd.DataFrame, indicator: Indicator, as_of: int) -> pd.DataFrame:
    """Return what `annual_observations` does, of rows of one indicator and region.

    These are a few rows, hundreds of times an assessment: lists are several times as fast as columns here.
    """
    rows = mine.iloc[newest_known(mine, indicator.publication_lag_months, as_of)].reset_index(drop=True)
    rows = brought_to_years(rows, indicator)
    periods = rows["period"].tolist()
    roles = assign_roles(periods, indicator)
    roles = [
        "shown_only" if status == "suspect" else role
        for status, role in zip(rows["status"].tolist(), roles, strict=True)
    ]
    years = [
        int(period[:4]) if role == YEARLY_ROLE else None for period, role in zip(periods, roles, strict=True)
    ]
    return rows.assign(role=pd.Series(roles, dtype=str), year=pd.array(years, dtype="Int64"))


def newest_known(mine: pd.DataFrame, lag_months: int, as_of: int) -> list[int]:
    """Return, by period, the place of the vintage of each figure that an assessment as of a year goes by.

    That is the one published last among those it can know. A suspect figure gives way to any other.
    """
    newest: dict[str, tuple[tuple[bool, str], int]] = {}
    columns = (mine[name].tolist() for name in ("published", "period", "status"))
    for place, (published, period, status) in enumerate(zip(*columns, strict=True)):
        if known_by(published, period, lag_months, as_of):
            rank = (status != "suspect", day_out(published, period, lag_months))
            newest[period] = max(newest.get(period, (rank, place)), (rank, place))
    return [newest[period][1] for period in sorted(newest)]


def assign_roles(periods: Sequence[str], indicator: Indicator) -> list[str]:
    """Return each period's role; the end of December is the year's end, and counts once."""
    whole = {period for period in periods if len(period) == 4}
    return [role_of(period, whole, indicator) for period in periods]


def role_of(period: str, whole: AbstractSet[str], indicator: Indicator) -> str:
    """Return a period's role beside the whole years of which there are values."""
    if period in whole:
        return YEARLY_ROLE
    december = period.endswith("-12")
    if indicator.kind == "flow" or (december and period[:4] in whole):
        return "shown_only"
    return YEARLY_ROLE if december else "dated"


def after_breaks(rows: pd.DataFrame, breaks: pd.DataFrame) -> pd.DataFrame:
    """Return yearly rows of one definition: linked where a factor is known, else cut at the last break.

    Parameters
    ----------
    rows : DataFrame
        As `annual_observations` returns it.
    breaks : DataFrame
        As `ontrack.tables.load_raw` returns it.

    Returns
    -------
    DataFrame
        The same rows. Values before a break with a ``link_factor`` are multiplied by it; before a break
        without one, yearly values have the role *before_break* and dated ones *shown_only*. A break after the
        last known figure concerns nothing yet.
    """
    result = rows.copy()
    concerned = breaks["indicator"] == rows["indicator"].iloc[0] if len(rows) else pd.Series(dtype=bool)
    if not concerned.any():
        return result
    last_year = int(rows["period"].str[:4].max())
    mine = breaks[concerned & breaks["region"].isin(["*", rows["region"].iloc[0]])]
    period_years = rows["period"].str[:4].astype(int)
    for change in mine[mine["year"] <= last_year].sort_values("year", ascending=False).itertuples():
        earlier = period_years < change.year
        if math.isnan(change.link_factor):
            result.loc[earlier & (result["role"] == YEARLY_ROLE), "role"] = "before_break"
            result.loc[earlier & (result["role"] == "dated"), "role"] = "shown_only"
        else:
            result.loc[earlier, "value"] *= change.link_factor
    return result


def usable_series(rows: pd.DataFrame) -> pd.Series:
    """Return the yearly values that count, indexed by calendar year and named after the indicator.

    Parameters
    ----------
    rows : DataFrame
        With columns indicator, year, value and role: `after_breaks` or a part of series.csv.
    """
    used = rows[rows["role"] == YEARLY_ROLE].sort_values("year")
    index = pd.Index(used["year"].astype(int), name="year")
    return pd.Series(used["value"].to_numpy(float), index=index, name=next(iter(rows["indicator"]), None))


def history_of(series: pd.DataFrame, indicator: str) -> pd.Series:
    """Return the yearly values that count of one indicator of a series table."""
    return usable_series(series[series["indicator"] == indicator])


def dated_series(rows: pd.DataFrame) -> pd.Series:
    """Return all values that count, yearly and dated ones, indexed by `date_of` their periods."""
    used = rows[rows["role"].isin(USABLE_ROLES)]
    index = pd.Index([date_of(period) for period in used["period"]], dtype=float, name="date")
    name = next(iter(rows["indicator"]), None)
    return pd.Series(used["value"].to_numpy(float), index=index, name=name).sort_index()


def recent_values(history: pd.Series) -> pd.Series:
    """Return the yearly values whose pace is the observed one: of the last five years, or the last two."""
    if history.empty:
        return history
    recent = history[history.index >= history.index[-1] - PACE_YEARS]
    return recent if len(recent) > 1 else history.iloc[-2:]


def is_stale(history: pd.Series, as_of: int) -> bool:
    """Whether the newest value is five or more years old, and older than any two of them lie apart.

    `history` is indexed by year or date. A survey every ten years is not stale after five.
    """
    dates = history.index.to_numpy(dtype=float)
    return bool(len(dates) and as_of - dates[-1] > max([OLDEST, *(dates[1:] - dates[:-1])]))


def annual_series(observations: pd.DataFrame, indicator: Indicator, region: str, as_of: int) -> pd.Series:
    """Return the yearly values of an indicator that the assessment as of a year can know, and nothing later.

    Parameters
    ----------
    observations, indicator, region, as_of
        As for `annual_observations`. Breaks are not applied here: see `after_breaks`.

    Returns
    -------
    Series
        Floats indexed by calendar year; empty when nothing is known.
    """
    return usable_series(annual_observations(observations, indicator, region, as_of))


def collect_series(plan: Plan, observations: pd.DataFrame, breaks: pd.DataFrame, as_of: int) -> pd.DataFrame:
    """Return the rows of series.csv: what was known of every indicator the plan's targets are about.

    Parameters
    ----------
    plan : Plan
    observations, breaks : DataFrame
        As `ontrack.tables.load_raw` returns them.
    as_of : int
        Last data year.
    """
    parts = [
        known_rows(observations, breaks, indicator, plan.region, as_of)
        for indicator in plan.observed_indicators
    ]
    return pd.concat(parts, ignore_index=True)


def known_rows(
    observations: pd.DataFrame, breaks: pd.DataFrame, indicator: Indicator, region: str, as_of: int
) -> pd.DataFrame:
    """Return what was known of one indicator and region, of one definition, with its units."""
    known = after_breaks(annual_observations(observations, indicator, region, as_of), breaks)
    return known.assign(**spread("unit", indicator.unit))


def require_year(plan: Plan, observations: pd.DataFrame, as_of: int) -> None:
    """Raise InputError unless the plan can be assessed as of a year.

    The plan must have been out by then, and the year must have figures of the plan's indicators.
    """
    if plan.published > cutoff_date(as_of):
        found = f"--as-of {as_of}, known by {cutoff_date(as_of)}"
        expected = f"a year whose assessment could know the plan, published {plan.published}"
        raise InputError([Fault(found, expected, f"Choose --as-of {int(plan.published[:4]) - 1} or later.")])
    ids = {indicator.id for indicator in plan.decisive_indicators}
    mine = observations[(observations["region"] == plan.region) & observations["indicator"].isin(ids)]
    years = mine["period"].str[:4].astype(int)
    if as_of in set(years):
        return
    newest = f"up to {years.max()}" if len(years) else "at all"
    remedy = (
        f"Choose another --as-of, or add the figures of {as_of} to data/raw/observations/{plan.region}.csv."
    )
    raise InputError(
        [Fault(f"--as-of {as_of} without data", f"a year with figures; there are figures {newest}", remedy)]
    )
