"""Temporary folders of killed runs are cleared, and no other."""

from __future__ import annotations

import os
import sys
import tempfile
import time

import pytest

from ontrack.files.temporary import OWNER, TemporaryFolder, clear_abandoned, temporary_folder


@pytest.fixture(autouse=True)
def among(tmp_path, monkeypatch):
    """The system's folder of temporary ones."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "among"))
    (tmp_path / "among").mkdir()
    return tmp_path / "among"


def left(among, name: str, *, owner: bool = True, seconds: float = 100):
    """Leave a folder as a killed run does."""
    folder = among / name
    folder.mkdir()
    (folder / "kernel.log").touch()
    if owner:
        (folder / OWNER).touch()
    os.utime(folder, (time.time() - seconds,) * 2)
    return folder


def test_a_folder_is_there_and_then_gone(among):
    with temporary_folder() as folder:
        assert folder.parent == among
        (folder / "x").touch()
    assert not folder.exists()


def test_only_what_nobody_holds_is_cleared(among):
    gone, young = left(among, "ontrack-gone"), left(among, "ontrack-young", seconds=1)
    stranger = left(among, "ontrack-stranger", owner=False)
    living = TemporaryFolder()
    os.utime(living.path, (time.time() - 100,) * 2)
    assert clear_abandoned() == [gone]
    assert {path.name for path in among.iterdir()} == {young.name, stranger.name, living.path.name}
    living.remove()
    living.remove()
    assert not living.path.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no numbers of users, and links seldom")
def test_what_is_anothers_or_elsewhere_is_left(among, tmp_path, monkeypatch):
    elsewhere = left(tmp_path, "elsewhere")
    (among / "ontrack-link").symlink_to(elsewhere)
    left(among, "ontrack-other")
    monkeypatch.setattr(os, "getuid", lambda: 123456)
    assert clear_abandoned() == []
    monkeypatch.undo()
    monkeypatch.setattr(tempfile, "tempdir", str(among))
    assert [path.name for path in clear_abandoned()] == ["ontrack-other"]
    assert (elsewhere / "kernel.log").exists()
