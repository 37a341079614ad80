"""Statements that contradict what the indicator can be, its values or each other: both sides are named."""

from __future__ import annotations

import pandas as pd
import pytest
from helpers.said import one_of, said

from ontrack.statements import contradictions

OWN = pd.Series({2023.0: 40.0, 2024.0: 50.0, 2025.0: 60.0})
TOTAL = "sum_over 2021–2025 of example: 100 (report)"


def found(*statements, own=OWN, **other) -> list[str]:
    return [str(fault) for fault in contradictions(one_of(**other), own, statements)]


@pytest.mark.parametrize(
    "statement",
    [
        said("sum_over", "2021", "2025", "200"),
        said("sum_over", "2023", "2025", "150.2"),  # the three values may be .15 more
        said("change_over", "2024", "2025", "10.1"),
        said("average_growth", "2020", "2025", "15"),
        said("at_least", "", "2024", "50"),
        said("at_most", "", "2026", "10"),
        said("will_be_added", "", "2027", "6"),
    ],
)
def test_what_can_be_true_within_rounding_contradicts_nothing(statement):
    assert found(statement) == []


def test_a_total_that_known_years_exceed_names_them():
    (fault,) = found(said("sum_over", "2021", "2025", "100"))
    assert fault.startswith(
        f"data/raw/statements.csv, column value: found {TOTAL}; expected what agrees with"
    )
    assert "the values of 2023, 2024, 2025. Correct the one that is wrong" in fault


def test_a_single_value_is_named_where_it_suffices():
    (fault,) = found(said("at_most", "", "2024", "49"))
    assert "what agrees with the value of 2024 (50)" in fault
    (fault,) = found(said("at_least", "", "2021", "70"), kind="cumulative", own=OWN.iloc[-1:])
    assert "what agrees with the value of 2025 (60)" in fault


@pytest.mark.parametrize(
    ("statement", "other", "nature"),
    [
        (said("sum_over", "2021", "2025", "-4"), {}, "from 0 to ∞"),
        (said("change_over", "2020", "2025", "110"), {"upper": 100.0}, "from 0 to 100"),
        (said("at_least", "", "2024", "101"), {"upper": 100.0}, "from 0 to 100"),
        (said("change_over", "2020", "2025", "-3"), {"kind": "cumulative"}, "a running total never falls"),
        (said("at_most", "", "2024", "-1"), {}, "from 0 to ∞"),
        (said("will_be_added", "", "2028", "50"), {"upper": 100.0}, "from 0 to 100"),
    ],
)
def test_what_such_an_indicator_cannot_be(statement, other, nature):
    (fault,) = found(statement, **other)
    assert f"expected what example ({nature}" in fault or f"; {nature}) can be" in fault
    assert fault.endswith("Correct it, or the indicator's bounds.")


def test_two_statements_name_each_other():
    growth, least = said("ratio_over", "2021", "2025", "2.0"), said("at_least", "", "2021", "35")
    (fault,) = found(growth, least)
    assert "found at_least 2021 of example: 35 (report)" in fault
    assert "agrees with ratio_over 2021–2025 of example: 2.0 (report) and the values." in fault
    (fault,) = found(said("at_least", "", "2021", "35"), said("at_most", "", "2021", "30"))
    assert fault.count("and the values") == 0


def test_three_that_only_together_cannot_be_are_named_together():
    three = [
        said("at_least", "", "2020", "30"), said("at_least", "", "2021", "30"),
        said("sum_over", "2020", "2022", "65"), said("at_least", "", "2022", "30"),
    ]  # fmt: skip
    (fault,) = found(*three)
    assert "expected statements that can all be true at once" in fault
    assert all(f"at_least {year} " in fault for year in ("2020", "2021", "2022"))


def test_what_is_too_old_tells_nothing():
    (fault,) = found(said("at_most", "", "2005", "4"))
    assert "expected a time within 15 years before the last value (2025)" in fault
    assert "What is older tells nothing of what comes: take it out." in fault


def test_an_open_end_below_is_refused():
    (fault,) = found(said("at_most", "", "2024", "90", status="lower_bound"))
    assert "with the status lower_bound; expected a statement that is open above" in fault


def test_increments_add_up_before_they_are_weighed():
    first, second = said("will_be_added", "", "2027", "20"), said("will_be_added", "", "2028", "15")
    assert found(first, second) == []
    (fault,) = found(first, second, said("at_most", "", "2028", "90"))
    assert "statements that can all be true at once" in fault


def test_suspect_ones_are_not_weighed_and_lines_are_kept():
    told = [
        said("at_most", "", "2024", "1", status="suspect"),
        said("at_most", "", "2024", "1", status="quoted"),
    ]
    (fault,) = contradictions(one_of(), OWN, told, lines=[7, 8])
    assert (fault.file, fault.line, fault.column) == ("data/raw/statements.csv", 8, "value")


def test_without_values_only_the_bounds_speak():
    assert found(said("at_least", "", "2024", "5"), own=OWN.iloc[:0]) == []
