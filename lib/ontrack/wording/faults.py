"""Faults in the user's language: each message is found by its English sentence, as in a table of words.

What no table has stays English, so that a new message needs its translation, and nothing else, to be told.
"""

from __future__ import annotations

import re
from functools import cache
from string import Formatter

from ontrack.errors import Fault, InputError, OntrackError, lines_of
from ontrack.wording import Wording, load_wording

SOURCE = "en"  # the language the messages of the code are in
TEXTS = "faults.text."


def told(error: OntrackError, language: str) -> str:
    """Return what a failure says in a language; all faults of an input, each in a line."""
    if language == SOURCE or not isinstance(error, InputError):
        return str(error)
    wording = load_wording(language)
    heading = wording.count("faults.heading", len(error.faults))
    lines = lines_of(
        error.faults,
        said=lambda fault: fault_told(fault, wording),
        more=lambda file, number: wording("faults.more", file=file, number=number),
    )
    return "\n".join([heading, *lines])


def fault_told(fault: Fault, wording: Wording) -> str:
    """Return one fault: where, what was found and expected, and the remedy."""
    parts = [
        wording("faults.file", file=fault.file) if fault.file else "",
        wording("faults.line", line=fault.line) if fault.line is not None else "",
        wording(f"faults.{'column' if fault.file or fault.line else 'key'}", column=fault.column)
        if fault.column
        else "",
    ]
    place = wording("faults.between").join(part for part in parts if part)
    found, expected, remedy = (
        translated(text, wording) or text for text in (fault.shown, fault.expected, fault.remedy)
    )
    line = wording(
        "faults.said", place=place + wording("faults.colon") if place else "", found=found,
        expected=expected, remedy=remedy,
    )  # fmt: skip
    return line + (wording("faults.following", number=fault.following) if fault.following else "")


def translated(text: str, wording: Wording) -> str:
    """Return a message of the code in another language, with its names and numbers; empty without one."""
    for key, pattern in patterns():
        if found := pattern.fullmatch(text):
            return wording(key, **found.groupdict())
    return ""


@cache
def patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return key and pattern of every message, those that say most in words of their own first."""
    texts = {key: text for key, text in load_wording(SOURCE).texts.items() if key.startswith(TEXTS)}
    ordered = sorted(texts.items(), key=lambda item: -own_length(item[1]))
    return tuple((key, pattern_of(text)) for key, text in ordered)


def own_length(text: str) -> int:
    """Return how many letters of a message are its own."""
    return sum(len(literal) for literal, *_ in Formatter().parse(text))


def pattern_of(text: str) -> re.Pattern[str]:
    """Return the pattern of a message: its words as they stand, anything where it has a place."""
    parts = [
        re.escape(literal) + (f"(?P<{name}>.+?)" if name else "")
        for literal, name, *_ in Formatter().parse(text)
    ]
    return re.compile("".join(parts), re.DOTALL)
