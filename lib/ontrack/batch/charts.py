"""Draw the charts again, unless the ones that are there were drawn from the same tables by the same code."""

from __future__ import annotations

import hashlib
from importlib.metadata import version
from pathlib import Path

from ontrack.batch.documents import Result
from ontrack.batch.job import PRINT
from ontrack.batch.manifest import Manifest
from ontrack.batch.trace import hash_code, hash_file


def drawing_hash(result: Result) -> str:
    """Return the hash of all that decides how a result's charts look."""
    parts = (result.stamp.result_hash, hash_code(), version("matplotlib"))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def is_drawn(manifest: Manifest | None, language: str, drawing: str, reports: Path) -> bool:
    """Return whether charts and workbook of a language are there as listed, made of the same."""
    if manifest is None or manifest.charts.get(language) != drawing:
        return False
    mark, workbook = f".{language}.", f"tables.{language}.xlsx"
    made = {
        name: sha for name, sha in manifest.files.items()
        if (name.startswith(f"{PRINT}/") and mark in name) or name == workbook
    }  # fmt: skip
    return workbook in made and all(
        (reports / name).is_file() and hash_file(reports / name) == sha for name, sha in made.items()
    )
