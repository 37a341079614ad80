"""data/raw holds the figures of the shared folder beside the project: each one, unchanged."""

from __future__ import annotations

import math

import pytest
from helpers.raw_tables import RAW, SHARED, read, read_raw

PLAN = RAW / "plans" / "zhejiang-ip-2030"

pytestmark = pytest.mark.skipif(
    not (SHARED / "observations.csv").is_file(), reason="no shared figures beside the project to compare with"
)

# The shared file writes a bare 件 for indicators that are per head or per hundred enterprises.
UNITS = {"件": {"件", "件/万人", "件/百户", "件/百万人"}}
RENAMED = {"resident_population_pre_2020_census": "resident_population"}
# data/raw/README.md says why: two figures were replaced by published ones.
REPLACED = {
    ("CN", "works_registered", "2022"), ("CN", "agricultural_plant_variety_grants_cumulative", "2021"),
}  # fmt: skip


@pytest.fixture(scope="module")
def shared() -> dict[tuple[str, str, str], dict[str, str]]:
    """Shared observations by (region id, indicator, period)."""
    names = {row["name_zh"]: row["id"] for row in read(RAW / "regions.csv")}
    rows = read(SHARED / "observations.csv")
    found = {
        (
            names.get(row["region"], row["region"]),
            RENAMED.get(row["indicator"], row["indicator"]),
            row["period"],
        ): row
        for row in rows
    }
    assert len(found) == len(rows) == 1091
    return {key: row for key, row in found.items() if key not in REPLACED}


@pytest.fixture(scope="module")
def every() -> dict[tuple[str, str, str], dict[str, str]]:
    """Observations of data/raw by (region id, indicator, period), with the columns of their source."""
    return read_raw()


@pytest.fixture(scope="module")
def raw(shared, every) -> dict[tuple[str, str, str], dict[str, str]]:
    """Those of them that the first collection holds."""
    return {key: row for key, row in every.items() if key in shared}


def test_no_figure_is_lost(shared, raw):
    assert set(raw) == set(shared)
    assert len(raw) == 1089


def test_figures_are_equal(shared, raw):
    # 64 shared figures carry the last bits of a multiplication (824257.0000000001): equal but for those bits.
    unequal = [
        key
        for key in shared
        if not math.isclose(float(raw[key]["value"]), float(shared[key]["value"]), rel_tol=1e-12)
    ]
    assert unequal == []


@pytest.mark.parametrize("column", ["status", "confidence", "note"])
def test_what_is_said_of_a_figure_is_carried_over(shared, raw, column):
    def in_chinese(text: str) -> str:
        return text.replace("DERIVED（非原文数字）: ", "推算，非原文数字：")

    assert [key for key in shared if raw[key][column] != in_chinese(shared[key][column])] == []


def test_units_are_the_shared_ones_or_say_what_they_are_counted_per(shared, raw):
    wrong = [
        key for key, row in shared.items() if raw[key]["unit"] not in UNITS.get(row["unit"], {row["unit"]})
    ]
    assert wrong == []


def test_titles_and_reposting_are_carried_over(shared, raw):
    assert [key for key, row in shared.items() if raw[key]["source_title"] != row["source"]] == []
    assert [key for key, row in shared.items() if raw[key]["source_reposted"] != row["reposted"]] == []


def test_addresses_are_the_shared_ones(shared, raw):
    # One shared address has the names of its two series behind it, in brackets.
    assert [
        key for key, row in shared.items() if raw[key]["source_url"] != row["url"].partition(" (")[0]
    ] == []


def test_a_figure_worked_back_from_a_later_one_is_not_known_before_it(shared, raw):
    latest: dict[tuple[str, str], str] = {}
    for row in shared.values():
        page = (row["source"], row["url"])
        latest[page] = max(latest.get(page, ""), row["period"])
    checked, early = 0, []
    for key, row in shared.items():
        later = latest[row["source"], row["url"]]
        if (
            row["status"] != "derived"
            or later[:4] <= row["period"][:4]
            or "World Development" in row["source"]
        ):
            continue
        checked += 1
        if raw[key]["published"][:4] < later[:4]:
            early.append(key)
    assert checked > 20
    assert early == []


