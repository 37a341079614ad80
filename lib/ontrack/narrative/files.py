"""Find the written texts of a plan: one file a language, and one more for each assessment of another year."""

from __future__ import annotations

import re
from pathlib import Path

from ontrack.errors import Fault
from ontrack.files.text_files import MOST_BYTES_OF_A_TEXT, read_file
from ontrack.languages import LANGUAGES
from ontrack.narrative.document import Narrative
from ontrack.narrative.reader import read_text
from ontrack.plan import Plan

NAME = re.compile(rf"narrative(?:\.((?:19|20|21)\d\d))?\.({'|'.join(LANGUAGES)})\.md")

SIGNS = {"|": "bars of tables", "[": "square brackets", "\n": "lines"}
MOST_SIGNS = {"|": 4_000, "[": 1_000, "\n": 5_000}  # each costs time

Narratives = dict[tuple[int, str], Narrative]


def read_narratives(folder: Path, plan: Plan, shown: str) -> tuple[Narratives, list[Fault]]:
    """Return the written texts of a plan by year and language, and all their faults.

    ``narrative.zh.md`` belongs to the assessment of the plan's `default_as_of`, ``narrative.2024.zh.md`` to
    that of 2024.

    Parameters
    ----------
    folder : Path
        Of the plan.
    shown : str
        How the folder is called in faults.
    """
    found: Narratives = {}
    faults: list[Fault] = []
    for path in sorted(folder.glob("[nN]arrative*")):
        file = f"{shown}/{path.name}"
        name = NAME.fullmatch(path.name)
        if name is None:
            expected = "narrative.zh.md or narrative.en.md, with .2024 before the language for another year"
            faults.append(Fault(f"a file called {path.name}", expected, "Rename or move it.", file))
            continue
        year, language = int(name[1] or plan.default_as_of), name[2]
        if (year, language) in found:
            earlier = found[year, language].file
            faults.append(Fault(f"a second text for {year}", f"one; there is {earlier}", "Remove one.", file))
            continue
        text, problems = text_of(path, file)
        found[year, language], more = read_text(
            text, plan, language=language, year=year, file=file, folder=folder
        )
        faults += [*problems, *more]
    return found, faults


def text_of(path: Path, file: str) -> tuple[str, list[Fault]]:
    """Return the text of a file, or nothing and what hinders its reading."""
    remedy = "Put a readable text file there."
    text, faults = read_file(
        path, file, what="a text file", remedy=remedy, most=MOST_BYTES_OF_A_TEXT, marked=True
    )
    crowd = [crowded(text, sign, most, file) for sign, most in MOST_SIGNS.items() if text.count(sign) > most]
    return ("", crowd) if crowd else (text, faults)


def crowded(text: str, sign: str, most: int, file: str) -> Fault:
    """Return the fault of a text that would take minutes to read, and that nobody would read to its end."""
    found = f"{text.count(sign):,} {SIGNS[sign]}"
    return Fault(found, f"at most {most:,}", "Shorten it; a large table is a file of its own.", file)
