"""The indicator table on one page: what no other table says."""

from __future__ import annotations

import dataclasses

import pandas as pd
import pytest
from report.results import compute_results

from ontrack.report.edition import Edition
from ontrack.report.sections.summary.indicator_table_page import indicator_table_page

STEADY = {"2020": 100.0, "2021": 104.0, "2022": 110.0, "2023": 115.0, "2024": 121.0, "2025": 126.0}


def with_alarms(edition, **cells):
    alarms = edition.results["alarms"].copy()
    for name, value in cells.items():
        alarms[name] = value
    return dataclasses.replace(edition, results=edition.results.but(alarms=alarms))


def test_the_value_five_years_before_the_baseline_has_a_column_where_one_is_known(make_raw, edition_of):
    table = indicator_table_page(edition_of(make_raw([STEADY, {"2024": 90.0, "2025": 95.0}])))
    assert table["has_earlier"]
    assert table["heads"]["earlier"] == "2020"
    assert [row["earlier"] for row in table["rows"]] == ["100.0", "–"]
    assert not indicator_table_page(edition_of(make_raw([{"2024": 90.0, "2025": 95.0}])))["has_earlier"]


@pytest.mark.parametrize(
    ("cells", "text", "kind"),
    [
        ({"years_ahead": -1.26, "projected_years_ahead": 0.5}, "−1.3", ""),
        ({"years_ahead": 0.74, "projected_years_ahead": 0.5}, "+0.7", ""),
        ({"years_ahead": float("nan"), "projected_years_ahead": 2.04}, "+2.0", "median"),
        ({"years_ahead": float("nan"), "projected_years_ahead": float("nan"), "attained_horizon": 2035},
         "< −5", "median"),
        ({"years_ahead": float("nan"), "projected_years_ahead": float("nan"), "attained_horizon": pd.NA},
         "–", ""),
    ],
)  # fmt: skip
def test_years_ahead_are_those_observed_or_else_those_of_the_median(make_raw, edition_of, cells, text, kind):
    (row,) = indicator_table_page(with_alarms(edition_of(make_raw([STEADY])), **cells))["rows"]
    assert (row["ahead"], row["ahead_kind"]) == (text, kind)


def test_a_target_without_alarms_has_a_dash(make_raw, edition_of):
    (row,) = indicator_table_page(edition_of(make_raw([{}])))["rows"]
    assert (row["ahead"], row["band"], row["earlier"]) == ("–", "–", "–")


def test_the_band_comes_with_the_first_figure_after_the_baseline(make_raw, edition_of, stamp):
    """Baseline 100 in 2025, target 150 in 2030: 111 in 2026 is 22 % of the way in 20 % of the time."""
    raw = make_raw([{**STEADY, "2025": 100.0, "2026": 111.0}], value=150.0)
    (before,) = indicator_table_page(edition_of(raw))["rows"]
    assert before["band"] == "–"
    later = dataclasses.replace(stamp, as_of=2026)
    (row,) = indicator_table_page(Edition(raw, compute_results(raw, 2026), "en", later))["rows"]
    assert row["band"] == "Ahead"
    assert (row["progress"], row["elapsed"], row["ahead"]) == ("22%", "20%", "+0.1")
