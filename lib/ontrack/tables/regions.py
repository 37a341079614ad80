"""Read regions.csv: every place, the larger place it lies in, and whose GDP stands for its economy."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pandas as pd

from ontrack.errors import Fault
from ontrack.plan import Region
from ontrack.plan.texts import of_row
from ontrack.tables import raw_columns
from ontrack.tables.row_faults import Row
from ontrack.tables.texts_needed import in_any_language

if TYPE_CHECKING:
    from ontrack.tables.reader import Reader

FILE = "regions.csv"


def read_regions(reader: Reader) -> pd.DataFrame:
    """Return the regions by line, after adding the faults of their parents and economies to the reader."""
    rows = reader.read(FILE, in_any_language(raw_columns.REGIONS))
    known = set(rows["id"])
    parents = dict(zip(rows["id"], rows["parent"], strict=True))
    reader.check_each(
        rows, FILE,
        {
            "economy": lambda row: unknown_place(row["economy"], known),
            "parent": lambda row: unknown_place(row["parent"], known) or in_a_circle(row, parents),
        },
    )  # fmt: skip
    return rows


def unknown_place(name: str, known: set[str]) -> Fault | None:
    """Return a fault when a cell names a region that has no row; an empty cell names none."""
    if not name or name in known:
        return None
    remedy = "Correct the id, add a row for it, or leave the cell empty."
    return Fault(f"unknown “{name}”", "an id of this table or nothing", remedy)


def in_a_circle(row: Row, parents: Mapping[str, str]) -> Fault | None:
    """Return a fault when the parents of a region lead back to it; each region of the circle has its own."""
    way = ancestors(row["id"], parents)
    if not way or way[-1] != row["id"]:
        return None
    circle = " → ".join([row["id"], *way])
    remedy = "Name the larger place, and leave the largest place's cell empty."
    return Fault(f"parents in a circle, {circle}", "parents that end at a place without one", remedy)


def ancestors(region: str, parents: Mapping[str, str]) -> list[str]:
    """Return the parent of a region, the parent's parent and so on, up to one without or one seen before."""
    way: list[str] = []
    place = parents.get(region, "")
    while place and place not in way:
        way.append(place)
        if place == region:
            break
        place = parents.get(place, "")
    return way


def to_places(regions: pd.DataFrame) -> dict[str, Region]:
    """Return the rows of regions.csv as nouns, by id."""
    return {str(name): of_row(Region, row, id=str(name)) for name, row in regions.to_dict("index").items()}
