"""Processes that are ready when there is work for them."""

from __future__ import annotations

import os
import signal
import sys

import pytest

from ontrack.processes_ahead import interrupts_held, processes_ahead


def test_none_are_started_when_none_are_wanted():
    with processes_ahead(0, "no.such.module") as pool:
        assert pool is None


def test_they_work_elsewhere_and_leave_interrupts_to_this_one():
    with processes_ahead(1, "json") as pool:
        assert pool.submit(os.getpid).result() != os.getpid()
        assert pool.submit(signal.getsignal, signal.SIGINT).result() is signal.SIG_IGN


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no masks")
def test_an_interrupt_waits_until_it_can_be_answered():
    reached = False
    with pytest.raises(KeyboardInterrupt):
        handler = signal.signal(signal.SIGINT, signal.default_int_handler)
        try:
            with interrupts_held():
                os.kill(os.getpid(), signal.SIGINT)
                reached = True
        finally:
            signal.signal(signal.SIGINT, handler)
    assert reached


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no masks")
def test_a_mask_within_a_mask_does_not_let_an_interrupt_through_early():
    with interrupts_held():
        with interrupts_held():
            pass
        assert signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, [])
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, [])
