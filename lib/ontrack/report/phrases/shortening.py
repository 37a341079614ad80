"""Names where there is room for a line and no more."""

from __future__ import annotations


def shortened(name: str, longest: int = 64) -> str:
    """Return a name, cut with an ellipsis where it is wider than so many characters.

    A Chinese character counts twice. The report has every name whole.
    """
    width = 0
    for place, letter in enumerate(name):
        width += 1 if letter.isascii() else 2
        if width > longest:
            return name[:place].rstrip() + "…"
    return name
