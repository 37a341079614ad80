"""The command `ontrack`."""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from ontrack.cli.options import (
    DEFAULT_PLAN,
    EconomiesOption,
    FormOption,
    LanguageOption,
    LanguagesOption,
    PanelsArgument,
    PlanOption,
    QuietOption,
    TimesOption,
    TypesOption,
    YearOption,
    language_of_messages,
    languages_asked,
    parse_languages,
)
from ontrack.cli.yearly_commands import batch, changes, report, sensitivity, verify, why
from ontrack.errors import Fault, InputError, OntrackError, OutputError
from ontrack.paths import Paths, find_root, replace_text
from ontrack.processes.endings import Endings, forget_interrupt

app = typer.Typer(
    help=(
        "Will each target of a policy plan be met, how sure are we, and what would it take?\n\n"
        "Start with [bold]ontrack assess[/bold]: it reads data/raw, writes the tables to data/processed and "
        "the documents to reports, and prints one line a target."
    ),
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
)

reference_app = typer.Typer(
    help="The calibrated reference class behind every probability.", no_args_is_help=True
)
app.add_typer(reference_app, name="reference")

DEFAULT_LENGTHS = "1,2,3,4,5,6,8,10,15,full"


@app.callback()
def ontrack() -> None:
    """Keep the subcommands' names even when there is only one."""


@app.command()
def assess(
    plan: PlanOption = DEFAULT_PLAN,
    as_of: YearOption = None,
    lang: LanguagesOption = None,
    form: FormOption = "annual",
    scenarios: Annotated[
        str,
        typer.Option(help="Scenarios of the plan, with commas; or all, or none.", metavar="all|NAME,…|none"),
    ] = "all",
    quiet: QuietOption = False,
    times: TimesOption = False,
) -> None:
    """Assess every target of a plan: tables, charts and PDF documents.

    Example: ontrack assess --plan zhejiang-ip-2030 --as-of 2025 --lang zh,en

    Afterwards `ontrack report` builds the documents again without assessing, and `ontrack verify` proves that
    no file has changed since.
    """
    from ontrack.batch import Job, assess_job  # here: `--help` need not wait for the numerics
    from ontrack.cli.terminal import print_outcome, progress_bars
    from ontrack.tables import load_plan

    paths = Paths(find_root())
    known = load_plan(paths, plan)
    languages = languages_asked(lang, known)
    job = Job(plan, known.default_as_of if as_of is None else as_of, languages, scenarios, form)
    with progress_bars(languages[0], quiet=quiet) as progress:
        outcome = assess_job(paths, job, progress)
    if not quiet:
        print_outcome(known, job, outcome, root=paths.root, times=times)


for command in (why, sensitivity, changes, report, batch, verify):
    app.command()(command)


@app.command()
def explore(
    plan: PlanOption = DEFAULT_PLAN,
    as_of: YearOption = None,
    lang: Annotated[
        str | None,
        typer.Option(
            help="Language the page opens in. Default: the plan's first.", metavar="zh|en", show_default=False
        ),
    ] = None,
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="Port to listen on; 0 takes a free one.", metavar="PORT")
    ] = 0,
    host: Annotated[
        str,
        typer.Option(
            help="Address to listen on. Beyond this machine the page asks for a token.", metavar="HOST"
        ),
    ] = "127.0.0.1",
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open the page.")] = True,
) -> None:
    """Explore scenarios by hand on a local web page, until Ctrl-C.

    Example: ontrack explore --lang en --port 8866
    """
    from ontrack.explorer.server import free_address, serve
    from ontrack.tables import load_plan

    if lang is not None and len(parse_languages(lang)) > 1:
        raise InputError([Fault(f"--lang {lang}", "one language", "Write --lang zh or --lang en.")])
    paths = Paths(find_root())
    languages = languages_asked(lang, load_plan(paths, plan))
    parameters = {"plan": plan, "as_of": as_of or 0, "language": languages[0]}
    serve(paths, parameters, free_address(host, port), browser=browser)


