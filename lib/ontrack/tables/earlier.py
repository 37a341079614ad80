"""Read what earlier assessments of a plan said, from their own result tables."""

from __future__ import annotations

import pandas as pd

from ontrack.paths import Paths
from ontrack.tables.results import read_result

NEEDED = ("series", "projections", "assessments")


def read_earlier(paths: Paths, plan: str, as_of: int) -> dict[int, dict[str, pd.DataFrame]]:
    """Return the tables of every assessment of a plan before `as_of`, by its year; later ones are not opened.

    Only the tables that every version has written are read, so assessments of any age will do. A folder
    without assessments.csv holds none.

    Raises
    ------
    InputError
        When a table of an earlier assessment is missing or not what its columns say.
    """
    folders = paths.processed(plan, as_of).parent.glob("[0-9][0-9][0-9][0-9]")
    years = sorted(int(folder.name) for folder in folders if (folder / "assessments.csv").is_file())
    return {
        year: {name: read_result(name, paths.processed(plan, year)) for name in NEEDED}
        for year in years
        if year < as_of
    }
