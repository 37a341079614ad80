"""Observed figures, as publishers gave them, and the translations of their notes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePosixPath

import pandas as pd

from ontrack.errors import Fault
from ontrack.plan import Indicator
from ontrack.tables import raw_columns
from ontrack.tables.period_faults import (
    ambiguous_periods,
    wrong_period,
)
from ontrack.tables.reader import Reader, in_raw
from ontrack.tables.row_faults import (
    Row,
    no_translation,
    out_of_bounds,
    published_before_its_period,
    translation_of_nothing,
    unknown,
    wrong_unit,
)


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
        checks["period"] = lambda row: wrong_period(row, indicators)
    if len(sources):
        checks["source"] = lambda row: unknown(row["source"], sources.index, "sources.csv")
    checks["published"] = published_before_its_period
    tables = []
    for file, rows in reader.read_all(files, raw_columns.OBSERVATIONS).items():
        region = PurePosixPath(file).stem
        if len(regions) and region not in regions.index:
            remedy = "Name the file by an id of data/raw/regions.csv, or add the region there."
            found = f"a file for unknown region “{region}”"
            sought = (in_raw("regions.csv"), region)
            reader.faults.append(Fault(found, "a known region", remedy, in_raw(file), sought=sought))
        reader.check_each(rows, file, checks)
        reader.faults += ambiguous_periods(rows, indicators, in_raw(file))
        tables.append(reader.without_faulty(rows, file).assign(region=region))
    if not tables:
        remedy = "Put one file a region there, for example CN-ZJ.csv."
        reader.faults.append(Fault("no observations", "at least one file", remedy, "data/raw/observations"))
        return pd.DataFrame(columns=["region", *raw_columns.OBSERVATIONS.names])
    return pd.concat(tables, ignore_index=True)


def add_translations(reader: Reader, observations: pd.DataFrame) -> pd.DataFrame:
    """Return the observations with a column of notes a language, empty where a note is not translated.

    A translation without a day of publication is of the note on the first vintage of its figure that has one.
    """
    file = "note_translations.csv"
    *key, day = raw_columns.NOTE_TRANSLATIONS.key
    rows = reader.read_if_there(file, raw_columns.NOTE_TRANSLATIONS)
    noted = observations.loc[observations["note"] != "", [*key, day]]
    first = noted.sort_values(day).drop_duplicates(key).rename(columns={day: "first"})
    days = rows.merge(first, on=key, how="left")["first"].fillna("").set_axis(rows.index)
    rows[day] = rows[day].mask(rows[day] == "", days)
    filled = [name for name in raw_columns.TRANSLATED if (rows[name] != "").any()]
    column = (filled or raw_columns.TRANSLATED)[-1]
    reader.check(rows, file, column, no_translation)
    if not any(fault.file.startswith(in_raw("observations")) for fault in reader.faults):
        known = set(noted.itertuples(index=False, name=None))
        reader.check(
            rows, file, column, lambda row: translation_of_nothing([row[k] for k in (*key, day)], known)
        )
    return observations.merge(rows, on=[*key, day], how="left").fillna(
        dict.fromkeys(raw_columns.TRANSLATED, "")
    )
