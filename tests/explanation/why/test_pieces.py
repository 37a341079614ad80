"""The pieces that are told one after the other."""

from __future__ import annotations

import dataclasses

import pandas as pd
from conftest import yearly

from ontrack.evidence import Evidence
from ontrack.explanation.why.pieces import FIELDS, class_alone, has, lacking, ladder
from ontrack.statements import Statement
from ontrack.tables.choices import WHY_PIECES

OWN = pd.Series([10.0, 12.0, 13.5], index=[2022.0, 2023.0, 2025.0])
TABLE = pd.DataFrame([[5.0, 6.0]], index=["CN-JS"], columns=[2023, 2024])
SAID = Statement("example", "CN-ZJ", "ratio_over", "2020", "2025", "1.41", "quoted", "2026", "book")
ALL = Evidence(
    OWN, "count", "research", yearly({2024: 99.0, 2025: 100.0}), yearly({2024: 50.0, 2025: 60.0}), TABLE,
    TABLE, (SAID,),
)  # fmt: skip


def differing(one: Evidence, other: Evidence) -> set[str]:
    """Return the fields in which two differ."""
    names = (field.name for field in dataclasses.fields(one))
    pairs = {name: (getattr(one, name), getattr(other, name)) for name in names}
    return {
        name
        for name, (mine, theirs) in pairs.items()
        if not (mine.equals(theirs) if isinstance(mine, (pd.Series, pd.DataFrame)) else mine == theirs)
    }


def test_every_rung_tells_one_piece_more_in_the_stated_order():
    rungs = list(ladder(ALL))
    assert [rung.piece for rung in rungs] == list(WHY_PIECES[:-1])
    assert all(rung.present for rung in rungs)
    assert rungs[0].evidence.own.to_dict() == {2025.0: 13.5}
    before = rungs[0].evidence
    for rung in rungs[1:]:
        assert differing(before, rung.evidence) == set(FIELDS[rung.piece])
        before = rung.evidence
    assert differing(before, ALL) == set()


def test_what_is_not_known_is_absent_and_told_as_before():
    rungs = {rung.piece: rung for rung in ladder(Evidence(OWN.iloc[-1:], economy=ALL.economy))}
    assert [piece for piece, rung in rungs.items() if rung.present] == ["class", "economy"]
    assert rungs["what"].evidence is rungs["class"].evidence
    assert rungs["statements"].evidence is rungs["economy"].evidence


def test_a_series_that_begins_after_the_last_own_value_is_not_there():
    later = dataclasses.replace(ALL, own=OWN.iloc[:1])  # of 2022; peers are known from 2023 on
    assert has(ALL, "peers") and not has(later, "peers") and not has(later, "nation")
    assert has(later, "statements") and not has(later, "own_values")


def test_a_piece_is_left_out_alone_and_the_last_own_value_stays():
    for piece, fields in FIELDS.items():
        fewer = lacking(ALL, piece)
        assert differing(fewer, ALL) == set(fields)
        assert not has(fewer, piece)
        assert fewer.own.iloc[-1] == 13.5
    assert differing(lacking(ALL, "own_values"), ALL) == {"own"}
    assert class_alone(ALL).pieces == ()
