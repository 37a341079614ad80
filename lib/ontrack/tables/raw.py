"""Read data/raw: every table checked at the door, all faults of all files reported at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import PurePosixPath

import pandas as pd

from ontrack.errors import Fault, InputError
from ontrack.identity import Identities
from ontrack.narrative import Narrative
from ontrack.paths import Paths
from ontrack.plan import Indicator, Plan, Region
from ontrack.scenario import Scenario
from ontrack.statements import Statement
from ontrack.tables import columns
from ontrack.tables.columns import Table
from ontrack.tables.csv_files import read_cells
from ontrack.tables.drivers import circular, drivers_of
from ontrack.tables.economies import check_economies
from ontrack.tables.identities import read_identities
from ontrack.tables.plan_baselines import known_with_plan
from ontrack.tables.plans import read_plan
from ontrack.tables.policy_targets import PolicyTargets, read_policy_targets
from ontrack.tables.regions import read_regions, to_places
from ontrack.tables.row_faults import (
    Row,
    out_of_bounds,
    published_before_its_period,
    reposted_with_address,
    translation_of_nothing,
    unknown,
    upside_down,
    wrong_unit,
)
from ontrack.tables.scenarios import read_scenarios
from ontrack.tables.statements import read_statements
from ontrack.tables.validation import check_cells, typed, without_nan


@dataclass(frozen=True)
class RawData:
    """What people entered: one plan and every figure, checked.

    Attributes
    ----------
    observations : DataFrame
        All regions: region, indicator, period, value, unit, status, confidence, published, source, note, and
        note_en where somebody translated the note. A baseline of the plan is published with the plan at the
        latest.
    breaks : DataFrame
        indicator, region (or ``*``), year, link_factor (NaN: do not chain), reason_zh, reason_en.
    sources, regions : DataFrame
        By id. `places` gives the regions as nouns.
    identities : Identities
        What must hold between figures of the plan; nothing when it declares none.
    scenarios : tuple of Scenario
        What the plan is looked at under; none when it declares none.
    narratives : mapping
        What people wrote, by last data year of the assessment and language.
    policy_targets : PolicyTargets
        What became of the targets of earlier plans.
    statements : tuple of Statement
        Facts that are no yearly values, of any indicator and region; none without the table.
    """

    plan: Plan
    indicators: dict[str, Indicator]
    observations: pd.DataFrame
    breaks: pd.DataFrame
    sources: pd.DataFrame
    regions: pd.DataFrame
    identities: Identities = field(default_factory=Identities)
    scenarios: tuple[Scenario, ...] = ()
    narratives: Mapping[tuple[int, str], Narrative] = field(default_factory=dict)
    policy_targets: PolicyTargets = field(default_factory=PolicyTargets)
    statements: tuple[Statement, ...] = ()

    @cached_property
    def places(self) -> dict[str, Region]:
        """The regions by id, each with its economy and its parent."""
        return to_places(self.regions)


class Reader:
    """Reads tables of one project and collects their faults.

    Parameters
    ----------
    paths : Paths
        The project.
    """

    def __init__(self, paths: Paths) -> None:
        self.paths = paths
        self.faults: list[Fault] = []

    def read(self, file: str, table: Table) -> pd.DataFrame:
        """Return a table of data/raw with typed cells by line number, without the rows that have faults.

        Parameters
        ----------
        file : str
            Below data/raw, with forward slashes.
        """
        return self.read_all([file], table)[file]

    def read_all(self, files: Iterable[str], table: Table) -> dict[str, pd.DataFrame]:
        """Return several files of one kind of table, each as `read` does."""
        cells = {}
        for file in files:
            cells[file], faults = read_cells(self.paths.raw / file, table, in_raw(file))
            self.faults += faults
        faults = check_cells({in_raw(file): found for file, found in cells.items()}, table)
        self.faults += faults
        # Rows without a fault of their own go on: faults of several cells are reported in the same go.
        faulty = {(fault.file, fault.line) for fault in faults}
        return {
            file: typed(found.drop([line for line in found.index if (in_raw(file), line) in faulty]), table)
            for file, found in cells.items()
        }

    def refuse_faults(self) -> None:
        """Raise InputError with all faults so far, by file and line, if there are any."""
        if self.faults:
            raise InputError(sorted(self.faults, key=lambda fault: (fault.file, fault.line or 0)))

    def check(self, rows: pd.DataFrame, file: str, column: str, fault: Callable[[Row], Fault | None]) -> None:
        """Add the fault that `fault` finds in each row, placed at its line and `column`."""
        self.check_each(rows, file, {column: fault})

    def check_each(
        self, rows: pd.DataFrame, file: str, faults: Mapping[str, Callable[[Row], Fault | None]]
    ) -> None:
        """Add what the functions find in each row, placed at its line and the column that each stands for."""
        for line, row in zip(rows.index, rows.to_dict("records"), strict=True):
            for column, fault in faults.items():
                if found := fault(row):
                    self.faults.append(replace(found, file=in_raw(file), line=int(line), column=column))


def in_raw(file: str) -> str:
    """Return how a file of data/raw is called in faults."""
    return f"data/raw/{file}"


def load_plan(paths: Paths, plan_id: str) -> Plan:
    """Return a plan alone, without any figures.

    Raises
    ------
    InputError
        With every fault of its tables.
    """
    reader = Reader(paths)
    indicators = read_indicators(reader)
    plan = read_plan(reader, plan_id, indicators, pd.DataFrame(), pd.DataFrame())
    reader.refuse_faults()
    assert plan is not None, "read_plan returns none only after adding a fault"
    return plan


def load_raw(paths: Paths, plan_id: str) -> RawData:
    """Return a plan and all figures.

    Raises
    ------
    InputError
        With every fault of every table: its file, line, column, what was found and expected, and the remedy.
    """
    reader = Reader(paths)
    indicators = read_indicators(reader)
    places = read_regions(reader)
    regions = places.set_index("id")
    sources = read_sources(reader)
    observations = read_observations(reader, indicators, regions, sources)
    check_economies(reader, places, observations, indicators)
    observations = add_translations(reader, observations)
    breaks = read_breaks(reader, indicators, regions)
    statements = read_statements(
        reader, indicators, observations, regions=regions.index, sources=sources.index
    )
    plan = read_plan(reader, plan_id, indicators, regions, sources)
    identities = read_identities(reader, plan_id, plan, regions=regions.index, sources=sources.index)
    scenarios = read_scenarios(reader, plan_id, plan, observations=observations, regions=regions)
    narratives = read_texts(reader, plan)
    policy_targets = read_policy_targets(reader, regions=regions.index)
    reader.refuse_faults()
    assert plan is not None, "read_plan returns none only after adding a fault"
    observations = known_with_plan(observations, plan)
    return RawData(
        plan, indicators, observations, breaks, sources, regions, identities, scenarios, narratives,
        policy_targets, statements,
    )  # fmt: skip


def read_texts(reader: Reader, plan: Plan | None) -> dict[tuple[int, str], Narrative]:
    """Return what people wrote on a plan; nothing after the plan's own faults."""
    if plan is None:
        return {}
    from ontrack.narrative.files import read_narratives  # here: a plan alone needs no parser of Markdown

    folder = f"plans/{plan.id}"
    found, faults = read_narratives(reader.paths.raw / folder, plan, in_raw(folder))
    reader.faults += faults
    return found


