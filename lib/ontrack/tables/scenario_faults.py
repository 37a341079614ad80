"""What is wrong with scenarios that are well formed: against one another, the plan and the figures."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

import pandas as pd

from ontrack.errors import Fault
from ontrack.plan import Indicator, Plan
from ontrack.plan.scenario import (
    DriverEffect,
    Paced,
    PeerGrowthReplay,
    PeerTimeShift,
    Scenario,
    Shock,
)

Periods = dict[tuple[str, str], list[str]]
Found = Iterator[tuple[int, str, Fault]]
KEY_EXPECTED = ("the key", "Add it; data/raw/README.md lists the keys of each kind.")
LEAST_PEER_YEARS = 2
LATE_MONTHS = ("10", "11", "12")  # stand in for a year-end


def scenario_faults(
    scenarios: Mapping[int, Scenario],
    ids: Sequence[object],
    plan: Plan,
    observations: pd.DataFrame,
    regions: pd.DataFrame,
) -> Found:
    """Yield place, key and fault of everything that two scenarios, or a scenario and the plan, say apart.

    Parameters
    ----------
    scenarios : mapping
        By place in the file.
    ids : sequence
        Of every scenario of the file, also of those with faults of their own.
    plan, observations, regions
        As `ontrack.tables.load_raw` returns them.
    """
    seen = periods_seen(observations)
    for place, scenario in scenarios.items():
        found = [
            *language_faults(scenario, plan),
            *name_faults(scenario, place, ids),
            *indicator_faults(scenario, plan),
            *date_faults(scenario, plan),
            *unit_faults(scenario, plan),
            *shock_faults(scenario, plan),
            *peer_faults(scenario, plan, seen, regions),
            *driver_faults(scenario, plan),
        ]
        yield from ((place, key, fault) for key, fault in found)


def language_faults(scenario: Scenario, plan: Plan) -> Iterator[tuple[str, Fault]]:
    """Yield a fault for each language of the plan in which a scenario has no name."""
    for language in plan.languages:
        if not scenario.text("name", language):
            yield f"name_{language}", Fault("no such key", *KEY_EXPECTED)


def name_faults(scenario: Scenario, place: int, ids: Sequence[object]) -> Iterator[tuple[str, Fault]]:
    """Yield a fault for an id that stands earlier, and for a comparison with none."""
    if scenario.id in ids[:place]:
        yield "id", Fault(f"“{scenario.id}” a second time", "each once", "Rename or remove one.")
    if scenario.compared_with not in ids:
        near = difflib.get_close_matches(scenario.compared_with, [str(name) for name in ids], n=1)
        remedy = f"Did you mean {near[0]}?" if near else "Add a scenario of that id."
        yield (
            "compared_with",
            Fault(
                f"a comparison with unknown “{scenario.compared_with}”",
                "the id of a scenario of this file",
                remedy,
            ),
        )


def concerned(scenario: Scenario, plan: Plan) -> list[Indicator]:
    """Return the indicators of the plan that a scenario changes."""
    return [indicator for indicator in plan.decisive_indicators if scenario.concerns(indicator.id)]


def indicator_faults(scenario: Scenario, plan: Plan) -> Iterator[tuple[str, Fault]]:
    """Yield a fault for each indicator that no target of the plan rests on."""
    known = [indicator.id for indicator in plan.decisive_indicators]
    for name in scenario.indicators:
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            remedy = f"Did you mean {near[0]}?" if near else "Correct or remove it."
            yield (
                "indicators",
                Fault(
                    f"unknown “{name}”",
                    "an indicator that a target of this plan rests on",
                    remedy,
                    sought=(f"data/raw/plans/{plan.id}/targets.csv", name),
                ),
            )


def date_faults(scenario: Scenario, plan: Plan) -> Iterator[tuple[str, Fault]]:
    """Yield a fault for each year that no assessment of the plan has ahead of it.

    A year that figures have reached since is none: `ontrack.scenarios.left_out` leaves the scenario out then.
    """
    first = plan.baseline_year + 1
    for key, year in scenario.dates.items():
        if not first <= year <= plan.furthest_year:
            remedy = "Correct the year."
            if key == "first_year":
                remedy = "Correct the year, or leave it out: it is then the first after the last figure."
            yield key, Fault(str(year), f"a year from {first} to {plan.furthest_year}", remedy)


def unit_faults(scenario: Scenario, plan: Plan) -> Iterator[tuple[str, Fault]]:
    """Yield a fault where a pace is not declared in the unit that an indicator is measured in."""
    paced: dict[str, Paced] = {}
    if isinstance(scenario, Paced):
        paced = {"": scenario}
    elif isinstance(scenario, Shock):
        paced = {f"shocks.{place}.": drop for place, drop in enumerate(scenario.shocks)}
    for key, one in paced.items():
        for unit, expected in (("percent", "percent"), ("points", "points"), ("amount", "points")):
            names = [i.id for i in concerned(scenario, plan) if i.pace_unit == unit]
            if names and one.in_unit(unit) is None:
                given = "points" if expected == "percent" else "percent"
                yield f"{key}{given}", Fault(
                    f"only {given} for {', '.join(names)}", f"{expected} = …",
                    f"Add {expected} = …, or name only indicators that it fits under indicators.",
                )  # fmt: skip


def shock_faults(scenario: Scenario, plan: Plan) -> Iterator[tuple[str, Fault]]:
    """Yield a fault for each recovery of a wrong length and each shock within the recovery of another."""
    if not isinstance(scenario, Shock):
        return
    for place, drop in enumerate(scenario.shocks):
        left = plan.furthest_year - drop.year
        if left >= 0 and not min(left, 1) <= len(drop.recovery) <= left:
            expected = f"1 to {left} shares, one a year to {plan.furthest_year}" if left else "no share"
            yield (
                f"shocks.{place}.recovery",
                Fault(f"{len(drop.recovery)} recovery shares", expected, "Add or remove shares."),
            )
    for (_, one), (place, other) in pairwise(sorted(enumerate(scenario.shocks), key=lambda at: at[1].year)):
        end = one.year + len(one.recovery)
        if other.year <= end:
            yield f"shocks.{place}.year", Fault(
                f"a shock in {other.year}, while that of {one.year} lasts to {end}", f"a year after {end}",
                "Move it, or shorten the recovery of the earlier one.",
            )  # fmt: skip


def peer_faults(
    scenario: Scenario, plan: Plan, seen: Periods, regions: pd.DataFrame
) -> Iterator[tuple[str, Fault]]:
    """Yield a fault where the region that is followed is unknown, the plan's own, or without data."""
    if not isinstance(scenario, (PeerTimeShift, PeerGrowthReplay)):
        return
    region = scenario.region
    if region == plan.region:
        yield "region", Fault(f"the plan's own region “{region}”", "another region", "Correct it.")
    elif len(regions) and region not in regions.index:
        yield (
            "region",
            Fault(
                f"unknown “{region}”",
                "an id of data/raw/regions.csv",
                "Correct it, or add a row to regions.csv.",
                sought=("data/raw/regions.csv", region),
            ),
        )
    elif seen:
        names = [i.id for i in concerned(scenario, plan)]
        bare = [name for name in names if peer_years(seen, region, name) < LEAST_PEER_YEARS]
        if bare:
            yield (
                "region",
                Fault(
                    f"“{region}” without two yearly values of {', '.join(bare)}",
                    "a region with data of every indicator that changes",
                    "Choose another region, or name only indicators it has data of under indicators.",
                ),
            )


def peer_years(seen: Periods, region: str, indicator: str) -> int:
    """Return for how many years a region has a year-end value of an indicator."""
    return len(
        {
            period[:4]
            for period in seen.get((region, indicator), [])
            if len(period) == len("2025") or period[5:] in LATE_MONTHS
        }
    )


def periods_seen(observations: pd.DataFrame) -> Periods:
    """Return the periods with a figure, by region and indicator."""
    found: Periods = {}
    if len(observations):
        columns = (observations[name].tolist() for name in ("region", "indicator", "period"))
        for region, indicator, period in zip(*columns, strict=True):
            found.setdefault((region, indicator), []).append(period)
    return found


def driver_faults(scenario: Scenario, plan: Plan) -> Iterator[tuple[str, Fault]]:
    """Yield a fault where an indicator has no numerator and denominator to act on."""
    if not isinstance(scenario, DriverEffect):
        return
    names = [indicator.id for indicator in concerned(scenario, plan) if not indicator.denominator]
    if names:
        yield "indicators", Fault(
            f"no denominator of {', '.join(names)}", "only indicators with a denominator in indicators.csv",
            "Name only these under indicators.",
        )  # fmt: skip
