from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import nbformat

import ontrack
from ontrack.notebooks import WarmKernels, kernels, run_notebook

PRELOADED = "import sys\nprint('colorsys' in sys.modules, 'colorsys' in globals(), '_' in globals())"


def test_a_kernel_waits_for_each_notebook_and_is_ended(tmp_path: Path, write):
    notebook = write(tmp_path / "x.ipynb", PRELOADED)
    started = []
    with WarmKernels(tmp_path, [["no_such_module", "colorsys"]] * 2) as warm:
        for name in ("a.ipynb", "b.ipynb"):
            started.append(warm._waiting)
            run_notebook(
                notebook,
                tmp_path / name,
                {},
                failed_folder=tmp_path / "f",
                working_folder=tmp_path,
                kernels=warm,
            )
            executed = nbformat.read(tmp_path / name, as_version=4)
            assert executed.cells[-1].outputs[0].text.split()[:2] == ["True", "False"]
        assert warm._waiting is None
    assert started[0] is not started[1]
    assert not any(kernel.manager.has_kernel or kernel.folder.exists() for kernel in started)


def test_a_kernel_that_is_not_taken_is_ended(tmp_path: Path):
    with WarmKernels(tmp_path, [[], []]) as warm:
        waiting = warm._waiting
        assert waiting.manager.is_alive()
    assert not waiting.manager.has_kernel
    assert not waiting.folder.exists()


def test_sockets_are_used_where_their_paths_are_short_enough(monkeypatch):
    monkeypatch.setattr(sys, "platform", "linux")
    assert kernels._transport(Path("/tmp/ontrack-abcdefgh")) == "ipc"
    assert kernels._transport(Path("/" + "long" * 20)) == "tcp"
    monkeypatch.setattr(sys, "platform", "win32")
    assert kernels._transport(Path("/tmp/ontrack-abcdefgh")) == "tcp"


def test_a_kernel_over_tcp_is_silent_too(tmp_path: Path, write, monkeypatch, capfd):
    monkeypatch.setattr(kernels, "_transport", lambda folder: "tcp")
    notebook = write(tmp_path / "x.ipynb")
    run_notebook(notebook, tmp_path / "a.ipynb", {}, failed_folder=tmp_path / "f", working_folder=tmp_path)
    assert capfd.readouterr() == ("", "")


def test_the_slow_grammar_is_not_loaded():
    code = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "import ontrack.notebooks, jsonschema\n"
        "assert not [name for name in sys.modules if name.startswith('rfc3987_syntax')]\n"
    )
    library = str(Path(ontrack.__file__).parents[1])
    subprocess.run([sys.executable, "-c", code, library], check=True)
