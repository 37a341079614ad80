"""The parameters of a notebook: what its parameters cell declares, and whether given values fit."""

from __future__ import annotations

import ast
import json
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import nbformat
from pydantic import ConfigDict, TypeAdapter, ValidationError, create_model

from ontrack.errors import Fault, InputError

TAG = "parameters"
TYPES: dict[str, Any] = {"str": str, "int": int, "float": float, "bool": bool, "list[str]": list[str]}
_NO_NOTEBOOK = (nbformat.ValidationError, nbformat.reader.NotJSONError, AttributeError, KeyError, TypeError)


@dataclass(frozen=True)
class Parameter:
    """One parameter as the parameters cell declares it.

    Attributes
    ----------
    name : str
        Name of the variable.
    type : str
        ``str``, ``int``, ``float``, ``bool`` or ``list[str]``.
    default : str, int, float, bool or list of str
        Value used when none is given.
    """

    name: str
    type: str
    default: Any

    def __str__(self) -> str:
        """Return the declaration without its default, such as ``as_of: int``."""
        return f"{self.name}: {self.type}"


def read_notebook(notebook: Path) -> nbformat.NotebookNode:
    """Return a notebook of format 4, checked against the notebook schema.

    Raises
    ------
    InputError
        When the file is missing, not UTF-8, not JSON or not a notebook.
    """
    expected, line = "a Jupyter notebook", None
    try:
        text = notebook.read_text(encoding="utf-8")
        json.loads(text)  # nbformat's own complaint quotes the whole file and names no line
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # cells without an id are repaired in memory
            node = nbformat.reads(text, as_version=4)
            nbformat.validate(node)
        return node
    except OSError as error:
        found = "no such file" if isinstance(error, FileNotFoundError) else str(error.strerror)
    except UnicodeDecodeError as error:
        found, expected = f"a byte that is not UTF-8 at position {error.start}", "UTF-8 text"
    except json.JSONDecodeError as error:
        found, line = f"text that is not JSON ({error.msg})", error.lineno
    except _NO_NOTEBOOK as error:
        found = f"JSON that is not a notebook ({str(error).splitlines()[0]})"
    remedy = "Check the name, or take the notebook from git again."
    raise InputError([Fault(found=found, expected=expected, remedy=remedy, file=notebook.name, line=line)])


def declared_parameters(notebook: Path) -> dict[str, Parameter]:
    """Return the parameters that a notebook's parameters cell declares, by name, in their order.

    The cell tagged ``parameters`` holds typed assignments of literals and comments, nothing else. The lines
    that faults name count within the cell.

    Raises
    ------
    InputError
        When the file is no notebook, when the cell is missing or doubled, or for every statement in it that
        is not a typed assignment of a literal.
    """
    cells = enumerate(read_notebook(notebook).cells, start=1)
    tagged = [(number, cell) for number, cell in cells if TAG in cell.metadata.get("tags", [])]
    if [cell.cell_type for _, cell in tagged] == ["code"]:
        [(number, cell)] = tagged
        return _declarations(cell.source, f"{notebook.name}, cell {number}")
    places = " and ".join(f"cell {number} ({cell.cell_type})" for number, cell in tagged) or "no cell"
    fault = Fault(
        found=f"the tag {TAG!r} on {places}",
        expected=f"exactly one code cell tagged {TAG!r}",
        remedy="Set the tag in JupyterLab: property inspector, cell tags.",
        file=notebook.name,
    )
    raise InputError([fault])


def _declarations(source: str, place: str) -> dict[str, Parameter]:
    """Return the parameters declared in the source of a parameters cell; `place` names the cell in faults."""
    expected = "a typed literal such as `as_of: int = 2025`"
    remedy = "Move everything that is not a parameter to the cells below."
    try:
        statements = ast.parse(source).body
    except SyntaxError as error:
        found = f"{(error.text or '').strip()!r} ({error.msg})"
        raise InputError([Fault(found, expected, remedy, place, error.lineno)]) from None
    declared: dict[str, Parameter] = {}
    faults = []
    for statement in statements:
        try:
            parameter = _declaration(statement)
            if parameter.name in declared:
                raise ValueError(f"{parameter.name} a second time")
            declared[parameter.name] = parameter
        except ValueError as error:
            faults.append(Fault(str(error), expected, remedy, place, statement.lineno))
    if faults:
        raise InputError(faults)
    return declared


def _declaration(statement: ast.stmt) -> Parameter:
    """Return the parameter that a statement declares; raise ValueError, which says what is there, if none."""
    text = repr(ast.unparse(statement).splitlines()[0])
    if not isinstance(statement, ast.AnnAssign) or not isinstance(statement.target, ast.Name):
        raise ValueError(text)
    name, annotation = statement.target.id, ast.unparse(statement.annotation)
    if name.startswith("_"):
        raise ValueError(f"{text} (a name that begins with an underscore)")
    if annotation not in TYPES:
        raise ValueError(f"{text} (the type is not one of {', '.join(TYPES)})")
    try:
        value = ast.literal_eval(statement.value) if statement.value else None
    except ValueError:
        raise ValueError(f"{text} (the value is not a literal)") from None
    try:
        return Parameter(name, annotation, TypeAdapter(TYPES[annotation]).validate_python(value, strict=True))
    except ValidationError:
        raise ValueError(f"{text} (the value is not of type {annotation})") from None


def check_parameters(notebook: Path, given: dict[str, Any]) -> dict[str, Any]:
    """Return every declared parameter of `notebook` with its value: the given one, or else the default.

    Types are strict: neither text nor a truth value passes for a number, nor 2025.0 for a whole number; a
    whole number passes for a float.

    Raises
    ------
    InputError
        When the parameters cell is faulty; or, all at once, for every unknown name and every mistyped value.
    """
    declared = declared_parameters(notebook)
    fields: dict[str, Any] = {name: (TYPES[one.type], one.default) for name, one in declared.items()}
    strict = ConfigDict(extra="forbid", strict=True, protected_namespaces=())
    try:
        return create_model("Parameters", __config__=strict, **fields).model_validate(given).model_dump()
    except ValidationError as error:
        faults = [_value_fault(notebook, declared, one["loc"], one["input"]) for one in error.errors()]
    raise InputError(faults)


def _value_fault(
    notebook: Path, declared: dict[str, Parameter], location: Sequence[int | str], value: Any
) -> Fault:
    """Return the fault of one given value; `location` is its name and, in a list, the item's position."""
    name = str(location[0])
    valid = ", ".join(map(str, declared.values())) or "none"
    remedy = f"The parameters of {notebook.name} are: {valid}."
    if name not in declared:
        close = get_close_matches(name, declared, n=1)
        found, expected = f"an unknown parameter {name!r}", "a declared parameter"
        remedy = f"Did you mean {close[0]}? {remedy}" if close else remedy
    else:
        item = "".join(f"[{position}]" for position in location[1:])
        found, expected = f"{name}{item} = {value!r} ({type(value).__name__})", str(declared[name])
    return Fault(found=found, expected=expected, remedy=remedy, file=notebook.name)
