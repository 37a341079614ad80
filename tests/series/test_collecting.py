"""What an assessment can know, which values are yearly, and where a definition changes."""

from __future__ import annotations

import dataclasses

import pandas as pd
import pytest

from ontrack.errors import InputError
from ontrack.plan.periods import day_out
from ontrack.series import (
    after_breaks,
    annual_observations,
    annual_series,
    collect_series,
    date_of,
    dated_series,
    is_stale,
    known_by,
    recent_values,
    require_year,
    usable_series,
)


def observations(
    *rows: tuple[str, float, str], indicator: str = "example", region: str = "CN-ZJ"
) -> pd.DataFrame:
    """Return observations from (period, value, published)."""
    table = pd.DataFrame(rows, columns=["period", "value", "published"])
    return table.assign(
        indicator=indicator, region=region, unit="件", status="quoted", confidence="high", source="x", note=""
    )


@pytest.mark.parametrize(
    ("published", "period", "lag", "as_of", "known"),
    [
        ("2026-06-30", "2025", 0, 2025, True),
        ("2026-07-01", "2025", 0, 2025, False),
        ("2026", "2025", 0, 2025, True),  # the plan's own figures: a year alone counts from its first day
        ("2026-02-14", "2024", 0, 2024, False),
        ("2026-02-14", "2024", 0, 2025, True),
        ("2025-07", "2024", 0, 2024, False),
        ("", "2025", 6, 2025, True),
        ("", "2025", 7, 2025, False),
        ("", "2024", 12, 2025, True),
        ("", "2025-06", 12, 2025, True),
        ("", "2025-07", 12, 2025, False),
        ("2024-01-01", "2026", 0, 2025, False),  # no later period, whenever it is said to be out
    ],
)
def test_what_was_known_by_the_end_of_june(published, period, lag, as_of, known):
    assert known_by(published, period, lag, as_of) is known


def test_nothing_later_gets_through(raw):
    for as_of in (2015, 2020, 2023, 2024):
        before = {
            (name, region): annual_series(raw.observations, indicator, region, as_of)
            for name, indicator in raw.indicators.items()
            for region in ("CN-ZJ", "CN", "CN-BJ")
        }
        changed = raw.observations.copy()
        cutoff = f"{as_of + 1}-06-30"
        later = (changed["period"].str[:4].astype(int) > as_of) | (changed["published"] > cutoff)
        assert later.any()
        changed.loc[later, "value"] = changed.loc[later, "value"] * 3 + 1
        for (name, region), series in before.items():
            after = annual_series(changed, raw.indicators[name], region, as_of)
            pd.testing.assert_series_equal(series, after)
        assert max(series.index.max() for series in before.values() if len(series)) <= as_of


def test_a_value_computed_from_a_later_page_is_not_known_earlier(raw):
    indicator = raw.indicators[
        "high_value_patents_per_10k"
    ]  # 2024 = 24.3 / 1.061, from a page of February 2026
    assert 2024 not in annual_series(raw.observations, indicator, "CN-ZJ", 2024).index
    assert annual_series(raw.observations, indicator, "CN-ZJ", 2025).to_dict() == {
        2020: 11,
        2021: 12.4,
        2022: 15.3,
        2023: 18.2,
        2024: 22.9,
        2025: 24.3,
    }


def test_a_year_lies_at_its_end_and_its_months_before():
    assert date_of("2023") == date_of("2023-12") == 2023.0
    assert date_of("2023-06") == 2022.5
    assert date_of("2022-10") == pytest.approx(2021 + 10 / 12)


def test_a_stock_dated_within_a_year_counts_at_its_date(indicator):
    rows = annual_observations(
        observations(("2021-03", 1, ""), ("2022-10", 2, ""), ("2022-11", 3, ""), ("2023", 5, ""),
        ("2023-12", 4, "")),
        indicator, "CN-ZJ", 2025,
    )  # fmt: skip
    assert dict(zip(rows["period"], rows["role"], strict=True)) == {
        "2021-03": "dated", "2022-10": "dated", "2022-11": "dated", "2023": "annual",
        "2023-12": "shown_only",
    }  # fmt: skip
    assert usable_series(rows).to_dict() == {2023: 5}
    dated = dated_series(rows)
    assert dated.index.tolist() == pytest.approx([2020.25, 2021 + 10 / 12, 2021 + 11 / 12, 2023])
    assert dated.tolist() == [1, 2, 3, 5]


