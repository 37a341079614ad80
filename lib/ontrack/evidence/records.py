"""The yearly figures that were known, of one definition each, looked up once however often they are told."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import pandas as pd

from ontrack.evidence.economy import economy_of
from ontrack.plan import Indicator
from ontrack.series import YEARLY_ROLE, known_rows
from ontrack.tables import RawData

KEPT_YEARS = 26  # enough for an own last value ten years old
Row = dict[str, Any]


class Records:
    """What an assessment as of a year can know of any indicator anywhere.

    Parameters
    ----------
    raw : RawData
    as_of : int
        Last data year.
    """

    def __init__(self, raw: RawData, as_of: int) -> None:
        self.raw = raw
        self.as_of = as_of
        self._yearly: dict[tuple[str, str], list[Row]] = {}
        self._economies: dict[str, pd.Series] = {}

    def yearly(self, indicator: Indicator, region: str) -> list[Row]:
        """Return the recent yearly figures: year, value, source; none where nothing is known."""
        key = (indicator.id, region)
        if key not in self._yearly:
            self._yearly[key] = self._look_up(indicator, region) if key in self._places else []
        return self._yearly[key]

    def named(self, indicator: Indicator, region: str, whose: str) -> list[Row]:
        """Return the recent yearly figures as rows of evidence_series.csv."""
        return [{"whose": whose, **row} for row in self.yearly(indicator, region)]

    def economy(self, region: str) -> list[Row]:
        """Return a place's gross domestic product by year, computed and so without a source."""
        if region not in self._economies:
            self._economies[region] = economy_of(self.raw, region, self.as_of)
        return [
            {"whose": region, "year": year, "value": value, "source": ""}
            for year, value in self._economies[region].items()
            if year > self.as_of - KEPT_YEARS
        ]

    def in_place(self, region: str) -> list[str]:
        """Return the ids of the indicators that have figures of a region."""
        return sorted(indicator for indicator, place in self._places if place == region)

    def _look_up(self, indicator: Indicator, region: str) -> list[Row]:
        mine = self.raw.observations.iloc[self._places[indicator.id, region]]
        rows = known_rows(mine, self.raw.breaks, indicator, region, self.as_of)
        rows = rows[(rows["role"] == YEARLY_ROLE) & (rows["year"] > self.as_of - KEPT_YEARS)]
        columns = zip(rows["year"], rows["value"], rows["source"], strict=True)
        return [
            {"year": int(year), "value": float(value), "source": source} for year, value, source in columns
        ]

    @cached_property
    def _places(self) -> dict[Any, Any]:
        return dict(self.raw.observations.groupby(["indicator", "region"]).indices)
