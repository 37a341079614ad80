"""The wheel: in an empty folder it says what it needs; with data/raw it does the whole job."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest
from uv import find_uv_bin

ROOT = Path(__file__).resolve().parents[1]
WINDOWS = sys.platform == "win32"


@pytest.fixture(scope="module")
def ontrack(tmp_path_factory) -> Path:
    """The command of a wheel in an environment of its own, which sees the locked packages of this one."""
    folder = tmp_path_factory.mktemp("wheel")
    source, place = folder / "source", folder / "venv"
    left = shutil.ignore_patterns("__pycache__", "*.egg-info")
    for name in ("lib", "notebooks"):
        shutil.copytree(ROOT / name, source / name, ignore=left)
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    venv.create(place, symlinks=not WINDOWS)
    packages = Path(sysconfig.get_path("purelib", vars={"base": str(place)}))
    (packages / "locked.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    programs = place / ("Scripts" if WINDOWS else "bin")
    build = ["build", "--wheel", "--no-build-isolation", "--offline", "--quiet", "--python", sys.executable]
    install = ["pip", "install", "--no-deps", "--offline", "--quiet", "--python", str(programs / "python")]
    subprocess.run([find_uv_bin(), *build, "--out-dir", str(folder), str(source)], check=True)
    subprocess.run([find_uv_bin(), *install, *map(str, folder.glob("*.whl"))], check=True)
    shutil.rmtree(source)
    return programs / "ontrack"


def run(ontrack: Path, folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a folder, with Jupyter's page templates of this environment."""
    environ = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    environ["JUPYTER_PATH"] = str(Path(sys.prefix) / "share" / "jupyter")
    options = {"cwd": folder, "env": environ, "capture_output": True, "encoding": "utf-8", "check": False}
    return subprocess.run([str(ontrack), *words], **options)


@pytest.mark.slow
def test_in_an_empty_folder_it_says_what_it_needs_and_with_figures_it_does_the_whole_job(ontrack, tmp_path):
    asked = run(ontrack, tmp_path, "--help")
    assert asked.returncode == 0
    assert "assess" in asked.stdout
    checked = run(ontrack, tmp_path, "check")
    assert checked.returncode == 1
    assert "data/raw/indicators.csv" in checked.stderr
    assert "Traceback" not in checked.stderr
    assert list(tmp_path.iterdir()) == []

    shutil.copytree(ROOT / "data" / "raw", tmp_path / "data" / "raw")
    words = ["--plan", "china-ip-2025", "--lang", "zh", "--scenarios", "none"]
    done = run(ontrack, tmp_path, "assess", *words)
    assert done.returncode == 0, done.stderr
    [pdf] = tmp_path.glob("reports/china-ip-2025/*/assessment.zh.pdf")
    assert pdf.read_bytes().startswith(b"%PDF")
    assert (pdf.parent / "notebooks" / "03_assessments.ipynb").exists()
    assert run(ontrack, tmp_path, "verify", str(pdf.parent)).returncode == 0
