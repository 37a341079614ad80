"""The latest known figures of an indicator, on the data sheet of its target."""

from __future__ import annotations

from typing import TypedDict

from ontrack.plan import Indicator
from ontrack.report.edition import Cells, Edition, mark
from ontrack.wording.number_format import (
    format_value,
)


class ValueRow(TypedDict):
    """One known figure of an indicator; its source by number."""

    period: str
    value: str
    mark: str
    status: str
    confidence: str
    source: int


MOST_VALUES = 12  # of a sheet's table; the chart has all


def value_rows(edition: Edition, indicator: Indicator | None) -> list[ValueRow]:
    """Return the latest known figures of an indicator with their status, confidence, use and source."""
    if indicator is None:
        return []
    rows: list[ValueRow] = []
    unit = edition.name_of(indicator, "unit")
    for row in latest_values(edition, indicator):
        rows.append(
            {
                "period": edition.period(row["period"]),
                "value": format_value(float(row["value"]), indicator.decimals, unit),
                "mark": mark(row),
                "status": edition.say(f"value_status.{row['status']}"),
                "confidence": edition.wording(f"confidence.{row['confidence']}"),
                "source": edition.cite(row["source"]),
            }
        )
    return rows


def latest_values(edition: Edition, indicator: Indicator | None) -> list[Cells]:
    """Return the rows of the series table that a sheet has room for: all, or the latest of them.

    A line that says one is missing takes the room of that one.
    """
    rows = edition.series_of(indicator)
    return rows if len(rows) <= MOST_VALUES + 1 else rows[-MOST_VALUES:]


def not_shown(edition: Edition, indicator: Indicator | None) -> list[str]:
    """Return how many earlier figures stand in the chart alone; nothing where the sheet has all."""
    earlier = len(edition.series_of(indicator)) - len(latest_values(edition, indicator))
    return [edition.count("page.values_earlier", earlier)] if earlier > 0 else []
