"""The lock, environment.yml and pyproject.toml say the same, and can be installed wherever we promise."""

from __future__ import annotations

import ast
import importlib.util
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path
from types import ModuleType

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from rattler import MatchSpec
from rattler.exceptions import InvalidMatchSpecError
from uv import find_uv_bin

ROOT = Path(__file__).resolve().parents[1]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
DEV_LOCK = (ROOT / "requirements-dev.lock").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
CONDA = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))

PLATFORMS = (
    "x86_64-unknown-linux-gnu",
    "aarch64-unknown-linux-gnu",
    "x86_64-pc-windows-msvc",
    "x86_64-apple-darwin",
    "aarch64-apple-darwin",
)
PYTHONS = ("3.11", "3.12", "3.13")
LOCK_AGAIN = "run `python3 run.py lock`"
NO_NETWORK = re.compile(r"dns error|error sending request|connection refused|unreachable|timed out", re.I)


@pytest.fixture(scope="module")
def lock_script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("lock", ROOT / ".ci" / "lock.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def locked_requirements(lock: str = LOCK) -> list[Requirement]:
    return [Requirement(line.rstrip("\\ ")) for line in lock.splitlines() if re.match(r"\w", line)]


def locked_names(lock: str) -> set[str]:
    return {canonicalize_name(requirement.name) for requirement in locked_requirements(lock)}


def conda_specs() -> list[str]:
    return [entry for entry in CONDA["dependencies"] if isinstance(entry, str)]


def pip_lines() -> list[str]:
    [section] = [entry for entry in CONDA["dependencies"] if isinstance(entry, dict)]
    assert list(section) == ["pip"]
    return section["pip"]


def declared(*groups: str) -> list[Requirement]:
    """Return what users need, and the groups beyond it."""
    extras = PROJECT["project"].get("optional-dependencies", {}).values()
    lists = [PROJECT["project"]["dependencies"], *extras, *map(PROJECT["dependency-groups"].get, groups)]
    return [Requirement(line) for lines in lists for line in lines]


def uv(*words: str) -> subprocess.CompletedProcess[str]:
    """Run uv; skip the test where the network, and only the network, is missing."""
    command = [find_uv_bin(), *words]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    if done.returncode and NO_NETWORK.search(done.stderr):
        pytest.skip("no package registry can be reached")
    return done


@pytest.mark.parametrize(
    ("lock", "groups"), [(LOCK, ["set-up"]), (LOCK + DEV_LOCK, ["set-up", "benchmark", "dev"])]
)
def test_every_dependency_is_locked_within_its_limits(lock, groups):
    locked: dict[str, list[str]] = {}
    for requirement in locked_requirements(lock):
        [version] = requirement.specifier
        locked.setdefault(canonicalize_name(requirement.name), []).append(version.version)
    outside = [
        f"{wanted} but locked {versions or 'nowhere'}"
        for wanted in declared(*groups)
        if not (versions := locked.get(canonicalize_name(wanted.name)))
        or not all(wanted.specifier.contains(version) for version in versions)
    ]
    assert outside == [], LOCK_AGAIN


def test_what_developers_add_touches_nothing_that_users_have():
    """So that adding it, whole or half, cannot break their environment."""
    assert locked_names(LOCK) & locked_names(DEV_LOCK) == set()
    assert {"mypy", "playwright", "pytest", "ruff", "uv"} <= locked_names(DEV_LOCK)


def test_every_package_that_the_library_imports_is_declared():
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in (ROOT / "lib").rglob("*.py")]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module}
    packages = {name.split(".")[0] for name in names} - set(sys.stdlib_module_names) - {"ontrack"}
    providers = packages_distributions()
    known = {canonicalize_name(requirement.name) for requirement in declared("benchmark", "peers")}
    assert len(packages) > 10
    undeclared = [
        name for name in packages if not known & set(map(canonicalize_name, providers.get(name, [name])))
    ]
    assert undeclared == [], "add it to pyproject.toml and run `python3 run.py lock`"


@pytest.mark.parametrize("spec", conda_specs())
def test_conda_specs_are_strictly_valid(spec):
    assert MatchSpec(spec, strict=True).name.normalized in ("python", "pip")


def test_a_loose_conda_spec_would_be_found():
    with pytest.raises(InvalidMatchSpecError):
        MatchSpec("python >=3.11 <3.14 <", strict=True)


def test_conda_takes_the_pythons_of_the_project():
    assert f"python {PROJECT['project']['requires-python']}" in conda_specs()
    assert CONDA["channels"] == ["conda-forge"]


def test_conda_pins_are_those_of_the_lock():
    lines = pip_lines()
    assert lines[-1] == "-e ."
    assert [str(Requirement(line)) for line in lines[:-1]] == [str(pin) for pin in locked_requirements()]


def test_environment_is_what_the_lock_script_writes(lock_script):
    text = (ROOT / "environment.yml").read_text(encoding="utf-8")
    assert text == lock_script.conda_environment(LOCK), LOCK_AGAIN


@pytest.mark.slow
def test_locks_are_what_the_lock_script_writes(lock_script, tmp_path):
    """Compiled from the same versions; a dependency added without a new lock shows here."""
    users, together = tmp_path / "requirements.lock", tmp_path / "together.lock"
    users.write_text(LOCK, encoding="utf-8", newline="\n")
    together.write_text(DEV_LOCK, encoding="utf-8", newline="\n")
    fitting = (
        f"{lock_script.DEV_COMPILE} --constraints {users}"  # as the script compiles it: beside the users'
    )
    for command, again in ((lock_script.COMPILE, users), (fitting, together)):
        done = uv(*command.removeprefix("uv ").split(), "-o", str(again))
        assert done.returncode == 0, done.stderr
    users_again, more = (path.read_text(encoding="utf-8") for path in (users, together))
    # Without the hashes: a publisher may add a wheel to a version that is locked already.
    assert lock_script.pins(users_again) == lock_script.pins(LOCK), LOCK_AGAIN
    more = lock_script.beyond(more, users_again)
    assert lock_script.pins(more) == lock_script.pins(DEV_LOCK), LOCK_AGAIN


@pytest.mark.slow
@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("platform", PLATFORMS)
def test_every_locked_package_has_a_wheel(platform, python, tmp_path):
    where = ["--target", str(tmp_path), "--python-platform", platform, "--python-version", python]
    how = ["--dry-run", "--no-deps", "--only-binary", ":all:", "--require-hashes"]
    done = uv("pip", "install", *where, *how, "-r", "requirements.lock", "-r", "requirements-dev.lock")
    assert done.returncode == 0, done.stderr
    assert "Would install 1" in done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("python", PYTHONS)
def test_conda_pip_section_resolves_as_a_whole(python, tmp_path):
    """Pip gets no --no-deps from conda: the pins must also satisfy each other."""
    pins = tmp_path / "pins.txt"
    pins.write_text("\n".join(pip_lines()[:-1]), encoding="utf-8")
    where = ["--dry-run", "--target", str(tmp_path / "target"), "--python-version", python]
    done = uv("pip", "install", *where, "-r", str(pins))
    assert done.returncode == 0, done.stderr
