"""Every table of the project, declared once: its columns, what each may hold, and its key."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date as date_type

from ontrack.languages import LANGUAGES

IDENTIFIER = r"[a-z0-9][a-z0-9_-]*"
# [0-9], not \d: that takes the digits of every script, also full-width ones.
DATE = r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?"
YEAR = r"(19|20|21)[0-9][0-9]"
UNSIGNED = r"([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,3})?"
NUMBER = rf"[+-]?{UNSIGNED}"


@dataclass(frozen=True)
class Column:
    """What a column may hold.

    Attributes
    ----------
    pattern : str
        Regular expression that a whole cell must match.
    type : str
        text, integer, number or flag (``yes`` or empty); what the cells become once checked.
    expected, remedy : str
        Words for the report of faults.
    optional : bool
        Whether a cell may be empty.
    significant : int or None
        Significant digits a computed number is written with; None writes it as it stands.
    decimals : int or None
        Decimals it is written with instead.
    choices : tuple of str
        Words it may hold, where there is a list of them.
    language : str
        Of its text, where there is a column a language; see `ontrack.tables.texts_needed`.
    figures : bool
        Whether full-width digits and signs are read as plain ones.
    """

    name: str
    pattern: str
    type: str
    expected: str
    remedy: str
    optional: bool = False
    significant: int | None = None
    decimals: int | None = None
    choices: tuple[str, ...] = ()
    language: str = ""
    figures: bool = False

    def accepts(self, cell: str) -> bool:
        """Whether a cell of the file may stand."""
        if not cell:
            return self.optional
        if re.fullmatch(self.pattern, cell, re.DOTALL) is None:
            return False
        if self.type == "number":  # 1e999 is no figure
            return math.isfinite(float(cell))
        return self.pattern != DATE or is_date(cell)


@dataclass(frozen=True)
class Table:
    """The columns of a table in their order, those that name a row, and those a file may leave out."""

    columns: tuple[Column, ...]
    key: tuple[str, ...]
    may_lack: tuple[str, ...] = ()

    @property
    def names(self) -> list[str]:
        """Column names, in order."""
        return [column.name for column in self.columns]


def is_date(cell: str) -> bool:
    """Whether a date of the pattern `DATE` is in the calendar: 2026-02-30 is not."""
    try:
        date_type.fromisoformat(cell + "0000-01-01"[len(cell) :])
    except ValueError:
        return False
    return True


def text(name: str, *, optional: bool = False) -> Column:
    """Return a column of free text without leading or trailing blanks."""
    return Column(name, r"\S(.*\S)?", "text", "text without blanks around it", "Type the text.", optional)


def identifier(name: str, *, optional: bool = False) -> Column:
    """Return a column of ids: lower-case letters, digits, underscores, hyphens."""
    return Column(
        name, IDENTIFIER, "text", "an id of lower-case letters, digits, _ or -", "Correct the id.", optional
    )


def number(
    name: str, *, optional: bool = False, significant: int | None = None, decimals: int | None = None
) -> Column:
    """Return a column of decimal numbers; computed ones are rounded, to hide a machine's last bits."""
    return Column(
        name, NUMBER, "number", "a number such as 24.3, without unit, comma or blank",
        "Type digits and at most one decimal point.", optional, significant, decimals, figures=True,
    )  # fmt: skip


def positive(name: str, *, optional: bool = False) -> Column:
    """Return a column of decimal numbers above 0."""
    return Column(
        name, rf"(?!0*\.?0*([eE].*)?$)\+?{UNSIGNED}", "number", "a number above 0 such as 0.9",
        "Type what earlier figures are multiplied by, or leave the cell empty where nobody knows.", optional,
        figures=True,
    )  # fmt: skip


def integer(name: str, *, optional: bool = False, digits: int = 9) -> Column:
    """Return a column of whole numbers of so many digits at most."""
    pattern = f"-?[0-9]{{1,{digits}}}"
    return Column(name, pattern, "integer", "a whole number", "Type digits only.", optional, figures=True)


def decimals(name: str) -> Column:
    """Return a column of how many decimals a figure is published with."""
    return Column(
        name, "[0-9]|1[0-2]", "integer", "a whole number from 0 to 12", "Type digits only.", figures=True
    )


def year(name: str, *, optional: bool = False) -> Column:
    """Return a column of calendar years."""
    return Column(
        name, YEAR, "integer", "a year such as 2025", "Type the year in four digits.", optional, figures=True
    )


def date(name: str, *, optional: bool = False) -> Column:
    """Return a column of ISO dates, as precise as known."""
    return Column(
        name, DATE, "text", "a date such as 2026, 2026-02 or 2026-02-14", 
        "Type year, month, day with hyphens.", optional, figures=True,
    )  # fmt: skip


def choice(name: str, values: Sequence[str], *, optional: bool = False) -> Column:
    """Return a column that holds one of `values`."""
    words = ", ".join(values)
    return Column(
        name, "|".join(re.escape(value) for value in values), "text", f"one of {words}",
        "Use one of these words.",
        optional, choices=tuple(values),
    )  # fmt: skip


def flag(name: str) -> Column:
    """Return a column that holds yes or nothing."""
    return Column(name, "yes", "flag", "yes or nothing", "Type yes, or leave the cell empty.", optional=True)


def period(name: str, *, optional: bool = False) -> Column:
    """Return a column of periods: a year, or a month of one."""
    return replace(PERIOD, name=name, optional=optional)


def names_of(name: str) -> tuple[str, ...]:
    """Return the names of the columns of a text, one a language."""
    return tuple(f"{name}_{language}" for language in LANGUAGES)


def in_languages(name: str, *, optional: bool = False) -> tuple[Column, ...]:
    """Return one text column a language: name_zh, name_en."""
    return tuple(
        replace(text(f"{name}_{language}", optional=optional), language=language) for language in LANGUAGES
    )


def region_id(name: str) -> Column:
    """Return a column that names a region, or none."""
    return Column(name, PLACE, "text", REGION.expected, REGION.remedy, optional=True)


# ISO 3166-1 alpha-2 or alpha-3 (CA, WLD), a nation's subdivision by ISO 3166-2 (CA-QC), and what lies in it.
PLACE = r"[A-Z]{2,3}(-[A-Z0-9]+)*"
PERIOD = Column(
    "period", rf"{YEAR}(-(0[1-9]|1[0-2]))?", "text", "a year (2025) or a month (2025-06)",
    "Type the year, or year-month as text: a spreadsheet may have turned it into a date.", figures=True,
)  # fmt: skip
# As a publisher has it; `ontrack.tables.period_faults` says which form the figures of an indicator may take.
PUBLISHED_PERIOD = Column(
    "period", rf"{YEAR}(-([0-9][0-9]|H[12]|Q[1-4]))?", "text", PERIOD.expected, PERIOD.remedy, figures=True
)
REGION = Column(
    "region", rf"\*|{PLACE}", "text", "a region id such as DE, WLD or US-CA", "Use an id of regions.csv."
)
