"""Folders, and files that are either the earlier ones or the new ones."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, PackagePath
from pathlib import Path
from types import SimpleNamespace

import pytest

from ontrack.errors import InputError, OutputError
from ontrack.paths import Paths, find_root, replace_text, writing


def project_in(folder):
    (folder / "data" / "raw").mkdir(parents=True)
    (folder / "data" / "raw" / "indicators.csv").write_text("id\n")
    return folder


def test_the_root_is_found_upwards(tmp_path):
    root = project_in(tmp_path)
    inside = root / "notebooks" / "deep"
    inside.mkdir(parents=True)
    assert find_root(inside) == root.resolve()


def test_elsewhere_the_root_is_where_the_package_came_from(tmp_path, paths):
    assert find_root(tmp_path) == paths.root


def test_no_project_anywhere(tmp_path, monkeypatch):
    monkeypatch.setattr("ontrack.paths.__file__", str(tmp_path / "a" / "b" / "c" / "paths.py"))
    with pytest.raises(
        InputError, match=r"found no data/raw/indicators.csv in .* or above it; expected a folder"
    ):
        find_root(tmp_path)


def test_folders(tmp_path):
    paths = Paths(tmp_path)
    assert paths.processed("p", 2025) == tmp_path / "data" / "processed" / "p" / "2025"
    assert paths.reports("p", 2025) == tmp_path / "reports" / "p" / "2025"


def test_a_refused_write_leaves_the_earlier_file(tmp_path):
    (tmp_path / "folder").write_text("a file where a folder is wanted")
    with pytest.raises(OutputError, match=r"could not be written .* Earlier results are as they were"):
        replace_text(tmp_path / "folder" / "a.csv", "x")
    blocked = tmp_path / "blocked"
    (blocked / "inside").mkdir(parents=True)
    with pytest.raises(OutputError, match="make the folder writable or close the file"):
        replace_text(blocked, "x")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["blocked", "folder"]


def test_a_full_disk_is_explained(tmp_path):
    with pytest.raises(OutputError, match="No space left on device"), writing(tmp_path / "a"):
        raise OSError(28, "No space left on device")


def test_text_is_written_with_line_feeds(tmp_path):
    assert replace_text(tmp_path / "a" / "b.csv", "x\ny\n").read_bytes() == b"x\ny\n"


def test_a_project_without_notebooks_takes_those_of_the_package(tmp_path, paths):
    assert Paths(tmp_path).notebooks == paths.root / "notebooks"


@pytest.fixture
def installed(tmp_path, monkeypatch) -> Path:
    """The folder that a wheel put notebooks into; the package itself lies somewhere else."""
    folder = tmp_path / "prefix" / "share" / "ontrack" / "notebooks"
    folder.mkdir(parents=True)
    (folder / "01_series.ipynb").touch()
    files = [PackagePath("lib/ontrack/paths.py"), PackagePath("share/ontrack/notebooks/01_series.ipynb")]
    for file in files:
        file.dist = SimpleNamespace(locate_file=(tmp_path / "prefix").joinpath)
    monkeypatch.setattr("ontrack.paths.__file__", str(tmp_path / "a" / "b" / "c" / "paths.py"))
    monkeypatch.setattr("ontrack.paths.distribution", lambda name: SimpleNamespace(files=files))
    return folder


def test_beside_a_wheel_they_are_those_of_the_wheel_unless_the_project_has_its_own(tmp_path, installed):
    project = Paths(tmp_path / "project")
    assert project.notebooks == installed
    (project.root / "notebooks").mkdir(parents=True)
    assert project.notebooks == project.root / "notebooks"


@pytest.mark.usefixtures("installed")
def test_without_any_notebooks_the_project_is_told_to_lack_them(tmp_path, monkeypatch):
    def nowhere(name):
        raise PackageNotFoundError(name)

    monkeypatch.setattr("ontrack.paths.distribution", nowhere)
    assert Paths(tmp_path).notebooks == tmp_path / "notebooks"
