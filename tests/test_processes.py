"""Copies of this process, and Ctrl-C when it can be answered."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
import threading
import time

import pytest

from ontrack.processes import collecting_nothing, copies, interrupts_held, starting

READ = []


def what_was_read() -> list[str]:
    return READ


def test_garbage_is_left_where_it_is_only_meanwhile():
    with collecting_nothing():
        assert not gc.isenabled()
    assert gc.isenabled()
    gc.unfreeze()


def test_none_are_started_when_none_are_wanted():
    with copies(0) as pool:
        assert pool is None


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a process cannot safely be copied")
def test_they_know_what_this_one_knows_and_leave_interrupts_to_it(monkeypatch):
    monkeypatch.setitem(globals(), "READ", ["tables"])
    with copies(1) as pool:
        assert pool.submit(os.getpid).result() != os.getpid()
        assert pool.submit(what_was_read).result() == ["tables"]
        assert pool.submit(signal.getsignal, signal.SIGINT).result() is signal.SIG_IGN


def test_where_a_process_cannot_be_copied_there_are_none(monkeypatch):
    monkeypatch.setattr(sys, "platform", "darwin")
    with copies(1) as pool:
        assert pool is None


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
