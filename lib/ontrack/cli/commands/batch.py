"""`ontrack batch`."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from ontrack.cli.options import (
    FormOption,
    LanguagesOption,
    QuietOption,
    WorkersOption,
    YearsOption,
    parse_languages,
    parse_years,
)
from ontrack.languages import UNLESS_TOLD
from ontrack.paths import Paths, find_root


def batch(
    plans: Annotated[
        list[str] | None, typer.Argument(help="Folders of data/raw/plans; every one when left out.")
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Every plan of data/raw/plans.")] = False,
    as_of: YearsOption = None,
    lang: LanguagesOption = None,
    form: FormOption = "annual",
    workers: WorkersOption = None,
    quiet: QuietOption = False,
) -> None:
    """Assess many plans and years at once; a failure stops nothing else.

    The years of one plan follow each other, because each says what has changed since the one before; plans
    stand side by side. The table at the end says what failed, why, and the command that does just that again.
    The exit status is 0 when nothing failed, 1 otherwise, and 130 after Ctrl-C.

    Examples: ontrack batch --all · ontrack batch china-ip-2025 --as-of 2021:2025 --lang en --workers 2
    """
    from ontrack.batch.lanes import plan_lanes
    from ontrack.batch.many import run_lanes
    from ontrack.cli.terminal.batch import batch_progress, print_results

    languages = parse_languages(lang) if lang is not None else None
    years = parse_years(as_of) if as_of is not None else None
    paths = Paths(find_root())
    lanes = plan_lanes(paths, plans or [], every=every, years=years, languages=languages, form=form)
    told = next((job.languages[0] for lane in lanes for job in lane.jobs), UNLESS_TOLD[0])
    with batch_progress(lanes, told, quiet=quiet) as heard:
        results = run_lanes(paths, lanes, workers=workers, heard=heard)
    if not quiet or any(result.state != "ok" for result in results):
        print_results(results, told)
    if any(result.state == "stopped" for result in results):
        sys.exit(130)
    if any(result.state == "failed" for result in results):
        sys.exit(1)
