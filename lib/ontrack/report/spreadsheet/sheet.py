"""What stands on a sheet of the workbook, before it is laid out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Figure:
    """A number, and how a spreadsheet shows it.

    Attributes
    ----------
    format : str
        Number format as a spreadsheet writes it: ``#,##0.0``, ``0.0%``.
    """

    value: float | int
    format: str = "General"


@dataclass(frozen=True)
class Day:
    """A date, and how a spreadsheet shows it."""

    value: date
    format: str


@dataclass(frozen=True)
class Link:
    """A text that leads somewhere.

    Attributes
    ----------
    address : str
        A web address, or ``#`` and the tab of a sheet.
    """

    text: str
    address: str


@dataclass(frozen=True)
class Word:
    """A verdict, on the colour that the report gives it.

    Attributes
    ----------
    key : str
        Of the colour: a verdict.
    """

    text: str
    key: str


Cell = str | Figure | Day | Link | Word | None


def text_of(value: Cell) -> str:
    """Return what is read in a cell; nothing of a number, which never wraps."""
    if isinstance(value, str):
        return value
    return value.text if isinstance(value, Link | Word) else ""


@dataclass(frozen=True)
class Field:
    """A column of a sheet.

    Attributes
    ----------
    heading : str
        As a reader sees it.
    name : str
        The column's name in the CSV file; empty where the sheet adds it.
    bars : bool
        Whether its shares are drawn as bars behind the figures.
    widest : float
        Characters it is wide at most; longer texts go on further lines.
    printed : bool
        Whether it prints where its sheet is handed on; ids at the right end do not.
    """

    heading: str
    name: str = ""
    bars: bool = False
    widest: float = 42
    printed: bool = True


@dataclass(frozen=True)
class Sheet:
    """A table with its headings.

    Attributes
    ----------
    tab : str
        Name on the tab, at most 31 characters.
    title : str
    notes : tuple of str
        Lines between title and table.
    fields : tuple of Field
    rows : tuple of tuple of Cell
        One cell a field.
    frozen : int
        Columns that stay when the table is scrolled sideways, and that print on every page.
    portrait : bool
        Whether it prints upright.
    key : bool
        Whether it is one of those that are handed on: all columns but ids print on one page's width.
    """

    tab: str
    title: str
    notes: tuple[str, ...]
    fields: tuple[Field, ...]
    rows: tuple[tuple[Cell, ...], ...]
    frozen: int = 1
    portrait: bool = False
    key: bool = False
