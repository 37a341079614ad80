"""Notebooks run strictly: parameters checked first, results put in place last, failures told in words."""

from __future__ import annotations

from ontrack.processes import light_imports  # noqa: F401 - before anything that imports nbformat

# isort: split
from ontrack.notebooks.html import export_html, outside_references
from ontrack.notebooks.kernels import Kernel
from ontrack.notebooks.parameters import Parameter, check_parameters, declared_parameters
from ontrack.notebooks.runner import run_notebook

__all__ = [
    "Kernel",
    "Parameter",
    "check_parameters",
    "declared_parameters",
    "export_html",
    "outside_references",
    "run_notebook",
]
