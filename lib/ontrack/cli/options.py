"""Options that several commands share, and what their words stand for."""

from __future__ import annotations

import contextlib
import os
import re
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from ontrack.errors import Fault, InputError, OntrackError
from ontrack.languages import LANGUAGES, UNLESS_TOLD
from ontrack.paths import Paths, find_root
from ontrack.plan import Plan, require_languages

DEFAULT_PLAN = "zhejiang-ip-2030"
LANGUAGE_VARIABLE = "ONTRACK_LANG"
PlanOption = Annotated[str, typer.Option(help="A folder of data/raw/plans.", metavar="ID")]
YearOption = Annotated[
    int | None,
    typer.Option(
        help="Last data year Y. The assessment stands for 30 June of Y+1 and knows what was published "
        "by then. Default: the plan's own.",
        metavar="YEAR",
        show_default=False,
    ),
]
YearsOption = Annotated[
    str | None,
    typer.Option(
        help="Last data years: 2023, 2021,2023 or 2021:2025. Default: each plan's own.",
        metavar="YEARS",
        show_default=False,
    ),
]
WorkersOption = Annotated[
    int | None,
    typer.Option(min=1, help="Plans at work at once. Default: one a core.", metavar="N", show_default=False),
]
PanelsArgument = Annotated[
    list[Path],
    typer.Argument(
        help="CSV or CSV.GZ files with indicator, year, value and country, region or place; the World Bank's "
        "first, then official indicators, then Chinese provinces, then your own."
    ),
]
TypesOption = Annotated[
    Path | None, typer.Option(help="CSV with indicator, quantity and domain, for panels without them.")
]
EconomiesOption = Annotated[Path | None, typer.Option(help="CSV with place, year and nominal gdp.")]
LanguagesOption = Annotated[
    str | None,
    typer.Option(
        help="Languages of the documents, with commas. Default: the plan's own.", metavar="zh,en",
        show_default=False,
    ),
]  # fmt: skip
LanguageOption = Annotated[
    str | None,
    typer.Option(
        help="Language of the answer. Default: the plan's first.", metavar="zh|en", show_default=False
    ),
]
FormOption = Annotated[
    str,
    typer.Option(
        help="Of the documents: yearly; mid-term, with adjustments to the plan; or final, with outcomes and "
        "lessons, once the plan's last year is over.",
        metavar="annual|midterm|final",
    ),
]
AnnexesOption = Annotated[
    str,
    typer.Option(help="Annexes of the report: all, none, or letters with commas.", metavar="all|none|A,C"),
]
FinalPrintOption = Annotated[
    bool,
    typer.Option(
        "--final-print", help="Refuse a report in which anything is still to be written, and list what it is."
    ),
]
QuietOption = Annotated[bool, typer.Option("--quiet", help="Print nothing unless something fails.")]
TimesOption = Annotated[bool, typer.Option("--times", help="Also print where the time went.")]


def parse_languages(text: str) -> tuple[str, ...]:
    """Return the languages of a comma-separated list, each once.

    Raises
    ------
    InputError
        When one is unknown or there is none.
    """
    languages = tuple(dict.fromkeys(word.strip() for word in text.split(",") if word.strip()))
    unknown = [language for language in languages if language not in LANGUAGES]
    if unknown or not languages:
        found = f"--lang {text}" if text.strip() else "an empty --lang"
        expected = f"some of {', '.join(LANGUAGES)}"
        raise InputError([Fault(found, expected, "Write them with commas: --lang zh,en.")])
    return languages


def language_of_messages(words: Sequence[str]) -> str:
    """Return the language a user is told faults in: of --lang, else ONTRACK_LANG, else the plan's first.

    Parameters
    ----------
    words : sequence of str
        Of the command line. The plan named there counts, else the default one, else the first there is;
        what cannot be read decides nothing.
    """
    for language in (*asked_by("--lang", words), os.environ.get(LANGUAGE_VARIABLE, "")):
        if language.split(",")[0].strip() in LANGUAGES:
            return language.split(",")[0].strip()
    with contextlib.suppress(OSError, ValueError, LookupError, TypeError, StopIteration, OntrackError):
        folder = Paths(find_root()).raw / "plans"
        named = [*asked_by("--plan", words), DEFAULT_PLAN, *sorted(path.name for path in folder.glob("*"))]
        head = next(file for name in named if (file := folder / name / "plan.toml").is_file())
        first = tomllib.loads(head.read_text(encoding="utf-8")).get("languages", UNLESS_TOLD)[0]
        return first if first in LANGUAGES else UNLESS_TOLD[0]
    return UNLESS_TOLD[0]


def asked_by(option: str, words: Sequence[str]) -> list[str]:
    """Return what a command line says after an option, as a word of its own or after an equals sign."""
    after = [words[place + 1] for place, word in enumerate(words[:-1]) if word == option]
    return after + [word.partition("=")[2] for word in words if word.startswith(f"{option}=")]


def languages_asked(text: str | None, plan: Plan) -> tuple[str, ...]:
    """Return the languages of an option, those of the plan when it is left out.

    Raises
    ------
    InputError
        When one is unknown or none of the plan's.
    """
    if text is None:
        return plan.languages
    languages = parse_languages(text)
    require_languages(plan, languages)
    return languages


def parse_years(text: str) -> tuple[int, ...]:
    """Return the years of ``2023``, ``2021,2023`` or ``2021:2025`` in ascending order, each once.

    Raises
    ------
    InputError
        When a word is no year and no range of years, or a range runs backwards.
    """
    words = [word.strip() for word in text.split(",") if word.strip()]
    spans = [re.fullmatch(r"(\d{4})(?::(\d{4}))?", word) for word in words]
    wrong = [
        word for word, span in zip(words, spans, strict=True) if not span or span[1] > (span[2] or span[1])
    ]
    if wrong or not words:
        remedy = "Write one year, years with commas or a range: --as-of 2021:2025."
        found = f"--as-of {', '.join(wrong)}" if wrong else "an empty --as-of"
        raise InputError([Fault(found, "years of four digits, the earlier first", remedy)])
    years = {year for span in spans if span for year in range(int(span[1]), int(span[2] or span[1]) + 1)}
    return tuple(sorted(years))
