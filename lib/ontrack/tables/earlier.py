"""Read what earlier assessments of a plan said, from their own result tables."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pandas as pd

from ontrack.errors import InputError
from ontrack.paths import Paths
from ontrack.tables.results import read_result

NEEDED = ("series", "projections", "assessments")
WELCOME = ("evidence_series", "statements")  # what was told beside, for the causes of a change


def read_earlier(paths: Paths, plan: str, as_of: int) -> dict[int, dict[str, pd.DataFrame]]:
    """Return the tables of every assessment of a plan before `as_of`, by its year; later ones are not opened.

    Needed are only the tables that every version has written, so assessments of any age will do; others are
    read where they are there and as they are today. A folder without assessments.csv holds none.

    Raises
    ------
    InputError
        When a table of an earlier assessment is missing or not what its columns say.
    """
    folders = paths.processed(plan, as_of).parent.glob("[0-9][0-9][0-9][0-9]")
    years = sorted(int(folder.name) for folder in folders if (folder / "assessments.csv").is_file())
    return {year: read_year(paths.processed(plan, year)) for year in years if year < as_of}


def read_year(folder: Path) -> dict[str, pd.DataFrame]:
    """Return the tables of one earlier assessment that are needed, and those welcome that can be read."""
    tables = {name: read_result(name, folder) for name in NEEDED}
    for name in WELCOME:
        with contextlib.suppress(InputError):
            tables[name] = read_result(name, folder)
    return tables