@app.command()
def check(
    figures: Annotated[
        bool,
        typer.Option("--figures", help="Also compare the figures in written texts with data/processed."),
    ] = False,
    lang: LanguageOption = None,
) -> None:
    """Check every table of data/raw, every plan and written text, the wording and the fonts; list all faults.

    Example: ontrack check --figures
    """
    from ontrack.batch.installation import require_installation
    from ontrack.cli.terminal_doubts import doubt_lines
    from ontrack.cli.terminal_narrative import figure_lines, one_sided_lines, sound_text
    from ontrack.plan.vocabulary import quantity_hints
    from ontrack.tables import known_plans
    from ontrack.tables.checking import load_all, reading_lines
    from ontrack.wording import load_wording

    paths = Paths(find_root())
    require_installation()
    plans = known_plans(paths)
    language = (parse_languages(lang) if lang else [language_of_messages([])])[0]
    lines: list[str] = []
    raws = load_all(paths, plans)
    for raw in raws:
        lines += one_sided_lines(raw)
        lines += doubt_lines(paths, raw, date.today(), language)
        lines += figure_lines(paths, raw) if figures and raw.narratives else []
    print(sound_text(raw, plans, load_wording(language)))
    told = [*quantity_hints(raw.indicators.values()), *lines, *reading_lines(raws)]
    for line in dict.fromkeys(told):
        print(line)


@app.command()
def mend(
    file: Annotated[Path, typer.Argument(help="A file of data/raw.")],
    look: Annotated[bool, typer.Option("--look", help="Only show what would change; write nothing.")] = False,
) -> None:
    """Rewrite a file that a spreadsheet saved as it is read: UTF-8, commas between columns, plain figures.

    Reads UTF-16, GB18030 and Big5, semicolons and tabs, 1,234, 12.3万 and 37.7% where the unit fits, says
    what it understood, and refuses what can be read in two ways.

    Example: ontrack mend data/raw/observations/CN-ZJ.csv --look
    """
    from ontrack.files.text_files import read_content
    from ontrack.tables.mending import mend as mended

    content, faults = read_content(file, str(file), what="a file of data/raw", remedy="Name one.")
    if faults:
        raise InputError(faults)
    found = mended(content, file.as_posix())
    for line in found.understood:
        print(line)
    for number, old, new in found.changed:
        print(f"line {number}: {old}\n     now {new}")
    if look:
        return
    replace_text(file, found.text)
    print(f"{file} is UTF-8 now.")


@reference_app.command("fit")
def fit_reference(
    panels: PanelsArgument,
    out: Annotated[Path, typer.Option(help="The model file to write.")],
    types: TypesOption = None,
    economies: EconomiesOption = None,
    seed: Annotated[
        int, typer.Option(help="Of every random draw; the same seed gives the same model.")
    ] = 2026,
    attribution: Annotated[str, typer.Option(help="Sources and licences of the panels.")] = "not stated",
    workers: Annotated[int, typer.Option(min=1, help="Processes at work at once.")] = 1,
) -> None:
    """Fit the reference class to panels, your own among them; some minutes for 12,000 series on two cores.

    Example: ontrack reference fit wdi.csv.gz official.csv.gz mine.csv --types types.csv --out model.npz
    """
    from ontrack.training.economies import read_economies
    from ontrack.training.fitting import fit
    from ontrack.training.panels import read_panels

    panel = read_panels(panels, types, read_economies(economies) if economies else None)
    fit(panel, out, seed=seed, attribution=attribution, workers=workers, progress=print)
    print(f"{out} is written.")


