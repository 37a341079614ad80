"""Names where there is room for a line and no more."""

from __future__ import annotations

import unicodedata


def shortened(name: str, longest: int = 64) -> str:
    """Return a name, cut with an ellipsis where it is wider than so many characters.

    A Chinese character counts twice. Words between blanks stay whole. The report has every name whole.
    """
    width = 0
    for place, letter in enumerate(name):
        width += 1 if letter.isascii() else 2
        if width > longest:
            return whole_words(name, place).rstrip(" ,;:") + "…"
    return name


def whole_words(name: str, place: int) -> str:
    """Return a name up to a place, without the word that is cut there; of one word, all that fits."""
    cut = name[:place]
    last = cut.rfind(" ")
    whole = name[place] == " " or last < 0 or wide(cut[-1])
    return cut if whole else cut[:last]


def wide(letter: str) -> bool:
    """Return whether a letter is Chinese or the like, where a word may end anywhere."""
    return unicodedata.east_asian_width(letter) in "WF"
