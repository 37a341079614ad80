"""`ontrack report`."""

from __future__ import annotations

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


def report(
    plan: PlanOption = DEFAULT_PLAN,
    as_of: YearOption = None,
    lang: LanguagesOption = None,
    form: FormOption = "annual",
    annexes: AnnexesOption = "all",
    final_print: FinalPrintOption = False,
    quiet: QuietOption = False,
    times: TimesOption = False,
) -> None:
    """Build the documents again from the tables in data/processed, in seconds; nothing is assessed anew.

    For another language or form, or after a change in the written parts of the plan. Where figures, plan or
    method have changed, it says which file and asks for `ontrack assess`.

    Example: ontrack report --plan zhejiang-ip-2030 --as-of 2025 --lang zh --form midterm
    """
    from ontrack.batch import Job  # here: `--help` need not wait for the numerics
    from ontrack.batch.rebuild import report_job
    from ontrack.cli.terminal.assessment import print_rebuilt
    from ontrack.report.forms import annexes_asked
    from ontrack.tables import load_plan

    paths = Paths(find_root())
    known = load_plan(paths, plan)
    year = known.default_as_of if as_of is None else as_of
    annexes_asked(annexes)
    job = Job(plan, year, languages_asked(lang, known), form=form, annexes=annexes, final_print=final_print)
    outcome = report_job(paths, job, at_once=True)
    if not quiet:
        print_rebuilt(job, outcome, root=paths.root, times=times)