def test_the_end_of_december_is_the_end_of_the_year(indicator):
    rows = annual_observations(observations(("2022-12", 2, "")), indicator, "CN-ZJ", 2025)
    assert usable_series(rows).to_dict() == dated_series(rows).to_dict() == {2022: 2}


def test_a_dated_value_before_an_unlinked_break_is_only_shown(indicator):
    known = annual_observations(observations(("2019-06", 1, ""), ("2021", 3, "")), indicator, "CN-ZJ", 2025)
    assert after_breaks(known, breaks((2020, float("nan"))))["role"].tolist() == ["shown_only", "annual"]


def test_part_of_a_year_is_no_year_for_a_flow(indicator):
    flow = dataclasses.replace(indicator, kind="flow")
    rows = annual_observations(observations(("2022-12", 2, "")), flow, "CN-ZJ", 2025)
    assert rows["role"].tolist() == ["shown_only"]
    assert dated_series(rows).empty


def breaks(*rows: tuple[int, float], region: str = "CN-ZJ") -> pd.DataFrame:
    """Return breaks from (year, link factor)."""
    table = pd.DataFrame(rows, columns=["year", "link_factor"])
    return table.assign(indicator="example", region=region, reason_zh="", reason_en="")


@pytest.mark.parametrize("region", ["CN-ZJ", "*"])
def test_no_value_before_an_unlinked_break_is_used(indicator, region):
    known = annual_observations(
        observations(("2018", 1, ""), ("2020", 2, ""), ("2021", 3, "")), indicator, "CN-ZJ", 2025
    )
    cut = after_breaks(known, breaks((2020, float("nan")), region=region))
    assert cut["role"].tolist() == ["before_break", "annual", "annual"]
    assert usable_series(cut).to_dict() == {2020: 2, 2021: 3}


def test_a_linked_break_is_bridged_by_its_factors(indicator):
    known = annual_observations(
        observations(("2018", 1, ""), ("2020", 2, ""), ("2021", 3, "")), indicator, "CN-ZJ", 2025
    )
    linked = after_breaks(known, breaks((2020, 1.5), (2021, 2.0)))
    assert usable_series(linked).to_dict() == {2018: 3.0, 2020: 4.0, 2021: 3.0}
    assert known["value"].tolist() == [1, 2, 3]


def test_a_break_ahead_of_the_figures_concerns_nothing_yet(indicator):
    known = annual_observations(observations(("2018", 1, ""), ("2020", 2, "")), indicator, "CN-ZJ", 2025)
    assert after_breaks(known, breaks((2021, float("nan"))))["role"].tolist() == ["annual", "annual"]


def test_a_break_elsewhere_changes_nothing(indicator):
    known = annual_observations(observations(("2018", 1, "")), indicator, "CN-ZJ", 2025)
    assert after_breaks(known, breaks((2018, float("nan")), region="CN-BJ"))["role"].tolist() == ["annual"]


def test_the_census_cuts_the_population_series(raw):
    population = raw.indicators["resident_population"]
    known = annual_observations(raw.observations, population, "CN-ZJ", 2025)
    assert 2019 in usable_series(known).index
    assert usable_series(after_breaks(known, raw.breaks)).to_dict() == {
        2020: 6468, 2021: 6540, 2022: 6577, 2023: 6627, 2024: 6670,
    }  # fmt: skip


def test_series_of_a_plan_hold_its_indicators_only(raw):
    rows = collect_series(raw.plan, raw.observations, raw.breaks, 2025)
    assert set(rows["region"]) == {"CN-ZJ"}
    assert set(rows["indicator"]) <= {indicator.id for indicator in raw.plan.decisive_indicators}
    assert rows.loc[rows["indicator"] == "plant_variety_rights", "role"].tolist() == [
        "annual",
        "dated",
        "annual",
    ]


