"""Save a scenario into scenarios.toml: checked first, comments kept, refused when the file has changed."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.items import AoT, Table

from ontrack.errors import Fault, InputError
from ontrack.paths import Paths, replace_text
from ontrack.plan.scenario import Scenario
from ontrack.tables.raw import RawData
from ontrack.tables.scenarios import TABLE, parsed_scenarios, scenarios_file


def scenarios_digest(paths: Paths, plan_id: str) -> str:
    """Return the SHA-256 of a plan's scenarios.toml, by which a change shows; empty without the file."""
    path = paths.root / scenarios_file(plan_id)
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def save_scenario(paths: Paths, raw: RawData, scenario: Scenario, *, digest: str) -> str:
    """Put a scenario into the plan's scenarios.toml, in place of that of its id, and return the new digest.

    The file is written beside and renamed; comments and the order of what stands there are kept.

    Parameters
    ----------
    paths : Paths
    raw : RawData
        The plan with its figures, against which the scenario is checked.
    scenario : Scenario
    digest : str
        As `scenarios_digest` returned it when the file was read.

    Raises
    ------
    InputError
        With every fault the file would have, or when it has changed since it was read. It is then untouched.
    OutputError
        When the file system refuses.
    """
    path = paths.root / scenarios_file(raw.plan.id)
    refuse_changed(paths, raw.plan.id, digest)
    text = with_scenario(read_text(path), scenario)
    _, faults = parsed_scenarios(text, raw.plan, raw.observations, raw.regions)
    if faults:
        raise InputError(faults)
    refuse_changed(paths, raw.plan.id, digest)
    replace_text(path, text)
    return scenarios_digest(paths, raw.plan.id)


def refuse_changed(paths: Paths, plan_id: str, digest: str) -> None:
    """Raise InputError when the file is no longer what it was."""
    if scenarios_digest(paths, plan_id) != digest:
        remedy = "Read the scenarios again, look at what changed, then save once more."
        raise InputError(
            [Fault("a file that changed since it was read", "the same file", remedy, scenarios_file(plan_id))]
        )


def read_text(path: Path) -> str:
    """Return the text of a file; nothing without it."""
    return path.read_bytes().decode("utf-8") if path.is_file() else ""


def with_scenario(text: str, scenario: Scenario) -> str:
    """Return a scenarios.toml with a scenario added, or changed where its id stands already."""
    document = tomlkit.parse(text)
    tables = document.setdefault(TABLE, tomlkit.aot())
    assert isinstance(tables, AoT), "the file was read and found well formed"
    mine = next((table for table in tables if table.get("id") == scenario.id), None)
    settings = settings_of(scenario)
    if mine is None:
        mine = tomlkit.table()
        tables.append(fill(mine, settings))
        return tomlkit.dumps(document)
    for key in [key for key in mine if key not in settings]:
        mine.remove(key)
    fill(mine, settings)
    return tomlkit.dumps(document)


def fill(table: Table, settings: dict[str, Any]) -> Table:
    """Set the keys of a table that have another value; comments beside the others stay."""
    for key, value in settings.items():
        if key not in table or table[key] != value:
            table[key] = value
    return table


def settings_of(scenario: Scenario) -> dict[str, Any]:
    """Return what a scenario says beyond its defaults, as TOML writes it."""
    dumped = scenario.model_dump(exclude_defaults=True)
    stated = {column: value for key in dumped for column, value in columns_of(scenario, key, dumped[key])}
    ordered = ["id", "kind", *(key for key in stated if key not in ("id", "kind"))]
    return {key: toml_value(stated[key]) for key in ordered}


def columns_of(scenario: Scenario, key: str, value: Any) -> list[tuple[str, Any]]:
    """Return what is typed for a setting: a text has a key a language."""
    texts = key in scenario.worded()
    return [(f"{key}_{code}", text) for code, text in value.items()] if texts else [(key, value)]


def toml_value(value: Any) -> Any:
    """Return a value with lists in place of tuples, and tables within a list on one line."""
    if isinstance(value, dict):
        table = tomlkit.inline_table()
        table.update({key: toml_value(inner) for key, inner in value.items()})
        return table
    return [toml_value(inner) for inner in value] if isinstance(value, (list, tuple)) else value
