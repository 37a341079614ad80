from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import nbformat

import ontrack
from ontrack.notebooks import Kernel, kernels, run_notebook

LEFT = """\
import sys
print("colorsys" in sys.modules, "colorsys" in globals(), "_" in globals(), "left" in globals(), __spec__)
left = 1"""


def test_one_kernel_serves_each_notebook_as_a_new_session_and_is_ended(tmp_path: Path, write):
    notebook = write(tmp_path / "x.ipynb", LEFT)
    executed = []
    with Kernel(tmp_path, ["no_such_module", "colorsys"]) as kernel:
        process = kernel.manager.provisioner.pid
        for name in ("a.ipynb", "b.ipynb"):
            run_notebook(
                notebook,
                tmp_path / name,
                {},
                failed_folder=tmp_path / "f",
                working_folder=tmp_path,
                kernel=kernel,
            )
            executed.append(nbformat.read(tmp_path / name, as_version=4).cells)
        assert kernel.manager.provisioner.pid == process
    first, second = executed
    assert first[-1].outputs[0].text.split() == ["True", "False", "False", "False", "None"]
    assert [(one.execution_count, one.outputs) for one in first if one.cell_type == "code"] == [
        (one.execution_count, one.outputs) for one in second if one.cell_type == "code"
    ]
    assert not kernel.manager.has_kernel
    assert not kernel.folder.exists()


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
