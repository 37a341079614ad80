"""`ontrack verify`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from ontrack.cli.options import (
    LanguageOption,
    parse_languages,
)


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
    from ontrack.cli.terminal.assessment import progress_bars
    from ontrack.cli.terminal.verify import print_verdict

    language = (parse_languages(lang) if lang is not None else languages_of(folder))[0]
    with progress_bars(language, quiet=not rerun) as progress:
        verdict = verify_folder(folder, rerun=rerun, progress=progress)
    print_verdict(verdict, language, full=full)
    if not verdict.holds:
        sys.exit(1)
