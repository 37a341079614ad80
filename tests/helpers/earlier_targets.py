"""Earlier targets made up for tests."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from ontrack.tables import raw_columns
from ontrack.tables.policy_targets import PolicyTargets

TARGET: dict[str, Any] = {
    "id": "Some programme|AA|Share|2011-2020", "issuer": "AA", "plan": "Some programme",
    "country_or_region": "AA", "indicator": "Share", "unit": "%", "direction": "increase",
    "base_year": pd.NA, "base_value": float("nan"), "set_year": 2011, "target_year": 2020,
    "target_value": 30.0, "outcome_year": 2020, "outcome_value": 31.0, "met": "yes", "kind": "percent",
    "flags": "", "source": "made up", "note": "",
}  # fmt: skip


def earlier_target(name: str, plan: str = "Some programme", **cells: Any) -> dict[str, Any]:
    """Return a target of a country in a plan."""
    return TARGET | {"id": f"{plan}|{name}|Share", "plan": plan, "country_or_region": name} | cells


def policy_targets(
    targets: Sequence[dict[str, Any]], series: dict[str, dict[int, float]] | None = None
) -> PolicyTargets:
    """Return targets and the yearly values of some of them, by id."""
    values = [(name, year, value) for name, part in (series or {}).items() for year, value in part.items()]
    return PolicyTargets(
        pd.DataFrame(targets, columns=raw_columns.POLICY_TARGETS.names),
        pd.DataFrame(values, columns=raw_columns.POLICY_TARGET_SERIES.names),
    )
