"""Read scenarios.toml: the named departures from the baseline that a plan is looked at under."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pandas as pd
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from ontrack.errors import Fault
from ontrack.plan import Plan
from ontrack.plan.scenario import CLASSES, SCENARIO, Drop, Scenario
from ontrack.tables.identities import line_of_part, part_fault
from ontrack.tables.plan_head import plan_file
from ontrack.tables.scenario_faults import KEY_EXPECTED, scenario_faults
from ontrack.tables.texts_needed import as_typed
from ontrack.tables.toml_files import parse_toml

if TYPE_CHECKING:
    from ontrack.tables.reader import Reader

TABLE = "scenario"
EXPECTED = {
    "missing": KEY_EXPECTED,
    "union_tag_invalid": (f"one of {', '.join(CLASSES)}", "Use one of these words."),
    "union_tag_not_found": (f"kind, one of {', '.join(CLASSES)}", "Add the kind."),
    "int_type": ("a whole number", "Type digits without quotes."),
    "float_type": ("a number", "Type digits without quotes."),
    "finite_number": ("a number", "Type digits without quotes."),
    "string_type": ("text", "Put it between double quotes."),
    "string_too_short": ("some text", "Type it between the double quotes."),
    "string_pattern_mismatch": ("an id of lower-case letters, digits, _ or -", "Correct the id."),
    "tuple_type": ("a list between brackets", "Put brackets around it."),
    "model_type": ("a table of keys", "Write { key = value, … }."),
    "model_attributes_type": ("a table of keys", "Begin it with a line [[scenario]]."),
}


def scenarios_file(plan_id: str) -> str:
    """Return how the scenarios of a plan are called in faults, below the project's folder."""
    return f"data/raw/plans/{plan_id}/scenarios.toml"


def read_scenarios(
    reader: Reader, plan_id: str, plan: Plan | None, *, observations: pd.DataFrame, regions: pd.DataFrame
) -> tuple[Scenario, ...]:
    """Return what a plan's scenarios.toml declares; nothing without the file, or after adding its faults."""
    file = scenarios_file(plan_id)
    if plan is None or not (reader.paths.root / file).exists():
        return ()
    found = reader.read_toml(file)
    if found.entries is None or found.faults:
        return ()
    scenarios, faults = checked_scenarios(found.text, found.entries, plan, observations, regions)
    reader.faults += faults or unknown_in_report(plan, scenarios)
    return scenarios


def unknown_in_report(plan: Plan, scenarios: Iterable[Scenario]) -> list[Fault]:
    """Return a fault for each scenario that a plan chooses for its report and does not have."""
    known = [scenario.id for scenario in scenarios]
    return [
        Fault(
            f"unknown scenario “{name}”", f"some of {', '.join(known)}",
            "Correct it, or remove the key.", plan_file(plan.id), None, "report_scenarios",
        )
        for name in plan.report_scenarios
        if name not in known
    ]  # fmt: skip


def parsed_scenarios(
    text: str, plan: Plan, observations: pd.DataFrame, regions: pd.DataFrame
) -> tuple[tuple[Scenario, ...], list[Fault]]:
    """Return the scenarios that the text of a scenarios.toml declares, as `checked_scenarios` does."""
    found = parse_toml(text, scenarios_file(plan.id))
    if found.entries is None or found.faults:
        return (), list(found.faults)
    return checked_scenarios(found.text, found.entries, plan, observations, regions)


def checked_scenarios(
    text: str, entries: Mapping[str, Any], plan: Plan, observations: pd.DataFrame, regions: pd.DataFrame
) -> tuple[tuple[Scenario, ...], list[Fault]]:
    """Return the scenarios that a file declares and can stand on their own, and all its faults.

    Parameters
    ----------
    text, entries
        Of a scenarios.toml.
    plan : Plan
    observations, regions : DataFrame
        As `ontrack.tables.load_raw` returns them.
    """
    file = scenarios_file(plan.id)
    listed = entries.get(TABLE, [])
    faults = [replace(fault, file=file) for fault in foreign_keys(entries, text)]
    found: dict[int, Scenario] = {}
    for place, entry in enumerate(listed if isinstance(listed, list) else []):
        try:
            found[place] = SCENARIO.validate_python(entry)
        except ValidationError as error:
            faults += [entry_fault(detail, place, entry, text, file) for detail in error.errors()]
    ids = [entry.get("id") if isinstance(entry, dict) else None for entry in listed]
    for place, key, fault in scenario_faults(found, ids, plan, observations, regions):
        line = line_of_part(text, TABLE, place, [key.split(".")[0]])
        faults.append(replace(fault, file=file, line=line, column=key))
    return tuple(found.values()), sorted(faults, key=lambda fault: fault.line or 0)


def foreign_keys(entries: Mapping[str, Any], text: str) -> Iterator[Fault]:
    """Yield a fault for each thing at the top that is no list of scenarios."""
    expects = ("only tables [[scenario]]", "Begin each scenario with a line [[scenario]].")
    for key, value in entries.items():
        if key != TABLE or not isinstance(value, list):
            yield Fault(f"“{key}”", *expects, "", line_of_part(text, key, 0, []), key)


def entry_fault(detail: ErrorDetails, place: int, entry: Any, text: str, file: str) -> Fault:
    """Return one of pydantic's findings in a scenario as a fault, at the line of its key."""
    detail = as_typed(detail)
    message = detail["msg"].removeprefix("Value error, ")
    words = EXPECTED | {"value_error": (message, "Correct or add the keys.")}
    if detail["type"] == "extra_forbidden":
        keys = ", ".join(keys_beside(detail, entry["kind"]))
        words["extra_forbidden"] = (f"only the keys {keys}", "Remove or correct it.")
    placed: Any = {**detail, "loc": (TABLE, place, *detail["loc"])}
    return part_fault(placed, text, file, kinds=tuple(CLASSES), words=words)


def keys_beside(detail: ErrorDetails, kind: str) -> list[str]:
    """Return the keys that may stand where an unknown one was found: of a scenario or of a shock."""
    inside_shock = len(detail["loc"]) > 2  # the kind, the key; or the kind, shocks, place, key
    return (Drop if inside_shock else CLASSES[kind]).typed_keys()
