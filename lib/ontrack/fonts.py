"""The two Chinese font files that charts and documents share, so that both set the same text alike."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pylopdf_fonts_zh_cn import sans_path, serif_path

SANS_FAMILY = "Noto Sans SC"
SERIF_FAMILY = "Noto Serif SC"
SANS_FILE: Path = sans_path()
SERIF_FILE: Path = serif_path()
FONT_FOLDER: Path = SANS_FILE.parent


@cache
def characters_of_both() -> frozenset[str]:
    """Return the characters that both fonts have."""
    from fontTools.ttLib import TTFont  # here: only a rare character asks

    serif, sans = (TTFont(path, lazy=True).getBestCmap() or {} for path in (SERIF_FILE, SANS_FILE))
    return frozenset(map(chr, set(serif) & set(sans)))
