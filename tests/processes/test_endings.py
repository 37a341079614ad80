"""Ctrl-C and its like when they can be answered, and the end of the process that started another."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

import ontrack
from ontrack.processes.endings import Endings, interrupts_held, starting

LIBRARY = str(Path(ontrack.__file__).parents[1])


@pytest.fixture
def heard():
    """Answers of Ctrl-C, in place of the usual one."""
    answers: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, frame: answers.append(number))
    yield answers
    signal.signal(signal.SIGINT, before)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends a process no signal")
def test_an_interrupt_waits_until_it_can_be_answered(heard):
    stop = threading.Event()
    idle = threading.Thread(target=stop.wait)  # a thread that would take the signal
    idle.start()
    with interrupts_held():
        with interrupts_held():
            os.kill(os.getpid(), signal.SIGINT)
            time.sleep(0.1)
        assert heard == []
    stop.set()
    idle.join()
    assert heard == [signal.SIGINT]


@pytest.fixture
def endings():
    """What answers the other signals; afterwards they are answered as before."""
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGHUP)}
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    endings = Endings()
    endings.listen()
    yield endings
    for number, answer in before.items():
        signal.signal(number, answer)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends a process no signal")
def test_kill_is_answered_once_as_an_interrupt_and_waits_as_one(endings):
    with pytest.raises(KeyboardInterrupt), interrupts_held():
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(0.1)
        assert endings.heard == 0
    assert (endings.heard, endings.status) == (signal.SIGTERM, 143)
    os.kill(os.getpid(), signal.SIGTERM)  # what clears away is not disturbed


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends a process no signal")
def test_what_a_process_was_started_to_ignore_stays_ignored(endings):
    os.kill(os.getpid(), signal.SIGHUP)  # as after nohup
    assert (endings.heard, endings.status) == (0, 128)


def test_without_an_interrupt_nothing_is_answered(heard):
    with interrupts_held():
        pass
    assert heard == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no masks")
def test_what_is_started_begins_with_interrupts_waiting(heard):
    program = "import signal; print(signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, []))"
    command = [sys.executable, "-c", program]
    with starting():
        inside = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    outside = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert (inside.strip(), outside.strip()) == ("True", "False")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends a process no signal")
def test_the_status_stands_though_ctrl_c_came_while_a_string_was_executed(tmp_path):
    lines = (
        "import sys", "from ontrack.processes.endings import forget_interrupt",
        "try: exec('raise KeyboardInterrupt')", "except KeyboardInterrupt: pass",
        "forget_interrupt()", "sys.exit(143)",
    )  # fmt: skip
    (tmp_path / "interrupted.py").write_text("\n".join(lines), encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((LIBRARY, str(tmp_path)))}
    ended = subprocess.run([sys.executable, "-m", "interrupted"], env=environment)
    assert ended.returncode == 143
