"""Assess again, elsewhere: the same figures and notebooks in a temporary project."""

from __future__ import annotations

import shutil
from dataclasses import replace

from ontrack.batch.assess import assess_job
from ontrack.batch.job import Job, Progress
from ontrack.batch.trace import earlier_years, table_files
from ontrack.paths import Paths
from ontrack.temporary import temporary_folder


def rerun_tables(paths: Paths, job: Job, progress: Progress) -> dict[str, bytes]:
    """Return the tables of a second assessment by file name; nothing of the project is touched.

    The tables of the plan's earlier years go along, because a year says what has changed since.
    """
    with temporary_folder() as folder:
        elsewhere = Paths(folder.resolve() / "project")
        shutil.copytree(paths.raw, elsewhere.raw)
        shutil.copytree(paths.notebooks, elsewhere.notebooks)
        for year in earlier_years(paths, job.plan, job.as_of):
            shutil.copytree(year, elsewhere.processed(job.plan, int(year.name)))
        assess_job(elsewhere, replace(job, languages=job.languages[:1] or ("zh",)), progress)
        tables = table_files(elsewhere.processed(job.plan, job.as_of))
        return {name: path.read_bytes() for name, path in tables.items()}
