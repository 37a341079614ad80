"""The last step of a run: files into their places, and the manifest after them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ontrack.batch.charts import drawing_hash
from ontrack.batch.documents import Result, update_manifest
from ontrack.batch.job import Job, Outcome, Stopwatch
from ontrack.batch.manifest import NAME, run_of
from ontrack.paths import Paths, publish
from ontrack.processes import interrupts_held


def put_in_place(
    paths: Paths, job: Job, result: Result, staged: Mapping[Path, Path], *, watch: Stopwatch, assessed: bool
) -> Outcome:
    """Rename what a run has made into its places, write the manifest, and return what the run wrote.

    Files and manifest belong together, so Ctrl-C waits until both are there.

    Parameters
    ----------
    staged : mapping
        Finished folders, and where the files of each go.
    assessed : bool
        Whether the run made the tables; otherwise it built documents of earlier ones.
    """
    drawn = dict.fromkeys(job.languages, drawing_hash(result))
    with interrupts_held():
        with watch.timing("publish"):
            written = [path for source, target in staged.items() for path in publish(source, target)]
        run = run_of(result.stamp.commit, watch)
        manifest = update_manifest(
            paths, job, result, written, charts=drawn,
            assessed=run if assessed else None, reported=None if assessed else run,
        )  # fmt: skip
    written.append(paths.reports(job.plan, job.as_of) / NAME)
    assessments = result.tables["assessments"]
    return Outcome(assessments, written, manifest.check_code, manifest.outdated, watch.seconds)
