"""Other processes: copies of this one, and hearing Ctrl-C only when they can answer."""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context, resource_tracker
from types import FrameType


@contextmanager
def collecting_nothing() -> Iterator[None]:
    """Leave garbage where it is, here and in copies: for work of seconds whose objects are needed to its end.

    Looking through them again and again takes a third of the time to import, and they are not looked through
    at the end either.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


@contextmanager
def copies(number: int) -> Iterator[Executor | None]:
    """Yield that many copies of this process, which have loaded and read all that it has.

    None when there are to be none, and where a process cannot safely be copied: on Windows, and on macOS,
    whose own libraries forbid it. On leaving, all have ended. Ctrl-C is left to this process, which waits.
    """
    if not number or sys.platform != "linux":
        yield None
        return
    with ProcessPoolExecutor(number, get_context("fork"), initializer=leave_interrupts) as pool:
        with starting():
            for _ in range(number):
                pool.submit(os.getpid)
        yield pool


def leave_interrupts() -> None:
    """Leave Ctrl-C to the process that waits for this one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    release_interrupts()


@contextmanager
def starting() -> Iterator[None]:
    """Let what is started inside hear Ctrl-C only when it lets it through: masks go on to what is started."""
    if sys.platform == "win32":  # which knows no masks
        yield
        return
    resource_tracker.ensure_running()  # its own start would let Ctrl-C through again
    with interrupts_held():
        before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
        try:
            yield
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def interrupts_held() -> Iterator[None]:
    """Keep Ctrl-C waiting until the end, where it is answered as it would have been.

    A mask would not do: with several threads, the system gives the signal to one that has none.
    """
    answer = signal.getsignal(signal.SIGINT)
    if threading.current_thread() is not threading.main_thread() or not callable(answer):
        yield
        return
    waiting: list[tuple[int, FrameType | None]] = []
    signal.signal(signal.SIGINT, lambda number, frame: waiting.append((number, frame)))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, answer)
        if waiting:
            answer(*waiting[0])


def release_interrupts() -> None:
    """Let Ctrl-C through in a process that was started with it waiting."""
    if sys.platform != "win32":
        signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT])
