"""Earlier assessments are read whatever their age, later ones never, broken ones loudly."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from ontrack.errors import InputError
from ontrack.paths import Paths
from ontrack.tables import read_earlier

COMMITTED = Path(__file__).resolve().parents[2] / "data" / "processed" / "china-ip-2025"
NEEDED = ("series", "projections", "assessments")


@pytest.fixture
def project(tmp_path) -> Paths:
    """A project with the three tables of 2021 to 2023 that every version has written, and no others."""
    paths = Paths(tmp_path)
    for year in (2021, 2022, 2023):
        paths.processed("plan", year).mkdir(parents=True)
        for name in NEEDED:
            shutil.copy(COMMITTED / str(year) / f"{name}.csv", paths.processed("plan", year))
    return paths


def test_only_earlier_years_are_read(project):
    (project.processed("plan", 2023) / "series.csv").write_text("nonsense", encoding="utf-8")
    earlier = read_earlier(project, "plan", 2023)
    assert list(earlier) == [2021, 2022]
    assert all(set(tables) == set(NEEDED) for tables in earlier.values())
    assert earlier[2022]["series"]["period"].max() == "2022"


def test_a_plan_without_results_has_none(project):
    assert read_earlier(project, "another", 2030) == {}


def test_a_folder_without_assessments_is_none(project):
    (project.processed("plan", 2022) / "assessments.csv").unlink()
    assert list(read_earlier(project, "plan", 2023)) == [2021]


def test_a_broken_table_is_told(project):
    (project.processed("plan", 2022) / "series.csv").write_text("indicator\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"2022/series\.csv, line 1: found a header without region"):
        read_earlier(project, "plan", 2023)
    (project.processed("plan", 2022) / "series.csv").unlink()
    with pytest.raises(InputError, match=r"2022/series\.csv: found no readable file"):
        read_earlier(project, "plan", 2023)
