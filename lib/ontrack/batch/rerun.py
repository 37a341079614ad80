"""Assess again, elsewhere: the same figures and notebooks in a temporary project."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

from ontrack.batch.assess import assess_job
from ontrack.batch.job import Job, Progress
from ontrack.batch.trace import earlier_years, table_files
from ontrack.paths import Paths
from ontrack.tables import load_plan


def rerun_tables(paths: Paths, job: Job, progress: Progress) -> dict[str, bytes]:
    """Return the tables of a second assessment by file name; nothing of the project is touched.

    The tables of the plan's earlier years go along, because a year says what has changed since.
    """
    with tempfile.TemporaryDirectory(prefix="ontrack-") as name:
        elsewhere = Paths(Path(name).resolve())
        shutil.copytree(paths.raw, elsewhere.raw)
        shutil.copytree(paths.notebooks, elsewhere.notebooks)
        for year in earlier_years(paths, job.plan, job.as_of):
            shutil.copytree(year, elsewhere.processed(job.plan, int(year.name)))
        languages = job.languages or load_plan(elsewhere, job.plan).languages
        assess_job(elsewhere, replace(job, languages=languages[:1]), progress)
        tables = table_files(elsewhere.processed(job.plan, job.as_of))
        return {name: path.read_bytes() for name, path in tables.items()}
