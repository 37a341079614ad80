"""The door for TOML files: bounded, decoded, full-width digits read as plain ones; or the fault."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ontrack.errors import Fault
from ontrack.files.text_files import MOST_BYTES_OF_A_TEXT, read_file
from ontrack.fonts import character_words, unprintable
from ontrack.tables.columns import DATE
from ontrack.tables.full_width import Reading, plain

STRING_OR_COMMENT = re.compile(
    r'"""(?:\\.|[^\\])*?"""|\'\'\'.*?\'\'\'|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|#[^\n]*', re.DOTALL
)
DEEP_KEY = re.compile(r"(?:[\w-]{1,100}\s?\.\s?){10}")
MOST_ENTRIES = 5_000  # keys and items; the largest of our files has some 200
MOST_ON_TOP = 100


@dataclass(frozen=True)
class Toml:
    """What a TOML file says.

    Attributes
    ----------
    text : str
        Of the file, to find lines in.
    entries : dict
        By key; None where the file cannot be read.
    faults : tuple of Fault
        What hinders its reading, or what it holds that cannot be printed.
    readings : tuple of Reading
        What is read otherwise than typed.
    """

    text: str = ""
    entries: dict[str, Any] | None = None
    faults: tuple[Fault, ...] = ()
    readings: tuple[Reading, ...] = ()


def read_toml(path: Path, file: str) -> Toml:
    """Return what a TOML file says, or its faults; `file` is how it is called in them."""
    text, faults = read_file(
        path, file, what="a TOML file", remedy="Put a readable file there.", most=MOST_BYTES_OF_A_TEXT
    )
    return Toml(faults=tuple(faults)) if faults else parse_toml(text, file)


def parse_toml(text: str, file: str) -> Toml:
    """Return what a TOML text says, or its faults."""
    text, readings = with_plain_digits(text, file)
    try:
        entries = parsed(text)
    except (ValueError, RecursionError) as error:  # tomllib: no TOML, a number too long, brackets too deep
        words = str(error) or "brackets within brackets"
        remedy = f"Correct the line; compare with another {Path(file).name}."
        return Toml(text, None, (Fault(f"no TOML ({words})", "key = value lines", remedy, file),))
    entries, dates = with_plain_dates(entries, text, file)
    faults = [*crowded(entries, file), *character_faults(entries, text, file)]
    return Toml(text, entries, tuple(faults), (*readings, *dates))


def parsed(text: str) -> dict[str, Any]:
    """Return the entries of a TOML text.

    Raises
    ------
    ValueError
        When it is none, or a key has more parts than anybody writes: tomllib's time goes with their square.
    """
    if DEEP_KEY.search(STRING_OR_COMMENT.sub('""', text)):
        raise ValueError("a key of more than ten parts")
    return tomllib.loads(text)


def with_plain_digits(text: str, file: str) -> tuple[str, list[Reading]]:
    """Return a TOML text whose figures, outside of quotation marks and comments, have plain digits."""
    readings: list[Reading] = []
    parts, end = [], 0
    for match in [*STRING_OR_COMMENT.finditer(text), None]:
        between = text[end : match.start() if match else len(text)]
        if not between.isascii():
            for number, line in enumerate(between.split("\n"), text.count("\n", 0, end) + 1):
                key, _, typed = line.rpartition("=")
                if plain(line) != line:
                    readings.append(Reading(file, number, key.strip(), typed.strip(), plain(typed.strip())))
        parts += [plain(between), match.group() if match else ""]
        end = match.end() if match else end
    return "".join(parts), readings


def with_plain_dates(entries: dict[str, Any], text: str, file: str) -> tuple[dict[str, Any], list[Reading]]:
    """Return entries whose dates at the top, which stand between quotation marks, have plain digits."""
    wide = {
        key: value
        for key, value in entries.items()
        if isinstance(value, str) and not value.isascii() and re.fullmatch(DATE, plain(value))
    }
    readings = [
        Reading(file, line_with(text, value) or 1, key, value, plain(value)) for key, value in wide.items()
    ]
    return entries | {key: plain(value) for key, value in wide.items()}, readings


def crowded(entries: dict[str, Any], file: str) -> Iterator[Fault]:
    """Yield a fault when a file holds more than anybody can have meant: to tell each would take minutes."""
    count = sum(1 for _ in leaves(entries))
    if len(entries) > MOST_ON_TOP or count > MOST_ENTRIES:
        found = f"{len(entries):,} keys at the top and {count:,} entries in all"
        expected = f"at most {MOST_ON_TOP} and {MOST_ENTRIES:,}"
        yield Fault(found, expected, "Remove what does not belong there.", file)


def character_faults(entries: dict[str, Any], text: str, file: str) -> Iterator[Fault]:
    """Yield a fault for each text with a character that no document could show, at the first line with it."""
    for key, value in leaves(entries):
        for character in unprintable(value) if isinstance(value, str) else ():
            yield Fault(*character_words(character), file, line_with(text, character), key)


def leaves(entries: Any, key: str = "") -> Iterator[tuple[str, Any]]:
    """Yield everything that stands in entries, keys and items of lists, each with the key it stands under."""
    pairs = entries.items() if isinstance(entries, dict) else ((key, value) for value in entries)
    for name, value in pairs:
        if isinstance(value, (dict, list)):
            yield from leaves(value, name)
        yield name, value


def line_with(text: str, part: str) -> int | None:
    """Return the first line with a part; None where it stands there by its number only."""
    return next((number for number, line in enumerate(text.split("\n"), 1) if part in line), None)
