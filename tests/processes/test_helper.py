"""A second process: it answers, it tells what went wrong, and it ends with the first."""

from __future__ import annotations

import os
import subprocess
import sys
import time

import pytest

from ontrack.errors import Fault, InputError, RunError
from ontrack.processes.helper import Helper

FAULTS = [Fault("a", "b", "Do c."), Fault("d", "e", "Do f.")]


@pytest.fixture
def helper():
    helper = Helper("ontrack.errors")
    yield helper
    helper.end()
    assert not helper._process.is_alive()


def test_it_does_one_piece_of_work_after_another(helper):
    helper.begin(os.getpid)
    assert helper.result() not in (0, os.getpid())
    helper.begin(InputError, FAULTS)
    assert helper.result().faults == tuple(FAULTS)
    helper.begin(os.listdir, "no such folder")
    with pytest.raises(FileNotFoundError, match="no such folder"):
        helper.result()
    helper.begin(os._exit, 7)
    with pytest.raises(RunError, match=r"ended with status 7 and without a word: out of memory\?"):
        helper.result()
    helper.begin(os.getpid)  # nobody hears
    with pytest.raises(RunError, match="ended with status 7"):
        helper.result()


def test_it_is_ended_in_the_middle_of_its_work(helper):
    helper.begin(time.sleep, 60)
    start = time.monotonic()
    helper.end()
    assert time.monotonic() - start < 10


WORKING = """\
import os, sys, time
from ontrack.processes.helper import Helper
if __name__ == "__main__":
    helpers = [Helper("os"), Helper("os")]
    for helper in helpers:
        helper.begin(os.getpid)
    print(*(helper.result() for helper in helpers), flush=True)
    helpers[0].begin(time.sleep, 60)
    time.sleep(60)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="asks for processes by the means of Unix")
def test_no_helper_outlives_a_killed_process_at_work_or_not(tmp_path):
    (tmp_path / "working.py").write_text(WORKING)
    with subprocess.Popen([sys.executable, tmp_path / "working.py"], stdout=subprocess.PIPE) as process:
        numbers = [int(word) for word in process.stdout.readline().split()]
        assert len(numbers) == 2
        process.kill()
    end = time.monotonic() + 20
    while any(map(is_running, numbers)) and time.monotonic() < end:
        time.sleep(0.05)
    assert not any(map(is_running, numbers))


def is_running(process: int) -> bool:
    """Return whether there is such a process that is not merely waiting to be counted as ended."""
    try:
        os.kill(process, 0)
        state = subprocess.run(["ps", "-o", "stat=", "-p", str(process)], capture_output=True, text=True)
    except ProcessLookupError:
        return False
    return state.stdout.strip()[:1] not in ("", "Z")
