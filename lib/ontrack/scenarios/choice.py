"""Which scenarios a run is asked for."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from ontrack.errors import Fault, InputError
from ontrack.plan.scenario import Scenario
from ontrack.series import annual_series
from ontrack.tables import RawData

ALL, NONE = "all", "none"


def chosen_scenarios(scenarios: Sequence[Scenario], words: str) -> tuple[Scenario, ...]:
    """Return the scenarios that are asked for, and those they are compared with, in the plan's order.

    Parameters
    ----------
    scenarios : sequence of Scenario
        Those of the plan.
    words : str
        *all*, *none*, or ids with commas.

    Raises
    ------
    InputError
        When an id is not among them, or there is none.
    """
    asked = [word.strip() for word in words.split(",") if word.strip()]
    if asked == [ALL]:
        return tuple(scenarios)
    if asked == [NONE]:
        return ()
    known = {scenario.id: scenario for scenario in scenarios}
    faults = [unknown_scenario(word, list(known)) for word in asked if word not in known]
    if faults or not asked:
        raise InputError(faults or [Fault("an empty --scenarios", *expected(list(known)))])
    wanted = set(asked)
    while more := {known[name].compared_with for name in wanted if name in known} - wanted:
        wanted |= more
    return tuple(scenario for scenario in scenarios if scenario.id in wanted)


def left_out(raw: RawData, as_of: int) -> dict[str, str]:
    """Return the scenarios of a plan that an assessment as of a year leaves out, each with the reason.

    Returns
    -------
    dict
        *other_years*: it is for assessments as of other years. *begun*: figures have reached its years, for
        every indicator that it changes. *nothing_to_compare*: what it is compared with is left out.
    """
    found: dict[str, str] = {}
    for scenario in raw.scenarios:
        if not scenario.is_for(as_of):
            found[scenario.id] = "other_years"
        elif scenario.dates and min(scenario.dates.values()) <= first_newest(scenario, raw, as_of):
            found[scenario.id] = "begun"
    while more := {
        one.id for one in raw.scenarios if one.id not in found and one.compared_with in found
    }:  # fmt: skip
        found |= dict.fromkeys(more, "nothing_to_compare")
    return found


def first_newest(scenario: Scenario, raw: RawData, as_of: int) -> int:
    """Return the year that the figures of every indicator which a scenario changes go up to; 0 without."""
    newest = [
        annual_series(raw.observations, indicator, raw.plan.region, as_of).index.max()
        for indicator in raw.plan.decisive_indicators
        if scenario.concerns(indicator.id)
    ]
    return int(min((year for year in newest if year == year), default=0))


def unknown_scenario(word: str, known: list[str]) -> Fault:
    """Return the fault of an id that no scenario has."""
    near = difflib.get_close_matches(word, known, n=1)
    expects, remedy = expected(known)
    return Fault(f"--scenarios {word}", expects, f"Did you mean {near[0]}?" if near else remedy)


def expected(known: list[str]) -> tuple[str, str]:
    """Return what may be asked for, and what to do."""
    return (
        f"{ALL}, {NONE} or some of {', '.join(known) or '(none declared)'}",
        "Write them with commas, or add the scenario to the plan's scenarios.toml.",
    )
