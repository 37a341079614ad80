"""Runs on one plan take turns, and each first clears up after one that was killed."""

from __future__ import annotations

import itertools
import json
import random
import socket
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from batch.conftest import JOB

from ontrack.batch import assess, rebuild
from ontrack.batch.assess import assess_job
from ontrack.batch.job import Job
from ontrack.batch.rebuild import report_job
from ontrack.batch.turn import NAME, turn_of, waiting_text
from ontrack.errors import InputError
from ontrack.files.locks import Holder
from ontrack.files.publishing import complete, exchange, staging_beside
from ontrack.paths import Paths


@pytest.fixture
def tiny(tmp_path) -> Paths:
    """A project in which there is nothing but the folder of a plan."""
    folder = tmp_path / "data" / "raw" / "plans" / "tiny"
    folder.mkdir(parents=True)
    (folder / "plan.toml").touch()
    return Paths(tmp_path)


def places_of(paths: Paths) -> tuple[Path, Path]:
    return paths.processed("tiny", 2025), paths.reports("tiny", 2025)


def told(paths: Paths) -> list[str]:
    """Return what tables and documents say; nothing where there is none."""
    files = [folder / name for folder in places_of(paths) for name in ("a.txt", "b.txt")]
    return [file.read_text() for file in files if file.exists()]


def run(paths: Paths, kind: str, number: int, wrong: list[str]) -> None:
    """Do what `assess` or `report` does, with two small files a folder, slowly."""
    with turn_of(paths, JOB):
        before = told(paths)
        if len(set(before)) > 1:
            wrong.append(f"{kind} {number} found {before}")
        text = str(number) if kind == "assess" else (before or ["none"])[0]
        tables, documents = places_of(paths)
        with staging_beside(tables) as first, staging_beside(documents) as second:
            staged = {first: tables, second: documents} if kind == "assess" else {second: documents}
            for staging, name in itertools.product(staged, ("a.txt", "b.txt")):
                (staging / name).write_text(text)
                time.sleep(random.random() / 100)
            for staging, place in staged.items():
                complete(staging, place)
            exchange(staged)


@pytest.mark.parametrize(
    "order", sorted(set(itertools.permutations(["assess", "assess", "report", "report"])))
)
def test_in_no_order_of_two_assessments_and_two_reports_is_anything_half_there(tiny, order):
    wrong: list[str] = []
    runs = [threading.Thread(target=run, args=(tiny, kind, n, wrong)) for n, kind in enumerate(order)]
    for one in runs:
        one.start()
    for one in runs:
        one.join()
    assert wrong == []
    assert len(told(tiny)) == 4
    assert len(set(told(tiny))) == 1
    left = {path.name for place in places_of(tiny) for path in place.parent.iterdir()}
    assert left == {"2025"}


@pytest.mark.parametrize(("module", "job"), [(assess, assess_job), (rebuild, report_job)])
def test_assess_and_report_wait_before_they_read_anything(tiny, monkeypatch, capsys, module, job):
    read = threading.Event()

    def load_raw(paths, plan):
        read.set()
        raise InputError([])

    monkeypatch.setattr(module, "load_raw", load_raw)
    monkeypatch.setattr("ontrack.notebooks.Kernel", NoKernel)
    second = threading.Thread(target=fails, args=(job, tiny))
    with turn_of(tiny, JOB):
        second.start()
        assert not read.wait(1)
    second.join()
    assert read.is_set()
    said = capsys.readouterr().err
    assert said.startswith("Waiting: another run is at work on tiny (process ")
    assert said.count("\n") == 1
    assert not (tiny.root / "reports" / "tiny").exists()


class NoKernel:
    """No kernel."""

    def __init__(self, *arguments):
        pass

    def __enter__(self):
        return self

    def __exit__(self, *error):
        pass


def fails(job, paths: Paths) -> None:
    with pytest.raises(InputError):
        job(paths, JOB, *([lambda *told: None] if job is assess_job else []))


def test_another_plan_need_not_wait_and_an_unknown_one_makes_no_folder(tiny):
    with (
        turn_of(tiny, JOB),
        pytest.raises(InputError, match="unknown plan"),
        turn_of(tiny, Job("x", 1, ("en",))),
    ):
        pass
    assert not (tiny.root / "reports" / "x").exists()


def test_what_a_killed_run_has_left_is_cleared_or_finished(tiny):
    tables, documents = places_of(tiny)
    (documents.parent / ".2025.ready").mkdir(parents=True)
    (documents.parent / ".2025.ready" / "a.txt").write_text("whole")
    (tables.parent / ".2024.partial").mkdir(parents=True)
    since = (datetime.now(UTC) - timedelta(minutes=1)).isoformat()
    left = {"process": 1, "host": socket.gethostname(), "since": since}
    (documents.parent / NAME).write_text(json.dumps(left))
    with turn_of(tiny, JOB):
        assert (documents / "a.txt").read_text() == "whole"
    assert [path.name for path in documents.parent.iterdir()] == ["2025"]
    assert list(tables.parent.iterdir()) == []


def test_for_whom_a_run_waits_is_said_in_the_users_language():
    local = datetime(2027, 6, 1, 9, 5).astimezone()
    here = Holder(12, socket.gethostname(), local.isoformat())
    assert waiting_text(JOB, here, "x") == (
        f"Waiting: another run is at work on tiny (process 12 on {here.host}, since 2027-06-01 09:05)."
    )
    there = waiting_text(
        Job("tiny", 2025, ("zh", "en")), Holder(12, "office-2", local.isoformat()), "reports/x"
    )
    assert "另一台计算机上有一次运行正在处理tiny（office-2，进程12，2027-06-01 09:05开始）" in there
    assert "请删除reports/x" in there
    assert waiting_text(JOB, None, "x") == "Waiting: another run is at work on tiny."
