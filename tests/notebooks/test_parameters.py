from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from nbformat import v4

from ontrack.errors import Fault, InputError
from ontrack.notebooks import Parameter, check_parameters, declared_parameters

CELL = """\
# what this run may change
plan: str = "zhejiang-ip-2030"
as_of: int = 2025
level: float = -0.8
quiet: bool = False
languages: list[str] = ["zh", "en"]
output: str = ""
"""
VALID = "plan: str, as_of: int, level: float, quiet: bool, languages: list[str], output: str"
POEM = b"""{"cells": [{"cell_type": "poem", "metadata": {}, "source": ""}],
    "metadata": {}, "nbformat": 4, "nbformat_minor": 5}"""
DEFAULTS = {
    "plan": "zhejiang-ip-2030",
    "as_of": 2025,
    "level": -0.8,
    "quiet": False,
    "languages": ["zh", "en"],
    "output": "",
}


@pytest.fixture
def notebook(tmp_path: Path, write) -> Path:
    return write(tmp_path / "01_series.ipynb", "x = 1", parameters=CELL)


def faults_of(function, *arguments) -> tuple[Fault, ...]:
    with pytest.raises(InputError) as caught:
        function(*arguments)
    return caught.value.faults


def test_declared_parameters_have_name_type_and_default(notebook: Path):
    declared = declared_parameters(notebook)
    assert list(declared) == list(DEFAULTS)
    assert declared["as_of"] == Parameter("as_of", "int", 2025)
    assert {name: one.default for name, one in declared.items()} == DEFAULTS


def test_an_empty_parameters_cell_declares_nothing(tmp_path: Path, write):
    notebook = write(tmp_path / "x.ipynb", parameters="# none\n")
    assert declared_parameters(notebook) == {}
    [fault] = faults_of(check_parameters, notebook, {"plan": "x"})
    assert fault.remedy == "The parameters of x.ipynb are: none."


def test_given_values_replace_defaults(notebook: Path):
    given = {"as_of": 2023, "level": 1, "languages": [], "plan": "规划"}
    checked = check_parameters(notebook, given)
    assert checked == {**DEFAULTS, **given}
    assert isinstance(checked["level"], float)


def test_every_faulty_value_is_named_at_once_with_the_valid_names(notebook: Path):
    given = {"as_off": 2025, "as_of": "2025", "quiet": 1, "languages": ["zh", 1], "colour": "red"}
    faults = {
        fault.found: (fault.expected, fault.remedy) for fault in faults_of(check_parameters, notebook, given)
    }
    valid = f"The parameters of 01_series.ipynb are: {VALID}."
    assert faults == {
        "as_of = '2025' (str)": ("as_of: int", valid),
        "quiet = 1 (int)": ("quiet: bool", valid),
        "languages[1] = 1 (int)": ("languages: list[str]", valid),
        "an unknown parameter 'as_off'": ("a declared parameter", f"Did you mean as_of? {valid}"),
        "an unknown parameter 'colour'": ("a declared parameter", valid),
    }


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("as_of", "2025"),
        ("as_of", True),
        ("as_of", 2025.0),
        ("as_of", None),
        ("level", "0.8"),
        ("level", True),
        ("quiet", 0),
        ("quiet", "no"),
        ("plan", 2030),
        ("plan", Path("plan")),
        ("languages", "zh,en"),
    ],
)
def test_a_value_of_another_type_is_refused(notebook: Path, name: str, value: object):
    [fault] = faults_of(check_parameters, notebook, {name: value})
    assert fault.file == "01_series.ipynb"
    assert fault.found == f"{name} = {value!r} ({type(value).__name__})"


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("as_of = 2025", "'as_of = 2025'"),
        ("as_of: int", "'as_of: int' (the value is not of type int)"),
        ("as_of: int = '2025'", "\"as_of: int = '2025'\" (the value is not of type int)"),
        ("as_of: int = 2000 + 25", "'as_of: int = 2000 + 25' (the value is not a literal)"),
        ("as_of: int = last_year()", "'as_of: int = last_year()' (the value is not a literal)"),
        (
            "as_of: Year = 2025",
            "'as_of: Year = 2025' (the type is not one of str, int, float, bool, list[str])",
        ),
        ("_as_of: int = 2025", "'_as_of: int = 2025' (a name that begins with an underscore)"),
        ("run.as_of: int = 2025", "'run.as_of: int = 2025'"),
        ("import os", "'import os'"),
        ("if plan:\n    pass", "'if plan:'"),
        ("plan: str = 'a'", "plan a second time"),
        ("as_of: int = = 2025", "'as_of: int = = 2025' (invalid syntax)"),
        ("%matplotlib inline", "'%matplotlib inline' (invalid syntax)"),
    ],
)
def test_anything_but_typed_literals_in_the_parameters_cell_is_refused(
    tmp_path, write, line: str, found: str
):
    notebook = write(tmp_path / "x.ipynb", parameters=f"plan: str = ''\n\n{line}\n")
    [fault] = faults_of(declared_parameters, notebook)
    assert (fault.found, fault.file, fault.line) == (found, "x.ipynb, cell 1", 3)
    assert fault.expected == "a typed literal such as `as_of: int = 2025`"
    assert fault.remedy == "Move everything that is not a parameter to the cells below."


