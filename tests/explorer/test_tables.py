"""Tables to take away: the same figures, and no cell that a spreadsheet would run."""

from __future__ import annotations

from io import BytesIO, StringIO

import openpyxl
import pandas as pd
import pytest
from explorer.conftest import make_project

from ontrack.explorer.desk import Desk, load_desk
from ontrack.explorer.draft import draft_scenario
from ontrack.explorer.tables import path_rows, to_csv, to_xlsx
from ontrack.paths import Paths

FORMULAS = ["=1+1", "+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1"]


@pytest.mark.parametrize("text", FORMULAS)
def test_text_never_becomes_a_formula(text):
    table = pd.DataFrame({"name": [text, "名称"], "value": [-1.5, None]})
    [line, *_] = to_csv(table).decode("utf-8-sig").splitlines()[1:]
    assert line.lstrip('"').startswith("'")
    assert line.endswith(",-1.5")
    sheet = openpyxl.load_workbook(BytesIO(to_xlsx({"one": table})))["one"]
    assert sheet["A2"].data_type == "s"
    assert sheet["A2"].quotePrefix
    assert (sheet["B2"].value, sheet["B3"].value, sheet["A3"].value) == (-1.5, None, "名称")
    assert sheet["A1"].font.bold


def test_a_name_with_a_line_break_stays_one_cell():
    table = to_csv(pd.DataFrame({"name": ["one\r\ntwo"]})).decode("utf-8-sig")
    assert table == "name\r\none  two\r\n"


@pytest.fixture(scope="module")
def desk(tmp_path_factory) -> Desk:
    return load_desk(Paths(make_project(tmp_path_factory.mktemp("desk") / "project")), "tiny", None)


def test_the_path_of_a_target(desk):
    target = desk.plan.table_targets[0]
    outcome = desk.outcome(draft_scenario("stagnation", {"first_year": 2026}, ()), target)
    rows = pd.read_csv(StringIO(to_csv(path_rows(outcome, "停滞")).decode("utf-8-sig")))
    assert set(rows["scenario"]) == {"停滞"}
    assert list(rows.loc[rows["status"] == "projected", "year"]) == [2026, 2027, 2028, 2029, 2030]
    assert rows.loc[rows["status"] == "projected", "median"].nunique() == 1
    known = rows.set_index(["status", "year"])["probability_met"].dropna()
    assert known.to_dict() == {("projected", 2030): pytest.approx(outcome.probability)}


def test_a_target_without_projection_has_no_rows(desk):
    target = next(one for one in desk.plan.targets if one.indicator not in desk.projections)
    outcome = desk.outcome(draft_scenario("baseline", {}, ()), target)
    assert path_rows(outcome, "x").empty
