"""How processes end: by Ctrl-C and its like only when they can answer, and with the one that started them."""

from __future__ import annotations

import _thread
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import parent_process, resource_tracker
from multiprocessing.connection import wait
from types import FrameType

# What ends a process: Ctrl-C, `kill`, a terminal that is closed (which Windows does not tell).
ENDING = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]


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
    """Keep Ctrl-C and its like waiting until the end, where they are answered as they would have been.

    A mask would not do: with several threads, the system gives the signal to one that has none.
    """
    answers = {number: signal.getsignal(number) for number in ENDING}
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    held = {number: answer for number, answer in answers.items() if callable(answer)}
    waiting: list[tuple[int, FrameType | None]] = []
    for number in held:
        signal.signal(number, lambda number, frame: waiting.append((number, frame)))
    try:
        yield
    finally:
        for number, answer in held.items():
            signal.signal(number, answer)
        if waiting:
            held[waiting[0][0]](*waiting[0])


def release_interrupts() -> None:
    """Let Ctrl-C through in a process that was started with it waiting."""
    if sys.platform != "win32":
        signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT])


class Endings:
    """Answers what else ends a process, a closed terminal or `kill`, as Ctrl-C is answered.

    Attributes
    ----------
    heard : int
        Number of the signal that was answered; 0 when there was none.
    """

    def __init__(self) -> None:
        self.heard = 0

    def listen(self) -> None:
        """Begin, but for what this process was started to ignore, as by nohup."""
        for number in ENDING:
            if signal.getsignal(number) is signal.SIG_DFL:
                signal.signal(number, self.answer)

    def answer(self, number: int, frame: FrameType | None) -> None:
        """Raise KeyboardInterrupt the first time; nothing disturbs the clearing away that follows."""
        if not self.heard:
            self.heard = number
            raise KeyboardInterrupt

    @property
    def status(self) -> int:
        """The exit status that says which signal ended the process, as shells count."""
        return 128 + self.heard


def forget_interrupt() -> None:
    """Let the exit status stand that is asked for.

    Where KeyboardInterrupt was raised while a string was executed, as the making of a named tuple is, Python
    remembers it although it was answered, and ends by sending itself Ctrl-C, whatever the status. The next
    string makes it forget.
    """
    exec("")


def end_with_parent(patience: float = 0) -> None:
    """Let this process end when the one that started it has ended, however that was.

    Parameters
    ----------
    patience : float
        Seconds that it has to answer Ctrl-C, which it is sent, before it is ended.
    """
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=follow, args=(parent.sentinel, patience), daemon=True).start()


def follow(sentinel: int, patience: float) -> None:
    """Wait until the process of a sentinel has ended, then end this one."""
    wait([sentinel])
    if patience:
        if sys.platform == "win32":
            _thread.interrupt_main()
        else:
            os.kill(os.getpid(), signal.SIGINT)  # unlike the above, it ends what the main thread waits for
        time.sleep(patience)
    os._exit(1)
