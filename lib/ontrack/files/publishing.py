"""How finished folders get into their places: all of them or none, whenever a run ends.

A run writes into ``.<name>.partial`` beside each folder. At the end these get what the run did not make
again, as links to the same files, and are renamed to ``.<name>.ready``, the folder that counts last. From
then on the new state holds, even if the process is killed: what has not been exchanged yet, `recover`
exchanges. The earlier folders are ``.<name>.earlier`` until all are exchanged.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from ontrack.paths import writing

PARTIAL, READY, EARLIER = "partial", "ready", "earlier"
LEFT_OVER = re.compile(rf"\.(.+)\.({PARTIAL}|{READY}|{EARLIER})")


def beside(destination: Path, state: str) -> Path:
    """Return where a folder stands before, or after, it is at `destination`; on the same file system."""
    place = destination.resolve()
    return place.with_name(f".{place.name}.{state}")


@contextlib.contextmanager
def staging_beside(destination: Path) -> Iterator[Path]:
    """Yield an empty folder, gone afterwards; beside `destination`, so that renaming moves no bytes.

    Raises
    ------
    OutputError
        When it cannot be made.
    """
    folder = beside(destination, PARTIAL)
    with writing(folder):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def complete(staging: Path, destination: Path) -> list[Path]:
    """Add to a finished folder what stands only in the one it will replace; return its own files, sorted.

    Raises
    ------
    OutputError
        When the file system refuses; nothing is in place then.
    """
    own = sorted(path.relative_to(staging) for path in staging.rglob("*") if path.is_file())
    with writing(destination):
        if destination.is_dir():
            shutil.copytree(
                destination, staging, symlinks=True, copy_function=keep, dirs_exist_ok=True,
                ignore=shutil.ignore_patterns(f".*.{PARTIAL}"),
            )  # fmt: skip
    return own


def keep(source: str, copy: str) -> None:
    """Let `copy` be the same file as `source`, unless there is one."""
    if os.path.lexists(copy):
        return
    try:
        os.link(source, copy)
    except OSError:  # a file system without such links
        shutil.copy2(source, copy)


def exchange(staged: Mapping[Path, Path]) -> None:
    """Put completed folders into their places, all or none.

    Parameters
    ----------
    staged : mapping
        Folders of `staging_beside`, and where each goes. The last one stands in every mapping.

    Raises
    ------
    OutputError
        When one cannot be put in place; all are then as before.
    """
    moved: list[tuple[Path, Path]] = []
    try:
        for staging, destination in staged.items():
            with writing(destination):
                os.rename(staging, beside(destination, READY))
                moved.append((staging, destination))
        for destination in staged.values():
            with writing(destination):
                swap(destination)
    except BaseException:
        take_back(moved)
        raise
    for destination in staged.values():
        shutil.rmtree(beside(destination, EARLIER), ignore_errors=True)


def swap(destination: Path) -> None:
    """Rename a folder out of its place and the one that is ready into it."""
    if destination.exists():
        shutil.rmtree(beside(destination, EARLIER), ignore_errors=True)
        os.rename(destination.resolve(), beside(destination, EARLIER))
    os.rename(beside(destination, READY), destination.resolve())


def take_back(moved: Sequence[tuple[Path, Path]]) -> None:
    """Undo what `exchange` has done; `recover` finds all or none, because what counts is undone first."""
    for _, destination in moved:
        ready, earlier = beside(destination, READY), beside(destination, EARLIER)
        if not ready.exists():
            os.rename(destination.resolve(), ready)
        if earlier.exists():
            os.rename(earlier, destination.resolve())
    for staging, destination in reversed(moved):
        os.rename(beside(destination, READY), staging)


def recover(places: Sequence[Path]) -> None:
    """Finish, or clear away, what killed runs have left in folders of years.

    Parameters
    ----------
    places : sequence of Path
        Folders whose folders are put in place together; those of the last one count.

    Raises
    ------
    OutputError
        When a finished folder cannot be put in place.
    """
    left = (LEFT_OVER.fullmatch(path.name) for place in places if place.is_dir() for path in place.iterdir())
    for name in sorted({found[1] for found in left if found}):
        folders = [place / name for place in places]
        decided = beside(folders[-1], READY).exists()
        for folder in folders:
            with writing(folder):
                if decided and beside(folder, READY).exists():
                    swap(folder)
        for folder in folders:
            for state in (PARTIAL, READY, EARLIER):
                shutil.rmtree(beside(folder, state), ignore_errors=True)
