"""Documents built again from the result tables alone: no notebook runs, and data/processed stays as it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from ontrack.batch.charts import drawing_hash, is_drawn
from ontrack.batch.documents import Result, build_documents, require_printable, stamped_result
from ontrack.batch.finish import put_in_place
from ontrack.batch.installation import require_installation
from ontrack.batch.job import PRINT, Job, Outcome, Stopwatch
from ontrack.batch.manifest import Manifest, earlier_manifest
from ontrack.batch.stale import read_assessed, refuse_changed_files, refuse_stale_tables, scenarios_of
from ontrack.batch.turn import turn_of
from ontrack.files.publishing import staging_beside
from ontrack.paths import Paths
from ontrack.plan import require_languages
from ontrack.processes.helper import Helper, helpers
from ontrack.report.forms import require_form
from ontrack.series.definitions import in_present_definition
from ontrack.tables import RawData, load_raw


@dataclass(frozen=True)
class Assessed:
    """An assessment that was made earlier.

    Attributes
    ----------
    raw : RawData
    job : Job
        With the scenarios that the assessment was asked for.
    result : Result
    manifest : Manifest or None
        None where there is none, as in a fresh copy from git.
    drawing : str
        Hash of all that decides how its charts look.
    """

    raw: RawData
    job: Job
    result: Result
    manifest: Manifest | None
    drawing: str


def report_job(paths: Paths, job: Job, *, at_once: bool = False) -> Outcome:
    """Build the documents of a job from the tables of its assessment, read them back, and put them in place.

    Parameters
    ----------
    at_once : bool
        Whether to build the languages at the same time, each but the first in a process of its own.

    Raises
    ------
    InputError
        When tables are missing, or are not those of the plan and the figures as they stand now; the remedy
        is the command that makes them. Also for a form that the plan cannot have.
    RunError
        When a chart, a document or a check fails.
    OutputError
        When a file cannot be written.
    """
    watch, reports = Stopwatch(), paths.reports(job.plan, job.as_of)
    others = job.languages[1:] if at_once else ()
    with helpers(len(others), __name__) as ready, turn_of(paths, job):
        with watch.timing("tables"):
            assessed = read_assessment(paths, job)
        require_printable(assessed.raw, assessed.job, assessed.result)
        with staging_beside(reports) as staging:
            build_languages(paths, assessed, staging, watch, dict(zip(others, ready, strict=True)))
            staged = {staging: reports}
            return put_in_place(paths, assessed.job, assessed.result, staged, watch=watch, assessed=False)


def build_languages(
    paths: Paths, assessed: Assessed, staging: Path, watch: Stopwatch, elsewhere: Mapping[str, Helper]
) -> None:
    """Build the documents of every language into `staging`, some of them elsewhere at the same time."""
    for language, helper in elsewhere.items():
        helper.begin(build_language, paths, assessed, language, staging, Stopwatch())
    for language in assessed.job.languages:
        if language not in elsewhere:
            build_language(paths, assessed, language, staging, watch)
    with watch.timing("others"):
        for helper in elsewhere.values():
            helper.result()


def read_assessment(paths: Paths, job: Job) -> Assessed:
    """Return the assessment that a job's documents are built from, once it is known to be current."""
    require_installation()
    raw = in_present_definition(load_raw(paths, job.plan), job.as_of)
    require_languages(raw.plan, job.languages)
    require_form(job.form, raw.plan, job.as_of)
    folder = paths.processed(job.plan, job.as_of)
    tables = read_assessed(folder, job)
    manifest = earlier_manifest(paths.reports(job.plan, job.as_of))
    job = replace(job, scenarios=scenarios_of(raw, tables, manifest, job.as_of))
    result = stamped_result(paths, job, tables, folder)
    refuse_changed_files(result, manifest, job)
    refuse_stale_tables(raw, job, tables)
    return Assessed(raw, job, result, manifest, drawing_hash(result))


def build_language(paths: Paths, assessed: Assessed, language: str, staging: Path, watch: Stopwatch) -> None:
    """Draw charts and write the workbook of one language, if need be, and build its documents."""
    job = replace(assessed.job, languages=(language,))
    reports = paths.reports(job.plan, job.as_of)
    figures = reports / PRINT
    current = is_drawn(assessed.manifest, language, assessed.drawing, reports)
    if not current:
        from ontrack.charts.gallery import draw_all  # here: slow to load, and mostly not wanted

        figures = staging / PRINT
        with watch.timing("charts"):
            draw_all(assessed.raw, assessed.result.tables, [language], figures)
    build_documents(
        assessed.raw, job, assessed.result, staging, figures=figures, watch=watch, workbook=not current
    )
