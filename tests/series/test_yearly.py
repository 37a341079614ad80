"""Half-years, quarters and months brought to years by the rule that their indicator declares."""

from __future__ import annotations

import dataclasses

import pytest
from series.test_collecting import observations

from ontrack.plan.periods import beginning_of, date_of, last_month_of
from ontrack.series import annual_observations, annual_series

QUARTERS = [(f"2024-Q{number}", float(number), "") for number in range(1, 5)]


@pytest.fixture
def of(indicator):
    """Return a function that makes a flow of a kind of period with a rule."""
    return lambda kind, rule: dataclasses.replace(indicator, kind="flow", period_kind=kind, yearly_by=rule)


@pytest.mark.parametrize(
    ("period", "month", "date", "beginning"),
    [
        ("2024", 12, 2024.0, "2024"), ("2024-03", 3, 2023.25, "2024-03"), ("2024-H1", 6, 2023.5, "2024-01"),
        ("2024-H2", 12, 2024.0, "2024-07"), ("2024-Q3", 9, 2023.75, "2024-07"),
    ],
)  # fmt: skip
def test_a_part_of_a_year_ends_with_its_last_month(period, month, date, beginning):
    assert (last_month_of(period), date_of(period), beginning_of(period)) == (month, date, beginning)


@pytest.mark.parametrize(("rule", "value"), [("sum", 10.0), ("mean", 2.5), ("last", 4.0)])
def test_four_quarters_make_a_year(of, rule, value):
    series = annual_series(observations(*QUARTERS), of("quarter", rule), "CN-ZJ", 2024)
    assert series.to_dict() == {2024: value}


@pytest.mark.parametrize(("rule", "years"), [("sum", []), ("mean", []), ("last", [2024])])
def test_a_year_that_lacks_a_part_counts_only_by_its_last(of, rule, years):
    series = annual_series(observations(*QUARTERS[1:]), of("quarter", rule), "CN-ZJ", 2024)
    assert series.index.tolist() == years
    first = annual_series(observations(*QUARTERS[:3]), of("quarter", rule), "CN-ZJ", 2024)
    assert first.empty


def test_half_years_and_months(of):
    halves = observations(("2024-H1", 3.0, ""), ("2024-H2", 4.0, ""), ("2025-H1", 9.0, ""))
    assert annual_series(halves, of("half_year", "sum"), "CN-ZJ", 2025).to_dict() == {2024: 7.0}
    months = observations(*((f"2024-{month:02d}", float(month), "") for month in range(1, 13)))
    assert annual_series(months, of("month", "mean"), "CN-ZJ", 2024).to_dict() == {2024: 6.5}


def test_a_figure_of_the_whole_year_stands(of):
    both = observations(*QUARTERS, ("2024", 11.0, ""))
    assert annual_series(both, of("quarter", "sum"), "CN-ZJ", 2024).to_dict() == {2024: 11.0}


def test_a_suspect_part_makes_no_year(of):
    table = observations(*QUARTERS)
    table.loc[1, "status"] = "suspect"
    assert annual_series(table, of("quarter", "sum"), "CN-ZJ", 2024).empty


def test_a_year_is_known_with_its_last_part_and_no_surer_than_any(of):
    dated = [(period, value, f"2025-0{place + 5}") for place, (period, value, _) in enumerate(QUARTERS)]
    table = observations(*dated)
    table.loc[2, "confidence"] = "low"
    assert annual_series(table, of("quarter", "sum"), "CN-ZJ", 2024).empty
    (row,) = annual_observations(table, of("quarter", "sum"), "CN-ZJ", 2025).to_dict("records")
    told = {name: row[name] for name in ("period", "published", "confidence", "status", "role")}
    assert told == {
        "period": "2024", "published": "2025-08", "confidence": "low", "status": "derived", "role": "annual",
    }  # fmt: skip


def test_what_declares_nothing_is_read_as_before(indicator):
    table = observations(("2024-06", 5.0, ""), ("2024-12", 6.0, ""))
    rows = annual_observations(table, indicator, "CN-ZJ", 2024)
    assert rows[["period", "role"]].to_numpy().tolist() == [["2024-06", "dated"], ["2024-12", "annual"]]
