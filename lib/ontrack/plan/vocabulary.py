"""Words that say what an indicator is: its quantity and its domain; and what a unit gives away of it.

The reference class learns from the same words, so a word is never renamed and never moves: the fitted model
counts them in this order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ontrack.plan.indicator import Indicator

QUANTITIES = (
    "share", "growth_rate", "money", "price", "index", "per_population", "ratio", "count", "physical",
    "unknown",
)  # fmt: skip
DOMAINS = (
    "agriculture", "trade", "finance", "government", "economy", "energy", "environment", "innovation",
    "digital", "education", "health", "labour", "population", "society", "transport", "industry", "other",
)  # fmt: skip

# In the order in which they are tried: “yuan per tonne” is a price, “patents per 10,000 people” per
# population, “件/百户” a ratio; only what is counted per nothing is money, a count or physical.
UNIT_PATTERNS = (
    ("growth_rate", r"(%|per ?cent|percentage points?)( a| per) year|年均.*%|增速|growth"),
    ("share", r"%|％|per ?cent|百分比"),
    ("price", r"(元|yuan|dollars?|euros?|usd|eur) ?(/|每| per | a )\s*"
              r"(吨|公斤|千克|千瓦时|平方米|tonnes?|kg|kwh|mwh|m2|litres?|square met)"),
    ("per_population", r"(/|每| per ).*(人|居民|people|persons?|inhabitants?|residents?|population|capita)"),
    ("ratio", r"/|每| per |倍|times"),
    ("money", r"元|yuan|dollars?|euros?|\b(usd|eur|cny|rmb)\b|[€$¥£]"),
    ("physical", r"吨|公顷|千瓦|瓦|公里|千米|平方米|立方米|亩|焦|标准煤|"
                 r"tonnes?|hectares?|watts?|\b[kmgt]?wh?\b|"
                 r"kilomet|square met|cubic met|\bkm2?\b|\bkg\b|litres?|joules?"),
    ("index", r"分|指数|points?|index|score|=\s*100"),
    ("count", r"人|件|个|家|项|户|次|种|所|篇|台|辆|people|patents?|applications?|registrations?|"
              r"enterprises?|firms?|centres?|rights|cases?|number"),
)  # fmt: skip


def quantity_from_unit(*units: str) -> str:
    """Return the quantity that a unit suggests, in whichever language; *unknown* where it is dumb.

    A suggestion for people: 件 may be counted at a moment or a year, % may be a share or a rate of growth.
    """
    for unit in units:
        for quantity, pattern in UNIT_PATTERNS:
            if re.search(pattern, unit, re.IGNORECASE):
                return quantity
    return "unknown"


def quantity_hints(indicators: Iterable[Indicator]) -> list[str]:
    """Return a line for each indicator without a quantity whose unit suggests one."""
    lines = []
    for indicator in indicators:
        units = list(indicator.unit.values())
        proposed = quantity_from_unit(*reversed(units))
        if indicator.quantity == "unknown" and proposed != "unknown":
            lines.append(
                f"data/raw/indicators.csv: {indicator.id} has no quantity; its unit “{units[0]}” "
                f"{''.join(f'({unit}) ' for unit in units[1:])}suggests {proposed}."
            )
    return lines
