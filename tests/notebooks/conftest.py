"""Tiny notebooks, written by nbformat."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from nbformat import v4

KERNELSPEC = {"name": "python3", "language": "python", "display_name": "Python 3 (ipykernel)"}


def write_notebook(path: Path, *cells: str, parameters: str | None = "as_of: int = 2025") -> Path:
    """Write a notebook of a parameters cell, unless None, and code cells with the given sources."""
    nodes = [v4.new_code_cell(source) for source in cells]
    if parameters is not None:
        nodes.insert(0, v4.new_code_cell(parameters, metadata={"tags": ["parameters"]}))
    nbformat.write(v4.new_notebook(cells=nodes, metadata={"kernelspec": KERNELSPEC}), path)
    return path


@pytest.fixture(scope="session")
def write() -> Callable[..., Path]:
    return write_notebook
