"""A scenario as the controls have it: which controls each kind needs, and the scenario they make."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from ontrack.errors import Fault, InputError
from ontrack.languages import LANGUAGES
from ontrack.plan import Indicator
from ontrack.plan.scenario import SCENARIO, Drop, Paced, Scenario

DRAFT = "draft"
# What each kind is set with, in the order of the page.
CONTROLS: Mapping[str, tuple[str, ...]] = {
    "baseline": (),
    "stagnation": ("first_year",),
    "accelerated_step": ("pace", "first_year"),
    "accelerated_ramp": ("pace", "first_year", "ramp_years"),
    "required_pace": ("path", "first_year"),
    "fixed_rate": ("pace", "first_year"),
    "shock": ("shock", "first_year", "recovery_years"),
    "return_to_trajectory": ("shock", "first_year", "return_year"),
    "peer_time_shift": ("region", "speed", "first_year"),
    "peer_growth_replay": ("region", "from_year", "first_year"),
    "quantile_path": ("quantile_pct",),
    "driver_effect": ("part", "effect", "first_year", "fade"),
}
SAME_KEYS = ("first_year", "ramp_years", "path", "return_year", "region", "speed", "from_year",
             "quantile_pct", "part", "fade")  # fmt: skip
Values = dict[str, Any]


def draft_scenario(
    kind: str, values: Mapping[str, Any], indicators: tuple[str, ...], **named: str
) -> Scenario:
    """Return the scenario that the controls describe.

    Parameters
    ----------
    kind : str
    values : mapping
        By control; paces and shocks in the unit that fits each indicator: both are declared. ``last_year``
        is the plan's: no recovery goes beyond.
    indicators : tuple of str
        Those that change; empty for all.
    named : str
        id and names; the draft's own where there are none.

    Raises
    ------
    InputError
        When the values make no scenario.
    """
    identity = named or {"id": DRAFT} | {f"name_{code}": DRAFT for code in LANGUAGES}
    try:
        return SCENARIO.validate_python(
            {**identity, "kind": kind, "indicators": indicators, **parameters(kind, values)}
        )
    except ValidationError as error:
        faults = [
            Fault(
                found=f"{'.'.join(map(str, one['loc'][1:]))} = {one['input']!r}",
                expected=one["msg"],
                remedy="Change it on the page.",
            )
            for one in error.errors()
        ]
    raise InputError(faults)


def parameters(kind: str, values: Mapping[str, Any]) -> Values:
    """Return the keys of a kind from the controls' values."""
    used = {name: values[name] for name in CONTROLS[kind]}
    found = {name: value for name, value in used.items() if name in SAME_KEYS}
    if "pace" in used:
        found |= in_both_units(used["pace"])
    if "effect" in used:
        found["percent"] = used["effect"]
    if kind == "shock":
        drop = {"year": found.pop("first_year"), **in_both_units(used["shock"])}
        shares = recovery_shares(used["recovery_years"])[: values["last_year"] - drop["year"]]
        return {"shocks": ({**drop, "recovery": shares},)}
    if kind == "return_to_trajectory":
        return {"year": found.pop("first_year"), **in_both_units(used["shock"]), **found}
    return found


def in_both_units(amount: float) -> Values:
    """Return an amount declared as per cent and as points: each indicator takes the one that fits it."""
    return {"percent": amount, "points": amount}


def recovery_shares(years: int) -> tuple[float, ...]:
    """Return the shares of past growth that come back over so many years: 0, 25, 50, 75, 100 % over four."""
    return tuple(step / years for step in range(years + 1)) if years else (1.0,)


def control_values(scenario: Scenario, indicator: Indicator) -> Values:
    """Return what the controls show of a scenario, in the indicator's unit; of several shocks the first."""
    found = {name: value for name in SAME_KEYS if (value := getattr(scenario, name, None)) is not None}
    unit = indicator.pace_unit
    if scenario.kind == "shock":
        first = scenario.shocks[0]
        found |= {"first_year": first.year, "recovery_years": len(first.recovery) - 1}
        found["shock"] = amount_of(first, unit)
    elif scenario.kind == "return_to_trajectory":
        found |= {"first_year": scenario.year, "shock": amount_of(scenario, unit)}
    elif scenario.kind == "driver_effect":
        found["effect"] = scenario.percent
    elif isinstance(scenario, Paced):
        found["pace"] = amount_of(scenario, unit)
    return {name: value for name, value in found.items() if value is not None}


def amount_of(paced: Paced | Drop, unit: str) -> float | None:
    """Return a pace in the unit of an indicator; None where it is not declared."""
    return paced.percent if unit == "percent" else paced.points
