"""Temporary folders that are known by a file in them: what a killed run left behind, the next one clears."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from ontrack.files.locks import hold

PREFIX = "ontrack-"
OWNER = "ontrack-owner.lock"  # held as long as its process lives
YOUNG_SECONDS = 60  # a folder this young may be about to be held


class TemporaryFolder:
    """A new folder of this process among the system's temporary ones.

    Attributes
    ----------
    path : Path
    """

    def __init__(self) -> None:
        self.path = Path(tempfile.mkdtemp(prefix=PREFIX))
        self._owner = own(self.path)

    def remove(self) -> None:
        """Remove it with all that is in it; twice does no harm."""
        self._owner.close()
        shutil.rmtree(self.path, ignore_errors=True)


def own(folder: Path) -> IO[bytes]:
    """Mark a temporary folder as this process's, until what is returned is closed or the process ends."""
    owner = (folder / OWNER).open("ab")
    hold(owner)
    return owner


@contextlib.contextmanager
def temporary_folder() -> Iterator[Path]:
    """Yield a new temporary folder, gone afterwards."""
    folder = TemporaryFolder()
    try:
        yield folder.path
    finally:
        folder.remove()


def clear_abandoned() -> list[Path]:
    """Remove the temporary folders of processes of ours that have ended, and return which."""
    folders = [owner.parent for owner in Path(tempfile.gettempdir()).glob(f"*/{OWNER}")]
    abandoned = [folder for folder in folders if is_abandoned(folder)]
    for folder in abandoned:
        shutil.rmtree(folder, ignore_errors=True)
    return abandoned


def is_abandoned(folder: Path) -> bool:
    """Return whether a folder is this user's, no link, not quite new, and held by no process."""
    try:
        found = folder.lstat()
        ours = not folder.is_symlink() and (not hasattr(os, "getuid") or found.st_uid == os.getuid())
        if not ours or time.time() - found.st_mtime < YOUNG_SECONDS:
            return False
        with (folder / OWNER).open("r+b") as owner:
            return hold(owner)
    except OSError:
        return False
