"""The commands of the yearly work beside `assess`: many at once, documents again, proof."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from ontrack.cli.options import (
    DEFAULT_PLAN,
    FormOption,
    LanguageOption,
    LanguagesOption,
    PlanOption,
    QuietOption,
    TimesOption,
    WorkersOption,
    YearOption,
    YearsOption,
    languages_asked,
    parse_languages,
    parse_years,
)
from ontrack.paths import Paths, find_root
from ontrack.plan import LANGUAGES


def report(
    plan: PlanOption = DEFAULT_PLAN,
    as_of: YearOption = None,
    lang: LanguagesOption = None,
    form: FormOption = "annual",
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
    from ontrack.cli.terminal import print_rebuilt
    from ontrack.tables import load_plan

    paths = Paths(find_root())
    known = load_plan(paths, plan)
    year = known.default_as_of if as_of is None else as_of
    job = Job(plan, year, languages_asked(lang, known), form=form)
    outcome = report_job(paths, job, at_once=True)
    if not quiet:
        print_rebuilt(job, outcome, root=paths.root, times=times)


def why(
    target: Annotated[
        str | None,
        typer.Argument(help="Id or name of a target; left out, one line a target.", show_default=False),
    ] = None,
    plan: PlanOption = DEFAULT_PLAN,
    as_of: YearOption = None,
    lang: LanguageOption = None,
) -> None:
    """Say why a target has its probability: from the class alone to the answer, and what would change it.

    It reads the tables in data/processed and computes nothing: each step, the piece's effect alone, the
    values of next year that would lift or lower it, and what the nation, earlier targets and the rules say.

    Example: ontrack why high_value_patents_per_10k --lang en
    """
    from ontrack.cli.terminal_why import find_target, print_all, print_why, read_needed
    from ontrack.tables import load_plan

    paths = Paths(find_root())
    known = load_plan(paths, plan)
    language = languages_asked(lang, known)[0]
    tables = read_needed(paths, plan, known.default_as_of if as_of is None else as_of)
    if target is None:
        print_all(known, tables, language)
    else:
        print_why(known, find_target(known, target), tables, language)


def changes(
    plan: PlanOption = DEFAULT_PLAN,
    as_of: YearOption = None,
    lang: LanguageOption = None,
) -> None:
    """Print the draft of a CHANGELOG entry: figures that changed, targets that moved, and what moved them.

    It reads the tables in data/processed and computes nothing. The causes are those of the page on changes:
    the plan, definitions, revised figures, new figures and statements, changed one after another, then the
    method.

    Example: ontrack changes --as-of 2026 --lang en
    """
    from ontrack.report.changelog_draft import TABLES, changelog_draft
    from ontrack.report.edition import Edition, Stamp
    from ontrack.series.definitions import in_present_definition
    from ontrack.tables import load_raw, read_result

    paths = Paths(find_root())
    raw = load_raw(paths, plan)
    language = languages_asked(lang, raw.plan)[0]
    year = raw.plan.default_as_of if as_of is None else as_of
    tables = {name: read_result(name, paths.processed(plan, year)) for name in TABLES}
    edition = Edition(in_present_definition(raw, year), tables, language, Stamp("", "", {}, year, ""))
    print("\n".join(changelog_draft(edition)))


def verify(
    folder: Annotated[Path, typer.Argument(help="A folder of reports or of data/processed.")],
    rerun: Annotated[
        bool,
        typer.Option("--rerun", help="Also assess again, elsewhere, and compare the tables byte by byte."),
    ] = False,
    full: Annotated[bool, typer.Option("--full", help="Also list every file that is as it was.")] = False,
    lang: LanguageOption = None,
) -> None:
    """Prove that no file of an assessment has changed: every hash, and the check code in every document.

    Also says whether data, plan or method have changed since; with --rerun, whether that moves any table.
    The exit status is 0 when all is as it was, and 1 otherwise.

    Example: ontrack verify reports/zhejiang-ip-2030/2025
    """
    from ontrack.batch.verify import languages_of, verify_folder
    from ontrack.cli.terminal import progress_bars
    from ontrack.cli.terminal_verify import print_verdict

    language = (parse_languages(lang) if lang is not None else languages_of(folder))[0]
    with progress_bars(language, quiet=not rerun) as progress:
        verdict = verify_folder(folder, rerun=rerun, progress=progress)
    print_verdict(verdict, language, full=full)
    if not verdict.holds:
        sys.exit(1)


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
    from ontrack.cli.terminal_batch import batch_progress, print_results

    languages = parse_languages(lang) if lang is not None else None
    years = parse_years(as_of) if as_of is not None else None
    paths = Paths(find_root())
    lanes = plan_lanes(paths, plans or [], every=every, years=years, languages=languages, form=form)
    told = next((job.languages[0] for lane in lanes for job in lane.jobs), LANGUAGES[0])
    with batch_progress(lanes, told, quiet=quiet) as heard:
        results = run_lanes(paths, lanes, workers=workers, heard=heard)
    if not quiet or any(result.state != "ok" for result in results):
        print_results(results, told)
    if any(result.state == "stopped" for result in results):
        sys.exit(130)
    if any(result.state == "failed" for result in results):
        sys.exit(1)


def sensitivity(
    target: Annotated[
        str, typer.Argument(help="A target of the plan; all of them when left out.", show_default=False)
    ] = "",
    plan: PlanOption = DEFAULT_PLAN,
    as_of: YearOption = None,
    lang: LanguageOption = None,
) -> None:
    """Show how stable each answer is: other models, less evidence, another pace of the nation.

    Every probability is asked again of models fitted without one of the panels, or only to what was over by
    2020; from own values alone; and with the nation at its ten- or three-year pace. Reads sensitivity.csv of
    the last assessment.

    Examples: ontrack sensitivity --lang en · ontrack sensitivity ip_service_revenue --as-of 2025
    """
    from ontrack.cli.terminal_sensitivity import print_sensitivity
    from ontrack.tables import load_plan, read_result

    paths = Paths(find_root())
    known = load_plan(paths, plan)
    language = languages_asked(lang, known)[0]
    year = known.default_as_of if as_of is None else as_of
    print_sensitivity(known, read_result("sensitivity", paths.processed(plan, year)), target, year, language)
