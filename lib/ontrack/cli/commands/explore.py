"""`ontrack explore`."""

from __future__ import annotations

from typing import Annotated

import typer

from ontrack.cli.options import (
    DEFAULT_PLAN,
    PlanOption,
    YearOption,
    languages_asked,
    parse_languages,
)
from ontrack.errors import Fault, InputError
from ontrack.paths import Paths, find_root


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
