"""What a result rests on: the files that count, their hashes, and the one hash over all of it."""

from __future__ import annotations

import hashlib
import json
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path

import ontrack
from ontrack.batch.job import NOTEBOOKS
from ontrack.paths import Paths
from ontrack.reference.alternatives import ALTERNATIVES, OWN, file_name
from ontrack.tables.earlier import NEEDED, WELCOME
from ontrack.tables.result_columns import RESULTS

SHARED_TABLES = (
    "indicators.csv", "sources.csv", "regions.csv", "breaks.csv", "note_translations.csv", "statements.csv",
    "policy_targets.csv", "policy_target_series.csv", "past_targets.csv",
)  # fmt: skip
MODEL_FILES = (
    *(f"reference/alternatives/{file_name(*choice)}" for choice in ALTERNATIVES if choice != OWN),
    "reference/dependence.toml",
    "reference/model.npz",
    "records/track_record.csv",
)
TABLE_SUFFIXES = (".csv", ".toml")
TEXT_SUFFIXES = (*TABLE_SUFFIXES, ".ipynb", ".md", ".svg", ".html", ".json", ".py", ".typ", ".mplstyle")
PACKAGE = Path(ontrack.__file__).parent


def hash_file(path: Path) -> str:
    """Return the SHA-256 of a file; line ends of text are made alike, as git may have changed them."""
    content = path.read_bytes()
    if path.suffix in TEXT_SUFFIXES:
        content = content.replace(b"\r\n", b"\n")
    return hashlib.sha256(content).hexdigest()


def hash_files(files: Mapping[str, Path]) -> dict[str, str]:
    """Return the hash of each file by its name."""
    return {name: hash_file(path) for name, path in files.items()}


def input_files(paths: Paths, plan: str, as_of: int) -> dict[str, Path]:
    """Return what decides the result tables, by name from the project's folder, sorted.

    These are the tables of data/raw that every plan shares, the plan's own, the notebooks, the fitted model,
    and those result tables of the plan's earlier years that tell what has changed since.
    """
    raw = [paths.raw / name for name in SHARED_TABLES]
    raw += (paths.raw / "observations").glob("*.csv")
    raw += (path for path in plan_folder(paths, plan).glob("*") if path.suffix in TABLE_SUFFIXES)
    told = (*NEEDED, *WELCOME)
    raw += (year / f"{name}.csv" for year in earlier_years(paths, plan, as_of) for name in told)
    named = {path.relative_to(paths.root).as_posix(): path for path in raw}
    named |= {f"notebooks/{name}.ipynb": paths.notebooks / f"{name}.ipynb" for name in NOTEBOOKS}
    named |= {f"lib/ontrack/{name}": PACKAGE / name for name in MODEL_FILES}
    return {name: named[name] for name in sorted(named) if named[name].is_file()}


def earlier_years(paths: Paths, plan: str, as_of: int) -> list[Path]:
    """Return the folders of result tables of a plan's earlier years, in ascending order."""
    folders = paths.processed(plan, as_of).parent.glob("*")
    return sorted(folder for folder in folders if folder.name.isdigit() and int(folder.name) < as_of)


def text_files(paths: Paths, plan: str, language: str) -> dict[str, Path]:
    """Return what people wrote for the documents of one language, by name from the project's folder, sorted.

    No figure depends on it.
    """
    files = sorted(path for path in plan_folder(paths, plan).rglob("*") if path.is_file())
    return {
        path.relative_to(paths.root).as_posix(): path
        for path in files
        if path.suffix not in TABLE_SUFFIXES and not path.name.startswith(".") and belongs_to(path, language)
    }


def belongs_to(path: Path, language: str) -> bool:
    """Return whether a text belongs to a language; the other's ``narrative.<language>.md`` does not."""
    return path.suffix != ".md" or path.name.endswith(f".{language}.md")


def plan_folder(paths: Paths, plan: str) -> Path:
    """Return the folder of a plan's own tables and texts."""
    return paths.raw / "plans" / plan


def table_files(folder: Path) -> dict[str, Path]:
    """Return the result tables of a folder by file name."""
    return {f"{name}.csv": folder / f"{name}.csv" for name in RESULTS if (folder / f"{name}.csv").is_file()}


def result_hash(
    parameters: Mapping[str, str | int], inputs: Mapping[str, str], tables: Mapping[str, str]
) -> str:
    """Return the one hash over what was asked, what went in and what came out: no time, no document."""
    parts = {"parameters": dict(parameters), "inputs": dict(inputs), "tables": dict(tables)}
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode("ascii")).hexdigest()


def hash_code() -> str:
    """Return the hash of the package's own files: with the same ones the same tables give the same charts."""
    digest = hashlib.sha256()
    for path in package_files():
        digest.update(f"{path.relative_to(PACKAGE).as_posix()}\n{hash_file(path)}\n".encode())
    return digest.hexdigest()


def package_files() -> Iterable[Path]:
    """Return the files of the package, sorted, without what Python compiled of them."""
    return sorted(path for path in PACKAGE.rglob("*") if path.is_file() and "__pycache__" not in path.parts)


def commit_of(root: Path) -> str:
    """Return the git commit of the project, with ``+`` when files differ from it; empty outside git."""

    def git(*words: str) -> str:
        command = ["git", "-C", str(root), *words]
        return subprocess.run(
            command, capture_output=True, text=True, check=True, encoding="utf-8"
        ).stdout.strip()

    try:
        if Path(git("rev-parse", "--show-toplevel")).resolve() != root.resolve():
            return ""
        commit = git("rev-parse", "--short=12", "HEAD")
        return commit + ("+" if git("status", "--porcelain", "--", "lib", "notebooks", "data/raw") else "")
    except (OSError, subprocess.CalledProcessError):
        return ""
