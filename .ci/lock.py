"""Write requirements.lock, requirements-dev.lock and environment.yml anew from pyproject.toml, together.

Users get requirements.lock; requirements-dev.lock holds what developers need beyond it, at versions that fit.
Run it as `python3 run.py lock`: every locked version that still fits is kept. The options of
`uv pip compile` may follow: --upgrade takes the newest of everything, --upgrade-package NAME of one package.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "requirements.lock"
DEV_LOCK = ROOT / "requirements-dev.lock"
CONDA = ROOT / "environment.yml"
COMPILE = (
    "uv pip compile pyproject.toml --all-extras --group set-up --universal --python-version 3.11"
    " --generate-hashes --no-annotate --no-header --no-emit-index-url --no-emit-find-links --quiet"
    " --constraints .ci/constraints.txt"
)
DEV_COMPILE = f"{COMPILE} --group benchmark --group dev"
CONDA_TEXT = """\
# For conda users, in place of run.py: python and pip from conda, everything else by pip, with the versions of
# requirements.lock. Written by .ci/lock.py from the same compile; do not edit.
#     conda env create --file environment.yml
#     conda activate ontrack
#     ontrack assess
name: ontrack
channels:
  - conda-forge
dependencies:
  - python >=3.11,<3.14
  - pip
  - pip:
{pins}
      - -e .
"""


def pins(lock: str) -> list[str]:
    """Return the requirements of a lock without their hashes: name, version, marker."""
    return [line.removesuffix("\\").strip() for line in lock.splitlines() if re.match(r"\w", line)]


def entries(lock: str) -> list[str]:
    """Return the packages of a lock, each with the lines of its hashes."""
    return re.findall(r"^\w.*\n(?: .*\n)*", lock, re.MULTILINE)


def beyond(whole: str, users: str) -> str:
    """Return the part of a developers' lock that the users' lock does not hold."""
    have = set(pins(users))
    return "".join(entry for entry in entries(whole) if not have.intersection(pins(entry)))


def conda_environment(lock: str) -> str:
    """Return the text of environment.yml that belongs to a lock."""
    return CONDA_TEXT.format(pins="\n".join(f"      - {pin}" for pin in pins(lock)))


def write(path: Path, text: str) -> None:
    """Write one of the project's files, with the same line ends everywhere."""
    path.write_text(text, encoding="utf-8", newline="\n")


def main(options: list[str]) -> int:
    """Compile both locks with uv, write environment.yml, and return the exit status."""
    compiled = subprocess.call([*COMPILE.split(), *options, "-o", str(LOCK)], cwd=ROOT)
    if compiled != 0:
        return compiled
    users = LOCK.read_text(encoding="utf-8")
    together = [*DEV_COMPILE.split(), "--constraints", str(LOCK), *options, "-o", str(DEV_LOCK)]
    compiled = subprocess.call(together, cwd=ROOT)
    if compiled == 0:
        write(DEV_LOCK, beyond(DEV_LOCK.read_text(encoding="utf-8"), users))
        write(CONDA, conda_environment(users))
    return compiled


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
