"""A copy of the library with something added, and the files that CONTRIBUTING names for adding it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# Of a file, its whole text where it is new; else what is put in, by the words after which it stands.
Additions = Mapping[str, str | Mapping[str, str]]


def files_to_touch(thing: str, name: str, languages: tuple[str, ...] = ("zh", "en")) -> set[str]:
    """Return the files of lib/ontrack that CONTRIBUTING names for adding a thing called `name`."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    (row,) = re.findall(rf"^\| {re.escape(thing)} \|(.*)$", text, re.MULTILINE)
    spelt = [one.replace("NAME", name) for one in re.findall(r"`([\w/]+\.(?:py|toml|typ))`", row)]
    return {one.replace("LANGUAGE", language) for one in spelt for language in languages}


def house_with(folder: Path, additions: Additions) -> Path:
    """Return a copy of lib, with additions."""
    package = folder / "lib" / "ontrack"
    shutil.copytree(ROOT / "lib" / "ontrack", package, ignore=shutil.ignore_patterns("__pycache__"))
    for name, what in additions.items():
        file = package / name
        if isinstance(what, str):
            assert not file.exists(), name
            file.write_text(what, encoding="utf-8")
        else:
            file.write_text(put_in(file.read_text(encoding="utf-8"), what, name), encoding="utf-8")
    return package.parent


def put_in(text: str, additions: Mapping[str, str], name: str) -> str:
    """Return a text with words put in, each after words that stand there once; after nothing, at the end."""
    for after, words in additions.items():
        if not after:
            text += words
            continue
        assert text.count(after) == 1, f"{name}: {after!r} stands there {text.count(after)} times"
        text = text.replace(after, after + words)
    return text


def said_in(house: Path, program: str, *words: str) -> str:
    """Return what a program prints that imports the copy; its first word is the folder of the project."""
    told = subprocess.run(
        [sys.executable, "-c", program, str(ROOT), *words],
        check=False, capture_output=True, encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(house), "PYTHONUTF8": "1"},
    )  # fmt: skip
    assert told.returncode == 0, told.stderr
    return told.stdout.strip()
