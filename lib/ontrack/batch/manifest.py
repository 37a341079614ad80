"""The manifest beside the documents: what a result was made from, by what, when, and every file's hash.

``reports/<plan>/<as_of>/manifest.json`` is put in place with the files that it lists. Its keys:

``format``
    1; another number is another meaning.
``check_code``
    The first twelve digits of ``result_hash``, as they stand in every document.
``result_hash``
    SHA-256 over ``parameters``, ``inputs`` and ``tables`` as sorted JSON: no time, commit or document.
``parameters``
    Plan, year and, when not all, the scenarios.
``inputs``
    Hash of every file that decides the tables, by name from the project's folder.
``tables``
    Hash of every result table, by name in ``data/processed/<plan>/<as_of>``.
``other_tables``
    Hash of the other files there: pictures for the README.
``documents``
    By name in this folder: the hash of every PDF, the check code in it, and the hashes of the written parts
    that went into it.
``files``
    Hash of everything else in this folder: charts, notebooks, workbooks.
``charts``
    By language, the hash of the tables and the code that the charts were drawn from.
``assessed``, ``reported``
    The run that made the tables, and the last one that only rebuilt documents: commit, start and end (UTC),
    seconds by step, Python and packages. Null when it has not been here.

Line feeds stand for any line end when text is hashed.
"""

from __future__ import annotations

import importlib.metadata
import json
import platform
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ontrack.batch.job import Stopwatch, now
from ontrack.errors import Fault, InputError
from ontrack.paths import replace_text

NAME = "manifest.json"
PACKAGES = (
    "jinja2", "matplotlib", "nbclient", "nbconvert", "nbformat", "numpy", "ontrack", "openpyxl", "pandas",
    "papermill", "pydantic", "pylopdf-fonts-zh-cn", "pypdfium2", "scipy", "statsmodels", "typst",
)  # fmt: skip


class Part(BaseModel):
    """A part of the manifest; an unknown key is a fault."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Document(Part):
    """A PDF: its hash, the check code in it, and the hashes of the written parts it was made from."""

    sha256: str
    check_code: str
    texts: dict[str, str]


class Run(Part):
    """A run: by which code, from when to when, and where the time went."""

    commit: str
    started: str
    ended: str
    seconds: dict[str, float]
    python: str
    packages: dict[str, str]


class Manifest(Part):
    """Everything that ``manifest.json`` says; see the module."""

    format: Literal[1]
    check_code: str
    result_hash: str
    parameters: dict[str, str | int]
    inputs: dict[str, str]
    tables: dict[str, str]
    other_tables: dict[str, str] = Field(default_factory=dict)
    documents: dict[str, Document] = Field(default_factory=dict)
    files: dict[str, str] = Field(default_factory=dict)
    charts: dict[str, str] = Field(default_factory=dict)
    assessed: Run | None = None
    reported: Run | None = None

    @property
    def outdated(self) -> list[str]:
        """The documents of an earlier result, which carry another check code."""
        return [name for name, one in self.documents.items() if one.check_code != self.check_code]


def read_manifest(folder: Path) -> Manifest:
    """Return the manifest of a reports folder.

    Raises
    ------
    InputError
        When there is none, or it is not what a manifest must be; each fault names its key.
    """
    path, expected = folder / NAME, "the manifest that ontrack wrote"
    remedy = "Run `ontrack assess` for this plan and year again; it writes a new one."
    try:
        return Manifest.model_validate_json(path.read_bytes())
    except OSError as error:
        found = "no such file" if isinstance(error, FileNotFoundError) else str(error.strerror)
        faults = [Fault(found, expected, remedy, str(path))]
    except ValidationError as error:
        faults = [
            Fault(fault["msg"], expected, remedy, str(path), None, ".".join(map(str, fault["loc"])))
            for fault in error.errors()
        ]
    raise InputError(faults)


def earlier_manifest(folder: Path) -> Manifest | None:
    """Return the manifest of a reports folder, or None when there is no usable one."""
    try:
        return read_manifest(folder)
    except InputError:
        return None


def write_manifest(manifest: Manifest, folder: Path) -> Path:
    """Write a manifest into its reports folder and return its path."""
    text = json.dumps(manifest.model_dump(), ensure_ascii=False, indent=1)
    return replace_text(folder / NAME, f"{text}\n")


def run_of(commit: str, watch: Stopwatch) -> Run:
    """Return the record of a run of the code of a commit that ends now."""
    return Run(
        commit=commit,
        started=watch.started,
        ended=now(),
        seconds={step: round(seconds, 2) for step, seconds in watch.seconds.items()},
        python=platform.python_version(),
        packages={name: importlib.metadata.version(name) for name in PACKAGES},
    )
