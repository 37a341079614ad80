"""What a failed cell looks like in the terminal: its source, the line of the error, the error."""

from __future__ import annotations

import re
from typing import Any

from nbformat import NotebookNode

_ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_CONTEXT_LINES = 6  # lines shown before and after the line of the error


def failure_text(cell: NotebookNode, error: dict[str, Any]) -> str:
    """Return where a notebook stopped, the cell's source with the line of the error marked, and the error.

    Parameters
    ----------
    cell : NotebookNode
        The failed cell.
    error : dict
        ``ename``, ``evalue`` and ``traceback`` (a list of str) as the kernel sends them.
    """
    trace = _ANSI.sub("", "\n".join(error["traceback"]))
    # IPython names cell and line in every frame, leading blank lines not counted; the last frame of this cell
    # is the deepest one in it
    lines = re.findall(rf"Cell In\[{cell.execution_count}\], line (\d+)", trace)
    blank = next((index for index, line in enumerate(cell.source.splitlines()) if line.strip()), 0)
    source = _excerpt(cell.source, blank + int(lines[-1]) if lines else None)
    message = f"{error['ename']}: {_ANSI.sub('', error['evalue'])}".removesuffix(": ")
    return f"stopped in cell In [{cell.execution_count or ' '}]:\n{source}\n{message}"


def _excerpt(source: str, marked: int | None) -> str:
    """Return numbered lines of `source` around line `marked`, or the first ones."""
    centre = marked or 1 + _CONTEXT_LINES
    first, last = max(1, centre - _CONTEXT_LINES), centre + _CONTEXT_LINES
    lines = source.splitlines()
    shown = ["      ..."] if first > 1 else []
    for number, line in enumerate(lines[first - 1 : last], start=first):
        shown.append(f"{'>' if number == marked else ' '} {number:>3} | {line}".rstrip())
    return "\n".join([*shown, "      ..."] if last < len(lines) else shown)
