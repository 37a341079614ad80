"""What can go wrong, in words a user can act on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

LONGEST = 300  # characters of what was found
MOST_SHOWN = 20  # faults of a file


@dataclass(frozen=True)
class Fault:
    """One thing wrong with an input.

    Attributes
    ----------
    found, expected, remedy : str
        What stands there, what should, and what to do about it.
    file : str
        Where, relative to the project's folder; empty when the fault is not in a file.
    line : int or None
        Line number in the file as an editor counts, from 1.
    column : str
        Name of the table column or the key.
    sought : tuple of str
        File and id that was looked up in vain; from a fault in that file, or in the row of that id, this one
        follows.
    following : int
        How many other faults follow from this one.
    """

    found: str
    expected: str
    remedy: str
    file: str = ""
    line: int | None = None
    column: str = ""
    sought: tuple[str, str] = ("", "")
    following: int = 0

    @property
    def shown(self) -> str:
        """What stands there, cut where it is longer than anybody reads."""
        return self.found if len(self.found) <= LONGEST else f"{self.found[:LONGEST]}…"

    def __str__(self) -> str:
        """One line that says where, then found, expected and remedy."""
        place = self.file
        if self.line is not None:
            place += f", line {self.line}" if place else f"line {self.line}"
        if self.column:
            place += f", column {self.column}" if place else self.column
        where = f"{place}: " if place else ""
        line = f"{where}found {self.shown}; expected {self.expected}. {self.remedy}"
        return f"{line} (And {self.following} more that follow from it.)" if self.following else line


class OntrackError(Exception):
    """A failure whose text tells the user what to do; the command line prints it and exits with 1."""


class InputError(OntrackError):
    """Everything wrong with an input, all at once.

    Parameters
    ----------
    faults : sequence of Fault
        At least one.
    """

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        count = len(self.faults)
        heading = "1 fault in the input:" if count == 1 else f"{count} faults in the input:"
        super().__init__("\n".join([heading, *lines_of(self.faults)]))

    def __reduce__(self) -> tuple[type[InputError], tuple[tuple[Fault, ...]]]:
        """Let the error cross a process border with its faults."""
        return type(self), (self.faults,)


def and_more(file: str, number: int) -> str:
    """Return that a file has so many more faults."""
    return f"{file}: and {number} more."


def lines_of(
    faults: Sequence[Fault],
    said: Callable[[Fault], str] = str,
    more: Callable[[str, int], str] = and_more,
) -> Iterator[str]:
    """Yield a line for each fault; of a file with many, the first ones and how many more there are.

    `said` and `more` find the words.
    """
    counts = Counter(fault.file for fault in faults)
    shown: Counter[str] = Counter()
    for fault in faults:
        shown[fault.file] += 1
        if not fault.file or shown[fault.file] <= MOST_SHOWN:
            yield f"- {said(fault)}"
        elif shown[fault.file] == counts[fault.file]:
            yield f"- {more(fault.file, counts[fault.file] - MOST_SHOWN)}"


class RunError(OntrackError):
    """A notebook, a document or a check failed while running."""


class OutputError(OntrackError):
    """A result could not be written: a read-only folder, a full disk, a file held open elsewhere."""
