"""What must hold for the repository as a whole: its floors, what git sees, what stands in no file."""

from __future__ import annotations

import ast
import json
import re
import shutil
import subprocess
import sys
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "lib" / "ontrack"

# Rooms of lib/ontrack; each may import from the floors below it and, without a cycle, from its own.
FLOORS = (
    {"errors", "languages", "numbers"},
    {"fonts", "paths", "plan", "processes"},
    {"files", "records", "statements", "wording"},
    {"narrative", "notebooks", "tables"},
    {"evidence", "portfolio", "reference", "rules", "series", "training"},
    {"assessment", "coherence", "projection"},
    {"benchmark", "explanation", "hindsight", "scenarios"},
    {"charts", "report"},
    {"batch", "cli", "explorer"},
)
APART = {"benchmark", "training"}  # nothing of the yearly job needs them
FLOOR_OF = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}
LARGEST_KIB = 3000

# Put together from parts, so that this file does not hold what it looks for.
REGISTRIES = [".".join(parts) for parts in (
    ("py" + "pi", "org"), ("python" + "hosted", "org"), ("npm" + "js", "org"), ("npm" + "js", "com"),
    ("ana" + "conda", "org"), ("ana" + "conda", "com"), ("crates", "io"), ("proxy", "golang", "org"),
    ("ghcr", "io"), ("docker", "io"), ("deb", "debian", "org"), ("rubygems", "org"),
)]  # fmt: skip
REGISTRY = re.compile(
    "|".join(map(re.escape, REGISTRIES)) + r"|--(extra-)?index" + r"-url[ =]\S*:|mirrors?\.[\w.-]+/py" + "pi",
    re.IGNORECASE,
)
MACHINE_PATH = re.compile(r"(?<![\w.:/~*)}-])/(?:root|work|home/\w+|Users/\w+)/\w|[A-Z]:\\{1,2}Users\\")
BINARY = {".png", ".pdf", ".parquet", ".xlsx", ".docx", ".woff2", ".ttf", ".otf"}


@pytest.fixture(scope="module")
def files() -> list[Path]:
    """Every file that git tracks or would track."""
    if not (ROOT / ".git").exists() or not shutil.which("git"):
        pytest.skip("this folder is not a git checkout")
    listed = git("ls-files", "--cached", "--others", "--exclude-standard", "-z").stdout
    return [ROOT / name for name in sorted(set(listed.split("\0"))) if name and (ROOT / name).is_file()]


def git(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["git", *words], cwd=ROOT, capture_output=True, encoding="utf-8", check=False)


def places_of(pattern: re.Pattern[str], files: list[Path]) -> list[str]:
    """Return file, line and text of every match in the text files."""
    return [
        f"{file.relative_to(ROOT)}, line {number}: {found.group()}"
        for file in files
        if file.suffix not in BINARY
        for number, line in enumerate(file.read_bytes().decode("utf-8", "replace").splitlines(), 1)
        if (found := pattern.search(line))
    ]


def room_of(module: Path, package: Path) -> str:
    return module.relative_to(package).parts[0].removesuffix(".py")


def imported_rooms(module: Path, package: Path) -> set[str]:
    """Return the rooms of the package that a module imports, also inside functions and for types."""
    own = ["ontrack", *module.relative_to(package).with_suffix("").parts]
    names: list[str] = []
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            start = ".".join(own[: -node.level]) if node.level else ""
            source = ".".join(part for part in (start, node.module) if part)
            names += [f"{source}.{alias.name}" for alias in node.names] if source == "ontrack" else [source]
    return {name.split(".")[1] for name in names if name.startswith("ontrack.")} - {own[1], "__version__"}


