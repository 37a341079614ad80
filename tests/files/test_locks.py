"""One holder at a time, known by name; who is gone holds nothing."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ontrack.errors import OutputError
from ontrack.files import locks
from ontrack.files.locks import Holder, held, holder_of, taken

GONE = 4_194_305  # no process has a number beyond the largest of Linux


@pytest.fixture
def path(tmp_path) -> Path:
    return tmp_path / "plan" / ".running.lock"


def write(path: Path, process: int = GONE, host: str = "", minutes: float = 1) -> None:
    """Leave a file as a process would that began some minutes ago."""
    since = datetime.now(UTC) - timedelta(minutes=minutes)
    said = {"process": process, "host": host or socket.gethostname(), "since": since.isoformat()}
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(said))


def never(holder: Holder | None) -> None:
    pytest.fail(f"waited for {holder}")


def test_the_file_says_who_holds_it_and_goes_with_its_folder(path):
    with held(path, never):
        said = holder_of(path)
        assert (said.process, said.is_here, said.is_old) == (os.getpid(), True, False)
        assert taken(path) is None
    assert not path.parent.exists()


def test_a_folder_with_something_in_it_stays(path):
    with held(path, never):
        (path.parent / "2025").mkdir()
    assert [one.name for one in path.parent.iterdir()] == ["2025"]


def test_the_second_waits_says_for_whom_and_then_has_it(path):
    order: list[str] = []
    waits, done = threading.Event(), threading.Event()

    def say(holder: Holder | None) -> None:
        order.append(f"waits for {holder.process}")
        waits.set()

    def second() -> None:
        with held(path, say):
            order.append("second")
        done.set()

    with held(path, never):
        threading.Thread(target=second).start()
        assert waits.wait(10)
        order.append("first ends")
    assert done.wait(10)
    assert order == [f"waits for {os.getpid()}", "first ends", "second"]
    assert not path.exists()


def test_a_file_removed_by_its_last_holder_is_not_taken_for_the_new_one(path, monkeypatch):
    """Between opening and holding, the file may have gone and another process made a new one."""
    hold = locks.hold

    def late(file, said):
        monkeypatch.setattr(locks, "hold", hold)
        path.unlink()
        return hold(file, said)

    monkeypatch.setattr(locks, "hold", late)
    path.parent.mkdir()
    assert taken(path) is None
    with contextlib.closing(taken(path)):
        assert holder_of(path).process == os.getpid()


@pytest.mark.parametrize("text", ["", "{", "[]", '{"process": 1}', '{"process":1,"host":"a","since":"2026"}'])
def test_what_a_process_of_this_machine_left_is_recovered(path, text):
    path.parent.mkdir()
    path.write_text(text)
    assert holder_of(path) is None
    with held(path, never):
        assert holder_of(path).process == os.getpid()


def test_the_process_that_held_it_is_gone(path):
    write(path, process=os.getpid())  # its number may be another's by now
    with held(path, never):
        pass


def test_another_machine_counts_until_it_is_old(path):
    write(path, host="elsewhere", minutes=29)
    assert taken(path) is None
    write(path, host="elsewhere", minutes=31)
    with held(path, never):
        assert holder_of(path).is_here


def without_locks(monkeypatch, number: int) -> None:
    """Let the file system know no locks, or refuse otherwise."""
    import fcntl

    def refuse(file, how):
        raise OSError(number, "No locks available")

    monkeypatch.setattr(fcntl, "flock", refuse)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows always has them")
def test_where_the_file_system_knows_no_locks_the_process_counts(path, monkeypatch):
    without_locks(monkeypatch, 37)
    write(path, process=os.getpid())
    assert taken(path) is None
    write(path, process=1)  # of another user, mostly
    assert taken(path) is None
    write(path)
    with held(path, never):
        assert holder_of(path).process == os.getpid()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows always has them")
def test_another_refusal_is_told(path, monkeypatch):
    without_locks(monkeypatch, 5)
    with pytest.raises(OutputError, match=r"\.running\.lock could not be written"), held(path, never):
        pass


def test_a_folder_that_cannot_be_made_is_told(path):
    path.parent.write_text("a file where a folder is wanted")
    with pytest.raises(OutputError, match=r"\.running\.lock could not be written"), held(path, never):
        pass


def test_a_killed_process_holds_nothing(path):
    program = (
        "import sys, time; from pathlib import Path; from ontrack.files.locks import taken\n"
        "file = taken(Path(sys.argv[1])); print('held', flush=True); time.sleep(60)\n"
    )
    with subprocess.Popen([sys.executable, "-c", program, str(path)], stdout=subprocess.PIPE) as process:
        process.stdout.readline()
        assert taken(path) is None
        assert holder_of(path).process == process.pid
        process.kill()
    with held(path, never):
        assert holder_of(path).process == os.getpid()
