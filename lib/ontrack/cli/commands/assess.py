"""`ontrack assess`."""

from __future__ import annotations

from typing import Annotated

import typer

from ontrack.cli.options import (
    DEFAULT_PLAN,
    AnnexesOption,
    FinalPrintOption,
    FormOption,
    LanguagesOption,
    PlanOption,
    QuietOption,
    TimesOption,
    YearOption,
    languages_asked,
)
from ontrack.paths import Paths, find_root


def assess(
    plan: PlanOption = DEFAULT_PLAN,
    as_of: YearOption = None,
    lang: LanguagesOption = None,
    form: FormOption = "annual",
    scenarios: Annotated[
        str,
        typer.Option(help="Scenarios of the plan, with commas; or all, or none.", metavar="all|NAME,…|none"),
    ] = "all",
    annexes: AnnexesOption = "all",
    final_print: FinalPrintOption = False,
    quiet: QuietOption = False,
    times: TimesOption = False,
) -> None:
    """Assess every target of a plan: tables, charts and PDF documents.

    Example: ontrack assess --plan zhejiang-ip-2030 --as-of 2025 --lang zh,en

    Afterwards `ontrack report` builds the documents again without assessing, and `ontrack verify` proves that
    no file has changed since.
    """
    from ontrack.batch import Job, assess_job  # here: `--help` need not wait for the numerics
    from ontrack.cli.terminal.assessment import print_outcome, progress_bars
    from ontrack.report.forms import annexes_asked
    from ontrack.tables import load_plan

    paths = Paths(find_root())
    known = load_plan(paths, plan)
    languages = languages_asked(lang, known)
    annexes_asked(annexes)
    year = known.default_as_of if as_of is None else as_of
    job = Job(plan, year, languages, scenarios, form, annexes, final_print)
    with progress_bars(languages[0], quiet=quiet) as progress:
        outcome = assess_job(paths, job, progress)
    if not quiet:
        print_outcome(known, job, outcome, root=paths.root, times=times)