def test_every_faulty_line_is_named_at_once(tmp_path: Path, write):
    notebook = write(tmp_path / "x.ipynb", parameters="import os\nas_of: int = 2025\nplan = ''")
    assert [fault.line for fault in faults_of(declared_parameters, notebook)] == [1, 3]


def test_a_notebook_without_a_parameters_cell_is_refused(tmp_path: Path, write):
    [fault] = faults_of(declared_parameters, write(tmp_path / "x.ipynb", "x = 1", parameters=None))
    assert fault.found == "the tag 'parameters' on no cell"
    assert fault.expected == "exactly one code cell tagged 'parameters'"
    assert fault.remedy == "Set the tag in JupyterLab: property inspector, cell tags."


@pytest.mark.parametrize(
    ("kinds", "found"),
    [
        (["code", "code"], "the tag 'parameters' on cell 1 (code) and cell 2 (code)"),
        (["code", "markdown"], "the tag 'parameters' on cell 1 (code) and cell 2 (markdown)"),
        (["markdown"], "the tag 'parameters' on cell 1 (markdown)"),
    ],
)
def test_the_parameters_tag_stands_on_one_code_cell(tmp_path: Path, kinds: list[str], found: str):
    make = {"code": v4.new_code_cell, "markdown": v4.new_markdown_cell}
    cells = [make[kind]("as_of: int = 1", metadata={"tags": ["parameters"]}) for kind in kinds]
    nbformat.write(v4.new_notebook(cells=cells), tmp_path / "x.ipynb")
    [fault] = faults_of(declared_parameters, tmp_path / "x.ipynb")
    assert fault.found == found


@pytest.mark.parametrize(
    ("content", "found", "line"),
    [
        (b"plan: str", "text that is not JSON (Expecting value)", 1),
        (b'{"cells": [],\n "nbformat" 4}', "text that is not JSON (Expecting ':' delimiter)", 2),
        (b"", "text that is not JSON (Expecting value)", 1),
        (
            "{}".encode("utf-8-sig"),
            "text that is not JSON (Unexpected UTF-8 BOM (decode using utf-8-sig))",
            1,
        ),
        ("规划".encode("gb18030"), "a byte that is not UTF-8 at position 0", None),
        (POEM, "JSON that is not a notebook (", None),
        (b"[]", "JSON that is not a notebook", None),
        (b"{}", "JSON that is not a notebook", None),
        (
            b'{"cells": 3, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}',
            "JSON that is not a notebook",
            None,
        ),
    ],
)
def test_a_file_that_is_no_notebook_is_refused(tmp_path: Path, content: bytes, found: str, line: int | None):
    (tmp_path / "x.ipynb").write_bytes(content)
    [fault] = faults_of(declared_parameters, tmp_path / "x.ipynb")
    assert fault.found.startswith(found)
    assert (fault.file, fault.line) == ("x.ipynb", line)
    assert fault.remedy == "Check the name, or take the notebook from git again."


def test_a_missing_notebook_is_named(tmp_path: Path):
    [fault] = faults_of(declared_parameters, tmp_path / "05_none.ipynb")
    assert (fault.found, fault.expected, fault.file) == (
        "no such file",
        "a Jupyter notebook",
        "05_none.ipynb",
    )


def test_a_folder_is_no_notebook(tmp_path: Path):
    [fault] = faults_of(declared_parameters, tmp_path)
    assert fault.file == tmp_path.name
    assert fault.found not in ("", "None", "no such file")