@reference_app.command("alternatives")
def fit_reference_alternatives(
    panels: PanelsArgument,
    out: Annotated[Path, typer.Option(help="The folder to write the model files to.")],
    types: TypesOption = None,
    economies: EconomiesOption = None,
    seed: Annotated[
        int, typer.Option(help="Of every random draw; the same seed gives the same models.")
    ] = 2026,
    attribution: Annotated[str, typer.Option(help="Sources and licences of the panels.")] = "not stated",
    workers: Annotated[int, typer.Option(min=1, help="Processes at work at once.")] = 1,
) -> None:
    """Fit the small models behind `ontrack sensitivity`: without one panel, and with what was over by 2020.

    Example: ontrack reference alternatives wdi.csv.gz official.csv.gz china.csv.gz --types types.csv
    --economies gdp.csv --out lib/ontrack/reference/alternatives
    """
    from ontrack.training.alternatives import fit_alternatives
    from ontrack.training.economies import read_economies
    from ontrack.training.panels import read_panels

    panel = read_panels(panels, types, read_economies(economies) if economies else None)
    for path in fit_alternatives(
        panel, out, seed=seed, attribution=attribution, workers=workers, progress=print
    ):
        print(f"{path} is written.")


@reference_app.command("dependence")
def estimate_reference_dependence(
    panels: PanelsArgument,
    out: Annotated[Path, typer.Option(help="The TOML file to write.")],
    record: Annotated[
        Path | None, typer.Option(help="CSV file of how the stated numbers held; none when left out.")
    ] = None,
    types: TypesOption = None,
    economies: EconomiesOption = None,
    attribution: Annotated[str, typer.Option(help="Source and licence of the panel.")] = "not stated",
    workers: Annotated[int, typer.Option(min=1, help="Processes at work at once.")] = 1,
) -> None:
    """Estimate how the outcomes of two indicators of one place hang together, and test it; ten minutes.

    Models that had not seen a series and knew only what was over are asked about every series and date. With
    --record, whole sets of provincial indicators are then taken as plans, and it is counted how often the
    number of targets met lay in the range stated with this dependence, with the former one and with none.
    """
    from ontrack.benchmark.whole_sets import dependence_record, dependences_tried
    from ontrack.reference.dependence import read_dependence, stated
    from ontrack.training.dependence import dependence_text
    from ontrack.training.economies import read_economies
    from ontrack.training.panels import read_panels
    from ontrack.training.unseen import surprises, unseen_answers

    panel = read_panels(panels, types, read_economies(economies) if economies else None)
    answers = unseen_answers(panel, workers=workers, progress=print)
    scores = [surprises(panel, one) for one in answers]
    text = dependence_text(panel, scores, attribution=attribution, date=date.today().isoformat())
    found = read_dependence(replace_text(out, text))
    print("\n".join(stated(found)))
    print(f"{out} is written.")
    if record:
        rows = dependence_record(panel, answers, dependences_tried(found))
        replace_text(record, rows.to_csv(index=False, lineterminator="\n"))
        print(f"{record} is written.")


@reference_app.command("words")
def record_words(
    panels: PanelsArgument,
    out: Annotated[Path, typer.Option(help="The CSV file to write.")],
    types: TypesOption = None,
    economies: EconomiesOption = None,
) -> None:
    """Test whether words come true where they are given, and what is withheld; a quarter of an hour.

    Example: ontrack reference words wdi.csv.gz official.csv.gz china.csv.gz --out word_record.csv
    """
    from ontrack.benchmark.policy_words import word_record
    from ontrack.tables.policy_targets import load_policy_targets
    from ontrack.training.economies import read_economies
    from ontrack.training.panels import read_panels

    panel = read_panels(panels, types, read_economies(economies) if economies else None)
    record = word_record(panel, load_policy_targets(Paths(find_root())), progress=print)
    replace_text(out, record.to_csv(index=False, lineterminator="\n"))
    print(f"{out} is written.")


