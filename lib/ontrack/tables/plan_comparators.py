"""Read where else a plan looks at an indicator: the tables [comparators.<indicator>] of plan.toml."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

import pandas as pd
from pydantic import BaseModel, ConfigDict, Field

from ontrack.errors import Fault
from ontrack.plan import Comparators, Indicator, Target

LEAST_REGIONS = 5  # as the reference class asks for


class ComparatorsOfPlan(BaseModel):
    """What plan.toml may say of one indicator's comparators."""

    model_config = ConfigDict(extra="forbid", strict=True)

    regions: list[str] = Field(min_length=LEAST_REGIONS)
    use: Literal["auto", "always", "never"] = "auto"


AS_TABLE = 'Write a line [comparators.<indicator>], then regions = ["CN", …].'
EXPECTED = {
    "extra_forbidden": ("only the keys regions, use", "Remove or correct it."),
    "list_type": ("a list of regions", 'Write regions = ["CN", "CN-JS", …].'),
    "literal_error": ("auto, always or never", "Use one of these words, between double quotes."),
    "model_type": ("a table with regions and use", AS_TABLE),
    "dict_type": ("tables by indicator", AS_TABLE),
    "too_short": (f"at least {LEAST_REGIONS} regions", "Name more, or remove the table."),
}  # fmt: skip


def nouns(settings: Mapping[str, ComparatorsOfPlan]) -> dict[str, Comparators]:
    """Return the checked settings by indicator."""
    return {name: Comparators(tuple(setting.regions), setting.use) for name, setting in settings.items()}


def comparator_faults(
    settings: Mapping[str, ComparatorsOfPlan],
    own_region: str,
    targets: Iterable[Target],
    indicators: Mapping[str, Indicator],
    regions: pd.DataFrame,
) -> Iterator[tuple[Fault, str]]:
    """Yield each fault and the dotted key it belongs to; regions are not looked up where none were read."""
    decisive = sorted({target.indicator for target in targets} - {""})
    for name, setting in settings.items():
        key = f"comparators.{name}"
        fault = indicator_fault(name, decisive, indicators)
        if fault:
            yield fault, key
        for region, count in Counter(setting.regions).items():
            found = region_fault(region, count, own_region, regions)
            if found:
                yield found, f"{key}.regions.{region}"


def indicator_fault(name: str, decisive: list[str], indicators: Mapping[str, Indicator]) -> Fault | None:
    """Return a fault when an indicator decides no target or may be negative."""
    if name not in decisive:
        near = difflib.get_close_matches(name, decisive, n=1)
        remedy = f"Did you mean {near[0]}?" if near else "Correct the id, or remove the table."
        return Fault(f"comparators of “{name}”", "an indicator that a target of this plan rests on", remedy)
    if name in indicators and indicators[name].lower != 0:
        return Fault(
            f"comparators of “{name}”, whose lower bound is not 0",
            "an indicator that cannot be negative: growth elsewhere counts in proportion",
            "Remove the table, or give the indicator the lower bound 0 in indicators.csv.",
        )
    return None


def region_fault(region: str, count: int, own_region: str, regions: pd.DataFrame) -> Fault | None:
    """Return a fault when a region is the plan's own, unknown, or named more than once."""
    if region == own_region:
        return Fault(f"the plan's own region “{region}”", "other regions", "Remove it.")
    if len(regions) and region not in regions.index:
        return Fault(
            f"unknown “{region}”", "an id of data/raw/regions.csv", "Correct it, or add a row to regions.csv."
        )
    return Fault(f"“{region}” {count} times", "each region once", "Keep one.") if count > 1 else None
