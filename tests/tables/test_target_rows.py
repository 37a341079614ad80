"""Rows of targets.csv that a kind cannot mean, and those of every kind that can be read."""

from __future__ import annotations

import pandas as pd
import pytest
from tables.test_faults import project

from ontrack.errors import InputError
from ontrack.tables import load_plan
from ontrack.tables.target_rows import kind_fault

EMPTY = {
    "kind": "ratio", "comparison": ">=", "value": 10.0, "year": 2030, "baseline_year": 2025,
    "baseline_value": 5.0, "from_year": pd.NA, "value_to": float("nan"), "milestones": "", "places": "",
    "places_needed": pd.NA,
}  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"value_to": 12.0}, "value_to: found value_to with the kind ratio; expected an empty cell. "
         "Empty it, or use the kind range."),
        ({"from_year": 2027}, "from_year: found from_year with the kind ratio; expected an empty cell. "
         "Empty it, or use the kind cumulative_from_2026 or each_year or cumulative_from."),
        ({"kind": "range"}, "value_to: found no value_to with the kind range; "
         "expected a number such as 24.3, "
         "without unit, comma or blank. Type it."),
        ({"kind": "range", "value_to": 10.0}, "value_to: found 10 to 10; "
         "expected a second end above the first. "
         "Correct value or value_to."),
        ({"kind": "range", "value_to": 12.0, "comparison": "<="}, "comparison: found “<=”; "
         "expected “>=”: both ends are included. Type >=."),
        ({"kind": "zero"}, "value: found 10; expected 0. Type 0, or use the kind of the indicator."),
        ({"kind": "zero", "value": 0.0}, "comparison: found “>=”; expected “<=”. Type <=."),
        ({"kind": "coverage", "value": 101.0}, "value: found 101; "
         "expected a coverage from 0 to 100 per cent. "
         "Correct the value."),
        ({"kind": "direction"}, "value: found a value with the kind direction; "
         "expected an empty cell. Empty it."),
        ({"kind": "direction", "value": float("nan"), "baseline_value": float("nan")},
         "baseline_value: found no baseline_value with the kind direction; "
         "expected a number such as 24.3. Type it."),
        ({"kind": "direction", "value": float("nan"), "baseline_year": pd.NA, "comparison": ">"},
         "baseline_year: found no baseline_year with the kind direction; "
         "expected a year such as 2025. Type it."),
        ({"kind": "direction", "value": float("nan")}, "comparison: found “>=”; "
         "expected “>” for up or “<” for down. Type > or <."),
        ({"kind": "yes_no"}, "value: found 10; expected 1, which stands for done. Type 1."),
        ({"kind": "yes_no", "value": 1.0, "comparison": "<="}, "comparison: found “<=”; "
         "expected “>=”. Type >=."),
        ({"kind": "milestones"}, "milestones: found no milestones with the kind milestones; "
         "expected years and values "
         "such as 2027:10;2028:15. Type it."),
        ({"kind": "milestones", "milestones": "2028:1;2027:2"}, "milestones: found years 2028, 2027, 2030; "
         "expected rising years before the target's own. Put them in order."),
        ({"kind": "rank", "value": 1.5}, "value: found 1.5; expected a rank: 1, 2, 3. Type a whole number."),
        ({"kind": "rank", "value": 3.0}, "comparison: found “>=”; "
         "expected “<=”: this rank or better. Type <=."),
        ({"kind": "rank", "value": 3.0, "comparison": "<=", "places": "CN-JS CN-GD"},
         "value: found rank 3 of 3 places; "
         "expected a rank that not all have. Add places, or correct the rank."),
        ({"kind": "rank", "value": 1.0, "comparison": "<=", "places": "CN-XX"},
         "places: found unknown “CN-XX”; expected ids of data/raw/regions.csv. "
         "Correct the id, or add a row to regions.csv."),
        ({"kind": "relative_to"}, "places: found no places with the kind relative_to; "
         "expected region ids with one blank "
         "between them. Type it."),
        ({"kind": "relative_to", "places": "CN-JS CN-GD"}, "places: found “CN-JS CN-GD”; expected one place. "
         "Keep the place it is held against."),
        ({"kind": "gap_multiple", "places": "CN-JS", "value": -1.0}, "value: found -1; "
         "expected 0 or more; 0.5 is half. Correct the part."),
        ({"kind": "gap_multiple", "places": "CN-JS", "value": 0.5}, "comparison: found “>=”; "
         "expected “<=” or “<”. Type <=."),
        ({"kind": "several_places", "places": "CN-JS CN-JS"}, "places: found “CN-JS CN-JS”; "
         "expected each place once. Remove the second."),
        ({"kind": "several_places", "places": "CN-JS CN-GD", "places_needed": 3},
         "places_needed: found 3 of 2 places; expected 1 to 2, or nothing for all. Correct the number."),
    ],
)  # fmt: skip
def test_what_a_kind_cannot_mean(cells, words):
    assert str(kind_fault(EMPTY | cells, {"CN-JS", "CN-GD"})) == words


