"""Statements read: their dates, their limits within rounding, and what still counts beside known values."""

from __future__ import annotations

import math

import pytest
from helpers.said import said

from ontrack.plan.periods import date_of, period_of
from ontrack.statements import facts_of, known_statements
from ontrack.statements.facts import fact_of, typed


@pytest.mark.parametrize(
    ("text", "number", "half"),
    [
        ("15", 15, 0.5),
        ("10.34", 10.34, 0.005),
        ("3.80", 3.8, 0.005),
        ("-2.5", -2.5, 0.05),
        ("1.2e3", 1200, 50),
    ],
)
def test_the_typed_digits_say_how_it_was_rounded(text, number, half):
    assert typed(text) == pytest.approx((number, half))


@pytest.mark.parametrize("text", ["many", "1,000", "nan"])
def test_what_is_no_number_is_refused(text):
    with pytest.raises(ValueError, match=text):
        typed(text)


@pytest.mark.parametrize(
    ("statement", "dates", "lower", "upper"),
    [
        (said("sum_over", "2021", "2023", "1000"), (2021, 2022, 2023), 999.5, 1000.5),
        (said("sum_over", "2021", "2023", "1000", status="lower_bound"), (2021, 2022, 2023), 1000, math.inf),
        (said("change_over", "2020", "2025", "10.34"), (2020, 2025), 10.335, 10.345),
        (said("ratio_over", "2024-05", "2025", "1.41"), (2023 + 5 / 12, 2025), 1.405, 1.415),
        (said("average_growth", "2020", "2025", "15"), (2020, 2025), 1.145**5, 1.155**5),
        (said("at_least", "", "2024-06", "30000"), (2023.5,), 30000, math.inf),
        (said("at_most", "", "2024", "5"), (2024,), -math.inf, 5),
        (said("between", "", "2024", "20..22"), (2024,), 20, 22),
        (said("will_be_added", "", "2028", "6"), (2028,), 5.5, 6.5),
    ],
)
def test_a_statement_is_limits_of_a_measure(statement, dates, lower, upper):
    fact = fact_of(statement)
    assert fact.dates == pytest.approx(dates)
    assert (fact.lower, fact.upper) == pytest.approx((lower, upper))


def test_growth_of_less_than_nothing_leaves_nothing():
    assert fact_of(said("average_growth", "2020", "2022", "-101")).lower == 0


def test_periods_and_dates_are_each_others_inverse():
    periods = ["2024", *(f"2024-{month:02d}" for month in range(1, 12))]
    assert [period_of(date_of(period)) for period in periods] == periods


def test_facts_count_where_they_say_more_than_the_values():
    growth = said("average_growth", "2024", "2025", "6.1")
    assert len(facts_of([growth], [2025.0])) == 1
    assert facts_of([growth], [2024.0, 2025.0]) == ()
    assert facts_of([growth], []) == ()
    assert facts_of([said("at_least", "", "2024", "5", status="suspect")], [2025.0]) == ()


def test_what_is_out_of_reach_does_not_count():
    old, far = said("change_over", "2009", "2025", "10"), said("at_least", "", "2036", "5")
    assert facts_of([old, far], [2025.0]) == ()
    assert len(facts_of([old, far], [2024.0])) == 1  # 15 years before; 2036 is still 12 ahead


def test_an_increment_counts_until_its_year_has_a_value():
    added = said("will_be_added", "", "2027", "6")
    assert len(facts_of([added], [2026.5])) == 1
    assert facts_of([added], [2027.0]) == ()


def test_two_of_the_same_dates_are_one_and_increments_add_up():
    both = facts_of(
        [said("ratio_over", "2020", "2025", "1.4"), said("average_growth", "2020", "2025", "7.5")], [2025.0]
    )
    assert len(both) == 1
    assert (both[0].lower, both[0].upper) == pytest.approx((1.0745**5, 1.0755**5))
    added = facts_of([said("will_be_added", "", year, "6") for year in ("2028", "2027")], [2025.0])
    assert [(fact.end, fact.lower, fact.upper) for fact in added] == [(2027, 5.5, 6.5), (2028, 11, 13)]


def test_what_was_published_later_or_speaks_of_later_is_not_known():
    told = [
        said("at_least", "", "2025", "5", published="2026-06-30"),
        said("at_least", "", "2025", "5", published="2026-07"),
        said("at_least", "", "2026", "5", published="2026-02"),
        said("will_be_added", "", "2028", "5", published="2026-02"),
    ]
    assert known_statements(told, 2025) == (told[0], told[3])
