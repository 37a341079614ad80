"""A message of the code in another language: it is found by its English sentence, as in a table of words.

What no table has stays English, so that a new message needs its translation, and nothing else, to be told.
"""

from __future__ import annotations

import re
from functools import cache
from string import Formatter

from ontrack.wording import Wording, load_wording

SOURCE = "en"  # the language the messages of the code are in
TEXTS = ("faults.text.", "faults.elsewhere.")
# What a place stands for, by the end of its name: without this, “{number} lines” would fit half a story.
PLACES = {"number": r"[-+.,\de]+|[-+]?inf|nan", "id": r"\S+?", "": r".+?"}
REASONS = ("faults.reason.", *TEXTS)  # and a fault in one line
NESTED = ("told", "error", "found", "expected", "remedy")  # places of a message within the message
LISTS = ("cells", "keys", "kinds", "names", "notes", "periods", "words", "years")  # places of several names
SEPARATORS = {", ": "comma", " and ": "and", " or ": "or"}  # between them
LISTED = "; "  # between messages that stand side by side


def translated(text: str, wording: Wording, tables: tuple[str, ...] = TEXTS) -> str:
    """Return a message of the code in another language, with its names and numbers; empty without one."""
    for key, pattern in patterns(tables):
        if found := pattern.fullmatch(text):
            values = found.groupdict()
            return wording(key, **{name: place_told(name, values[name], wording, tables) for name in values})
    several = text.split(LISTED) if LISTED in text else []
    told = [translated(one, wording, tables) for one in several]
    return wording("faults.semicolon").join(told) if all(told) else ""


def place_told(name: str, value: str, wording: Wording, tables: tuple[str, ...]) -> str:
    """Return what stands in a place: a message of its own, a list of names, or what it is in any language."""
    if name in NESTED:
        return translated(value, wording, tables) or value
    if name in LISTS:
        for separator, word in SEPARATORS.items():
            value = value.replace(separator, wording(f"faults.{word}"))
    return value


def reason_told(reason: str, wording: Wording) -> str:
    """Return a failure that the code tells in one line, in another language."""
    return reason if wording.language == SOURCE else translated(reason, wording, REASONS) or reason


def lines_translated(text: str, wording: Wording) -> str:
    """Return a message of several lines, each in the other language where it has one there."""
    return "\n".join(line_translated(line, wording) for line in text.split("\n"))


def line_translated(line: str, wording: Wording) -> str:
    """Return a line; one that is indented, or marked, quotes the code of a notebook."""
    if line.startswith((" ", ">")):
        return line
    mark = "- " if line.startswith("- ") else ""
    return mark + (translated(line.removeprefix(mark), wording) or line.removeprefix(mark))


@cache
def patterns(tables: tuple[str, ...]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return key and pattern of every message, those that say most in words of their own first."""
    texts = {key: text for key, text in load_wording(SOURCE).texts.items() if key.startswith(tables)}
    ordered = sorted(texts.items(), key=lambda item: -own_length(item[1]))
    return tuple((key, pattern_of(text)) for key, text in ordered)


def own_length(text: str) -> int:
    """Return how many letters of a message are its own."""
    return sum(len(literal) for literal, *_ in Formatter().parse(text))


def pattern_of(text: str) -> re.Pattern[str]:
    """Return the pattern of a message: its words as they stand, and what fits where it has a place."""
    parts = [
        re.escape(literal) + (f"(?P<{name}>{fitting(name)})" if name else "")
        for literal, name, *_ in Formatter().parse(text)
    ]
    return re.compile("".join(parts), re.DOTALL)


def fitting(name: str) -> str:
    """Return the pattern of what a place may hold."""
    return PLACES.get(name.rpartition("_")[2], PLACES[""])
