"""One assessment from figures to documents: written beside, checked, then put in place."""

from __future__ import annotations

import contextlib
import hashlib
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pandas as pd

from ontrack.notebooks import WarmKernels, export_html, run_notebook
from ontrack.paths import Paths, publish, writing
from ontrack.report import Stamp, build_report, check_report
from ontrack.scenarios.choice import ALL, chosen_scenarios
from ontrack.series import require_year
from ontrack.tables import RawData, load_raw, read_results

# What each notebook imports, so that its kernel can be ready when its turn comes.
NOTEBOOKS = {
    "01_series": ("ontrack.comparators", "ontrack.series", "ontrack.tables"),
    "02_projections": ("ontrack.projection", "ontrack.tables", "ontrack.trends.plan_trends"),
    "03_assessments": (
        "ontrack.alarms",
        "ontrack.comparison",
        "ontrack.rules.rules_table",
        "ontrack.tables",
    ),
    "04_whole_plan": ("ontrack.coherence", "ontrack.portfolio", "ontrack.scenarios", "ontrack.tables"),
    "05_charts": ("ontrack.charts", "ontrack.tables"),
}

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Job:
    """What is to be assessed.

    Attributes
    ----------
    plan : str
        Id of the plan.
    as_of : int
        Last data year.
    languages : tuple of str
        Of the documents.
    scenarios : str
        *all*, *none*, or ids of the plan's scenarios with commas.
    """

    plan: str
    as_of: int
    languages: tuple[str, ...]
    scenarios: str = ALL

    @property
    def parameters(self) -> dict[str, str | int]:
        """What it was asked for beyond the defaults, by name."""
        asked: dict[str, str | int] = {"plan": self.plan, "as_of": self.as_of}
        return asked if self.scenarios == ALL else asked | {"scenarios": self.scenarios}


@dataclass
class Outcome:
    """What an assessment wrote, and where the time went.

    Attributes
    ----------
    assessments : DataFrame
        One row a target.
    written : list of Path
        Every file put in place.
    seconds : dict of str to float
        By step.
    """

    assessments: pd.DataFrame
    written: list[Path]
    seconds: dict[str, float] = field(default_factory=dict)


class Stopwatch:
    """Seconds by step."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextlib.contextmanager
    def timing(self, step: str) -> Iterator[None]:
        """Add the time spent inside to `step`."""
        start = time.perf_counter()
        yield
        self.seconds[step] = self.seconds.get(step, 0.0) + time.perf_counter() - start


def assess_job(paths: Paths, job: Job, progress: Progress) -> Outcome:
    """Run the notebooks of one job, build its documents, check everything, and put it in place.

    Until the last step nothing that was there before is touched: tables and documents are made in folders
    beside theirs. A notebook that fails is left in ``reports/<plan>/<as_of>/failed``.

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
        When the figures, the plan or the year are not what they must be.
    RunError
        When a notebook, a document or a check fails.
    OutputError
        When a file cannot be written.
    """
    watch = Stopwatch()
    processed, reports = paths.processed(job.plan, job.as_of), paths.reports(job.plan, job.as_of)
    # The first kernel gets ready while the tables are checked.
    with WarmKernels(paths.notebooks, list(NOTEBOOKS.values())) as kernels:
        with watch.timing("tables"):
            raw = load_raw(paths, job.plan)
            require_year(raw.plan, raw.observations, job.as_of)
            chosen_scenarios(raw.scenarios, job.scenarios)  # refuses an unknown one before any work
        with staging_beside(processed) as tables, staging_beside(reports) as documents:
            run_notebooks(paths, job, tables, documents, kernels=kernels, progress=progress, watch=watch)
            results = read_results(tables)
            stamp = make_stamp(paths, job, results)
            build_documents(raw, job, results, documents, stamp=stamp, watch=watch)
            with watch.timing("publish"):
                written = [*publish(tables, processed), *publish(documents, reports)]
    return Outcome(results["assessments"], written, watch.seconds)


@contextlib.contextmanager
def staging_beside(destination: Path) -> Iterator[Path]:
    """Yield an empty folder, gone afterwards; beside `destination`, so that renaming moves no bytes."""
    folder = destination.with_name(f".{destination.name}.partial")
    with writing(folder):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def run_notebooks(
    paths: Paths,
    job: Job,
    tables: Path,
    documents: Path,
    *,
    kernels: WarmKernels,
    progress: Progress,
    watch: Stopwatch,
) -> None:
    """Run the notebooks in their order; each one's HTML copy is made while the next one runs."""
    failed = paths.reports(job.plan, job.as_of) / "failed"
    common = {"plan": job.plan, "as_of": job.as_of, "output": str(tables.resolve())}
    charts = {"figures": str((documents / "figures").resolve()), "languages": ",".join(job.languages)}
    own = {"04_whole_plan": {"scenarios": job.scenarios}, "05_charts": charts}
    copies = []
    with ThreadPoolExecutor(1) as pool:
        for name in NOTEBOOKS:
            with watch.timing(name):
                executed = run_notebook(
                    paths.notebooks / f"{name}.ipynb",
                    documents / "notebooks" / f"{name}.ipynb",
                    common | own.get(name, {}),
                    failed_folder=failed,
                    progress=partial(progress, name),
                    working_folder=paths.notebooks,
                    kernels=kernels,
                )
            page = executed.with_suffix(".html")
            copies.append(pool.submit(export_html, executed, page, name, job.languages[0]))
        with watch.timing("html"):
            for copy in copies:
                copy.result()


def build_documents(
    raw: RawData,
    job: Job,
    results: dict[str, pd.DataFrame],
    documents: Path,
    *,
    stamp: Stamp,
    watch: Stopwatch,
) -> None:
    """Build the PDF of each language and read it back."""
    for language in job.languages:
        pdf = documents / f"assessment.{language}.pdf"
        with watch.timing(f"report.{language}"):
            build_report(
                raw, results, figures=documents / "figures" / "print", language=language, stamp=stamp,
                destination=pdf,
            )  # fmt: skip
        with watch.timing("check"):
            check_report(pdf, plan=raw.plan, language=language, stamp=stamp)


def make_stamp(paths: Paths, job: Job, results: dict[str, pd.DataFrame]) -> Stamp:
    """Return what the documents can be traced by."""
    vintage = results["series"]["published"].max()
    return Stamp(commit_of(paths.root), hash_folder(paths.raw), job.parameters, job.as_of, vintage)


def hash_folder(folder: Path) -> str:
    """Return the SHA-256 of the names and contents of all files below a folder, line ends made alike."""
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.suffix in (".csv", ".toml")):
        content = path.read_bytes().replace(b"\r\n", b"\n")
        digest.update(f"{path.relative_to(folder).as_posix()}\n{len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()


def commit_of(root: Path) -> str:
    """Return the git commit of the project, with ``+`` when files differ from it; empty outside git."""

    def git(*words: str) -> str:
        command = ["git", "-C", str(root), *words]
        return subprocess.run(
            command, capture_output=True, text=True, check=True, encoding="utf-8"
        ).stdout.strip()

    try:
        if Path(git("rev-parse", "--show-toplevel")).resolve() != root.resolve():
            return ""
        commit = git("rev-parse", "--short=12", "HEAD")
        return commit + ("+" if git("status", "--porcelain", "--", "lib", "notebooks", "data/raw") else "")
    except (OSError, subprocess.CalledProcessError):
        return ""
