"""The unit of an indicator, and whether a number in prose is written in it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ontrack.prose.numbers import Figure

FACTORS = {"万亿": 1e12, "亿": 1e8, "万": 1e4, "100 million ": 1e8, "10,000 ": 1e4}
NO_UNIT = re.compile(
    r"\s*(?:$|[，。、；：）)”,;.!?–—\-]|(?:和|与|及|至|到|或|的(?:目标|水平|中位|基期)|提高|增[至到加长]|升至|降[至到])"
    r"|of(?= (?:19|20|21)\d\d)|(?:in|by|at|and|or|to|for|against|from|while|with|than|per|is|was|as|are|were"
    r"|has|had|will|would|remains?|compares?|lies?|means?|asks?|stood)\b)"
)


@dataclass(frozen=True)
class Unit:
    """What a figure counts.

    Attributes
    ----------
    factor : float
        How many of `noun` one unit is: 亿元 is 1e8 元.
    noun : str
        件, 元, patents; ``%`` for shares.
    """

    factor: float
    noun: str

    def value_of(self, figure: Figure, sentence: str, *, chinese: bool) -> Figure | None:
        """Return a figure in this unit, or None where it is written in another."""
        if self.noun == "%" or figure.unit:
            return figure if figure.unit == self.noun else None
        tail = sentence[figure.end :]
        if self.named_in(tail, chinese=chinese):
            return scaled(figure, self.factor)
        if not figure.unit and NO_UNIT.match(tail):
            whole = figure.value >= self.factor > 1 and figure.step >= self.factor / 100
            return scaled(figure, self.factor if whole else 1)
        return None

    def named_in(self, tail: str, *, chinese: bool) -> bool:
        """Whether the noun follows a number; up to two words may stand between them in English."""
        if chinese:
            return bool(re.match(rf"\s*多?{re.escape(self.noun)}", tail))
        noun = re.escape(self.noun.removesuffix("s"))
        return bool(re.match(rf"\s+(?:[A-Za-z-]+\s+){{0,2}}?{noun}(?:s|es)?\b", tail, re.IGNORECASE))


def scaled(figure: Figure, factor: float) -> Figure:
    """Return a figure with another unit."""
    return Figure(
        figure.text, figure.value / factor, figure.step / factor, figure.unit, figure.leaning, figure.start,
        figure.end,
    )  # fmt: skip


def unit_of(text: str) -> Unit:
    """Return the unit that a table writes: 亿元, 件/万人, “patents per 10,000 people”."""
    for word, factor in FACTORS.items():
        if text.startswith(word):
            return Unit(factor, first_noun(text.removeprefix(word)))
    return Unit(1, first_noun(text))


def first_noun(text: str) -> str:
    """Return the noun that a unit begins with."""
    return re.split(r"[/ ]", text)[0]
