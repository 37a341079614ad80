"""The strict runner, with real papermill and real kernels: 0.8 s each, so one run serves many tests."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest

import ontrack
from ontrack.errors import InputError, OutputError, RunError
from ontrack.notebooks import run_notebook, runner

PARAMETERS = (
    'plan: str = ""\nas_of: int = 2025\nlevel: float = 0.8\nquiet: bool = False\nlanguages: list[str] = []'
)
GIVEN = {"plan": '规划 "a"\\b\n', "as_of": 2023, "level": 0.95, "quiet": True, "languages": ["zh", "en"]}
REPORT = """\
import json, os, sys
import ontrack
print(json.dumps({
    "given": [plan, as_of, level, quiet, languages],
    "python": sys.executable, "library": ontrack.__file__, "folder": os.getcwd(), "names": sorted(globals()),
    "environment": [os.environ.get(name) for name in ("PYTHONHASHSEED", "MPLBACKEND", "OMP_NUM_THREADS")],
}))
import warnings; warnings.warn("for the notebook only")"""
FAILING = """\

table = {"2025": 24.3}


def latest(year):
    return table[year]


value = latest("2026")
"""
FAILING_TEXT = """\
03_assessments.ipynb stopped in cell In [3]:
    1 |
    2 | table = {"2025": 24.3}
    3 |
    4 |
    5 | def latest(year):
>   6 |     return table[year]
    7 |
    8 |
    9 | value = latest("2026")
