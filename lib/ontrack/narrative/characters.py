"""Characters that the report's fonts do not have, told by line before anything is set."""

from __future__ import annotations

from collections.abc import Iterator

from ontrack.errors import Fault
from ontrack.fonts import character_words, unprintable


def character_faults(lines: list[str]) -> Iterator[Fault]:
    """Yield a fault for each character of a line that cannot be printed."""
    for number, line in enumerate(lines, 1):
        for character in unprintable(line):
            yield Fault(*character_words(character), "", number, str(line.index(character) + 1))
