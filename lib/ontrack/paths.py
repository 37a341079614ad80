"""Where things are: the project's folders, and files that are either the earlier ones or the new ones."""

from __future__ import annotations

import os
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from ontrack.errors import Fault, InputError, OutputError

INSTALLED = "share/ontrack/notebooks/*.ipynb"  # of a wheel, see pyproject.toml


@dataclass(frozen=True)
class Paths:
    """The folders of one project.

    Parameters
    ----------
    root : Path
        The folder that holds ``data/raw``.
    """

    root: Path

    @property
    def raw(self) -> Path:
        """Figures and plans as people entered them; no analysis writes here."""
        return self.root / "data" / "raw"

    @property
    def notebooks(self) -> Path:
        """The project's notebooks; where it brings none, those that came with ontrack."""
        own = self.root / "notebooks"
        return own if own.is_dir() else ontracks_notebooks() or own

    def processed(self, plan: str, as_of: int) -> Path:
        """Folder of the result tables of one plan and year."""
        return self.root / "data" / "processed" / plan / str(as_of)

    def reports(self, plan: str, as_of: int) -> Path:
        """Folder of the documents of one plan and year."""
        return self.root / "reports" / plan / str(as_of)


def find_root(start: Path | None = None) -> Path:
    """Return the project folder that `start` lies in, or else the one this package was installed from.

    Parameters
    ----------
    start : Path, optional
        Where to look first, upwards; the working folder when left out.

    Raises
    ------
    InputError
        When neither holds ``data/raw/indicators.csv``.
    """
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents, Path(__file__).resolve().parents[2]):
        if (folder / "data" / "raw" / "indicators.csv").is_file():
            return folder
    raise InputError(
        [
            Fault(
                found=f"no data/raw/indicators.csv in {here} or above it",
                expected="a folder of the ontrack project",
                remedy="Change into the project's folder and run the command again.",
            )
        ]
    )


def ontracks_notebooks() -> Path | None:
    """Return the notebooks of the project this package lies in, or those a wheel put beside it, or None."""
    source = Path(__file__).resolve().parents[2] / "notebooks"
    if source.is_dir():
        return source
    try:
        files = distribution("ontrack").files or []
    except PackageNotFoundError:
        return None
    folders = (Path(str(file.locate())).resolve().parent for file in files if file.match(INSTALLED))
    return next((folder for folder in folders if folder.is_dir()), None)


class writing:
    """Context in which a failure of the file system becomes an OutputError that names `path`."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> writing:
        return self

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, OSError):
            raise OutputError(
                f"{self.path} could not be written ({error.strerror or error}). "
                "Earlier results are as they were. Free some space, make the folder writable or close the "
                "file in other programs, then run again."
            ) from error


def replace_text(path: Path, text: str) -> Path:
    """Write `text` beside `path` (UTF-8, line feeds), rename it into place, and return `path`."""
    return replace_bytes(path, text.encode("utf-8"))


def replace_bytes(path: Path, content: bytes) -> Path:
    """Write `content` beside `path`, rename it into place, and return `path`.

    Raises
    ------
    OutputError
        When the file system refuses; what stood at `path` is then untouched.
    """
    beside = path.with_name(f".{path.name}.partial")
    with writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            beside.write_bytes(content)
            os.replace(beside, path)
        finally:
            beside.unlink(missing_ok=True)
    return path
