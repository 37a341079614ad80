"""The command `ontrack`: its commands, and how it ends."""

from __future__ import annotations

import os
import sys

import typer

from ontrack.cli.commands import (
    assess,
    batch,
    benchmark,
    changes,
    check,
    explore,
    mend,
    reference,
    report,
    sensitivity,
    verify,
    why,
)
from ontrack.cli.options import language_of_messages
from ontrack.errors import OntrackError, OutputError
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

# In the order in which `--help` lists them.
for command in (
    assess.assess, why.why, sensitivity.sensitivity, changes.changes, report.report, batch.batch,
    verify.verify, explore.explore, check.check, mend.mend, benchmark.benchmark,
):  # fmt: skip
    app.command()(command)
for fitting in (reference.fit, reference.alternatives, reference.dependence, reference.words):
    reference_app.command()(fitting)


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
