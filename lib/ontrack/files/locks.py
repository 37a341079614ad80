"""Who is at work: a file that one process holds, and that says which, where and since when.

The system frees the hold when its process ends, however it ends; what the file then still says is stale. A
folder that a service copies between machines carries the words of the file but not the hold, so the words of
another machine count for half an hour: a run takes minutes.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import socket
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import IO

from ontrack.paths import writing

POLL_SECONDS = 0.2
OLD = timedelta(minutes=30)
WINDOWS_BYTE = 1 << 30  # what is held there cannot be read, so it lies behind all that is written
NO_LOCKS = {errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EINVAL}


@dataclass(frozen=True)
class Holder:
    """A process at work.

    Attributes
    ----------
    process : int
    host : str
    since : str
        ISO 8601 with its offset from UTC.
    """

    process: int
    host: str
    since: str

    @property
    def is_here(self) -> bool:
        """Whether it runs, or ran, on this machine."""
        return self.host == socket.gethostname()

    @property
    def is_old(self) -> bool:
        """Whether it began so long ago that it cannot be at work any more."""
        return datetime.now(UTC) - datetime.fromisoformat(self.since) > OLD

    @property
    def is_gone(self) -> bool:
        """Whether no such process of this machine is left."""
        try:
            os.kill(self.process, 0)
        except ProcessLookupError:
            return True
        except OSError:  # somebody else's
            return False
        return False


@contextlib.contextmanager
def held(path: Path, waiting: Callable[[Holder | None], None]) -> Iterator[None]:
    """Hold the file at `path` inside; it is gone afterwards.

    Parameters
    ----------
    path : Path
    waiting : callable
        Called once when another process holds it, with what the file says of that one, before waiting for it.

    Raises
    ------
    OutputError
        When the file cannot be made.
    """
    told = False
    with writing(path):
        while (file := taken(path)) is None:
            if not told:
                waiting(holder_of(path))
            told = True
            time.sleep(POLL_SECONDS)
    try:
        yield
    finally:
        let_go(path, file)


def taken(path: Path) -> IO[bytes] | None:
    """Return the file at `path`, open, held and saying that this process holds it; None when another does."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        file = path.open("a+b")
    except FileNotFoundError:  # its folder went with the last one that held it
        return None
    said = holder_of(path)
    if not hold(file, said) or not is_at(file, path) or at_work_elsewhere(said):
        file.close()
        return None
    file.truncate(0)
    file.write(json.dumps(asdict(this_process())).encode())
    file.flush()
    return file


def let_go(path: Path, file: IO[bytes]) -> None:
    """Remove a file while it is still held, and its folder when nothing else is in it."""
    if sys.platform == "win32":  # which removes no open file
        file.close()
    with contextlib.suppress(OSError):  # there another process may have it open already
        path.unlink()
    file.close()
    with contextlib.suppress(OSError):
        path.parent.rmdir()


def hold(file: IO[bytes], said: Holder | None = None) -> bool:
    """Return whether nobody held an open file and this process does now, until the file is closed.

    Where the file system knows no holds, what the file says counts: its process is gone, or not.
    """
    try:
        if sys.platform == "win32":
            import msvcrt

            file.seek(WINDOWS_BYTE)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    except OSError as error:
        if sys.platform == "win32" or error.errno not in NO_LOCKS:
            raise
        return said is None or not said.is_here or said.is_gone
    return True


def is_at(file: IO[bytes], path: Path) -> bool:
    """Return whether an open file is still the one at `path`: the last to hold it may have removed it."""
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except OSError:
        return False


def at_work_elsewhere(said: Holder | None) -> bool:
    """Return whether a file speaks of a process of another machine that may still be at work."""
    return said is not None and not said.is_here and not said.is_old


def this_process() -> Holder:
    """Return what a file says of this process."""
    return Holder(os.getpid(), socket.gethostname(), datetime.now(UTC).isoformat(timespec="seconds"))


def holder_of(path: Path) -> Holder | None:
    """Return whom the file at `path` names; None when there is none, or it says nothing that can be read."""
    try:
        said = Holder(**json.loads(path.read_bytes()))
        return said if datetime.fromisoformat(said.since).tzinfo else None
    except (OSError, ValueError, TypeError):
        return None
