"""`ontrack why`."""

from __future__ import annotations

from typing import Annotated

import typer

from ontrack.cli.options import (
    DEFAULT_PLAN,
    LanguageOption,
    PlanOption,
    YearOption,
    languages_asked,
)
from ontrack.paths import Paths, find_root


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
    from ontrack.cli.terminal.why import find_target, print_all, print_why, read_needed
    from ontrack.tables import load_plan

    paths = Paths(find_root())
    known = load_plan(paths, plan)
    language = languages_asked(lang, known)[0]
    tables = read_needed(paths, plan, known.default_as_of if as_of is None else as_of)
    if target is None:
        print_all(known, tables, language)
    else:
        print_why(known, find_target(known, target), tables, language)
