"""Which faults stop a plan: those of what it needs. The others are set apart; `ontrack check` tells them.

A plan needs its own folder; the figures of the indicators that its targets rest on, and of what these are
made of; in its own region, the areas around it, its peers, and the places its scenarios and identities name.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from ontrack.errors import Fault
from ontrack.plan import Indicator, Plan, Region
from ontrack.plan.relations import Identities, Term
from ontrack.plan.scenario import Scenario
from ontrack.tables.economies import GDP
from ontrack.tables.reader import Reader
from ontrack.tables.regions import ancestors

WITH_IDS = ("regions.csv", "sources.csv")
BY_INDICATOR = ("breaks.csv", "statements.csv", "note_translations.csv")


@dataclass(frozen=True)
class Scope:
    """What a plan needs: ids of indicators and of regions, and lines of targets.csv that are set apart."""

    plan: str
    indicators: Collection[str]
    regions: Collection[str]
    target_lines: Collection[int] = ()


def scope_of(
    plan: Plan,
    indicators: Mapping[str, Indicator],
    places: Mapping[str, Region],
    identities: Identities,
    scenarios: Iterable[Scenario],
) -> Scope:
    """Return what a plan needs."""
    figures = [
        figure
        for entry in (*identities.identity, *identities.ratio)
        for part in entry.terms.values()
        for figure in (part.figures if isinstance(part, Term) else (part,))
    ]
    aims = [*plan.targets, *(aim for aim in plan.targets_without_value if aim.fault is None)]
    named = {aim.indicator for aim in aims} | {figure.indicator for figure in figures} | set(GDP)
    for figure in figures:
        if figure.from_ratio:
            named |= {figure.from_ratio.numerator, figure.from_ratio.ratio}
    regions = {figure.region for figure in figures} | {getattr(one, "region", "") for one in scenarios}
    lines = {aim.fault.line for aim in plan.targets_without_value if aim.fault and aim.fault.line}
    return Scope(
        plan.id,
        made_of(named - {""}, indicators),
        around(plan.region, places) | regions - {""},
        lines if plan.targets else (),
    )


def made_of(names: set[str], indicators: Mapping[str, Indicator]) -> set[str]:
    """Return indicators with other forms of their quantity and all that these are made of."""
    forms = {name for name, one in indicators.items() if one.numerator in names}
    waiting, found = [*names, *forms], set()
    while waiting:
        name = waiting.pop()
        if name and name not in found:
            found.add(name)
            one = indicators.get(name)
            waiting += [one.numerator, one.denominator] if one else []
    return found


def around(region: str, places: Mapping[str, Region]) -> set[str]:
    """Return a region, the areas around it, its peers, and the places whose economy is theirs."""
    own = places.get(region)
    peers = {name for name, one in places.items() if own and (one.kind, one.parent) == (own.kind, own.parent)}
    near = {region, *peers, *ancestors(region, {name: one.parent for name, one in places.items()})}
    return near | {places[name].economy for name in near if name in places} - {""}


def set_apart(reader: Reader, scope: Scope) -> list[Fault]:
    """Take the faults that do not concern a plan from its reader, and return them."""
    roots = {id(fault): reader.root_of(fault, reader.faults) for fault in reader.faults}
    stop = {id(fault) for fault in concerning(reader, scope, roots)}
    stop |= {id(root) for name, root in roots.items() if root is not None and name in stop}
    apart = [fault for fault in reader.faults if id(fault) not in stop]
    reader.faults = [fault for fault in reader.faults if id(fault) in stop]
    return apart


def concerning(reader: Reader, scope: Scope, roots: Mapping[int, Fault | None]) -> Iterator[Fault]:
    """Yield the faults that stop a plan; what only follows from the row of a target set apart does not."""
    targets = f"data/raw/plans/{scope.plan}/targets.csv"
    for fault in reader.faults:
        root = roots[id(fault)] or fault
        if root.file == targets and root.line in scope.target_lines:
            continue
        if concerns(fault, reader, scope):
            yield fault


def concerns(fault: Fault, reader: Reader, scope: Scope) -> bool:
    """Whether a fault lies in what a plan needs; where its row cannot be read it is taken to."""
    path = PurePosixPath(fault.file)
    if path.parent.name == "observations":
        return path.stem in scope.regions and needs_row(fault, reader, scope, "indicator")
    if path.name in BY_INDICATOR:
        return needs_row(fault, reader, scope, "indicator")
    if path.name == "indicators.csv":
        return needs_row(fault, reader, scope, "id")
    if path.name in WITH_IDS and not len(reader.rows.get(path.name, ())):
        return True  # no row is left to look up: what was asked of the table went unchecked
    if path.name == "regions.csv":
        name = cell_of(fault, reader, "id")
        return name is None or name in scope.regions
    # A source matters where something that the plan needs cites it: that fault follows from this one.
    return path.name != "sources.csv" or cell_of(fault, reader, "id") is None or fault.column == "url"


def needs_row(fault: Fault, reader: Reader, scope: Scope, column: str) -> bool:
    """Whether the row of a fault is of an indicator that a plan needs, or of one that nobody knows."""
    name = cell_of(fault, reader, column)
    known = reader.cells.get("data/raw/indicators.csv")
    return name is None or name in scope.indicators or known is None or name not in set(known["id"])


def cell_of(fault: Fault, reader: Reader, column: str) -> str | None:
    """Return a cell of the row that a fault stands in; None where it is of no single row."""
    cells = reader.cells.get(fault.file)
    if cells is None or fault.line not in cells.index:
        return None
    return str(cells.loc[[fault.line], column].iloc[0])
