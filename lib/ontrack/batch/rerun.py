"""Assess again, elsewhere: the same figures and notebooks in a temporary project."""

from __future__ import annotations

import shutil
from dataclasses import replace

from ontrack.batch.assess import refuse_impossible, run_notebooks
from ontrack.batch.job import CHARTS, NOTEBOOKS, PRELOADED, Job, Progress, Stopwatch
from ontrack.batch.trace import earlier_years, table_files
from ontrack.files.temporary import temporary_folder
from ontrack.paths import Paths
from ontrack.tables import load_raw

TEXTS = "*.md"  # what people wrote belongs to its year: no table depends on it
OF_TABLES = tuple(name for name in NOTEBOOKS if name != CHARTS)


def rerun_tables(paths: Paths, job: Job, progress: Progress) -> dict[str, bytes]:
    """Return the tables of a second assessment by file name; nothing of the project is touched.

    The tables of the plan's earlier years go along, because a year says what has changed since. Written texts
    do not, and no chart is drawn, no document and no page of a notebook built.
    """
    from ontrack.notebooks import Kernel  # here: who only compares hashes need not wait for it

    with temporary_folder() as folder:
        elsewhere = Paths(folder.resolve() / "project")
        shutil.copytree(paths.raw, elsewhere.raw, ignore=shutil.ignore_patterns(TEXTS))
        shutil.copytree(paths.notebooks, elsewhere.root / "notebooks")
        for year in earlier_years(paths, job.plan, job.as_of):
            shutil.copytree(year, elsewhere.processed(job.plan, int(year.name)))
        tables = elsewhere.processed(job.plan, job.as_of)
        documents = elsewhere.reports(job.plan, job.as_of)
        for folder in (tables, documents):
            folder.mkdir(parents=True)
        with Kernel(elsewhere.root, PRELOADED) as kernel:
            raw = load_raw(elsewhere, job.plan)
            job = replace(job, languages=(job.languages or raw.plan.languages)[:1])
            refuse_impossible(raw, job)
            watch = Stopwatch()
            run_notebooks(
                elsewhere, job, tables, documents, kernel=kernel, progress=progress, watch=watch,
                names=OF_TABLES, pages=False,
            )  # fmt: skip
        return {file: path.read_bytes() for file, path in table_files(tables).items()}