@pytest.mark.parametrize(
    "cells",
    [
        {},
        {"kind": "range", "value_to": 12.0},
        {"kind": "zero", "value": 0.0, "comparison": "<="},
        {"kind": "coverage", "value": 100.0},
        {"kind": "direction", "value": float("nan"), "comparison": "<"},
        {"kind": "each_year", "from_year": 2027},
        {"kind": "yes_no", "value": 1.0},
        {"kind": "milestones", "milestones": "2027:1;2028:2"},
        {"kind": "rank", "value": 2.0, "comparison": "<=", "places": "CN-JS CN-GD"},
        {"kind": "rank", "value": 2.0, "comparison": "<="},
        {"kind": "relative_to", "places": "CN-JS", "value": -3.0},
        {"kind": "gap_multiple", "places": "CN-JS", "value": 0.5, "comparison": "<="},
        {"kind": "several_places", "places": "CN-JS CN-GD", "places_needed": 1},
        {"kind": "several_places", "places": "CN-JS CN-GD"},
        {"kind": "range", "value": float("nan")},  # listed without its figure
    ],
)
def test_what_a_kind_can_mean(cells):
    assert kind_fault(EMPTY | cells, {"CN-JS", "CN-GD"}) is None


HEADER = (
    "target,indicator,name_zh,name_en,location,goal,nature,baseline_year,baseline_value,year,value,unit_zh,"
    "unit_en,kind,comparison,in_table,note_zh,note_en,from_year,value_to,milestones,places,places_needed\n"
)
ROW = "{target},rate,率,Rate,表1,创造,expected,2025,87.5,2030,{value},%,%,{kind},{comparison},yes,,,{rest}\n"


def with_rows(tmp_path, *rows):
    paths = project(tmp_path)
    file = paths.raw / "plans" / "tiny" / "targets.csv"
    file.write_text(HEADER + "".join(ROW.format(**row) for row in rows), encoding="utf-8")
    return paths


def test_a_file_with_all_columns_is_read(tmp_path):
    paths = with_rows(
        tmp_path,
        {"target": "inside", "value": 85, "kind": "range", "comparison": ">=", "rest": ",90,,,"},
        {"target": "up", "value": "", "kind": "direction", "comparison": ">", "rest": ",,,,"},
        {"target": "steps", "value": 95, "kind": "milestones", "comparison": ">=", "rest": ",,2027:90,,"},
        {"target": "kept", "value": 80, "kind": "each_year", "comparison": ">=", "rest": "2027,,,,"},
        {"target": "all", "value": 80, "kind": "several_places", "comparison": ">=", "rest": ",,,CN-ZJ,1"},
    )
    inside, up, steps, kept, everywhere = load_plan(paths, "tiny").targets
    assert (inside.value, inside.value_to, inside.level) == (85.0, 90.0, None)
    assert (up.value, up.level, up.met_by(87.5)) == (87.5, 87.5, False)
    assert (steps.milestones, steps.value_to, steps.places_needed) == ("2027:90", None, None)
    assert (kept.from_year, everywhere.places, everywhere.places_needed) == (2027, "CN-ZJ", 1)


def test_every_fault_has_its_line_and_column(tmp_path):
    paths = with_rows(
        tmp_path,
        {"target": "inside", "value": 85, "kind": "range", "comparison": ">=", "rest": ",80,,,"},
        {"target": "steps", "value": 95, "kind": "milestones", "comparison": ">=", "rest": ",,2027=90,,"},
    )
    with pytest.raises(InputError) as caught:
        load_plan(paths, "tiny")
    places = {(fault.line, fault.column) for fault in caught.value.faults}
    assert places == {(2, "value_to"), (3, "milestones")}
