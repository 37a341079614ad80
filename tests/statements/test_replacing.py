"""Values worked out from a statement give way to it; others stay."""

from __future__ import annotations

import pandas as pd
import pytest
from helpers.said import said

from ontrack.statements import replaced, replaced_by


def rows(values: dict[str, float], status: str = "derived", role: str = "annual") -> pd.DataFrame:
    """Return rows of the series table, the last one quoted."""
    table = pd.DataFrame({"period": list(values), "value": list(values.values())})
    table["role"] = role
    table["status"] = [status] * (len(values) - 1) + ["quoted"]
    return table


@pytest.mark.parametrize(
    ("values", "statement"),
    [
        ({"2024": 22.9, "2025": 24.3}, said("average_growth", "2024", "2025", "6.1")),
        ({"2024": 22.9, "2025": 24.3}, said("ratio_over", "2024", "2025", "1.061")),
        ({"2020": 76.94, "2025": 87.28}, said("change_over", "2020", "2025", "10.34")),
        ({"2023": 78.0, "2024": 88.0}, said("average_growth", "2023", "2024", "12.8")),  # 88 ÷ 1.128 = 78.01
        ({"2024": 65.5, "2025": 71.5}, said("sum_over", "2024", "2025", "137")),
    ],
)
def test_a_value_that_a_statement_reproduces_is_replaced(values, statement):
    assert replaced(rows(values), [statement]).tolist() == [True, False]
    assert replaced(rows(values, role="dated"), [statement]).tolist() == [True, False]


def test_other_values_stay():
    growth, values = said("average_growth", "2024", "2025", "6.1"), {"2024": 22.9, "2025": 24.3}
    assert not replaced(rows(values, status="quoted"), [growth]).any()
    assert not replaced(rows(values, role="shown_only"), [growth]).any()
    assert not replaced(rows({"2024": 22.7, "2025": 24.3}), [growth]).any()
    assert not replaced(rows({"2023": 22.9, "2025": 24.3}), [growth]).any()
    assert not replaced(rows(values), [said("average_growth", "2024", "2025", "6.1", status="suspect")]).any()
    assert not replaced(
        rows(values), [said("ratio_over", "2024", "2025", "1.061", status="lower_bound")]
    ).any()
    assert not replaced(rows(values), [said("at_least", "", "2024", "22.9")]).any()


def test_the_last_value_that_counts_is_never_replaced():
    table = rows({"2020": 76.94, "2025": 87.28}).assign(status=["quoted", "derived"])
    assert not replaced(table, [said("change_over", "2020", "2025", "10.34")]).any()


def test_from_its_start_a_value_is_replaced_too():
    table = rows({"2020": 76.94, "2023": 80.0, "2025": 87.28}).assign(status=["quoted", "derived", "quoted"])
    assert replaced(table, [said("change_over", "2020", "2023", "3.06")]).tolist() == [False, True, False]


def test_none_is_worked_out_from_one_that_is_gone():
    """Each end of the growth 2020 to 2022 is derived; only one of them can rest on the other."""
    table = rows({"2020": 50.0, "2022": 60.0, "2025": 90.0})
    growth, ratio = said("ratio_over", "2020", "2022", "1.2"), said("ratio_over", "2022", "2025", "1.5")
    assert replaced(table, [ratio, growth]).tolist() == [False, True, False]
    assert replaced_by(table, growth).tolist() == [True, False, False]


def test_no_row_and_no_statement():
    table = rows({"2020": 50.0, "2022": 60.0})
    assert not replaced(table, []).any()
    assert len(replaced(table.iloc[:0], [said("ratio_over", "2020", "2022", "1.2")])) == 0