KeyError: '2026'
The half-executed notebook is in """
EARLIER = b"an earlier result"


def run(
    notebook: Path, destination: Path, failed_folder: Path, parameters: dict | None = None, **options
) -> Path:
    folder = notebook.parent
    return run_notebook(
        notebook, destination, parameters or {}, failed_folder=failed_folder, working_folder=folder, **options
    )


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory, write) -> Iterator[SimpleNamespace]:
    """A run to the end amid what would spoil it: another python3 kernel, a start-up file, odd names."""
    folder = tmp_path_factory.mktemp("a {run} 空格")
    spec = folder / "jupyter" / "kernels" / "python3" / "kernel.json"
    spec.parent.mkdir(parents=True)
    spec.write_text(
        json.dumps({"argv": ["false"], "display_name": "Other", "language": "python"}), encoding="utf-8"
    )
    startup = folder / "profile_default" / "startup" / "00.py"
    startup.parent.mkdir(parents=True)
    startup.write_text("as_of_of_the_user = 1", encoding="utf-8")
    notebook = write(folder / "01_series.ipynb", REPORT, "", parameters=PARAMETERS)
    failed = folder / "failed" / "01_series.ipynb"
    failed.parent.mkdir()
    failed.write_bytes(EARLIER)
    steps: list[tuple[int, int]] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JUPYTER_PATH", str(folder / "jupyter"))
        patch.setenv("IPYTHONDIR", str(folder))
        patch.setenv("PYTHONHASHSEED", "7")
        patch.setenv("MPLBACKEND", "agg")
        returned = run(
            notebook,
            folder / "new" / "executed.ipynb",
            failed.parent,
            GIVEN,
            progress=lambda done, total: steps.append((done, total)),
        )
    executed = nbformat.read(returned, as_version=4)
    printed = next(output.text for output in executed.cells[2].outputs if output.get("name") == "stdout")
    yield SimpleNamespace(
        folder=folder, path=returned, failed=failed, steps=steps, executed=executed, said=json.loads(printed)
    )


def test_parameters_arrive_with_their_types(good):
    assert good.said["given"] == list(GIVEN.values())
    assert [type(value) for value in good.said["given"]] == [str, int, float, bool, list]


def test_the_executed_copy_stands_alone_at_its_destination(good):
    assert good.path == good.folder / "new" / "executed.ipynb"
    assert [path.name for path in good.path.parent.iterdir()] == ["executed.ipynb"]


def test_a_failed_copy_of_an_earlier_run_is_removed_on_success(good):
    assert not good.failed.exists()


def test_progress_counts_every_cell(good):
    assert good.steps == [(0, 4), (1, 4), (2, 4), (3, 4), (4, 4)]


def test_the_kernel_is_this_interpreter_with_this_library(good):
    assert Path(good.said["python"]) == Path(sys.executable)
    assert Path(good.said["library"]) == Path(ontrack.__file__)
    assert Path(good.said["folder"]) == good.folder


def test_the_kernel_is_the_same_everywhere(good):
    assert good.said["environment"] == ["0", "module://matplotlib_inline.backend_inline", "1"]
    assert "as_of_of_the_user" not in good.said["names"]


def test_the_executed_copy_keeps_its_kernelspec_and_no_path_of_this_machine(good):
    assert good.executed.metadata.kernelspec.name == "python3"
    record = good.executed.metadata.papermill
    assert (record.input_path, record.output_path) == ("01_series.ipynb", "executed.ipynb")
    assert record.parameters == GIVEN


@pytest.fixture(scope="module")
def failing(tmp_path_factory: pytest.TempPathFactory, write) -> SimpleNamespace:
    """A run that fails in its third cell, over an earlier result."""
    folder = tmp_path_factory.mktemp("failing")
    notebook = write(folder / "03_assessments.ipynb", FAILING, "print('never')")
    destination = folder / "out" / notebook.name
    destination.parent.mkdir()
    destination.write_bytes(EARLIER)
    (folder / "temporary").mkdir()
    with pytest.raises(RunError) as caught, pytest.MonkeyPatch.context() as patch:
        patch.setattr(tempfile, "tempdir", str(folder / "temporary"))
        run(notebook, destination, folder / "failed", {"as_of": 2023})
    left = list((folder / "temporary").iterdir())
    failed = folder / "failed" / notebook.name
    return SimpleNamespace(text=str(caught.value), destination=destination, failed=failed, left=left)


def test_a_failure_shows_the_cell_the_line_and_the_error(failing):
    assert failing.text == f"{FAILING_TEXT}{failing.failed}"


def test_a_failure_leaves_the_earlier_result_untouched(failing):
    assert [path.name for path in failing.destination.parent.iterdir()] == [failing.destination.name]
    assert failing.destination.read_bytes() == EARLIER


def test_a_failure_leaves_the_half_executed_notebook(failing):
    cells = [cell for cell in nbformat.read(failing.failed, as_version=4).cells if cell.cell_type == "code"]
    assert [cell.metadata.papermill.status for cell in cells] == [
        "completed",
        "completed",
        "failed",
        "pending",
    ]
    assert cells[2].outputs[-1].ename == "KeyError"
    assert cells[3].outputs == []


def test_a_failure_leaves_no_kernel_behind(failing):
    assert failing.left == []
    assert "HBChannel" not in [type(thread).__name__ for thread in threading.enumerate()]


def test_a_cell_that_ends_the_notebook_early_is_a_failure(tmp_path: Path, write):
    source = "\n".join(f"line_{number} = {number}" for number in range(1, 9)) + "\nimport sys; sys.exit()"
    notebook = write(tmp_path / "x.ipynb", source, "print('never')")
    (tmp_path / "failed").write_text("a file, where a folder should be", encoding="utf-8")
    with pytest.raises(RunError) as caught:
        run(notebook, tmp_path / "out.ipynb", tmp_path / "failed")
    text = str(caught.value)
    assert text.startswith("x.ipynb stopped in cell In [3]:\n    1 | line_1 = 1\n")
    assert "SystemExit\nThe half-executed notebook is lost: " in text
    assert not (tmp_path / "out.ipynb").exists()


def test_a_keyboard_interrupt_inside_a_cell_is_a_failure(tmp_path: Path, write):
    source = "\n".join(f"line_{number} = {number}" for number in range(1, 21)) + "\nraise KeyboardInterrupt"
    notebook = write(tmp_path / "x.ipynb", source + "\n" + "\n" * 9, "print('never')")
    excused = nbformat.read(notebook, as_version=4)
    excused.cells[1].metadata.tags = ["raises-exception"]  # which lets a notebook go on after an error
    nbformat.write(excused, notebook)
    with pytest.raises(RunError) as caught:
        run(notebook, tmp_path / "out.ipynb", tmp_path / "failed")
    text = str(caught.value)
    assert "      ...\n   15 | line_15 = 15\n" in text
    assert ">  21 | raise KeyboardInterrupt\n   22 |\n" in text
    assert "   27 |\n      ...\nKeyboardInterrupt\nThe half-executed notebook is in" in text
    failed = nbformat.read(tmp_path / "failed" / "x.ipynb", as_version=4)
    assert failed.cells[-1].metadata.papermill.status == "pending"
    assert not (tmp_path / "out.ipynb").exists()


def test_a_kernel_that_dies_is_a_failure(tmp_path: Path, write):
    notebook = write(tmp_path / "x.ipynb", "import os; os._exit(1)", "print('never')")
    with pytest.raises(RunError, match=r"(?s)x\.ipynb stopped in cell In \[.\]:.*os\._exit.*DeadKernelError"):
        run(notebook, tmp_path / "out.ipynb", tmp_path / "failed")
    failed = nbformat.read(tmp_path / "failed" / "x.ipynb", as_version=4)
    assert [cell.metadata.papermill.status for cell in failed.cells[-2:]] == ["failed", "pending"]
    assert failed.cells[-2].outputs[-1].evalue.endswith("answers no more: out of memory?")
    assert not (tmp_path / "out.ipynb").exists()


def test_a_kernel_that_cannot_get_ready_is_a_failure(tmp_path: Path, write, monkeypatch):
    monkeypatch.setenv("PYTHONHOME", str(tmp_path / "nowhere"))
    notebook = write(tmp_path / "x.ipynb")
    with pytest.raises(
        RunError, match=r"(?s)^x\.ipynb did not start: Kernel died.*No module named 'encodings'"
    ):
        run(notebook, tmp_path / "out.ipynb", tmp_path / "failed")
    assert [path.name for path in tmp_path.iterdir()] == ["x.ipynb"]


def test_a_python_that_is_not_there_is_a_failure(tmp_path: Path, write, monkeypatch):
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with pytest.raises(RunError, match=r"No Python kernel could be started with .*python"):
        run(write(tmp_path / "x.ipynb"), tmp_path / "out.ipynb", tmp_path / "failed")
    assert [path.name for path in tmp_path.iterdir()] == ["x.ipynb"]


@pytest.fixture
def no_kernel(monkeypatch):
    def start(*arguments):
        raise AssertionError("a kernel was started")

    monkeypatch.setattr(runner, "Kernel", start)


@pytest.mark.usefixtures("no_kernel")
def test_a_faulty_parameter_is_refused_before_a_kernel_starts(tmp_path: Path, write):
    with pytest.raises(
        InputError, match=r"an unknown parameter 'year'.*The parameters of x\.ipynb are: as_of: int\."
    ):
        run(write(tmp_path / "x.ipynb"), tmp_path / "out" / "x.ipynb", tmp_path / "failed", {"year": 2025})
    assert [path.name for path in tmp_path.iterdir()] == ["x.ipynb"]


@pytest.mark.usefixtures("no_kernel")
def test_a_notebook_is_never_replaced_by_its_copy(tmp_path: Path, write):
    notebook = write(tmp_path / "x.ipynb")
    content = notebook.read_bytes()
    for destination, failed_folder in ((notebook, tmp_path / "failed"), (tmp_path / "out.ipynb", tmp_path)):
        with pytest.raises(ValueError, match=r"x\.ipynb would be replaced by its executed copy"):
            run(notebook, destination, failed_folder)
    assert notebook.read_bytes() == content


@pytest.mark.usefixtures("no_kernel")
def test_an_unwritable_folder_is_noticed_before_a_kernel_starts(tmp_path: Path, write):
    (tmp_path / "reports").write_bytes(EARLIER)
    with pytest.raises(OutputError, match=r"reports.x\.ipynb could not be written"):
        run(write(tmp_path / "x.ipynb"), tmp_path / "reports" / "x.ipynb", tmp_path / "failed")
    assert (tmp_path / "reports").read_bytes() == EARLIER


@pytest.mark.usefixtures("no_kernel")
@pytest.mark.skipif(sys.platform != "linux", reason="needs a folder that nobody can write to")
def test_a_read_only_folder_is_noticed_before_a_kernel_starts(tmp_path: Path, write):
    with pytest.raises(OutputError, match=r"/proc/x\.ipynb could not be written"):
        run(write(tmp_path / "x.ipynb"), Path("/proc/x.ipynb"), tmp_path / "failed")


@pytest.mark.parametrize("error", [ValueError, RuntimeError])
def test_an_error_of_the_caller_is_passed_on(tmp_path: Path, write, error: type[Exception]):
    def progress(done: int, total: int) -> None:
        if done == 1:
            raise error("of the caller")

    with pytest.raises(error, match="of the caller"):
        run(write(tmp_path / "x.ipynb", "x = 1"), tmp_path / "out.ipynb", tmp_path / "f", progress=progress)
    assert [path.name for path in tmp_path.iterdir()] == ["x.ipynb"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot limit the size of a file")
def test_a_full_disk_leaves_the_earlier_result_untouched(tmp_path: Path, write):
    import resource

    limits = resource.getrlimit(resource.RLIMIT_FSIZE)

    def fill_disk(done: int, total: int) -> None:
        if done == total:
            resource.setrlimit(resource.RLIMIT_FSIZE, (500, limits[1]))

    (tmp_path / "out.ipynb").write_bytes(EARLIER)
    try:
        with pytest.raises(OutputError, match=r"out\.ipynb could not be written \(File too large\)"):
            run(write(tmp_path / "x.ipynb"), tmp_path / "out.ipynb", tmp_path / "failed", progress=fill_disk)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert (tmp_path / "out.ipynb").read_bytes() == EARLIER
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.ipynb", "x.ipynb"]


INTERRUPTED = """\
import signal
import sys
from pathlib import Path
from ontrack.notebooks import run_notebook
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background jobs start with it ignored
folder = Path(sys.argv[1])
try:
    run_notebook(folder / "x.ipynb", folder / "out.ipynb", {}, failed_folder=folder / "failed",
                 working_folder=folder, progress=lambda done, total: print(done, flush=True))
except KeyboardInterrupt:
    print("interrupted")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="a signal cannot be sent to one process on Windows")
def test_ctrl_c_leaves_nothing_and_says_nothing(tmp_path: Path, write):
    noisy = "import os, time, warnings; os.write(2, b'x'); warnings.warn('x'); time.sleep(60)"
    write(tmp_path / "x.ipynb", noisy, "print('never')")
    (tmp_path / "temporary").mkdir()
    environment = {
        **os.environ,
        "PYTHONPATH": str(Path(ontrack.__file__).parents[1]),
        "TMPDIR": str(tmp_path / "temporary"),
    }
    child = subprocess.Popen(
        [sys.executable, "-W", "default::ResourceWarning", "-c", INTERRUPTED, str(tmp_path)],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    while child.stdout.readline() != "1\n":  # the next cell sleeps
        assert child.poll() is None
    child.send_signal(signal.SIGINT)
    printed, complaints = child.communicate(timeout=30)
    assert (printed, complaints, child.returncode) == ("interrupted\n", "", 0)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["temporary", "x.ipynb"]
    assert list((tmp_path / "temporary").iterdir()) == []
