from __future__ import annotations

from dataclasses import asdict, dataclass, fields

import numpy as np
import pandas as pd
import pytest

from ontrack.assessment import Assessment
from ontrack.assessment.adjustments import Adjustment
from ontrack.assessment.alarms.alarm import Alarm
from ontrack.coherence.rows import FigureRow, FindingRow, RatioForecast
from ontrack.explanation.eras import EraAnswer
from ontrack.explanation.lenses import Lenses
from ontrack.explanation.why.facts import WhyFact
from ontrack.explanation.with_and_without import Answer
from ontrack.hindsight.changes import Change
from ontrack.hindsight.outcomes import PastAnswer
from ontrack.hindsight.revisions import Revision
from ontrack.portfolio.tables import Influence, NumberMet
from ontrack.rules.rules_table import Ruling
from ontrack.scenarios import ScenarioRow
from ontrack.tables.columns import Column
from ontrack.tables.result_columns import RESULTS
from ontrack.tables.rows import rows_of

ROWS = {
    "assessments": Assessment, "adjustments": Adjustment, "alarms": Alarm, "coherence": FindingRow,
    "coherence_figures": FigureRow, "ratio_forecasts": RatioForecast, "eras": EraAnswer, "lenses": Lenses,
    "why_facts": WhyFact, "comparators": Answer, "changes": Change, "outcomes": PastAnswer,
    "revisions": Revision, "portfolio": NumberMet, "portfolio_targets": Influence, "rules": Ruling,
    "scenarios": ScenarioRow,
}  # fmt: skip
TYPES = {"text": "str", "integer": "int", "number": "float", "flag": "bool"}


@dataclass(frozen=True)
class Small:
    name: str
    year: int | None
    value: float | None
    held: bool


def type_of(column: Column) -> str:
    maybe = column.optional and column.type in ("integer", "number")
    return TYPES[column.type] + " | None" * maybe


@pytest.mark.parametrize("name", ROWS)
def test_a_row_has_the_columns_of_its_table(name):
    columns = {column.name: type_of(column) for column in RESULTS[name].columns}
    assert {one.name: one.type for one in fields(ROWS[name])} == columns


def test_empty_cells_are_none_and_numbers_pythons_own():
    table = pd.DataFrame(
        {"name": ["a", None], "held": [True, False], "value": [1.5, np.nan]}
    ).assign(year=pd.array([2025, pd.NA], dtype="Int64"))  # fmt: skip
    full, empty = rows_of(table, Small)
    assert asdict(full) == {"name": "a", "year": 2025, "value": 1.5, "held": True}
    assert [type(value) for value in asdict(full).values()] == [str, int, float, bool]
    assert asdict(empty) == {"name": "", "year": None, "value": None, "held": False}


def test_a_table_without_rows_has_none():
    assert rows_of(pd.DataFrame(columns=["name", "year", "value", "held"]), Small) == []


@pytest.mark.parametrize("columns", [["name", "year", "held"], ["name", "year", "value", "held", "other"]])
def test_a_column_lacking_or_one_too_many_is_named(columns):
    wrong = "other" if "other" in columns else "value"
    words = f"A row of Small has just the columns name, year, value, held; lacking or one too many: {wrong}"
    with pytest.raises(ValueError, match=words):
        rows_of(pd.DataFrame(columns=columns), Small)
