"""The last step of a run: files into their places, and the manifest after them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ontrack.batch.charts import drawing_hash
from ontrack.batch.documents import Result, update_manifest
from ontrack.batch.job import Job, Outcome, Stopwatch
from ontrack.batch.manifest import NAME, run_of
from ontrack.files.publishing import complete, exchange
from ontrack.paths import Paths
from ontrack.processes.endings import interrupts_held


def put_in_place(
    paths: Paths, job: Job, result: Result, staged: Mapping[Path, Path], *, watch: Stopwatch, assessed: bool
) -> Outcome:
    """Put what a run has made into its places, manifest and all, and return what the run wrote.

    All of it or none is in place afterwards. Ctrl-C waits until then.

    Parameters
    ----------
    staged : mapping
        Finished folders, and where each goes; that of the documents last.
    assessed : bool
        Whether the run made the tables; otherwise it built documents of earlier ones.
    """
    drawn = dict.fromkeys(job.languages, drawing_hash(result))
    with interrupts_held():
        with watch.timing("publish"):
            own = {target: complete(source, target) for source, target in staged.items()}
        at = {target: source for source, target in staged.items()}
        run = run_of(result.stamp.commit, watch)
        reports, processed = paths.reports(job.plan, job.as_of), paths.processed(job.plan, job.as_of)
        manifest = update_manifest(
            paths, job, result, own[reports], charts=drawn,
            reports=at[reports], processed=at.get(processed, processed),
            assessed=run if assessed else None, reported=None if assessed else run,
        )  # fmt: skip
        exchange(staged)
    written = [target / name for target, names in own.items() for name in names] + [reports / NAME]
    assessments = result.tables["assessments"]
    return Outcome(assessments, written, manifest.check_code, manifest.outdated, watch.seconds)
