"""Result tables in which some targets get no word this year."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from ontrack.assessment.verdicts import verdict
from ontrack.tables import read_result
from ontrack.tables.choices import WITHHELD_REASONS
from ontrack.tables.result_columns import RESULTS

Tables = Mapping[str, pd.DataFrame]
WORDS_OF_NOW = ("assessments", "scenarios", "changes")


def tables_of(folder: Path) -> dict[str, pd.DataFrame]:
    """Return the result tables of a folder; those that its assessment did not make are empty."""
    return {
        name: read_result(name, folder)
        if (folder / f"{name}.csv").is_file()
        else pd.DataFrame(columns=table.names)
        for name, table in RESULTS.items()
    }


def reasons_of(tables: Tables, count: int = 5) -> dict[str, str]:
    """Return the first targets that have a probability, each with a reason, every reason among them."""
    known = tables["assessments"].dropna(subset=["probability_met"])["target"]
    return {name: WITHHELD_REASONS[place % 4] for place, name in enumerate(known[:count])}


def with_all_words(assessments: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of assessments.csv with a word for every probability that is not decided."""
    chances = assessments["probability_met"]
    bare = chances.notna() & (assessments["verdict"] == "")
    words = chances.map(lambda chance: verdict(chance) if chance == chance else "")
    kept = assessments["reason"].mask(bare, "")
    return assessments.assign(verdict=assessments["verdict"].mask(bare, words), reason=kept)


def withheld(tables: Tables, reasons: Mapping[str, str]) -> dict[str, pd.DataFrame]:
    """Return copies of result tables in which targets have a probability and no verdict."""
    found = {name: rows.copy() for name, rows in tables.items()}
    found["assessments"] = with_all_words(found["assessments"])
    for name in WORDS_OF_NOW:
        rows = found[name]
        mine = rows["target"].isin(list(reasons))
        found[name] = rows.assign(verdict=rows["verdict"].mask(mine, ""))
    rows = found["assessments"]
    told = rows["target"].map(reasons).fillna(rows["reason"])
    found["assessments"] = rows.assign(reason=told)
    return found
