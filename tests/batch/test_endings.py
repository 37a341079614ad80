"""Runs that are ended from outside: what they say, what stays as it was, and what is left of them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
from batch.conftest import JOB, ROOT
from batch.test_commands import add_plan

from ontrack.batch.turn import NAME, turn_of
from ontrack.files.locks import holder_of
from ontrack.paths import Paths

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="signals to a child are another matter on Windows"),
]


def start(project: Paths, *words: str) -> subprocess.Popen[str]:
    """Start a command whose temporary files stand in the project, and wait until it is at work."""
    (project.root / "temporary").mkdir(exist_ok=True)
    environment = {
        **os.environ, "PYTHONPATH": str(ROOT / "lib"), "COLUMNS": "200", "PYTHONUTF8": "1",
        "TMPDIR": str(project.root / "temporary"),
    }  # fmt: skip
    process = subprocess.Popen(
        [sys.executable, "-m", "ontrack.cli", *words],
        cwd=project.root, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        preexec_fn=answer_as_usual,
    )  # fmt: skip
    staging = [
        project.root / "reports" / plan / ".2025.partial" for plan in ("tiny", "second") if plan in words
    ]
    wait_until(lambda: process.poll() is not None or all(folder.exists() for folder in staging))
    assert process.poll() is None, process.communicate()
    return process


def answer_as_usual() -> None:
    """Answer signals as from a terminal: tests in the background of a shell inherit Ctrl-C ignored."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)


def wait_until(is_so, seconds: float = 90) -> None:
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)


def contents(project: Paths) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in project.root.rglob("*") if path.is_file()}


def started_by(project: Paths) -> list[str]:
    """Return the commands of the processes that have the project's temporary folder as theirs."""
    mark, found = f"TMPDIR={project.root / 'temporary'}".encode(), []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            if mark in (place / "environ").read_bytes().split(b"\0"):
                found.append((place / "cmdline").read_bytes().replace(b"\0", b" ").decode())
        except OSError:
            pass
    return found


@pytest.mark.parametrize(
    ("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)]
)
def test_a_signal_leaves_every_output_and_nothing_else(project, number, status):
    before = contents(project)
    process = start(project, "assess", "--plan", "tiny")
    process.send_signal(number)
    said, _ = process.communicate(timeout=60)
    assert process.returncode == status, said
    assert "Traceback" not in said
    assert contents(project) == before
    wait_until(lambda: not started_by(project))


def test_a_batch_shows_what_is_done_and_leaves_nothing(project):
    add_plan(project, "second")
    before = contents(project)
    process = start(project, "batch", "tiny", "second", "--lang", "en")
    process.send_signal(signal.SIGTERM)
    said, _ = process.communicate(timeout=60)
    assert process.returncode == 143, said
    assert "2 stopped; nothing is left half-written. To go on:" in said
    assert "  ontrack assess --plan second --as-of 2025 --lang en" in said
    assert "Traceback" not in said
    assert contents(project) == before


@pytest.mark.skipif(sys.platform != "linux", reason="looks for processes as Linux shows them")
def test_a_killed_batch_leaves_no_process_and_nothing_else(project):
    before = contents(project)
    process = start(project, "batch", "tiny", "--lang", "en")
    process.kill()
    wait_until(lambda: not started_by(project))  # what it had started clears away and ends
    assert contents(project) == before


@pytest.mark.skipif(sys.platform != "linux", reason="looks for processes as Linux shows them")
def test_what_a_killed_assessment_leaves_the_next_run_clears(project, monkeypatch):
    before = contents(project)
    process = start(project, "assess", "--plan", "tiny", "--lang", "en")
    process.kill()
    process.communicate()
    wait_until(lambda: not started_by(project))
    left = {path: content for path, content in contents(project).items() if path not in before}
    assert {path: content for path, content in contents(project).items() if path in before} == before
    assert left
    assert holder_of(project.root / "reports" / "tiny" / NAME).process == process.pid
    monkeypatch.setattr(tempfile, "tempdir", str(project.root / "temporary"))
    for folder in (project.root / "temporary").iterdir():
        os.utime(folder, (time.time() - 100,) * 2)  # as if a minute had passed
    with turn_of(project, JOB):
        assert contents(project).keys() - before.keys() == {project.root / "reports" / "tiny" / NAME}
    assert contents(project) == before
