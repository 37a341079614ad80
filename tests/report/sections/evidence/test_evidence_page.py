"""What the probabilities rest on: evidence by indicator, and the answers at two paces of the nation."""

from __future__ import annotations

import dataclasses

import pandas as pd
import pytest

from ontrack.report.content import report_content
from ontrack.report.sections.evidence.evidence_page import evidence_page
from ontrack.tables.evidence_columns import ERAS, EVIDENCE

SPARSE = {"2024": 98.0, "2025": 100.0}
NOT_THERE = {"present": "no", "series": 0, "values": 0}
OWN = {"piece": "own", "present": "yes", "series": 1, "values": 2, "first_year": 2024, "last_year": 2025}


def evidence_rows(indicator: str, **pieces: dict) -> list[dict]:
    """Return the rows of an indicator; pieces that are not named are not there."""
    rows = [OWN]
    for piece in ("economy", "parent", "peers", "same_place"):
        there = {"present": "yes"} if piece in pieces else {}
        rows.append({"piece": piece, **NOT_THERE, **there, **pieces.get(piece, {})})
    return [{"indicator": indicator, **row} for row in rows]


def era(target: str, years: str, probability: float | None, **paces: float) -> dict:
    place = target.removeprefix("t")
    return {
        "target": target, "indicator": f"i{place}", "pace_years": years, "year": 2030, "median": 140.0,
        "lower_80": 120.0, "upper_80": 160.0, "probability_met": probability, **paces,
    }  # fmt: skip


@pytest.fixture
def page(make_raw, edition_of):
    """Return a function that writes the page of two indicators from rows of evidence and of eras."""
    start = edition_of(make_raw([SPARSE, SPARSE]))

    def write(evidence: list[dict], eras: list[dict] = (), language: str = "en"):
        results = start.results.but(
            evidence=pd.DataFrame(evidence, columns=EVIDENCE.names),
            eras=pd.DataFrame(eras, columns=ERAS.names),
        )
        return evidence_page(dataclasses.replace(start, results=results, language=language))

    return write


FULL = {
    "economy": {"series": 1, "pace_3_pct": 5.24, "pace_10_pct": 7.0}, "parent": {"series": 1},
    "peers": {"series": 11}, "same_place": {"series": 6},
}  # fmt: skip


def test_a_row_an_indicator_with_all_that_is_known_of_it(page):
    found = page(evidence_rows("i0", **FULL) + evidence_rows("i1"))
    assert found["rows"] == [
        ["Name 0", "2 (2024–2025)", "+5.2% / +7.0%", "– / –", "11", "6"],
        ["Name 1", "2 (2024–2025)", "–", "–", "–", "–"],
    ]
    assert len(found["heads"]) == 6
    words = "Of the 2 indicators of the table the region’s economy is known for 1, the larger area for 1,"
    assert found["intro"][1].startswith(words)
    assert found["intro"][1].endswith(" 1 has nothing beside its own values.")


def test_where_everything_has_evidence_nothing_is_said_to_stand_alone(page):
    intro = page(evidence_rows("i0", **FULL) + evidence_rows("i1", **FULL))["intro"]
    assert "nothing" not in intro[1]


def test_where_nothing_has_evidence_that_is_said_alone(page):
    intro = page(evidence_rows("i0") + evidence_rows("i1"))["intro"]
    assert intro[1:] == ["Nothing is known beside the own values of these indicators."]


def test_an_indicator_without_values_has_no_row(page):
    none = [{**row, "values": 0} for row in evidence_rows("i1")]
    assert len(page(evidence_rows("i0") + none)["rows"]) == 1
    assert page(none) is None


def test_one_value_has_one_year(page):
    one = [{**row, "first_year": 2025, "values": 1} for row in evidence_rows("i0")[:1]]
    assert page(one)["rows"][0][1] == "1 (2025)"


def test_both_paces_stand_side_by_side(page):
    paces = {"parent_pace_pct": 9.0, "economy_pace_pct": 7.0}
    slower = {"parent_pace_pct": 4.0, "economy_pace_pct": 5.0}
    eras = page(evidence_rows("i0"), [era("t0", "10", 0.70, **paces), era("t0", "3", 0.52, **slower)])["eras"]
    (row,) = eras["rows"]
    assert row["name"] == "Name 0"
    assert row["pace"] == "+9.0% / +4.0%"
    assert [answer["probability"] for answer in row["answers"]] == ["70%", "52%"]
    assert row["answers"][0]["interval"] == "120.0 – 160.0"
    assert "Of 1 target with a probability at both paces, 1 is lower" in eras["texts"][1]
    assert eras["texts"][1].endswith(" The word bound to the probability would differ for 1.")


def test_without_the_larger_area_the_pace_is_that_of_the_economy(page):
    rows = [era("t0", years, 0.5, economy_pace_pct=pace) for years, pace in (("10", 7.0), ("3", 5.0))]
    eras = page(evidence_rows("i0"), rows)["eras"]
    assert eras["rows"][0]["pace"] == "economy +7.0% / +5.0%"
    assert eras["texts"][1:] == [
        "Of 1 target with a probability at both paces, 0 is lower at the pace of three years. "
        "No word bound to a probability would differ."
    ]


@pytest.mark.parametrize("rows", [[], [era("t0", "10", 0.5)]])
def test_without_both_paces_there_are_no_eras(page, rows):
    assert page(evidence_rows("i0"), rows)["eras"] is None


def test_a_median_without_probability_is_shown_and_not_counted(page):
    rows = [era("t0", years, None, parent_pace_pct=1.0) for years in ("10", "3")]
    eras = page(evidence_rows("i0"), rows)["eras"]
    assert eras["rows"][0]["answers"][0]["probability"] == "–"
    assert len(eras["texts"]) == 1


def test_in_chinese_too(page):
    rows = [era("t0", years, 0.5, economy_pace_pct=5.0) for years in ("10", "3")]
    found = page(evidence_rows("i0", **FULL), rows, "zh")
    assert found["rows"][0][1] == "2个（2024—2025年）"
    assert found["eras"]["rows"][0]["pace"] == "经济+5.0% / +5.0%"
    assert found["eras"]["texts"][-1].endswith("判断用语都没有因此而不同。")


def annex_of(edition, letter):
    """Return the sections of an annex of the report."""
    annexes = {annex["letter"]: annex["sections"] for annex in report_content(edition)["annexes"]}
    return annexes.get(letter, [])


def test_the_report_has_the_page_before_that_on_reliability(make_raw, edition_of):
    assert annex_of(edition_of(make_raw([SPARSE])), "E")[:2] == ["evidence", "reliability"]
    assert "evidence" not in annex_of(edition_of(make_raw([{}])), "E")
