"""The track record: what is quoted for a plan, what is committed, and how records are written."""

from __future__ import annotations

import dataclasses

import pandas as pd
import pytest
from helpers.records import made_up_records

from ontrack.benchmark.making import write_records
from ontrack.records import track_record
from ontrack.records.track_record import (
    RECORDS,
    TIME_SAFE,
    committed,
    figures_of,
    held_out_of,
    nearest_population,
    parts_of,
    quoted,
    quoted_bins,
    quoted_horizons,
)


@pytest.fixture
def recorded(monkeypatch):
    """Put records of our own making in the place of the committed ones."""
    monkeypatch.setattr(track_record, "committed", made_up_records().get)


@pytest.fixture
def plan_of_region(raw):
    """Return a function that moves the default plan to another region."""
    return lambda region: dataclasses.replace(raw.plan, region=region)


@pytest.mark.parametrize(
    ("region", "population"),
    [
        ("CN-ZJ", "chinese_provinces"), ("CN-ZJ-HZ", "chinese_provinces"), ("CN", "world_bank"),
        ("DE", "world_bank"), ("DE-SH", "official"), ("CNX-1", "official"),
    ],
)  # fmt: skip
def test_the_nearest_population_is_that_of_the_plans_region(plan_of_region, region, population):
    assert nearest_population(plan_of_region(region)) == population


def test_quoted_are_the_time_safe_figures_of_the_nearest_population(recorded, plan_of_region):
    table = quoted(plan_of_region("CN-ZJ"))
    assert list(table["length"]) == ["1", "2", "3", "5", "7"]
    assert set(table["protocol"]) == {TIME_SAFE}
    assert set(table["set"]) == {"chinese_provinces"}
    assert set(table["part"]) == {"all"}
    assert set(table["method"]) == {"reference class"}
    assert list(quoted(plan_of_region("CN"))["length"]) == ["1", "2", "3", "5", "10"]


def test_public_competitions_are_quoted_for_nobody(recorded, plan_of_region):
    for region in ("CN-ZJ", "CN", "DE-SH"):
        table = quoted(plan_of_region(region))
        assert "m3" not in set(table["set"])
        assert (table["coverage_80"] > 70).all()


def test_bins_and_horizons_are_of_the_same_population(recorded, plan_of_region):
    plan = plan_of_region("CN-ZJ")
    for table in (quoted_bins(plan), quoted_horizons(plan)):
        assert set(table["set"]) == {"chinese_provinces"}
        assert set(table["protocol"]) == {TIME_SAFE}
        assert list(dict.fromkeys(table["length"])) == ["1", "2", "3", "5", "7"]
    assert list(quoted_bins(plan)["from_pct"][:3]) == [0, 10, 20]


def test_parts_are_found_by_their_kind(recorded):
    assert set(parts_of("chinese_provinces", TIME_SAFE, "quantity")["part"]) == {"money"}
    assert len(held_out_of("chinese_provinces", TIME_SAFE, "RDPatentValid")) == 5
    assert held_out_of("world_bank", TIME_SAFE, "RDPatentValid").empty
    assert figures_of("world_bank_six_origins", TIME_SAFE).empty


def test_writing_records_keeps_the_rows_of_other_protocols(tmp_path):
    first = made_up_records()
    write_records(tmp_path, first)
    again = pd.DataFrame(
        [{"protocol": "random", "set": "official", "length": "3", "part": "all", "series": 7}]
    )
    write_records(tmp_path, {"figures": again})
    kept = pd.read_csv(tmp_path / RECORDS["figures"], dtype={"length": str})
    before = first["figures"]
    assert len(kept) == (before["protocol"] != "random").sum() + 1
    assert kept.loc[kept["protocol"] == "random", "series"].tolist() == [7]
    assert set(kept["protocol"]) == {"public", "random", "time_safe", "economy_left_out"}
    assert pd.read_csv(tmp_path / RECORDS["bins"]).shape == first["bins"].shape


def test_the_committed_records_hold_what_is_quoted(raw, plan_of_region):
    for region in ("CN-ZJ", "CN", "DE-SH"):
        plan = plan_of_region(region)
        table = quoted(plan)
        assert list(table["length"])[:4] == ["1", "2", "3", "5"]
        assert table["coverage_80"].between(60, 95).all()
        assert table["coverage_95"].between(80, 99.9).all()
        assert table[["brier_skill", "stated", "happened"]].notna().all(axis=None)
        assert set(quoted_bins(plan)["length"]) == set(table["length"])
        assert {1, 5} <= set(quoted_horizons(plan)["horizon"])
    assert committed("figures")["protocol"].isin(["public", "random", "time_safe", "economy_left_out"]).all()