def test_figures_worked_back_from_a_table_of_the_year_before_are_not_known_before_it(raw):
    derived = {key: row for key, row in raw.items() if row["source"].endswith("-year-before")}
    assert len(derived) == 153
    assert [key for key, row in derived.items() if int(row["published"][:4]) <= int(row["period"][:4])] == []


def test_checking_words_are_not_copied():
    texts = {path: path.read_text(encoding="utf-8") for path in RAW.rglob("*.csv")}
    headers = [text.partition("\n")[0].split(",") for text in texts.values()]
    assert [header for header in headers if "evidence" in header or "quotes" in header] == []
    rows = [*read(SHARED / "observations.csv"), *read(SHARED / "observations_more.csv")]
    words = {row["evidence"] for row in rows if len(row["evidence"]) > 20}
    whole = "\n".join(texts.values())
    assert [word for word in words if word in whole] == []


def test_targets_are_the_shared_ones():
    ours, theirs = read(PLAN / "targets.csv"), read(SHARED / "targets_2030.csv")
    assert len(ours) == 39
    assert sum(row["in_table"] == "yes" for row in ours) == 12
    assert [row["target"] for row in ours if row["nature"] == "binding"] == ["high_value_patents_per_10k"]
    same = [name for name in theirs[0] if name not in ("name_en", "where", "note")]
    assert [[row[name] for name in same] for row in ours] == [[row[name] for name in same] for row in theirs]
    assert [row["location"] for row in ours] == [row["where"] for row in theirs]
    assert [bool(row["note_zh"] and row["note_en"]) for row in ours] == [bool(row["note"]) for row in theirs]


def test_the_national_plan_is_that_of_the_shared_past_targets():
    """In the order of the shared rows: baseline, year, value; a value that is not known there is empty."""
    plan = "“十四五”国家知识产权保护和运用规划"
    theirs = {row["indicator"]: row for row in read(SHARED / "past_targets.csv") if row["plan"] == plan}
    ours = {row["name_zh"]: row for row in read(RAW / "plans" / "china-ip-2025" / "targets.csv")}
    assert len(ours) == len(theirs) == 8
    renamed = {name.replace("占GDP的比重", "占GDP比重"): row for name, row in ours.items()}
    assert set(renamed) == set(theirs)
    columns = {"baseline_year": "base_year", "baseline_value": "base_value", "year": "target_year",
               "value": "target_value"}  # fmt: skip
    for name, row in renamed.items():
        assert [row[mine] for mine in columns] == [theirs[name][other] for other in columns.values()]
    assert sum(row["value"] == "" for row in ours.values()) == 3


def test_past_targets_are_the_shared_ones():
    regions = {row["id"]: row["name_zh"].removesuffix("市") for row in read(RAW / "regions.csv")}
    ours, theirs = read(RAW / "past_targets.csv"), read(SHARED / "past_targets.csv")
    assert len(ours) == 45
    same = [name for name in ours[0] if name not in ("region", "source_target", "source_outcome")]
    assert [[row[name] for name in same] for row in ours] == [[row[name] for name in same] for row in theirs]
    assert [regions[row["region"]] for row in ours] == [row["region"] for row in theirs]
    # README.md says which two cells differ and why.
    pairs = [
        (a[name], b[name])
        for a, b in zip(ours, theirs, strict=True)
        for name in ("source_target", "source_outcome")
    ]
    assert sum(a != b for a, b in pairs) == 2


def test_policy_targets_are_the_shared_ones():
    """Cell by cell but for double blanks in notes."""
    ours, theirs = read(RAW / "policy_targets.csv"), read(SHARED / "policy_targets.csv")
    assert len(ours) == 216
    assert ours == [row | {"note": " ".join(row["note"].split())} for row in theirs]
    series = read(RAW / "policy_target_series.csv")
    assert len({row["id"] for row in series}) == 146
    assert series == read(SHARED / "policy_target_series.csv")
