"""Result tables: rounded, sorted, the same bytes, and read back as they were."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from ontrack.assessment import assess_plan, cases_of
from ontrack.errors import InputError
from ontrack.projection.of_plan import project_plan
from ontrack.series import collect_series
from ontrack.tables import read_result, read_results, write_result

TRENDS = pd.DataFrame(
    {
        "indicator": ["b", "a", "a"],
        "method": ["theta", "theta", "logistic"],
        "year": [2026, 2026, 2026],
        "value": [1234567.0, 0.000123456789, -0.0],
        "lower_80": [1.0, 2.0, 3.0],
        "upper_80": [1.5, 2.5, 3.5],
    }
)


def test_rows_are_sorted_and_rounded(tmp_path):
    path = write_result(TRENDS, "trends", tmp_path)
    assert path.read_bytes().decode() == (
        "indicator,method,year,value,lower_80,upper_80\n"
        "a,logistic,2026,0,3,3.5\n"
        "a,theta,2026,0.000123457,2,2.5\n"
        "b,theta,2026,1234570,1,1.5\n"
    )


def test_there_and_back(tmp_path):
    write_result(TRENDS, "trends", tmp_path)
    once = (tmp_path / "trends.csv").read_bytes()
    write_result(read_result("trends", tmp_path), "trends", tmp_path)
    assert (tmp_path / "trends.csv").read_bytes() == once


def test_an_empty_result_is_a_header(tmp_path):
    write_result(TRENDS.iloc[:0], "trends", tmp_path)
    assert read_result("trends", tmp_path).empty


def test_missing_values_are_empty_cells(tmp_path, raw):
    series = collect_series(raw.plan, raw.observations, raw.breaks, 2025)
    write_result(
        assess_plan(cases_of(raw.plan, series, project_plan(raw.plan, series), 2025)), "assessments", tmp_path
    )
    text = (tmp_path / "assessments.csv").read_text(encoding="utf-8")
    assert "nan" not in text.lower()
    assert "None" not in text
    back = read_result("assessments", tmp_path)
    assert back["target"].tolist() == [target.target for target in raw.plan.targets]
    assert math.isnan(back.set_index("target").loc["golden_seed_firms", "probability_met"])


def test_a_wrong_row_is_refused_before_it_is_written(tmp_path):
    with pytest.raises(
        InputError, match="line 2, column method: found “guess”; expected one of random_walk_drift"
    ):
        write_result(
            TRENDS.replace({"method": {"logistic": "guess"}}).sort_index(ascending=False), "trends", tmp_path
        )
    assert not list(tmp_path.iterdir())


def test_a_missing_result_is_told(tmp_path):
    with pytest.raises(InputError, match=f"{tmp_path.name}/series.csv: found no readable file"):
        read_results(tmp_path)
