"""Exploring by hand: the only room that knows ipywidgets, plotly and Voila."""

from ontrack.processes import light_imports  # noqa: F401 - before plotly, which imports nbformat

# isort: split
from ontrack.explorer.page import Explorer, explorer, rehearse

__all__ = ["Explorer", "explorer", "rehearse"]