def read_indicators(reader: Reader) -> dict[str, Indicator]:
    """Return the indicators by id."""
    file = "indicators.csv"
    rows = reader.read(file, columns.INDICATORS)
    known, drivers = set(rows["id"]), drivers_of(rows)
    reader.check(rows, file, "denominator", lambda row: unknown(row["denominator"], known, file))
    reader.check(rows, file, "numerator", lambda row: unknown(row["numerator"], known, file))
    reader.check(rows, file, "denominator", lambda row: circular(row, "denominator", drivers))
    reader.check(rows, file, "numerator", lambda row: circular(row, "numerator", drivers))
    reader.check(rows, file, "upper", upside_down)
    rows = rows.replace({"quantity": {"": "unknown"}, "domain": {"": "other"}})
    return {row["id"]: Indicator(**without_nan(row)) for row in rows.to_dict("records")}


def read_sources(reader: Reader) -> pd.DataFrame:
    """Return the sources by id."""
    file = "sources.csv"
    rows = reader.read(file, columns.SOURCES)
    reader.check(rows, file, "url", reposted_with_address)
    return rows.set_index("id")


def read_observations(
    reader: Reader, indicators: dict[str, Indicator], regions: pd.DataFrame, sources: pd.DataFrame
) -> pd.DataFrame:
    """Return the observations of every file in data/raw/observations, with the region its name says."""
    folder = reader.paths.raw / "observations"
    files = [f"observations/{path.name}" for path in sorted(folder.glob("*.csv"))]
    checks: dict[str, Callable[[Row], Fault | None]] = {}
    if indicators:
        checks["indicator"] = lambda row: unknown(row["indicator"], indicators, "indicators.csv")
        checks["unit"] = lambda row: wrong_unit(row, indicators)
        checks["value"] = lambda row: out_of_bounds(row, indicators)
    if len(sources):
        checks["source"] = lambda row: unknown(row["source"], sources.index, "sources.csv")
    checks["published"] = published_before_its_period
    tables = []
    for file, rows in reader.read_all(files, columns.OBSERVATIONS).items():
        region = PurePosixPath(file).stem
        if len(regions) and region not in regions.index:
            remedy = "Name the file by an id of data/raw/regions.csv, or add the region there."
            found = f"a file for unknown region “{region}”"
            reader.faults.append(Fault(found, "a known region", remedy, in_raw(file)))
        reader.check_each(rows, file, checks)
        tables.append(rows.assign(region=region))
    if not tables:
        remedy = "Put one file a region there, for example CN-ZJ.csv."
        reader.faults.append(Fault("no observations", "at least one file", remedy, "data/raw/observations"))
        return pd.DataFrame(columns=["region", *columns.OBSERVATIONS.names])
    return pd.concat(tables, ignore_index=True)


def add_translations(reader: Reader, observations: pd.DataFrame) -> pd.DataFrame:
    """Return the observations with a column note_en, empty where a note is not translated."""
    file = "note_translations.csv"
    key = list(columns.NOTE_TRANSLATIONS.key)
    rows = reader.read(file, columns.NOTE_TRANSLATIONS)
    if not any(fault.file.startswith(in_raw("observations")) for fault in reader.faults):
        noted = set(observations.loc[observations["note"] != "", key].itertuples(index=False, name=None))
        reader.check(rows, file, "note_en", lambda row: translation_of_nothing([row[k] for k in key], noted))
    return observations.merge(rows, on=key, how="left").fillna({"note_en": ""})


def read_breaks(reader: Reader, indicators: dict[str, Indicator], regions: pd.DataFrame) -> pd.DataFrame:
    """Return the changes of definition."""
    file = "breaks.csv"
    rows = reader.read(file, columns.BREAKS)
    if indicators:
        reader.check(
            rows, file, "indicator", lambda row: unknown(row["indicator"], indicators, "indicators.csv")
        )
    places = {"*", *regions.index}
    if len(regions):
        reader.check(rows, file, "region", lambda row: unknown(row["region"], places, "regions.csv"))
    return rows
