"""Read data/raw: every table checked at the door, all faults of all files reported at once."""

from __future__ import annotations

import contextlib
import hashlib
import pickle
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import cast

import pandas as pd

from ontrack.errors import Fault
from ontrack.narrative import Narrative
from ontrack.paths import Paths
from ontrack.plan import Indicator, Plan, Region
from ontrack.plan.relations import Identities
from ontrack.plan.scenario import Scenario
from ontrack.plan.texts import of_row
from ontrack.statements import Statement
from ontrack.tables import raw_columns
from ontrack.tables.drivers import circular, drivers_of
from ontrack.tables.economies import check_economies
from ontrack.tables.full_width import Reading
from ontrack.tables.identities import read_identities
from ontrack.tables.isolation import scope_of, set_apart
from ontrack.tables.observations import add_translations, read_observations
from ontrack.tables.period_faults import (
    in_ending_years,
    wrong_yearly_rule,
)
from ontrack.tables.plan_baselines import known_with_plan
from ontrack.tables.plans import read_plan
from ontrack.tables.policy_targets import PolicyTargets, read_policy_targets
from ontrack.tables.reader import Reader, in_raw
from ontrack.tables.regions import read_regions, to_places
from ontrack.tables.row_faults import (
    reposted_with_address,
    unknown,
    upside_down,
)
from ontrack.tables.scenarios import read_scenarios
from ontrack.tables.statements import read_statements
from ontrack.tables.texts_needed import check_shared_texts, in_any_language
from ontrack.tables.validation import without_nan


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
    apart : tuple of Fault
        What is wrong with rows that this plan does not need, and with targets that are listed for it.
    readings : tuple of Reading
        Figures that were read otherwise than typed.
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
    apart: tuple[Fault, ...] = ()
    readings: tuple[Reading, ...] = ()

    @cached_property
    def places(self) -> dict[str, Region]:
        """The regions by id, each with its economy and its parent."""
        return to_places(self.regions)


def load_plan(paths: Paths, plan_id: str) -> Plan:
    """Return a plan alone, without any figures.

    Raises
    ------
    InputError
        With every fault of what it needs.
    """
    reader = Reader(paths)
    indicators = read_indicators(reader)
    plan = read_plan(reader, plan_id, indicators, pd.DataFrame(), pd.DataFrame())
    if plan is not None:
        set_apart(reader, scope_of(plan, indicators, {}, Identities(), ()))
    reader.refuse_faults()
    assert plan is not None, "read_plan returns none only after adding a fault"
    return plan


@dataclass(frozen=True)
class Common:
    """What plans share, read once for all of them; `reader` holds what is wrong with it.

    Attributes
    ----------
    places : DataFrame
        The regions by line of regions.csv. All else is as in `RawData`.
    """

    reader: Reader
    indicators: dict[str, Indicator]
    places: pd.DataFrame
    observations: pd.DataFrame
    breaks: pd.DataFrame
    sources: pd.DataFrame
    statements: tuple[Statement, ...]
    policy_targets: PolicyTargets


def read_common(paths: Paths) -> Common:
    """Return what plans share, with its faults."""
    reader = Reader(paths)
    indicators = read_indicators(reader)
    places = read_regions(reader)
    regions = places.set_index("id")
    sources = read_sources(reader)
    observations = read_observations(reader, indicators, regions, sources)
    check_economies(reader, places, observations, indicators)
    observations = in_ending_years(add_translations(reader, observations), indicators)
    breaks = read_breaks(reader, indicators, regions)
    statements = read_statements(
        reader, indicators, observations, regions=regions.index, sources=sources.index
    )
    policy_targets = read_policy_targets(reader, regions=regions.index)
    return Common(reader, indicators, places, observations, breaks, sources, statements, policy_targets)


