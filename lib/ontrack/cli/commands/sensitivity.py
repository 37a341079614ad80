"""`ontrack sensitivity`."""

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
    from ontrack.cli.terminal.sensitivity import print_sensitivity
    from ontrack.tables import load_plan, read_result

    paths = Paths(find_root())
    known = load_plan(paths, plan)
    language = languages_asked(lang, known)[0]
    year = known.default_as_of if as_of is None else as_of
    print_sensitivity(known, read_result("sensitivity", paths.processed(plan, year)), target, year, language)
