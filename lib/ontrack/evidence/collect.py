"""Collect what is known beside an indicator's own values: the rows of evidence_series.csv."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from ontrack.evidence.choice import ALL_EVIDENCE, EvidenceChoice
from ontrack.evidence.known import Evidence
from ontrack.evidence.pace import table_at_pace
from ontrack.evidence.places import parent_of, peers_of
from ontrack.evidence.reading import evidence_of
from ontrack.evidence.records import Records, records_of
from ontrack.plan import Indicator
from ontrack.series import dated_series
from ontrack.statements import known_statements, replaced
from ontrack.tables import RawData
from ontrack.tables.choices import FORM_PIECES
from ontrack.tables.economies import GDP
from ontrack.tables.evidence_columns import EVIDENCE_SERIES

LEAST_VALUES = 2
RECENT_YEARS = 6
NO_QUANTITY = ("", "unknown")
Row = dict[str, Any]


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
    place, records = region or raw.plan.region, records_of(raw, as_of)
    rows = [row for one in raw.plan.decisive_indicators for row in told(records, one, place, choice)]
    table = pd.DataFrame(rows, columns=EVIDENCE_SERIES.names)
    return table if choice.pace_years is None else table_at_pace(table, choice.pace_years)


def gather(raw: RawData, indicator: Indicator, region: str, as_of: int) -> Evidence:
    """Return all that was known of one indicator in one region, its own values and statements among it."""
    records = records_of(raw, as_of)
    rows = list(told(records, indicator, region, ALL_EVIDENCE))
    mine = [one for one in raw.statements if one.indicator == indicator.id and one.region == region]
    statements, values = known_statements(mine, as_of), records.known(indicator, region)
    own = dated_series(values[~replaced(values, statements)])
    table = pd.DataFrame(rows, columns=EVIDENCE_SERIES.names)
    return replace(evidence_of(indicator, own, table, raw.indicators), statements=statements)


def told(records: Records, indicator: Indicator, region: str, choice: EvidenceChoice) -> Iterator[Row]:
    """Yield the rows of one indicator in one region, a piece after the other."""
    pieces = {
        "economy": economy_rows, "parent": parent_rows, "peers": peer_rows, "same_place": neighbour_rows,
        "other_form": other_form_rows, "denominator": denominator_rows,
    }  # fmt: skip
    for piece, rows_of in pieces.items():
        if piece in FORM_PIECES or choice.has(piece):
            for row in rows_of(records, indicator, region):
                yield {"indicator": indicator.id, "piece": piece, **row}


def economy_rows(records: Records, indicator: Indicator, region: str) -> Iterator[Row]:
    """Yield a place's gross domestic product by year."""
    yield from records.economy(region)


def parent_rows(records: Records, indicator: Indicator, region: str) -> Iterator[Row]:
    """Yield an indicator's yearly values in the larger area."""
    area = parent_of(region, records.raw.regions)
    yield from records.named(indicator, area, area)


def peer_rows(records: Records, indicator: Indicator, region: str) -> Iterator[Row]:
    """Yield an indicator's yearly values in other regions of the kind that have two or more."""
    for peer in peers_of(region, records.raw.regions):
        rows = records.named(indicator, peer, peer)
        yield from rows if len(rows) >= LEAST_VALUES else ()


def neighbour_rows(records: Records, indicator: Indicator, region: str) -> Iterator[Row]:
    """Yield other indicators of the place and quantity that have two values in the last six years."""
    if indicator.quantity in NO_QUANTITY:
        return
    indicators = records.raw.indicators
    forms = {indicator.id, *other_forms(indicator, indicators), *GDP}  # the economy is told by itself
    for name in records.in_place(region):
        if name not in forms and indicators[name].quantity == indicator.quantity:
            rows = records.named(indicators[name], region, name)
            recent = [row for row in rows if row["year"] > records.as_of - RECENT_YEARS]
            yield from rows if len(recent) >= LEAST_VALUES else ()


def other_form_rows(records: Records, indicator: Indicator, region: str) -> Iterator[Row]:
    """Yield the yearly values of other forms of an indicator."""
    for name in sorted(other_forms(indicator, records.raw.indicators)):
        yield from records.named(records.raw.indicators[name], region, name)


def denominator_rows(records: Records, indicator: Indicator, region: str) -> Iterator[Row]:
    """Yield the yearly values of what turns an indicator into its other forms."""
    for name in sorted(denominators(indicator, records.raw.indicators)):
        yield from records.named(records.raw.indicators[name], region, name)


def other_forms(indicator: Indicator, indicators: Mapping[str, Indicator]) -> set[str]:
    """Return the ids of the numerator of a ratio, or of the ratios whose numerator it is."""
    own = {indicator.numerator} if indicator.numerator else set()
    return own | {name for name, one in indicators.items() if one.numerator == indicator.id}


def denominators(indicator: Indicator, indicators: Mapping[str, Indicator]) -> set[str]:
    """Return the ids of what turns an indicator into its other forms."""
    ratios = [indicator, *(indicators[name] for name in other_forms(indicator, indicators))]
    return {one.denominator for one in ratios if one.numerator and one.denominator}
