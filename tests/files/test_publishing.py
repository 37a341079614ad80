"""Finished folders get into their places all or none, wherever a run ends."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ontrack.errors import OutputError
from ontrack.files import publishing
from ontrack.files.publishing import beside, complete, exchange, recover, staging_beside


class Killed(BaseException):
    """Stands in for the end of the process: nothing after it is done."""


@pytest.fixture
def places(tmp_path) -> list[Path]:
    """Folders of tables and of documents with the year 2025, written by one run, and a file of the user's."""
    places = [tmp_path / "tables", tmp_path / "documents"]
    for place in places:
        (place / "2025" / "deep").mkdir(parents=True)
        (place / "2025" / "deep" / "a.txt").write_text("old")
    (places[1] / "2025" / "kept.txt").write_text("kept")
    return places


def stage(place: Path) -> Path:
    """Write what a run makes, and complete it."""
    staging = beside(place / "2025", "partial")
    (staging / "deep").mkdir(parents=True)
    (staging / "deep" / "a.txt").write_text("new")
    (staging / "b.txt").write_text("new")
    assert complete(staging, place / "2025") == [Path("b.txt"), Path("deep", "a.txt")]
    return staging


def texts(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_text() for path in files}


OLD = {
    "tables/2025/deep/a.txt": "old", "documents/2025/deep/a.txt": "old", "documents/2025/kept.txt": "kept",
}  # fmt: skip
NEW = {
    "tables/2025/deep/a.txt": "new", "tables/2025/b.txt": "new",
    "documents/2025/deep/a.txt": "new", "documents/2025/b.txt": "new", "documents/2025/kept.txt": "kept",
}  # fmt: skip


def test_all_is_put_in_place_and_what_is_not_made_again_stays(tmp_path, places):
    exchange({stage(place): place / "2025" for place in places})
    assert texts(tmp_path) == NEW


def test_the_first_run_finds_no_folder(tmp_path):
    with staging_beside(tmp_path / "documents" / "2025") as staging:
        (staging / "a.txt").write_text("new")
        assert complete(staging, tmp_path / "documents" / "2025") == [Path("a.txt")]
        exchange({staging: tmp_path / "documents" / "2025"})
    assert texts(tmp_path) == {"documents/2025/a.txt": "new"}


def test_a_linked_folder_stays_a_link(tmp_path, places):
    (places[1] / "2025").rename(tmp_path / "elsewhere")
    (places[1] / "2025").symlink_to(tmp_path / "elsewhere")
    exchange({stage(places[1]): places[1] / "2025"})
    assert (places[1] / "2025").is_symlink()
    assert (tmp_path / "elsewhere" / "b.txt").read_text() == "new"


def test_a_file_system_without_links_gets_copies(tmp_path, places, monkeypatch):
    def refuse(source: str, copy: str) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    exchange({stage(place): place / "2025" for place in places})
    assert texts(tmp_path) == NEW


def end_at(monkeypatch, step: int, error: type[BaseException]) -> None:
    """Let the renaming of this number, from 0, and of a killed process all later ones, fail."""
    rename, done = os.rename, []

    def fail(source: Path, target: Path) -> None:
        done.append(target)
        if len(done) == step + 1 or (len(done) > step and error is Killed):
            raise error(16, "Device or resource busy")
        rename(source, target)

    monkeypatch.setattr(publishing.os, "rename", fail)


RENAMES = 6  # each of two folders gets ready, goes, comes


@pytest.mark.parametrize("step", range(RENAMES))
def test_a_run_that_is_killed_on_the_way_has_put_all_in_place_or_nothing(tmp_path, places, monkeypatch, step):
    staged = {stage(place): place / "2025" for place in places}
    with monkeypatch.context() as patched:
        end_at(patched, step, Killed)
        with pytest.raises(Killed):
            exchange(staged)
    recover(places)
    assert texts(tmp_path) == (OLD if step < 2 else NEW)
    recover(places)
    assert texts(tmp_path) == (OLD if step < 2 else NEW)


@pytest.mark.parametrize("step", range(RENAMES))
def test_a_folder_that_cannot_be_renamed_leaves_all_as_it_was(tmp_path, places, monkeypatch, step):
    staged = {stage(place): place / "2025" for place in places}
    with monkeypatch.context() as patched:
        end_at(patched, step, OSError)
        with pytest.raises(OutputError, match=r"busy.*Earlier results are as they were"):
            exchange(staged)
    recover(places)
    assert texts(tmp_path) == OLD


@pytest.mark.parametrize("step", range(1, 6))
def test_a_run_that_is_killed_while_it_undoes_leaves_all_or_nothing(tmp_path, places, monkeypatch, step):
    staged = {stage(place): place / "2025" for place in places}
    rename, done = os.rename, []

    def fail(source: Path, target: Path) -> None:
        done.append(target)
        if len(done) == RENAMES:  # the last one: the documents are out of their place
            raise OSError(16, "Device or resource busy")
        if len(done) > RENAMES + step - 1:
            raise Killed
        rename(source, target)

    with monkeypatch.context() as patched:
        patched.setattr(publishing.os, "rename", fail)
        with pytest.raises((Killed, OutputError)):
            exchange(staged)
    recover(places)
    assert texts(tmp_path) in (OLD, NEW)


def test_what_a_killed_run_was_writing_is_cleared_for_every_year_and_nothing_else(tmp_path, places):
    stage(places[0])
    (places[0] / ".2024.partial").mkdir()
    (places[1] / ".2025.earlier").mkdir()
    (places[1] / ".notes").mkdir()
    recover(places)
    recover([tmp_path / "no such folder"])
    assert texts(tmp_path) == OLD
    assert {path.name for place in places for path in place.iterdir()} == {"2025", ".notes"}


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "documents").write_text("a file where a folder is wanted")
    with (
        pytest.raises(OutputError, match="could not be written"),
        staging_beside(tmp_path / "documents" / "2"),
    ):
        pass
