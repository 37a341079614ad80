"""The yearly figures that were known, of one definition each, looked up once however often they are told."""

from __future__ import annotations

from collections import deque
from functools import cached_property
from typing import Any

import pandas as pd

from ontrack.evidence.economy import economy_of
from ontrack.plan import Indicator
from ontrack.series import YEARLY_ROLE, after_breaks, known_with_roles
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

    def known(self, indicator: Indicator, region: str) -> pd.DataFrame:
        """Return what was known of one indicator and region, of one definition, with the part each plays."""
        places = self._places.get((indicator.id, region), [])
        mine = self.raw.observations.iloc[places]
        return after_breaks(known_with_roles(mine, indicator, self.as_of), self.raw.breaks)

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
        rows = self.known(indicator, region)
        columns = (rows[name].tolist() for name in ("role", "year", "value", "source"))
        return [
            {"year": year, "value": value, "source": source}
            for role, year, value, source in zip(*columns, strict=True)
            if role == YEARLY_ROLE and year > self.as_of - KEPT_YEARS
        ]

    @cached_property
    def _places(self) -> dict[Any, Any]:
        return dict(self.raw.observations.groupby(["indicator", "region"]).indices)


KEPT: deque[Records] = deque(maxlen=2)  # the figures of a plan, and those that they are compared with


def records_of(raw: RawData, as_of: int) -> Records:
    """Return the records of these very figures as of a year: those in use, as long as they are kept.

    Figures are told apart by identity: whoever changes them makes others.
    """
    for records in list(KEPT):
        if records.raw is raw and records.as_of == as_of:
            return records
    KEPT.append(Records(raw, as_of))
    return KEPT[-1]
