"""Verdicts taken back in the table, and signs read from why.csv and lenses.csv."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from ontrack.assessment.judgement import Signs, judged, signs_of, withheld
from ontrack.assessment.judgement.table import counts_of
from ontrack.tables.choices import WHY_PIECES
from ontrack.tables.evidence_columns import LENSES, WHY
from ontrack.tables.result_columns import ASSESSMENTS

GIVEN = Signs(0.75, 0.4, 0.7, {"what": 0.7}, values=6)
HELD_BACK = Signs(0.75, 0.74, 0.7, {"what": 0.7}, values=6)


def assessments(**columns: list[object]) -> pd.DataFrame:
    table = pd.DataFrame(columns)
    return table.reindex(columns=[*table, *(name for name in ASSESSMENTS.names if name not in table)])


def test_a_withheld_word_leaves_the_probability_and_says_why():
    table = assessments(
        target=["a", "b"], verdict=["likely", "likely"], reason=["", ""], probability_met=[0.75, 0.75],
        lower_80=[1.0, 2.0],
    )  # fmt: skip
    result = judged(table, {"a": GIVEN, "b": HELD_BACK})
    assert result["verdict"].tolist() == ["likely", ""]
    assert result["reason"].tolist() == ["", "class_answer"]
    untouched = [name for name in table if name not in ("verdict", "reason")]
    pd.testing.assert_frame_equal(result[untouched], table[untouched])
    assert table["verdict"].tolist() == ["likely", "likely"]


def test_what_is_met_missed_or_not_assessable_stays():
    table = assessments(
        target=["a", "b", "c"], verdict=["met", "missed", "not_assessable"], reason=["", "", "no_data"],
        probability_met=[1.0, 0.0, math.nan],
    )  # fmt: skip
    pd.testing.assert_frame_equal(judged(table, {"a": HELD_BACK, "b": HELD_BACK, "c": HELD_BACK}), table)


def test_a_probability_of_staying_met_is_judged_too():
    table = assessments(
        target=["b"], verdict=["likely"], reason=[""], probability_met=[0.75], probability_held=[0.75]
    )
    result = judged(table, {"b": HELD_BACK})
    assert (result["verdict"][0], result["probability_held"][0]) == ("", 0.75)


def test_a_table_without_rows_stays_so():
    assert judged(assessments(target=[], verdict=[]), {}).empty


def test_a_target_with_a_word_and_no_signs_is_an_error():
    with pytest.raises(KeyError, match="a"):
        judged(assessments(target=["a"], verdict=["likely"], reason=[""], probability_met=[0.7]), {})


def steps(target: str, present: dict[str, float]) -> list[dict[str, object]]:
    """Rows of why.csv: what each piece present adds alone, in points; the class alone says 0.3."""
    return [
        {
            "target": target, "step": number, "piece": piece,
            "present": "yes" if piece in {"class", *present} else "no",
            "probability": 0.3 if piece == "class" else 0.6, "points": 0.0,
            "points_alone": math.nan if piece == "class" else present.get(piece, 0.0),
        }
        for number, piece in enumerate(WHY_PIECES, start=1)
    ]  # fmt: skip


def tables(kinds: object = "") -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    pieces = {"what": 12.5, "nation": -8.0, "own_values": 20.0, "statements": 3.0, "form": 1.0}
    why = pd.DataFrame(steps("a", pieces) + steps("b", {}), columns=WHY.names)
    lenses = pd.DataFrame({
        "target": ["a", "b"], "probability_met": [0.6, 0.6], "probability_apart": [0.68, 0.6],
        "pace_share": [0.25, math.nan], "earlier_share": [0.42, math.nan],
    }).reindex(columns=LENSES.names)  # fmt: skip
    table = assessments(target=["a", "b", "c"], evidence_kinds=[kinds, "own 1", ""], observations=[4, 1, 0])
    return why, lenses, table


def test_signs_are_read_from_the_tables():
    found = signs_of(*tables("own 4; statements 2; nation; economy; neighbours 3"))
    one = found["a"]
    assert set(found) == {"a", "b"}
    assert (one.probability, one.class_only, one.apart) == (0.6, 0.3, 0.68)
    assert one.without_each == pytest.approx(
        {"what": 0.475, "nation": 0.68, "own_values": 0.4, "statements": 0.57, "form": 0.59}
    )
    assert (one.pace_share, one.earlier_share) == (0.25, 0.42)
    assert (one.values, one.statements, one.nation, one.peers) == (4, 2, True, False)


def test_signs_of_a_value_alone():
    one = signs_of(*tables())["b"]
    assert (one.values, one.statements, one.nation, one.peers, dict(one.without_each)) == (
        1, 0, False, False, {},
    )  # fmt: skip
    assert math.isnan(one.pace_share)
    assert math.isnan(one.earlier_share)
    assert withheld(one) == "one_value_alone"


@pytest.mark.parametrize("kinds", ["", math.nan, None])
def test_an_older_table_without_kinds_counts_years_and_whether_there_are_statements(kinds):
    one = signs_of(*tables(kinds))["a"]
    assert (one.values, one.statements) == (4, 1)


def test_counts_of_a_cell():
    assert counts_of("own 6; statements 2; nation; peers 12") == {"own": 6, "statements": 2, "peers": 12}
    assert counts_of("nation; economy") == {}
