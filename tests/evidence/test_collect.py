"""What is collected beside the own values: the right places, the right years, and nothing from the future."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from evidence.conftest import REGIONS, every_year

from ontrack.errors import InputError
from ontrack.evidence import (
    ALL_EVIDENCE,
    NO_EVIDENCE,
    EvidenceChoice,
    collect_evidence,
    evidence_table,
    gather,
)
from ontrack.evidence.collect import told
from ontrack.evidence.places import nation_of, parent_of, peers_of
from ontrack.evidence.records import KEPT, Records, records_of
from ontrack.tables.result_columns import RESULTS
from ontrack.tables.results import read_result, write_result

OWN = {("patents", "CN-ZJ"): every_year(100, 1.1)}
ELSEWHERE = OWN | {
    ("patents", "CN"): every_year(1000, 1.05), ("patents", "CN-JS"): every_year(200, 1.2),
    ("patents", "CN-AH"): {"2025": 7.0}, ("patents", "JP"): every_year(5000, 0.99),
    ("patents", "CN-ZJ-NINGBO"): every_year(10, 1.1),
}  # fmt: skip


def names(table: pd.DataFrame, piece: str) -> list[str]:
    return sorted(set(table.loc[table["piece"] == piece, "whose"]))


def test_who_is_whose_parent_and_peer():
    assert [parent_of(name, REGIONS) for name in ("CN-ZJ-NINGBO", "CN-ZJ", "CN", "XX")] == [
        "CN-ZJ",
        "CN",
        "",
        "",
    ]
    assert nation_of("CN-ZJ-NINGBO", REGIONS) == "CN"
    assert peers_of("CN-ZJ", REGIONS) == ["CN-AH", "CN-JS"]
    assert peers_of("CN", REGIONS) == ["JP"]
    assert peers_of("XX", REGIONS) == []


def test_without_a_column_the_parent_is_what_the_id_begins_with():
    bare = REGIONS.drop(columns=["parent"])
    assert parent_of("CN-ZJ-NINGBO", bare) == "CN-ZJ"
    assert parent_of("CN", bare) == ""


def test_the_nation_and_the_other_provinces_with_two_values_are_told(make):
    table = collect_evidence(make(ELSEWHERE), 2025)
    assert names(table, "parent") == ["CN"]
    assert names(table, "peers") == ["CN-JS"]  # Anhui has one value; a city and a country are no peers
    assert set(table["source"]) == {"book-cn", "book-cn-js"}


def test_nothing_is_known_before_it_is_published(make):
    late = {("patents", "CN", "2025"): "2026-07-01"}
    table = collect_evidence(make(ELSEWHERE, published=late), 2025)
    assert table.loc[table["piece"] == "parent", "year"].max() == 2024
    assert collect_evidence(make(ELSEWHERE), 2023)["year"].max() == 2023


def test_values_before_an_unlinked_break_are_not_told_and_linked_ones_are_joined(make):
    raw = make(
        ELSEWHERE, breaks=[("patents", "CN-JS", 2020, math.nan, "", ""), ("patents", "CN", 2020, 2.0, "", "")]
    )
    table = collect_evidence(raw, 2025)
    assert table.loc[table["piece"] == "peers", "year"].min() == 2020
    parent = table[table["piece"] == "parent"].set_index("year")["value"]
    assert parent[2019] == pytest.approx(2 * 1000 * 1.05**4)


def test_neighbours_are_of_the_same_quantity_and_recent_and_no_form_of_it(make):
    figures = OWN | {
        ("trademarks", "CN-ZJ"): {"2021": 1, "2024": 2}, ("works", "CN-ZJ"): {"2012": 1, "2025": 2},
        ("share", "CN-ZJ"): every_year(10, 1.01), ("per_head", "CN-ZJ"): every_year(1, 1.1),
        ("trademarks", "CN"): every_year(1, 1.1),
    }  # fmt: skip
    table = collect_evidence(make(figures), 2025)
    assert names(table, "same_place") == ["trademarks"]
    without = make(figures)
    without.indicators["patents"] = without.indicators["patents"].__class__(
        **{**vars(without.indicators["patents"]), "quantity": "unknown"}
    )
    without.plan.indicators["patents"] = without.indicators["patents"]
    assert names(collect_evidence(without, 2025), "same_place") == []


def test_neighbours_between_bounds_are_told_in_per_cent(make):
    figures = {("share", "CN-ZJ"): every_year(10, 1.0), ("rate", "CN-ZJ"): every_year(5, 1.0)}
    raw = make(figures, "share")
    known = gather(raw, raw.indicators["share"], "CN-ZJ", 2025)
    assert known.same_place.loc["rate"].tolist() == [50.0] * 11


def test_every_piece_can_be_turned_off(make):
    raw = make(ELSEWHERE | {("gdp", "CN-ZJ"): every_year(100, 1.06)})
    assert collect_evidence(raw, 2025, NO_EVIDENCE).empty
    assert set(collect_evidence(raw, 2025, ALL_EVIDENCE)["piece"]) == {"economy", "parent", "peers"}
    for piece in ("economy", "parent", "peers"):
        rest = collect_evidence(raw, 2025, EvidenceChoice(**{piece: False}))["piece"]
        assert piece not in set(rest) and len(rest)


def test_the_nations_pace_can_be_that_of_three_years_or_none(make):
    slowing = every_year(1000, 1.2, end=2022) | {"2023": 3700.0, "2024": 3800.0, "2025": 3900.0}
    raw = make(OWN | {("patents", "CN"): slowing})
    three = collect_evidence(raw, 2025, EvidenceChoice(pace_of_nation="3")).set_index("year")["value"]
    assert three[2025] == 3900
    pace = (3900 / (1000 * 1.2**7)) ** (1 / 3)
    assert three[2015] == pytest.approx(3900 / pace**10)
    assert collect_evidence(raw, 2025, EvidenceChoice(pace_of_nation="none")).empty


def test_a_pace_that_is_not_ours():
    with pytest.raises(InputError, match="pace of the nation “five”; expected one of all, 3, 10, none"):
        EvidenceChoice(pace_of_nation="five")


def test_the_tables_can_be_written_and_read_back(make, tmp_path):
    raw = make(ELSEWHERE | {("gdp", "CN-ZJ"): every_year(100, 1.06)})
    table = collect_evidence(raw, 2025)
    write_result(table, "evidence_series", tmp_path)
    back = read_result("evidence_series", tmp_path)
    key = ["piece", "whose", "year"]
    expected = table.sort_values(key).reset_index(drop=True)
    assert (
        back["value"].tolist() == expected["value"].tolist()
    )  # to the last bit: both notebooks are told the same
    summary = evidence_table({"patents": gather(raw, raw.indicators["patents"], "CN-ZJ", 2025)})
    write_result(summary, "evidence", tmp_path)
    assert list(summary.columns) == RESULTS["evidence"].names
    found = summary.set_index("piece")
    assert found["present"].to_dict() == {
        "own": "yes", "economy": "yes", "parent": "yes", "peers": "yes", "same_place": "no",
    }  # fmt: skip
    assert found.loc["parent", ["pace_3_pct", "pace_10_pct"]].tolist() == pytest.approx([5, 5])
    assert found.loc["peers", ["series", "values", "first_year", "last_year"]].tolist() == [1, 11, 2015, 2025]


def test_records_are_shared_by_the_same_figures_and_tell_what_fresh_ones_do(make):
    for growth in (1.06, 1.03, 1.09):
        raw = make(ELSEWHERE | {("gdp", "CN-ZJ"): every_year(100, growth)})
        shared = records_of(raw, 2025)
        assert records_of(raw, 2024) is not shared
        patents = raw.indicators["patents"]
        for _ in range(2):
            assert records_of(raw, 2025) is shared
            fresh = told(Records(raw, 2025), patents, "CN-ZJ", ALL_EVIDENCE)
            assert list(told(shared, patents, "CN-ZJ", ALL_EVIDENCE)) == list(fresh)
    assert len(KEPT) == 2
    assert KEPT[-1].raw is raw
