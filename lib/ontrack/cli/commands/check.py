"""`ontrack check`."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from ontrack.cli.options import (
    LanguageOption,
    language_of_messages,
    parse_languages,
)
from ontrack.paths import Paths, find_root


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
    from ontrack.cli.terminal.doubts import doubt_lines
    from ontrack.cli.terminal.narrative import figure_lines, one_sided_lines, sound_text
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