def load_raw(paths: Paths, plan_id: str, *, strict: bool = False, common: Common | None = None) -> RawData:
    """Return a plan and all figures.

    Parameters
    ----------
    strict : bool
        Whether a fault anywhere stops it; otherwise only one in what the plan needs, and a target whose row
        has one is listed instead of assessed.
    common : Common, optional
        What plans share, when it has been read already.

    Raises
    ------
    InputError
        With every fault of every table: its file, line, column, what was found and expected, and the remedy.
    """
    if common is not None:
        return read_raw(plan_id, common, strict=strict)
    return cast(RawData, pickle.loads(kept_raw(paths, plan_id, strict, state_of(paths.raw))))


@lru_cache(maxsize=1)
def kept_raw(paths: Paths, plan_id: str, strict: bool, state: str) -> bytes:
    """Return what `load_raw` makes of files in a state, pickled: the notebooks of a job ask for it in turn.

    Each of them gets one of its own, and none can change another's.
    """
    return pickle.dumps(read_raw(plan_id, read_common(paths), strict=strict))


def state_of(folder: Path) -> str:
    """Return the hash of all files of a folder; one that cannot be read is left for its reader to tell."""
    state = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        state.update(f"\n{path}\n".encode())
        with contextlib.suppress(OSError):
            state.update(path.read_bytes())
    return state.hexdigest()


def read_raw(plan_id: str, common: Common, *, strict: bool) -> RawData:
    """Return a plan and all figures, of which those that plans share have been read already."""
    reader, indicators = common.reader.copy(), common.indicators
    regions, sources = common.places.set_index("id"), common.sources
    plan = read_plan(reader, plan_id, indicators, regions, sources)
    identities = read_identities(reader, plan_id, plan, regions=regions.index, sources=sources.index)
    scenarios = read_scenarios(reader, plan_id, plan, observations=common.observations, regions=regions)
    narratives = read_texts(reader, plan)
    apart: list[Fault] = []
    if plan is not None and not strict:
        scope = scope_of(plan, indicators, to_places(regions), identities, scenarios)
        apart = set_apart(reader, scope)
        identities = identities.without({aim.target for aim in plan.targets_without_value if aim.fault})
    # Afterwards: only texts that this plan needs are missed.
    check_shared_texts(reader, plan, identities, common.observations)
    reader.refuse_faults()
    assert plan is not None, "read_plan returns none only after adding a fault"
    observations = known_with_plan(common.observations, plan)
    return RawData(
        plan, indicators, observations, common.breaks, sources, regions, identities, scenarios, narratives,
        common.policy_targets, common.statements, tuple(apart), tuple(reader.readings),
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
    rows = reader.read(file, in_any_language(raw_columns.INDICATORS))
    known, drivers = set(rows["id"]), drivers_of(rows)
    reader.check(rows, file, "denominator", lambda row: unknown(row["denominator"], known, file))
    reader.check(rows, file, "numerator", lambda row: unknown(row["numerator"], known, file))
    reader.check(rows, file, "denominator", lambda row: circular(row, "denominator", drivers))
    reader.check(rows, file, "numerator", lambda row: circular(row, "numerator", drivers))
    reader.check(rows, file, "upper", upside_down)
    reader.check(rows, file, "yearly_by", wrong_yearly_rule)
    rows = rows.replace({"quantity": {"": "unknown"}, "domain": {"": "other"}})
    return {row["id"]: of_row(Indicator, without_nan(row)) for row in rows.to_dict("records")}


def read_sources(reader: Reader) -> pd.DataFrame:
    """Return the sources by id."""
    file = "sources.csv"
    rows = reader.read(file, raw_columns.SOURCES)
    reader.check(rows, file, "url", reposted_with_address)
    return rows.set_index("id")


def read_breaks(reader: Reader, indicators: dict[str, Indicator], regions: pd.DataFrame) -> pd.DataFrame:
    """Return the changes of definition."""
    file = "breaks.csv"
    rows = reader.read_if_there(file, in_any_language(raw_columns.BREAKS))
    if indicators:
        reader.check(
            rows, file, "indicator", lambda row: unknown(row["indicator"], indicators, "indicators.csv")
        )
    places = {"*", *regions.index}
    if len(regions):
        reader.check(rows, file, "region", lambda row: unknown(row["region"], places, "regions.csv"))
    return rows
