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
from ontrack.paths import Paths
from ontrack.tables import RawData, load_raw

ROOT = Path(__file__).resolve().parents[2]
P, R = ParamSpec("P"), TypeVar("R")


class Shelf:
    """Where this run of tests keeps what its processes share; set by `tests/conftest.py`."""

    folder: Path | None = None

    @classmethod
    def open(cls, factory: pytest.TempPathFactory) -> None:
        """Make the folder: below the run's own, above those of its workers."""
        base = factory.getbasetemp()
        cls.folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "made_once"
        cls.folder.mkdir(exist_ok=True)


def kept(name: str, make: Callable[[], R]) -> R:
    """Return what `make` gives, asked once a run under this name, in whichever process; a copy each time."""
    if Shelf.folder is None:  # no run of tests: pictures renewed by hand
        return make()
    path = Shelf.folder / f"{name}.pickle"
    if not path.exists():
        written = path.with_suffix(f".{os.getpid()}")
        written.write_bytes(pickle.dumps(make()))
        written.replace(path)
    return pickle.loads(path.read_bytes())


def once(function: Callable[P, R]) -> Callable[P, R]:
    """Let a function be asked once a run for the same arguments."""

    @functools.wraps(function)
    def ask(*args: P.args, **kwargs: P.kwargs) -> R:
        asked = pickle.dumps((function.__module__, function.__qualname__, args, kwargs))
        return kept(hashlib.sha256(asked).hexdigest(), lambda: function(*args, **kwargs))

    return ask


def folder_of(name: str, make: Callable[[Path], object]) -> Path:
    """Return a folder that `make` fills when it is first asked for, in whichever process; only to be read."""
    assert Shelf.folder is not None, "only in a run of tests"
    folder = Shelf.folder / name
    with held(folder.with_name(f"{name}.lock"), lambda holder: None):
        if not folder.exists():
            filling = folder.with_name(f"{name}.filling")
            filling.mkdir()
            make(filling)
            filling.rename(folder)
    return folder


@once
def plan_of_ours(plan: str) -> RawData:
    """Every figure of data/raw, with a plan."""
    return load_raw(Paths(ROOT), plan)