@app.command()
def benchmark(
    panels: Annotated[
        list[Path] | None,
        typer.Argument(
            help="The panels the model was fitted to, in the same order; without them public sets."
        ),
    ] = None,
    types: TypesOption = None,
    economies: EconomiesOption = None,
    protocols: Annotated[
        str, typer.Option(help="How panels are held out, with commas; policy_targets: earlier targets.")
    ] = "random,time_safe,economy_left_out",
    sets: Annotated[str, typer.Option(help="Public test sets, with commas.")] = "m3,m1,tourism",
    lengths: Annotated[
        str, typer.Option(help="Yearly values seen of public sets, with commas; full: all.")
    ] = DEFAULT_LENGTHS,
    peers: Annotated[bool, typer.Option("--peers", help="Also AutoETS, AutoARIMA, AutoTheta.")] = False,
    workers: Annotated[int, typer.Option(min=1, help="Processes that fit at once.")] = 1,
    windows: Annotated[
        int, typer.Option(help="Windows drawn for each fit on a part of the panels.")
    ] = 120_000,
    out: Annotated[Path | None, typer.Option(help="Folder to write the records to, as CSV files.")] = None,
    statements: Annotated[
        bool, typer.Option("--statements", help="What a statement is worth in place of five values, only.")
    ] = False,
) -> None:
    """Test the probabilities on what the model has not seen, beside other methods.

    With panels: models are fitted to a part of them and asked about the rest, by population, quantity
    and number of values; half an hour. Without: the yearly series of public competitions; seconds.
    With panels and --statements: six values told plainly, through a statement, the last one alone; minutes.

    Example: ontrack benchmark wdi.csv.gz official.csv.gz china.csv.gz --types types.csv --economies gdp.csv
    """
    from ontrack.benchmark.making import population_records, public_records, statement_rows, write_records
    from ontrack.benchmark.rivals import PEERS
    from ontrack.cli.terminal import print_benchmark, print_populations
    from ontrack.records.track_record import STATEMENTS

    named = PEERS if peers else ()
    if panels and statements:
        rows = statement_rows(panels, types, economies, workers=workers, progress=print)
        print(rows.to_string(index=False))
        if out:
            rows.to_csv(out / STATEMENTS, index=False, lineterminator="\n")
        return
    if panels:
        records = population_records(
            panels, types, economies, [word.strip() for word in protocols.split(",")], peers=named,
            windows=windows, workers=workers, progress=print,
        )  # fmt: skip
        if "figures" in records:
            print_populations(records["figures"])
        if "policy_targets" in records:
            print(records["policy_targets"].to_string(index=False))
    else:
        counts, full = parse_lengths(lengths)
        results, records = public_records([name.strip() for name in sets.split(",")], counts, full, named)
        print_benchmark(results)
    if out:
        write_records(out, records)


def parse_lengths(text: str) -> tuple[list[int], bool]:
    """Return the lengths of a comma-separated list, and whether ``full`` stands among them.

    Raises
    ------
    InputError
        When a word is neither a whole number from 1 nor ``full``.
    """
    words = [word.strip() for word in text.split(",") if word.strip()]
    wrong = [word for word in words if word != "full" and not (word.isdecimal() and int(word))]
    if wrong or not words:
        expected = "whole numbers from 1, or full"
        raise InputError(
            [Fault(f"--lengths {text}", expected, "Write them with commas: --lengths 1,3,5,full.")]
        )
    return [int(word) for word in words if word != "full"], "full" in words


def message_of(error: OntrackError) -> str:
    """Return what a failure says in the user's language; in English where the words cannot be read."""
    from ontrack.wording import load_wording
    from ontrack.wording.faults import told

    try:
        language = language_of_messages(sys.argv[1:])
        return load_wording(language)("faults.failed", message=told(error, language))
    except OntrackError:
        return f"ontrack: {error}"


def main() -> None:
    """Run the command line and end with its status.

    A known failure is a message and 1; Ctrl-C is 130, `kill` 143, a closed terminal 129.
    """
    endings = Endings()
    endings.listen()
    try:
        run()
    finally:
        forget_interrupt()
        if endings.heard:
            sys.exit(endings.status)


def run() -> None:
    """Run the command line and end with its status; see `main`."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    from ontrack.cli.usage import run_app

    try:
        run_app(app)
    except OntrackError as error:
        print(message_of(error), file=sys.stderr)
        sys.exit(1)
    except BrokenPipeError:  # the reader of our output has gone: nobody is left to tell
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except OSError as error:
        print(message_of(OutputError(f"The file system refused ({error}).")), file=sys.stderr)
        sys.exit(1)
