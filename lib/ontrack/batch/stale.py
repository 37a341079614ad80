"""Are the result tables there, and are they those of the figures and the plan as they stand now?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pandas as pd

from ontrack.batch.documents import Result
from ontrack.batch.job import SCENARIOS_ASKED, Job
from ontrack.batch.manifest import Manifest
from ontrack.errors import Fault, InputError
from ontrack.plan import Plan
from ontrack.scenarios.choice import NONE, left_out
from ontrack.series import collect_series
from ontrack.tables import RawData, read_results
from ontrack.tables.result_columns import RESULTS
from ontrack.tables.results import to_cells


def read_assessed(folder: Path, job: Job) -> dict[str, pd.DataFrame]:
    """Return the result tables of a job.

    Raises
    ------
    InputError
        With every table that is missing, or else every fault in them; the remedy is the command that
        makes them.
    """
    missing = [name for name in RESULTS if not (folder / f"{name}.csv").is_file()]
    if len(missing) == len(RESULTS):
        raise InputError([fault("no result table", "those of an assessment", job, place_of(job))])
    if missing:
        places = [f"{place_of(job)}/{name}.csv" for name in missing]
        raise InputError([fault("no such table", "the table of an assessment", job, one) for one in places])
    try:
        return read_results(folder)
    except InputError as error:
        raise InputError([replace(one, remedy=remedy(job)) for one in error.faults]) from error


def refuse_changed_files(result: Result, manifest: Manifest | None, job: Job) -> None:
    """Raise InputError when an input or a table is not the one that the manifest says was there."""
    if manifest is None or manifest.result_hash == result.stamp.result_hash:
        return
    inputs = differing(manifest.inputs, result.inputs)
    tables = [f"{place_of(job)}/{name}" for name in differing(manifest.tables, result.hashes)]
    expected = "the file that the tables in data/processed were made with"
    faults = [fault("a change since the assessment", expected, job, name) for name in (*inputs, *tables)]
    if faults:
        raise InputError(faults)


def differing(before: Mapping[str, str], after: Mapping[str, str]) -> list[str]:
    """Return the names whose hashes differ, or that are on one side only."""
    return sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))


def refuse_stale_tables(raw: RawData, job: Job, tables: Mapping[str, pd.DataFrame]) -> None:
    """Raise InputError when the tables are of other figures or of another version of the plan.

    This holds also where no manifest came with the tables, as in a fresh copy from git.
    """
    place, faults = place_of(job), []
    series = collect_series(raw.plan, raw.observations, raw.breaks, job.as_of)
    series = series.sort_values(list(RESULTS["series"].key))
    if not cells_of(series).equals(cells_of(tables["series"])):
        found, expected = "other figures than data/raw has now", "those of data/raw/observations"
        faults.append(fault(found, expected, job, f"{place}/series.csv"))
    if targets_of(raw.plan) != assessed_targets(tables["assessments"]):
        found, expected = (
            "another version of the plan",
            f"the targets of data/raw/plans/{job.plan}/targets.csv",
        )
        faults.append(fault(found, expected, job, f"{place}/assessments.csv"))
    unknown = set(tables["scenarios"]["scenario"]) - {scenario.id for scenario in raw.scenarios}
    if unknown:
        found = f"scenarios that the plan no longer has ({', '.join(sorted(unknown))})"
        expected = f"those of data/raw/plans/{job.plan}/scenarios.toml"
        faults.append(fault(found, expected, job, f"{place}/scenarios.csv"))
    if faults:
        raise InputError(faults)


def cells_of(series: pd.DataFrame) -> pd.DataFrame:
    """Return the series table as the file writes it."""
    return to_cells(series, RESULTS["series"])


def targets_of(plan: Plan) -> list[tuple[str, str, float]]:
    """Return id, nature and value of a plan's targets."""
    return [(target.target, target.nature, float(target.value)) for target in plan.targets]


def assessed_targets(assessments: pd.DataFrame) -> list[tuple[str, str, float]]:
    """Return id, nature and value of the targets that were assessed."""
    rows = assessments[["target", "nature", "target_value"]].itertuples(index=False, name=None)
    return [(target, nature, float(value)) for target, nature, value in rows]


def scenarios_of(
    raw: RawData, tables: Mapping[str, pd.DataFrame], manifest: Manifest | None, as_of: int
) -> str:
    """Return which scenarios the tables were asked for: as the manifest says, or else as they show."""
    if manifest is not None:
        return str(manifest.parameters.get("scenarios", SCENARIOS_ASKED))
    found = set(tables["scenarios"]["scenario"])
    if found == {scenario.id for scenario in raw.scenarios} - set(left_out(raw, as_of)):
        return SCENARIOS_ASKED
    return ",".join(scenario.id for scenario in raw.scenarios if scenario.id in found) or NONE


def fault(found: str, expected: str, job: Job, file: str) -> Fault:
    """Return a fault of the tables; assessing again mends it."""
    return Fault(found, expected, remedy(job), file)


def remedy(job: Job) -> str:
    """Return what to do about missing or stale tables."""
    command = replace(job, form="annual").command
    return f"Run `{command}` first."


def place_of(job: Job) -> str:
    """Return how the folder of a job's tables is called from the project's folder."""
    return f"data/processed/{job.plan}/{job.as_of}"
