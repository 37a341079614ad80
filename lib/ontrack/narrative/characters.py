"""Characters that the report's fonts do not have, told by line before anything is set."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ontrack.errors import Fault
from ontrack.fonts import characters_of_both

# Both fonts have these; only what lies outside is looked up, since reading the fonts takes a while.
COMMON = re.compile(r"[\t\n\r\u0020-\u007e\u3001-\u3011\u4e00-\u9fa5\uff01-\uff5e“”‘’—–…·％℃±×÷]+")


def character_faults(lines: list[str]) -> Iterator[Fault]:
    """Yield a fault for each character of a line that cannot be printed."""
    for number, line in enumerate(lines, 1):
        for character in dict.fromkeys(COMMON.sub("", line)):
            if not character.isspace() and character not in characters_of_both():
                found = f"“{character}” (U+{ord(character):04X})"
                expected = "characters of the fonts Noto Serif SC and Noto Sans SC"
                column = str(line.index(character) + 1)
                yield Fault(found, expected, "Remove it or write it in words.", "", number, column)
