"""Panels made up for tests: a row of values a series, and what each of them is where a test cares."""

from __future__ import annotations

from typing import Any

import numpy as np

from ontrack.plan.vocabulary import QUANTITIES
from ontrack.reference.levels import POSITIVE
from ontrack.training.panels import FIRST_YEAR, Panel

NAN = np.nan


def made_up_panel(values: Any, **told: Any) -> Panel:
    """Return a panel of one source; what is not told is unknown, and each series stands alone."""
    table = np.asarray(values, dtype=float)
    count = len(table)
    names = np.array([f"x.{row}" for row in range(count)])
    indicator = np.asarray(told.pop("indicator", names))
    place = np.asarray(told.pop("place", names))
    fields: dict[str, Any] = {
        "source": np.zeros(count, dtype=int), "economy": place, "kind": np.full(count, POSITIVE),
        "quantity": np.full(count, QUANTITIES.index("unknown")), "domain": np.full(count, -1),
        "parent": np.full(count, -1), "peers": np.full(count, ""), "group": indicator,
        "unit_of_holding": np.char.add("0|", indicator), "gdp": np.full(table.shape, NAN),
        "digests": (("made up", "digest", count, int(np.isfinite(table).sum())),),
    }  # fmt: skip
    fields |= {name: value if name == "digests" else np.asarray(value) for name, value in told.items()}
    return Panel(table, indicator=indicator, place=place, **fields)


def column(year: int) -> int:
    """Return the column of a panel in which a year stands."""
    return year - FIRST_YEAR