@pytest.mark.parametrize(
    ("as_of", "words"),
    [
        (2024, "a year whose assessment could know the plan, published 2026. Choose --as-of 2025 or later"),
        (2031, "--as-of 2031 without data; expected a year with figures; there are figures up to 2025"),
    ],
)
def test_years_that_cannot_be_assessed(raw, as_of, words):
    with pytest.raises(InputError, match=words):
        require_year(raw.plan, raw.observations, as_of)
    require_year(raw.plan, raw.observations, 2025)


def test_what_is_suspect_is_shown_and_never_fitted(indicator):
    rows = observations(("2021", 100, ""), ("2022", 900, ""), ("2023", 104, ""))
    rows.loc[1, "status"] = "suspect"
    known = annual_observations(rows, indicator, "CN-ZJ", 2024)
    assert known["role"].tolist() == ["annual", "shown_only", "annual"]
    assert annual_series(rows, indicator, "CN-ZJ", 2024).index.tolist() == [2021, 2023]


@pytest.mark.parametrize(
    ("years", "stale"),
    [
        ([2019], True), ([2020], True), ([2021], False), ([2015, 2020], False), ([2014, 2019], True),
        ([2010, 2020], False), ([2024.5], False), ([], False),
    ],
)  # fmt: skip
def test_a_value_five_years_old_is_stale_unless_they_come_so_far_apart(years, stale):
    assert is_stale(pd.Series(1.0, index=pd.Index(years, dtype=float)), 2025) is stale


@pytest.mark.parametrize(
    ("years", "used"),
    [([2010, 2020], [2010, 2020]), ([2010, 2019, 2020], [2019, 2020]), ([2015, 2020], [2015, 2020]),
     ([2020], [2020]), ([], [])],
)  # fmt: skip
def test_the_observed_pace_is_that_of_five_years_or_of_the_last_two_values(years, used):
    assert recent_values(pd.Series(1.0, index=pd.Index(years, dtype=int))).index.tolist() == used


VINTAGES = [("2025", 24.3, "2026-02-14", "preliminary"), ("2025", 25.1, "2027-05-10", "revised"),
            ("2025", 25.0, "2028-02", "final")]  # fmt: skip


def vintages(*rows: tuple[str, float, str, str]) -> pd.DataFrame:
    """Return observations from (period, value, published, status)."""
    table = observations(*(row[:3] for row in rows))
    return table.assign(status=[row[3] for row in rows])


@pytest.mark.parametrize(
    ("as_of", "value"), [(2024, None), (2025, 24.3), (2026, 25.1), (2027, 25.0), (2030, 25.0)]
)
def test_the_newest_vintage_known_then_counts(indicator, as_of, value):
    """CASES D: neither does the old value vanish, nor is the revision hindsight."""
    for rows in (VINTAGES, VINTAGES[::-1]):  # whatever the order of lines
        known = annual_observations(vintages(*rows), indicator, "CN-ZJ", as_of)
        assert usable_series(known).to_dict() == ({} if value is None else {2025: value})


def test_the_usual_delay_dates_a_vintage_without_a_day(indicator):
    rows = vintages(("2025", 1.0, "", "quoted"), ("2025", 2.0, "2026-03", "revised"))
    assert day_out("", "2025", 3) == "2026-03"  # out by the end of March: no later than the other
    assert usable_series(annual_observations(rows, indicator, "CN-ZJ", 2025)).to_dict() == {2025: 2.0}
    slow = dataclasses.replace(indicator, publication_lag_months=4)
    assert usable_series(annual_observations(rows, slow, "CN-ZJ", 2025)).to_dict() == {2025: 1.0}


def test_a_suspect_vintage_gives_way_to_any_other(indicator):
    rows = vintages(("2025", 24.3, "2026-02", "quoted"), ("2025", 243.0, "2026-05", "suspect"))
    known = annual_observations(rows, indicator, "CN-ZJ", 2025)
    assert known[["value", "role"]].to_numpy().tolist() == [[24.3, "annual"]]


@pytest.mark.parametrize(
    ("published", "period", "lag", "day"),
    [("2026", "2025", 3, "2026"), ("", "2025", 0, "2025-12"), ("", "2025", 13, "2027-01"),
     ("", "2025-06", 2, "2025-08"), ("", "2025-12", 1, "2026-01")],
)  # fmt: skip
def test_when_a_figure_was_out(published, period, lag, day):
    assert day_out(published, period, lag) == day
