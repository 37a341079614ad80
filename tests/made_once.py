"""What takes long and is the same for many tests: made once a run, by whichever process asks first."""

from __future__ import annotations

import functools
import hashlib
import os
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import ParamSpec, TypeVar

import pytest

from ontrack.files.locks import held

P, R = ParamSpec("P"), TypeVar("R")


class Shelf:
    """Where this run keeps what its processes share; set by `tests/conftest.py`."""

    folder: Path

    @classmethod
    def open(cls, factory: pytest.TempPathFactory) -> None:
        """Make the folder: below the run's own, above those of its workers."""
        base = factory.getbasetemp()
        cls.folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "made_once"
        cls.folder.mkdir(exist_ok=True)


def once(function: Callable[P, R]) -> Callable[P, R]:
    """Let a function be asked once for the same arguments, in whichever process; each caller gets a copy."""

    @functools.wraps(function)
    def ask(*args: P.args, **kwargs: P.kwargs) -> R:
        asked = pickle.dumps((function.__module__, function.__qualname__, args, kwargs))
        kept = Shelf.folder / f"{hashlib.sha256(asked).hexdigest()}.pickle"
        if not kept.exists():
            written = kept.with_suffix(f".{os.getpid()}")
            written.write_bytes(pickle.dumps(function(*args, **kwargs)))
            written.replace(kept)
        return pickle.loads(kept.read_bytes())

    return ask


def folder_of(name: str, make: Callable[[Path], object]) -> Path:
    """Return a folder that `make` fills when it is first asked for, in whichever process; only to be read."""
    folder = Shelf.folder / name
    with held(Shelf.folder / f"{name}.lock", lambda holder: None):
        if not folder.exists():
            filling = Shelf.folder / f"{name}.filling"
            filling.mkdir()
            make(filling)
            filling.rename(folder)
    return folder
