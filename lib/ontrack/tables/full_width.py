"""Full-width digits and signs, as a Chinese keyboard types them: read as plain ones where figures stand."""

from __future__ import annotations

from dataclasses import dataclass

# No general folding (NFKC): that would read 10² as 102.
WIDE, PLAIN = "０１２３４５６７８９．－＋，−", "0123456789.-+,-"
TO_PLAIN = str.maketrans(WIDE, PLAIN)


@dataclass(frozen=True)
class Reading:
    """A figure that was read otherwise than it is typed.

    Attributes
    ----------
    file : str
        Relative to the project's folder.
    line : int
        As an editor counts, from 1.
    column : str
        Of a table, or the key.
    typed, read : str
        What stands there, and what it was read as.
    """

    file: str
    line: int
    column: str
    typed: str
    read: str


def plain(text: str) -> str:
    """Return a text with full-width digits, points, signs and commas as plain ones."""
    return text if text.isascii() else text.translate(TO_PLAIN)
