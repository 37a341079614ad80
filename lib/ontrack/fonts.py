"""The two Chinese font files that charts and documents share, so that both set the same text alike."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from base64 import urlsafe_b64encode
from functools import cache
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path

from pylopdf_fonts_zh_cn import sans_path, serif_path

from ontrack.errors import RunError

PACKAGE = "pylopdf-fonts-zh-cn"
SANS_FAMILY = "Noto Sans SC"
SERIF_FAMILY = "Noto Serif SC"
SANS_FILE: Path = sans_path()
SERIF_FILE: Path = serif_path()
FONT_FOLDER: Path = SANS_FILE.parent

# Both fonts have these; only what lies outside is looked up, since reading the fonts takes a while.
COMMON = re.compile(r"[\t\n\r\u0020-\u007e\u3000-\u3011\u4e00-\u9fa5\uff01-\uff5e“”‘’—–…·％℃±×÷]+")


@cache
def require_fonts() -> None:
    """Return when both font files are as their package delivered them.

    Raises
    ------
    RunError
        When one is missing or damaged: Chinese would otherwise come out as boxes, or in another font.
    """
    delivered = delivered_hashes()
    faults = [fault for path in (SANS_FILE, SERIF_FILE) if (fault := font_fault(path, delivered))]
    if faults:
        listed = "\n".join(f"- {fault}" for fault in faults)
        raise RunError(
            f"The fonts of the package {PACKAGE} cannot be used:\n{listed}\n"
            "Delete the folder .venv and run `python3 run.py assess` again: it installs them anew. "
            f"In an environment of your own: `pip install --force-reinstall {PACKAGE}`."
        )


def font_fault(path: Path, delivered: dict[str, str]) -> str:
    """Return what is wrong with a font file, empty where nothing is."""
    try:
        digest = hashlib.sha256(path.read_bytes()).digest()
    except OSError as error:
        return f"{path.name} cannot be read ({error.strerror})"
    wanted = delivered.get(path.name)
    found = urlsafe_b64encode(digest).rstrip(b"=").decode()
    return f"{path.name} is damaged: not the file that was delivered" if wanted and found != wanted else ""


def delivered_hashes() -> dict[str, str]:
    """Return the SHA-256 of the package's files by name, as its installer recorded them."""
    try:
        found = files(PACKAGE) or []
    except PackageNotFoundError:  # put beside us without an installer
        return {}
    return {path.name: path.hash.value for path in found if path.hash}


@cache
def characters_of_both() -> frozenset[str]:
    """Return the characters that both fonts have."""
    from fontTools.ttLib import TTFont  # here: only a rare character asks

    serif, sans = (TTFont(path, lazy=True).getBestCmap() or {} for path in (SERIF_FILE, SANS_FILE))
    return frozenset(map(chr, set(serif) & set(sans)))


def unprintable(text: str) -> list[str]:
    """Return the characters of a text that charts and documents cannot show, each once, in its order.

    Those that a font lacks, and signs that steer a machine; blanks of every width can be shown.
    """
    rare = dict.fromkeys(COMMON.sub("", text))
    return [
        character
        for character in rare
        if character not in characters_of_both()
        and (not character.isspace() or unicodedata.category(character) == "Cc")
    ]


def character_words(character: str) -> tuple[str, str, str]:
    """Return found, expected and remedy of a character that cannot be printed."""
    shown = (
        f"“{character}” (U+{ord(character):04X})" if character.isprintable() else f"U+{ord(character):04X}"
    )
    return shown, "characters of the fonts Noto Serif SC and Noto Sans SC", "Remove it or write it in words."
