"""A small project with results and documents, made without a notebook, to rebuild, to verify and to break."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from helpers.made_once import folder_of
from report.results import compute_results

from ontrack.batch import Job
from ontrack.batch.rebuild import report_job
from ontrack.paths import Paths
from ontrack.tables import load_raw, write_result
from ontrack.tables.result_columns import RESULTS

ROOT = Path(__file__).resolve().parents[2]
JOB = Job("tiny", 2025, ("en",))


def write_tables(paths: Paths) -> None:
    """Write the result tables as an assessment would."""
    for name, rows in compute_results(load_raw(paths, "tiny")).items():
        flags = [column.name for column in RESULTS[name].columns if column.type == "flag"]
        words = {flag: rows[flag].map({True: "yes", False: ""}) for flag in flags}
        write_result(rows.assign(**words), name, paths.processed("tiny", 2025))


@pytest.fixture(scope="session")
def reported() -> Path:
    """The small project with its tables and the English document."""

    def make(folder: Path) -> None:
        shutil.copytree(ROOT / "tests" / "data" / "good", folder, dirs_exist_ok=True)
        shutil.copytree(ROOT / "notebooks", folder / "notebooks")
        write_tables(Paths(folder))
        report_job(Paths(folder), JOB)

    return folder_of("reported", make)


@pytest.fixture
def project(reported, tmp_path) -> Paths:
    """A copy of it, to change."""
    shutil.copytree(reported, tmp_path / "project")
    return Paths(tmp_path / "project")
