"""The name of a publisher in a reader's language; sources.csv has both: ``国家统计局 (National Bureau)``."""

from __future__ import annotations

import re

from ontrack.languages import LANGUAGES

# A name in Chinese and, in brackets after it, its English one; several stand between semicolons.
IN_TWO_LANGUAGES = re.compile(r"([^;()]*[\u4e00-\u9fff][^;()]*?)\s*\(([A-Za-z][^()]*)\)")


def publisher_name(publisher: str, language: str) -> str:
    """Return a publisher's name in a language; the one name it has where it is typed in one language alone.

    Parameters
    ----------
    publisher : str
        Column publisher of sources.csv.
    language : str
        A code of `ontrack.languages.LANGUAGES`: those of full width read the Chinese name, all others the
        English one.
    """
    part = 1 if LANGUAGES[language].full_width else 2
    return IN_TWO_LANGUAGES.sub(lambda found: f"{leading_blank(found[1])}{found[part].strip()}", publisher)


def leading_blank(name: str) -> str:
    """Return the blank that stood before a name after a semicolon."""
    return " " if name.startswith(" ") else ""
