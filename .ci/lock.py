"""Write requirements.lock and environment.yml anew from pyproject.toml, together, so that they never differ.

Run it as `python3 run.py python .ci/lock.py`: every locked version that still fits is kept. The options of
`uv pip compile` may follow: --upgrade takes the newest of everything, --upgrade-package NAME of one package.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "requirements.lock"
CONDA = ROOT / "environment.yml"
COMPILE = (
    "uv pip compile pyproject.toml --all-extras --group dev --universal --python-version 3.11"
    " --generate-hashes --no-annotate --no-header --no-emit-index-url --no-emit-find-links --quiet"
    " --constraints .ci/constraints.txt -o requirements.lock"
)
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


def conda_environment(lock: str) -> str:
    """Return the text of environment.yml that belongs to a lock."""
    return CONDA_TEXT.format(pins="\n".join(f"      - {pin}" for pin in pins(lock)))


def main(options: list[str]) -> int:
    """Compile the lock with uv, write environment.yml from it, and return the exit status."""
    status = subprocess.call([*COMPILE.split(), *options], cwd=ROOT)
    if status == 0:
        CONDA.write_text(conda_environment(LOCK.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
