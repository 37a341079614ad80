"""What an indicator is made of: its numerator and denominator, which must not lead back to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from ontrack.errors import Fault
from ontrack.tables.row_faults import Row

PARTS = ("numerator", "denominator")


def drivers_of(rows: pd.DataFrame) -> dict[str, list[str]]:
    """Return what each row of indicators.csv is made of, by id."""
    return {row["id"]: [row[part] for part in PARTS if row[part]] for row in rows.to_dict("records")}


def circular(row: Row, part: str, drivers: Mapping[str, Sequence[str]]) -> Fault | None:
    """Return a fault when a part of an indicator rests on the indicator itself; each has its own."""
    way = way_between(row[part], row["id"], drivers)
    if not way:
        return None
    circle = " → ".join([row["id"], *way])
    remedy = "Name what is counted and what it is counted per, and leave their own cells empty."
    return Fault(f"drivers in a circle, {circle}", f"a {part} that does not rest on {row['id']}", remedy)


def way_between(start: str, goal: str, drivers: Mapping[str, Sequence[str]]) -> list[str]:
    """Return the ids of a shortest way from one indicator to another through their parts; none without."""
    ways, seen = [[start]], {start}
    while ways:
        way = ways.pop(0)
        if way[-1] == goal:
            return way
        further = [name for name in drivers.get(way[-1], ()) if name not in seen]
        seen.update(further)
        ways += [[*way, name] for name in further]
    return []
