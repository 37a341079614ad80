"""A second process that does a part of the work, and ends with this one."""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Callable, Iterator
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any

from ontrack.errors import RunError
from ontrack.processes.endings import end_with_parent, release_interrupts, starting


class Helper:
    """A process that is started at once, gets ready in the background, and does one piece of work at a time.

    It is started anew rather than copied: a copy would hold whatever other threads held, and would wait for
    ever when this process is killed. Ctrl-C is left to this process, which ends it.

    Parameters
    ----------
    module : str
        What the work needs; it is imported meanwhile.
    """

    def __init__(self, module: str) -> None:
        spawn = get_context("spawn")
        self._line, there = spawn.Pipe()
        self._process = spawn.Process(target=serve, args=(there, module), daemon=True)
        with starting():
            self._process.start()
        there.close()  # so that the line ends when the process does

    def begin(self, work: Callable[..., Any], *arguments: Any) -> None:
        """Hand over a piece of work; `result` waits for it.

        Parameters
        ----------
        work : callable
            A function of a module.
        """
        with contextlib.suppress(OSError):  # it has ended: `result` says so
            self._line.send((work, arguments))

    def result(self) -> Any:
        """Return what the work has returned, or raise what it has raised.

        Raises
        ------
        RunError
            When the process ended without a word.
        """
        try:
            done, value = self._line.recv()
        except (EOFError, OSError):
            self._process.join()
            reason = f"ended with status {self._process.exitcode} and without a word: out of memory?"
            raise RunError(f"The second process {reason}") from None
        if done:
            return value
        raise value

    def end(self) -> None:
        """End the process, at work or not."""
        self._line.close()
        self._process.kill()
        self._process.join()


@contextlib.contextmanager
def helpers(number: int, module: str) -> Iterator[list[Helper]]:
    """Yield that many processes, which get ready while this one goes on; none is left afterwards."""
    started: list[Helper] = []
    try:
        started += (Helper(module) for _ in range(number))
        yield started
    finally:
        for helper in started:
            helper.end()


def serve(line: Connection, module: str) -> None:
    """Import a module, then do what comes through `line` until it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    release_interrupts()
    end_with_parent()
    __import__(module)
    while True:
        try:
            work, arguments = line.recv()
            line.send(answer(work, arguments))
        except (EOFError, OSError):
            return


def answer(work: Callable[..., Any], arguments: tuple[Any, ...]) -> tuple[bool, Any]:
    """Return whether a piece of work was done, and what it returned or raised."""
    try:
        return True, work(*arguments)
    except Exception as error:  # whatever it is, it is told where the work was asked for
        return False, error
