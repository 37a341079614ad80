"""Figures as people write them, 1,234 or 12.3万 or 37.7%: the number in the column's unit, or a refusal."""

from __future__ import annotations

import re
from decimal import Decimal

MULTIPLES = {"百": 2, "千": 3, "万": 4, "十万": 5, "百万": 6, "千万": 7, "亿": 8, "万亿": 12}  # powers of ten
GROUPED = re.compile(r"[+-]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?")
DECIMAL_COMMA = re.compile(r"[+-]?[0-9]+,[0-9]+")
WRITTEN = re.compile(r"([+-]?[0-9][0-9,. ]*|[+-]?\.[0-9]+)(.*)", re.DOTALL)
LEADING = re.compile("|".join(sorted(MULTIPLES, key=len, reverse=True)))


class Ambiguous(ValueError):
    """A figure that can be read in two ways, or in none; the text says what is expected."""


def figure_of(text: str, unit: str, *, decimal_comma: bool = False) -> str:
    """Return a written figure as a plain number in the unit of its column.

    Parameters
    ----------
    text : str
        With plain digits: ``1,234``, ``12.3万``, ``37.7%``.
    unit : str
        Of the column; only a figure that fits it is read.
    decimal_comma : bool
        Whether commas are not what separates the columns, and so may be decimal commas.

    Raises
    ------
    Ambiguous
        When it can be read in two ways, or in none.
    """
    match = WRITTEN.fullmatch(text)
    if match is None:
        raise Ambiguous("a number")
    number = plain_number(match[1].strip(), decimal_comma=decimal_comma)
    return scaled(number, power_of(match[2].strip().replace("％", "%"), unit))


def plain_number(text: str, *, decimal_comma: bool) -> str:
    """Return a number without thousands separators, its decimal sign a point."""
    if "," not in text:
        if re.fullmatch(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)", text):
            return text
        raise Ambiguous("a number with one decimal point and no blank")
    if GROUPED.fullmatch(text):
        if decimal_comma and text.count(",") == 1 and "." not in text:
            whole = text.replace(",", "")
            raise Ambiguous(f"either {whole} or {text.replace(',', '.')}: this file may have decimal commas")
        return text.replace(",", "")
    if decimal_comma and DECIMAL_COMMA.fullmatch(text):
        return text.replace(",", ".")
    raise Ambiguous("commas before every three digits, or none")


def power_of(suffix: str, unit: str) -> int:
    """Return the power of ten by which a figure with a suffix is multiplied to be in a unit."""
    if suffix in ("", unit):
        return 0
    multiple = LEADING.match(suffix)
    if multiple and unit != "%" and suffix[multiple.end() :] in ("", unit):
        own = LEADING.match(unit)
        if own and suffix == multiple.group():
            raise Ambiguous(f"the figure in {unit} without “{suffix}”: it may be part of the unit, or not")
        return MULTIPLES[multiple.group()]
    raise Ambiguous(f"a figure in {unit}" if unit else "a figure without a unit")


def scaled(number: str, power: int) -> str:
    """Return a number times a power of ten, without any binary rounding."""
    if not power:
        return number
    return f"{Decimal(number).scaleb(power).normalize():f}"
