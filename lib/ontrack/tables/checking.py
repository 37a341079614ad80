"""Read every plan for `ontrack check`: what plans share once, and the faults of all of them in one go."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ontrack.errors import Fault, InputError
from ontrack.paths import Paths
from ontrack.tables.raw import RawData, load_raw, read_common


def load_all(paths: Paths, plans: Sequence[str]) -> list[RawData]:
    """Return the plans with their figures, in their order.

    Raises
    ------
    InputError
        With every fault of every plan, each once; without a plan.
    """
    if not plans:
        remedy = "Add a folder to data/raw/plans; data/raw/README.md says what it holds."
        raise InputError([Fault("no plan", "at least one folder of data/raw/plans", remedy)])
    common = read_common(paths)
    found, faults = [], dict[Fault, None]()
    for plan in plans:
        try:
            found.append(load_raw(paths, plan, strict=True, common=common))
        except InputError as error:
            faults |= dict.fromkeys(error.faults)
    if faults:
        raise InputError(merged(faults))
    return found


def merged(faults: Iterable[Fault]) -> list[Fault]:
    """Return faults with those that others follow from first, each counted with the plan that has most."""
    most: dict[tuple[str, int | None, str, str], Fault] = {}
    for fault in faults:
        place = (fault.file, fault.line, fault.column, fault.found)
        if place not in most or fault.following > most[place].following:
            most[place] = fault
    return sorted(most.values(), key=lambda one: (not one.following, one.file, one.line or 0))


def reading_lines(raws: Iterable[RawData]) -> Iterator[str]:
    """Yield a line for each figure that was read otherwise than typed, each once."""
    for one in dict.fromkeys(reading for raw in raws for reading in raw.readings):
        yield f"{one.file}, line {one.line}, column {one.column}: “{one.typed}” is read as {one.read}."