def floor_faults(package: Path) -> list[str]:
    """Return every room without a floor, import from a higher floor, and cycle of rooms."""
    imports: dict[str, set[str]] = {}
    for module in sorted(package.rglob("*.py")):
        imports.setdefault(room_of(module, package), set()).update(imported_rooms(module, package))
    own_door = imports.pop("__init__", set())
    faults = [f"{room} has no floor" for room in sorted(imports) if room not in FLOOR_OF]
    faults += [f"ontrack/__init__.py imports {room}: it is below every floor" for room in sorted(own_door)]
    faults += [
        f"{room} (floor {FLOOR_OF[room]}) imports {other} (floor {FLOOR_OF[other]})"
        for room, others in imports.items()
        for other in sorted(others)
        if FLOOR_OF.get(other, 0) > FLOOR_OF.get(room, len(FLOORS))
    ]
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as error:
        faults.append(f"cycle: {' -> '.join(error.args[1])}")
    return faults


def test_the_map_names_every_room():
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    table = text.partition("| room |")[2].partition("\n\n")[0]
    named = re.findall(r"`(\w+)`", "".join(re.findall(r"^\|([^|]*)\|", table, re.MULTILINE)))
    rooms = {room_of(file, PACKAGE) for file in PACKAGE.rglob("*.py")} - {"__init__"}
    assert sorted(named) == sorted(rooms)


def test_the_yearly_job_neither_fits_nor_tests_the_model():
    needed = "import ontrack.batch, ontrack.explorer, ontrack.report, ontrack.cli.terminal.assessment, sys"
    found = "print([room for room in sorted(sys.modules) if room.split('.')[1:2] in (%s)])"
    words = needed + "; " + found % ", ".join(f"['{room}']" for room in sorted(APART))
    shown = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"


def test_imports_go_only_downward():
    assert floor_faults(PACKAGE) == []


@pytest.mark.parametrize(
    ("modules", "fault"),
    [
        ({"numbers/rates.py": "import ontrack.charts"}, "numbers (floor 0) imports charts (floor 7)"),
        ({"numbers/rates.py": "def a():\n    import ontrack.cli"}, "numbers (floor 0) imports cli (floor 8)"),
        ({"tables/raw.py": "from ontrack import series"}, "tables (floor 3) imports series (floor 4)"),
        ({"tables/raw.py": "from ..series import x"}, "tables (floor 3) imports series (floor 4)"),
        (
            {"plan/plan.py": "import ontrack.paths", "paths.py": "from ontrack.plan import Plan"},
            "cycle: paths -> plan -> paths",
        ),
        ({"annexe.py": ""}, "annexe has no floor"),
        ({"__init__.py": "import ontrack.plan"}, "ontrack/__init__.py imports plan: it is below every floor"),
    ],
)
def test_a_wrong_import_is_found(tmp_path, modules, fault):
    for name, text in {"plan/__init__.py": "", **modules}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    faults = floor_faults(tmp_path)
    assert [set(found.split()) for found in faults] == [set(fault.split())]


def test_the_report_reads_what_stands_beside_a_chart_and_knows_no_chart():
    modules = (PACKAGE / "report").rglob("*.py")
    assert not any("charts" in imported_rooms(module, PACKAGE) for module in modules)


def test_tests_mirror_the_rooms():
    rooms = {path.name for path in PACKAGE.iterdir() if (path / "__init__.py").exists()}
    kept = {path.name for path in (ROOT / "tests").iterdir() if path.is_dir()} - {"data", "__pycache__"}
    assert kept - rooms == {"data_raw", "helpers"}  # the figures themselves, and what tests share
    assert rooms - kept == set()


def test_git_sees_the_package(files):
    ignored = git("check-ignore", "--no-index", "lib", "lib/ontrack", "lib/ontrack/plan/plan.py")
    assert (ignored.returncode, ignored.stdout) == (1, "")
    assert {path for path in PACKAGE.rglob("*.py") if "__pycache__" not in path.parts} <= set(files)


