"""What holds of the figures of data/raw by themselves, with or without the shared folder beside it."""

from __future__ import annotations

import tomllib

import pytest
from helpers.raw_tables import RAW, read, read_raw

PLAN = RAW / "plans" / "zhejiang-ip-2030"


@pytest.fixture(scope="module")
def every() -> dict[tuple[str, str, str], dict[str, str]]:
    """Observations of data/raw by (region id, indicator, period), with the columns of their source."""
    return read_raw()


def test_figures_show_no_last_bits(every):
    long = [key for key, row in every.items() if len(row["value"].partition(".")[2]) > 5]
    assert long == []


def test_every_figure_is_in_the_unit_of_its_indicator(every):
    units = {row["id"]: row["unit_zh"] for row in read(RAW / "indicators.csv")}
    assert [key for key, row in every.items() if units.get(row["indicator"]) != row["unit"]] == []


def test_reposted_sources_have_no_address():
    reposted = [row for row in read(RAW / "sources.csv") if row["reposted"]]
    assert len(reposted) > 50
    assert [row["id"] for row in reposted if row["url"]] == []


def test_every_source_is_used(every):
    used = {row["source"] for row in every.values()}
    for plan in sorted((RAW / "plans").iterdir()):
        used.add(tomllib.loads((plan / "plan.toml").read_text(encoding="utf-8"))["source"])
    assert {row["id"] for row in read(RAW / "sources.csv")} == used


def test_no_figure_is_published_before_its_period_has_come(every):
    early = []
    for key, row in every.items():
        period, published = row["period"], row["published"]
        if published and len(period) == 4 and published[:4] <= period:
            early.append(key)
        if published and len(period) == 7 and published[:7] < period[: len(published)]:
            early.append(key)
    assert early == []


def test_every_indicator_of_a_target_is_declared():
    known = {row["id"] for row in read(RAW / "indicators.csv")}
    assert len(known) == 108
    assert [row["target"] for row in read(PLAN / "targets.csv") if row["indicator"] not in known | {""}] == []


@pytest.mark.parametrize("path", sorted(RAW.rglob("*.csv")), ids=lambda path: path.name)
def test_files_are_plain_utf8(path):
    data = path.read_bytes()
    assert not data.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in data
    assert data.endswith(b"\n")
    data.decode("utf-8")
