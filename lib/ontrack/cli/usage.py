"""What is wrong with a command line, in the user's language; the helps of the commands are English."""

from __future__ import annotations

import sys

import typer

from ontrack.cli.options import language_of_messages
from ontrack.wording import Wording, load_wording
from ontrack.wording.translation import SOURCE, TEXTS, translated

TABLES = ("faults.usage.", *TEXTS)


def run_app(app: typer.Typer) -> None:
    """Run the command that the command line asks for, and end with its status.

    English is left to typer, which frames what it says.
    """
    language = language_of_messages(sys.argv[1:])
    if language == SOURCE:
        app(standalone_mode=True)
    try:
        status = app(standalone_mode=False)
    except typer.TyperException as error:
        for line in usage_lines(error, load_wording(language)):
            print(line, file=sys.stderr)
        sys.exit(error.exit_code)
    except typer.Abort:  # nobody answers any more
        sys.exit(1)
    sys.exit(status if isinstance(status, int) else 0)


def usage_lines(error: typer.TyperException, wording: Wording) -> list[str]:
    """Return how a command is used and what is wrong; nothing where its help has been printed instead."""
    said, context = error.format_message(), getattr(error, "ctx", None)
    if not said:
        return []
    told = translated(said, wording, TABLES) or said
    failed = wording("faults.failed", message=told)
    if context is None:  # as of an option without its value
        return [failed]
    usage = context.get_usage()
    return [
        translated(usage, wording, TABLES) or usage,
        wording("faults.help", command=context.command_path),
        failed,
    ]
