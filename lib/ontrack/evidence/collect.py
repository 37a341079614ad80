"""Collect what is known beside an indicator's own values: the rows of evidence_series.csv."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pandas as pd

from ontrack.evidence.choice import ALL_EVIDENCE, EvidenceChoice
from ontrack.evidence.economy import GDP, economy_of
from ontrack.evidence.known import Evidence
from ontrack.evidence.pace import table_at_pace
from ontrack.evidence.places import parent_of, peers_of
from ontrack.evidence.reading import evidence_of
from ontrack.plan import Indicator
from ontrack.series import YEARLY_ROLE, dated_series, known_rows
from ontrack.tables import RawData
from ontrack.tables.columns import EVIDENCE_SERIES

KEPT_YEARS = 26  # enough for an own last value ten years old
LEAST_VALUES = 2
RECENT_YEARS = 6
NO_QUANTITY = ("", "unknown")
Row = Mapping[str, Any]


def collect_evidence(
    raw: RawData, as_of: int, choice: EvidenceChoice = ALL_EVIDENCE, region: str = ""
) -> pd.DataFrame:
    """Return the rows of evidence_series.csv: of every indicator the plan's targets rest on.

    Parameters
    ----------
    raw : RawData
    as_of : int
        Last data year; a figure published later is known nowhere.
    choice : EvidenceChoice
    region : str
        Another place than the plan's.
    """
    place = region or raw.plan.region
    rows = [row for one in raw.plan.decisive_indicators for row in pieces(raw, one, place, as_of, choice)]
    table = pd.DataFrame(rows, columns=EVIDENCE_SERIES.names)
    return table if choice.pace_years is None else table_at_pace(table, choice.pace_years)


def gather(raw: RawData, indicator: Indicator, region: str, as_of: int) -> Evidence:
    """Return all that was known of one indicator in one region, its own values among it."""
    rows = list(pieces(raw, indicator, region, as_of, ALL_EVIDENCE))
    own = dated_series(known_rows(raw.observations, raw.breaks, indicator, region, as_of))
    told = pd.DataFrame(rows, columns=EVIDENCE_SERIES.names)
    return evidence_of(indicator, own, told, raw.indicators)


def pieces(
    raw: RawData, indicator: Indicator, region: str, as_of: int, choice: EvidenceChoice
) -> Iterator[Row]:
    """Yield the rows of one indicator in one region, a piece after the other."""
    found: dict[str, Iterable[Row]] = {
        "economy": economy_rows(raw, region, as_of),
        "parent": place_rows(raw, indicator, [parent_of(region, raw.regions)], as_of),
        "peers": place_rows(raw, indicator, peers_of(region, raw.regions), as_of, least=LEAST_VALUES),
        "same_place": neighbour_rows(raw, indicator, region, as_of),
        "denominator": denominator_rows(raw, indicator, region, as_of),
    }
    for piece, rows in found.items():
        if piece == "denominator" or choice.has(piece):
            yield from ({"indicator": indicator.id, "piece": piece, **row} for row in rows)


def economy_rows(raw: RawData, region: str, as_of: int) -> Iterator[Row]:
    """Yield a place's gross domestic product by year, computed and so without a source."""
    for year, value in economy_of(raw, region, as_of).items():
        if year > as_of - KEPT_YEARS:
            yield {"whose": region, "year": year, "value": value, "source": ""}


def place_rows(
    raw: RawData, indicator: Indicator, regions: Iterable[str], as_of: int, *, least: int = 1
) -> Iterator[Row]:
    """Yield an indicator's yearly values in other regions, of those with so many."""
    mine = raw.observations[raw.observations["indicator"] == indicator.id]
    seen = set(mine["region"])
    for region in regions:
        if region in seen:
            rows = yearly_rows(mine, raw.breaks, indicator, region, as_of)
            yield from named(rows, region) if len(rows) >= least else ()


def neighbour_rows(raw: RawData, indicator: Indicator, region: str, as_of: int) -> Iterator[Row]:
    """Yield other indicators of the place and quantity that have two values in the last six years."""
    if indicator.quantity in NO_QUANTITY:
        return
    mine = raw.observations[raw.observations["region"] == region]
    forms = {indicator.id, *other_forms(indicator, raw.indicators), *GDP}  # the economy is told by itself
    for name in sorted(set(mine["indicator"]) - forms):
        other = raw.indicators[name]
        if other.quantity == indicator.quantity:
            rows = yearly_rows(mine, raw.breaks, other, region, as_of)
            recent = rows["year"] > as_of - RECENT_YEARS
            yield from named(rows, name) if recent.sum() >= LEAST_VALUES else ()


def denominator_rows(raw: RawData, indicator: Indicator, region: str, as_of: int) -> Iterator[Row]:
    """Yield the yearly values of what turns an indicator into its other forms."""
    mine = raw.observations[raw.observations["region"] == region]
    for name in sorted(denominators(indicator, raw.indicators)):
        yield from named(yearly_rows(mine, raw.breaks, raw.indicators[name], region, as_of), name)


def other_forms(indicator: Indicator, indicators: Mapping[str, Indicator]) -> set[str]:
    """Return the ids of the numerator of a ratio, or of the ratios whose numerator it is."""
    own = {indicator.numerator} if indicator.numerator else set()
    return own | {name for name, one in indicators.items() if one.numerator == indicator.id}


def denominators(indicator: Indicator, indicators: Mapping[str, Indicator]) -> set[str]:
    """Return the ids of what turns an indicator into its other forms."""
    ratios = [indicator, *(indicators[name] for name in other_forms(indicator, indicators))]
    return {one.denominator for one in ratios if one.numerator and one.denominator}


def yearly_rows(
    mine: pd.DataFrame, breaks: pd.DataFrame, indicator: Indicator, region: str, as_of: int
) -> pd.DataFrame:
    """Return the recent yearly figures of one definition that were known."""
    rows = known_rows(mine, breaks, indicator, region, as_of)
    return rows[(rows["role"] == YEARLY_ROLE) & (rows["year"] > as_of - KEPT_YEARS)]


def named(rows: pd.DataFrame, name: str) -> Iterator[Row]:
    """Yield figures as rows of the table."""
    for row in rows.to_dict("records"):
        yield {"whose": name, "year": row["year"], "value": row["value"], "source": row["source"]}
