"""A small country with provinces, whose figures are chosen so that every answer is known."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

import pandas as pd
import pytest

from ontrack.plan import Indicator, Plan, Target
from ontrack.plan.texts import Texts
from ontrack.tables import RawData

REGIONS = pd.DataFrame(
    {
        "id": ["CN", "CN-AH", "CN-JS", "CN-ZJ", "CN-ZJ-NINGBO", "JP"],
        "kind": ["country", "province", "province", "province", "city", "country"],
        "parent": ["", "CN", "CN", "CN", "CN-ZJ", ""],
        "economy": ["CN", "CN-AH", "CN-JS", "CN-ZJ", "CN-ZJ", "JP"],
    }
).set_index("id")
Figures = Mapping[tuple[str, str], Mapping[str, float]]


def rows_of(figures: Figures, published: Mapping[tuple[str, str, str], str] | None = None) -> pd.DataFrame:
    """Return observations from values by indicator and region; `published` names days that are known."""
    rows = [
        {
            "region": region, "indicator": indicator, "period": period, "value": float(value),
            "status": "quoted", "confidence": "high", "source": f"book-{region.lower()}", "unit": "",
            "note": "", "published": (published or {}).get((indicator, region, period), ""), "note_en": "",
        }
        for (indicator, region), values in figures.items()
        for period, value in values.items()
    ]  # fmt: skip
    return pd.DataFrame(rows)


@pytest.fixture
def indicators(indicator: Indicator) -> dict[str, Indicator]:
    """Patents (counts), a share, people, patents per head, and GDP."""
    made = {
        "patents": {"quantity": "count"}, "trademarks": {"quantity": "count"}, "works": {"quantity": "count"},
        "share": {"quantity": "share", "kind": "share", "upper": 100.0},
        "rate": {"quantity": "share", "kind": "share", "upper": 10.0},
        "people": {"quantity": "count"}, "gdp": {"quantity": "money", "kind": "flow"},
        "gdp_from_rd_intensity": {"quantity": "money", "kind": "flow"},
        "per_head": {
            "quantity": "per_population", "kind": "ratio", "numerator": "patents", "denominator": "people",
            "denominator_lag_years": 1, "decimals": 1,
        },
    }  # fmt: skip
    return {name: dataclasses.replace(indicator, id=name, **of) for name, of in made.items()}


@pytest.fixture
def make(indicators: dict[str, Indicator], target: Target):
    """Return a function that makes the raw data of a plan for Zhejiang on some indicators."""

    def start(
        figures: Figures, *decisive: str, breaks: object = (), region: str = "CN-ZJ", **published
    ) -> RawData:
        targets = tuple(
            dataclasses.replace(target, target=name, indicator=name) for name in decisive or ("patents",)
        )
        plan = Plan(
            "sample",
            Texts(zh="样例", en="Sample"),
            region,
            Texts(),
            "2026",
            "plan",
            2025,
            2026,
            2030,
            2025,
            targets,
            indicators,
        )
        columns = ["indicator", "region", "year", "link_factor", "reason_zh", "reason_en"]
        table = pd.DataFrame(list(breaks), columns=columns)
        observations = rows_of(figures, published.get("published"))
        return RawData(plan, indicators, observations, table, pd.DataFrame(), REGIONS)

    return start


def every_year(first: float, growth: float, start: int = 2015, end: int = 2025) -> dict[str, float]:
    """Return values that grow by one rate (1.1 for 10 %)."""
    return {str(year): first * growth ** (year - start) for year in range(start, end + 1)}
