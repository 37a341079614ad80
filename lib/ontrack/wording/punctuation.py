"""Typed text as it is printed: full-width marks beside Chinese, no blank before a sign of per cent."""

from __future__ import annotations

import re

HAN = "\u3007\u4e00-\u9fff"
FULL_WIDTH = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？"}
BRACKETS = re.compile(rf"(?P<before>[{HAN}》]?)\s*\((?P<inside>[^()]*)\)")
QUOTED = re.compile(rf"([\"'])([^\"']*[{HAN}][^\"']*)\1")
SINGLE = re.compile(rf"‘([^‘’]*[{HAN}][^‘’]*)’")
AFTER_HAN = rf"(?:(?<=[{HAN}（）》])|(?<=[{HAN}]”))"
BESIDE_HAN = re.compile(rf"{AFTER_HAN}\s*([,;:!?])\s*|([,;:!?])\s*(?=[{HAN}《])")
NOTHING_BEFORE = re.compile(r"（[，；：]")
BEFORE_PER_CENT = re.compile(r"(?<=\d)[ \u00a0\u202f](?=%)")
APOSTROPHE = re.compile(r"(?<=[A-Za-z])'(?=[A-Za-z\s]|$)")


def in_print(text: str) -> str:
    """Return a note or a definition as the report prints it: `full_width`, ``54%`` and ’."""
    return full_width(APOSTROPHE.sub("’", BEFORE_PER_CENT.sub("", text)))


def full_width(text: str) -> str:
    """Return a text with full-width marks, brackets and quotation marks wherever Chinese stands beside them.

    Text without Chinese characters comes back as it is.
    """
    text = QUOTED.sub(r"“\2”", text)
    if "“" not in text:  # single marks are for a quotation inside another
        text = SINGLE.sub(r"“\1”", text)
    text = BRACKETS.sub(bracketed, text)
    text = BESIDE_HAN.sub(lambda found: FULL_WIDTH[found[1] or found[2]], text)
    return NOTHING_BEFORE.sub("（", text)


def bracketed(found: re.Match[str]) -> str:
    """Return what stood in brackets, full-width where Chinese stands before or inside them."""
    chinese = found["before"] or re.search(f"[{HAN}]", found["inside"])
    return f"{found['before']}（{found['inside']}）" if chinese else found[0]