@pytest.mark.parametrize(
    ("path", "ignored"),
    [
        (".venv/bin/python", True),
        ("lib/ontrack.egg-info/PKG-INFO", True),
        ("lib/ontrack/__pycache__/plan.pyc", True),
        ("reports/zhejiang-ip-2030/2025/assessment.zh.pdf", True),
        ("reports/README.md", False),
        ("data/processed/zhejiang-ip-2030/2025/series.csv", False),
        ("data/processed/zhejiang-ip-2030/2025/.series.csv.partial", True),
        ("data/processed/zhejiang-ip-2030/.staging/series.csv", True),
        ("data/raw/plans/zhejiang-ip-2030/targets.csv", False),
        ("notebooks/01_series.ipynb", False),
        ("uv.lock", True),
    ],
)
def test_git_ignores_what_a_run_leaves_and_nothing_else(files, path, ignored):
    assert git("check-ignore", "--no-index", "--quiet", path).returncode == (0 if ignored else 1)


def test_no_file_names_a_package_registry(files):
    assert places_of(REGISTRY, files) == []


def test_no_file_names_a_folder_of_one_machine(files):
    assert places_of(MACHINE_PATH, [file for file in files if file != Path(__file__)]) == []


@pytest.mark.parametrize("text", [*(f"https://{host}/" for host in REGISTRIES), "--index" + "-url=https://x"])
def test_a_registry_address_is_found(text):
    assert REGISTRY.search(text)


@pytest.mark.parametrize(
    "text",
    ["/".join(parts) for parts in (('open("', "root", 'x")'), ("at ", "home", "me", "x"), ("", "work", "x"))]
    + [r"C:\Users\me"],
)
def test_a_machine_path_is_found(text):
    assert MACHINE_PATH.search(text)


@pytest.mark.parametrize(
    "text", ["https://example.gov.cn/work/2025", "data/home/x/y", "../work/x", "lib/work/x"]
)
def test_other_paths_are_not_taken_for_a_machine_path(text):
    assert not MACHINE_PATH.search(text)


def test_no_lock_with_addresses(files):
    records_hosts = re.compile(r"uv\.lock|pylock.*\.toml|poetry\.lock|Pipfile\.lock")
    assert [file.name for file in files if records_hosts.fullmatch(file.name)] == []


def test_the_bare_package_imports_nothing_heavy():
    """A third of a second at most, which one import of pandas would take."""
    ask = "import sys; before = set(sys.modules); import ontrack; print(sorted(set(sys.modules) - before))"
    done = subprocess.run([sys.executable, "-c", ask], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout == "['ontrack']\n"


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_every_locked_requirement_has_hashes_and_no_index(name):
    lock = (ROOT / name).read_text(encoding="utf-8")
    entries = re.split(r"\n(?=\S)", lock.rstrip("\n"))
    pinned = re.compile(r"[a-z0-9-]+==[\w.]+( ; [^\\]+)?( \\\n    --hash=sha256:[0-9a-f]{64})+")
    assert len(entries) > 15
    assert [entry.splitlines()[0] for entry in entries if not pinned.fullmatch(entry)] == []


def test_no_file_is_large(files):
    assert {file.name: size for file in files if (size := file.stat().st_size // 1024) > LARGEST_KIB} == {}


def notebooks() -> list[Path]:
    return sorted((ROOT / "notebooks").glob("*.ipynb"))


def test_there_are_notebooks():
    assert len(notebooks()) >= 3


@pytest.mark.parametrize("path", notebooks(), ids=lambda path: path.name)
def test_notebooks_hold_no_result_of_a_run(path):
    text = path.read_text(encoding="utf-8")
    code = [cell for cell in json.loads(text)["cells"] if cell["cell_type"] == "code"]
    assert [cell["id"] for cell in code if cell["outputs"] or cell["execution_count"] is not None] == []
    keys = ["--keep-id", "--extra-keys", "metadata.papermill cell.metadata.papermill"]
    strip = [sys.executable, "-m", "nbstripout", *keys, "--textconv", str(path)]
    stripped = subprocess.run(strip, capture_output=True, check=True).stdout
    assert text == stripped.decode("utf-8").replace("\r\n", "\n")


@pytest.mark.parametrize("path", notebooks(), ids=lambda path: path.name)
def test_notebooks_keep_the_kernel_that_runs_them(path):
    assert json.loads(path.read_text(encoding="utf-8"))["metadata"]["kernelspec"]["name"] == "python3"
