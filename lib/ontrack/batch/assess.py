"""One assessment from figures to documents: written beside, checked, then put in place."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ontrack.batch.documents import build_documents, require_printable, stamped_result
from ontrack.batch.finish import put_in_place
from ontrack.batch.installation import require_installation
from ontrack.batch.job import CHARTS, NOTEBOOKS, PRELOADED, PRINT, Job, Outcome, Progress, Stopwatch
from ontrack.batch.turn import turn_of
from ontrack.files.publishing import staging_beside
from ontrack.paths import Paths
from ontrack.plan import require_languages
from ontrack.report.forms import require_form
from ontrack.scenarios.choice import chosen_scenarios
from ontrack.series import require_year
from ontrack.series.definitions import in_present_definition
from ontrack.tables import RawData, load_raw, read_results

if TYPE_CHECKING:
    from ontrack.notebooks import Kernel


def assess_job(paths: Paths, job: Job, progress: Progress) -> Outcome:
    """Run the notebooks of one job, build its documents, check everything, and put it in place.

    Another run on the plan is waited for. Until the last step nothing that was there before is touched:
    tables, documents and manifest are made in folders beside theirs. A notebook that fails is left in
    ``reports/<plan>/<as_of>/failed``.

    Parameters
    ----------
    paths : Paths
        The project.
    job : Job
    progress : callable
        Called with a step's name, how much of it is done, and how much there is.

    Raises
    ------
    InputError
        When the figures, the plan, the year or the form are not what they must be.
    RunError
        When a notebook, a document or a check fails.
    OutputError
        When a file cannot be written.
    """
    from ontrack.notebooks import Kernel  # here: who only rebuilds documents need not wait for it

    watch = Stopwatch()
    processed, reports = paths.processed(job.plan, job.as_of), paths.reports(job.plan, job.as_of)
    # The kernel gets ready while the tables are checked.
    with turn_of(paths, job), Kernel(paths.root, PRELOADED) as kernel:
        with watch.timing("tables"):
            raw = in_present_definition(load_raw(paths, job.plan), job.as_of)
            refuse_impossible(raw, job)
        with staging_beside(processed) as tables, staging_beside(reports) as documents:
            run_notebooks(paths, job, tables, documents, kernel=kernel, progress=progress, watch=watch)
            kernel.close()  # its memory is needed for the documents
            result = stamped_result(paths, job, read_results(tables), tables)
            require_printable(raw, job, result)
            build_documents(raw, job, result, documents, figures=documents / PRINT, watch=watch)
            staged = {tables: processed, documents: reports}
            return put_in_place(paths, job, result, staged, watch=watch, assessed=True)


def refuse_impossible(raw: RawData, job: Job) -> None:
    """Raise InputError or RunError, before any work, when a job cannot be done."""
    require_installation()
    require_languages(raw.plan, job.languages)
    require_form(job.form, raw.plan, job.as_of)
    require_year(raw.plan, raw.observations, job.as_of)
    chosen_scenarios(raw.scenarios, job.scenarios)


def run_notebooks(
    paths: Paths,
    job: Job,
    tables: Path,
    documents: Path,
    *,
    kernel: Kernel,
    progress: Progress,
    watch: Stopwatch,
    names: Iterable[str] = NOTEBOOKS,
    pages: bool = True,
) -> None:
    """Run notebooks in their order; each one's HTML copy, if `pages`, is made while the next one runs."""
    from ontrack.notebooks import export_html, run_notebook

    failed = paths.reports(job.plan, job.as_of) / "failed"
    common = {"plan": job.plan, "as_of": job.as_of, "output": str(tables.resolve())}
    charts = {"figures": str((documents / "figures").resolve()), "languages": ",".join(job.languages)}
    own = {"04_whole_plan": {"scenarios": job.scenarios}, CHARTS: charts}
    copies = []
    with ThreadPoolExecutor(1) as pool:
        for name in names:
            with watch.timing(name):
                executed = run_notebook(
                    paths.notebooks / f"{name}.ipynb",
                    documents / "notebooks" / f"{name}.ipynb",
                    common | own.get(name, {}),
                    failed_folder=failed,
                    progress=partial(progress, name),
                    working_folder=paths.root,
                    kernel=kernel,
                )
            if pages:
                page = executed.with_suffix(".html")
                copies.append(pool.submit(export_html, executed, page, name, job.languages[0]))
        with watch.timing("html"):
            for copy in copies:
                copy.result()
