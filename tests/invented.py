"""The default plan with figures of years to come: invented, marked so, for tests alone."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

import pandas as pd

from ontrack.plan import Target
from ontrack.tables import RawData

INVENTED = "invented for tests"


def with_invented(
    raw: RawData, last: int, courses: Mapping[str, float | None], default: float = 1.0
) -> RawData:
    """Return raw data with a figure a year from 2026 to `last` for every target of the plan's table.

    The stock of high-value patents, which a box of the plan has a target for, has figures too.

    Parameters
    ----------
    raw : RawData
    last : int
        Last year that has a figure.
    courses : mapping
        Target to the part of its way that is covered each year, as a multiple of what the straight line from
        baseline to target takes; None: no figure comes out.
    default : float
        Of the targets that are not named.
    """
    rows = [
        invented(raw, target, year, course)
        for target in raw.plan.table_targets
        if (course := courses.get(target.target, default)) is not None
        for year in range(2026, last + 1)
    ]
    stock = courses.get("high_value_patents", default)
    rows += [
        observation(raw, "high_value_patents", year, 162081 + (stock or 0) * 9400 * (year - 2025))
        for year in range(2026, last + 1)
    ]
    added = pd.DataFrame(rows, columns=list(raw.observations.columns))
    return dataclasses.replace(raw, observations=pd.concat([raw.observations, added], ignore_index=True))


def invented(raw: RawData, target: Target, year: int, course: float) -> dict[str, object]:
    """Return one invented observation, on the straight line times `course`."""
    assert target.baseline_value is not None and target.baseline_year is not None and target.year is not None
    step = (target.value - target.baseline_value) / (target.year - target.baseline_year)
    value = target.baseline_value + course * step * (year - target.baseline_year)
    return observation(raw, target.indicator, year, value)


def observation(raw: RawData, indicator: str, year: int, value: float) -> dict[str, object]:
    """Return an invented row of observations, rounded as the indicator is published."""
    given = {
        "region": raw.plan.region, "indicator": indicator, "period": str(year),
        "value": round(value, raw.indicators[indicator].decimals), "unit": raw.indicators[indicator].unit_zh,
        "status": "quoted", "confidence": "high", "published": f"{year + 1}-03", "source": raw.plan.source,
        "note": INVENTED, "note_en": INVENTED,
    }  # fmt: skip
    return {name: given.get(name, "") for name in raw.observations.columns}
