"""Numbers in a sentence: their value, how exactly they are written, and which of them are no figures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

YEAR = r"(?:19|20|21)\d\d"
DASH = r"[–—\-~～至]"
NUMBER = re.compile(r"(?<![\d.])(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(?![\d])")
SCALES = {
    "万亿": 1e12, "亿": 1e8, "万": 1e4, "thousand": 1e3, "hundred million": 1e8, "million": 1e6,
    "billion": 1e9, "trillion": 1e12,
}  # fmt: skip
SCALE = re.compile(
    r"\s*(万亿|亿|万(?!人)|(?:thousand|hundred million|million|billion|trillion)\b)", re.IGNORECASE
)
MONTHS = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
NO_FIGURE_BEFORE = re.compile(
    r"(?:第|附?[图表]|专栏|条款|文号|〔|No\.|(?i:\b(?:box|table|figure|fig\.|section|chapter|article|item|page|annex))"
    rf"|(?i:\bper)|每|{MONTHS})\s*$|(?:[A-Za-z_/]|[A-Za-z]-|\d[:/])$|^\s*[（(]$"
)
NO_FIGURE_AFTER = re.compile(
    rf"[A-Za-z_]|\s*(?:[月日号〕](?!\w*均)|个?(?:月|天|周|季度)|年(?!均|度均)|{MONTHS}"
    rf"|[:/]\d|(?i:years?|months?|days?|quarters?)\b|[）)]\s*$)"
)
IS_YEAR_ZH = re.compile(rf"\s*(?:年|[）)]|{DASH}\s*{YEAR}|[、和与及或]\s*{YEAR})")
INTERVAL_LEVEL = re.compile(r"\s*[%％](?:\s*的?(?:预测)?区间|\s+(?:prediction )?intervals?\b)")
PERCENT = re.compile(r"\s*(?:[%％]|per ?cent\b)", re.IGNORECASE)
POINTS = re.compile(r"\s*(?:个?百分点|percentage points?\b)", re.IGNORECASE)
ABOUT = re.compile(
    r"(?:约为?|大约|近似|接近|\b(?:about|around|roughly|some|approximately))\s*$", re.IGNORECASE
)
ABOVE = re.compile(r"(?:超过?|突破|逾|高于|多于|\b(?:over|more than|above|at least))\s*$", re.IGNORECASE)
BELOW = re.compile(
    r"(?:近|不到|不足|低于|将近|少于|\b(?:nearly|almost|under|less than|below|at most))\s*$", re.IGNORECASE
)


@dataclass(frozen=True)
class Figure:
    """A number as somebody wrote it.

    Attributes
    ----------
    value : float
        Without its scale: 16.4万 is 164000.
    step : float
        What its last digit counts.
    unit : str
        ``%``, ``points`` (percentage points) or empty.
    leaning : str
        about, above or below, where a word says so; else empty.
    start, end : int
        Where it stands in the sentence; its scale and per cent sign included.
    """

    text: str
    value: float
    step: float
    unit: str
    leaning: str
    start: int
    end: int

    def agrees(self, known: float) -> bool:
        """Whether a known value, rounded as this figure is written, is this figure.

        “Over” and “under” tell only the side; with “about” the last digit other than zero decides.
        """
        slack = self.step * 1e-6
        if self.leaning == "above":
            return known >= self.value - slack
        if self.leaning == "below":
            return known <= self.value + slack
        step = self.step * (self.round_digits if self.leaning == "about" else 1)
        return abs(known - self.value) <= step / 2 + slack

    @property
    def round_digits(self) -> float:
        """Ten to the number of zeros that a whole number ends with."""
        digits = re.sub(r"\D", "", self.text)
        return 1.0 if "." in self.text else 10.0 ** (len(digits) - len(digits.rstrip("0")))


def figures(text: str, *, chinese: bool) -> list[Figure]:
    """Return the numbers of a sentence that may be figures: no years, dates, ordinals, spans or levels."""
    found = [
        figure_at(text, match) for match in NUMBER.finditer(text) if is_figure(text, match, chinese=chinese)
    ]
    return list(with_shared_units(found, text))


def is_figure(text: str, match: re.Match[str], *, chinese: bool) -> bool:
    """Whether a number may be a figure."""
    before, after = text[: match.start()], text[match.end() :]
    if NO_FIGURE_BEFORE.search(before) or NO_FIGURE_AFTER.match(after) or INTERVAL_LEVEL.match(after):
        return False
    return not is_year(match.group(), before, after, chinese=chinese)


def is_year(number: str, before: str, after: str, *, chinese: bool) -> bool:
    """Whether a number is a calendar year."""
    if not re.fullmatch(YEAR, number):
        return False
    if chinese:
        return bool(IS_YEAR_ZH.match(after) or re.search(rf"{YEAR}年?\s*{DASH}\s*$", before))
    return not (SCALE.match(after) or PERCENT.match(after))


def figure_at(text: str, match: re.Match[str]) -> Figure:
    """Return the figure of a match, with its scale and unit."""
    end, scale = match.end(), 1.0
    word = SCALE.match(text, end)
    if word:
        end, scale = word.end(), SCALES[word[1].lower()]
    percent, points = PERCENT.match(text, end), POINTS.match(text, end)
    end = (percent or points or re.compile("").match(text, end)).end()  # type: ignore[union-attr]
    decimals = len(match[2]) - 1 if match[2] else 0
    before = text[: match.start()]
    leanings = (("about", ABOUT), ("above", ABOVE), ("below", BELOW))
    leaning = next((name for name, words in leanings if words.search(before)), "")
    if not leaning and re.match(r"\s*(?:余|多)?\S{0,3}(?:左右|上下)", text[end:]):
        leaning = "about"
    return Figure(
        text[match.start() : end], float(match.group().replace(",", "")) * scale, scale * 10.0**-decimals,
        "%" if percent else "points" if points else "", leaning, match.start(), end,
    )  # fmt: skip


def with_shared_units(found: list[Figure], text: str) -> Iterator[Figure]:
    """Yield figures; the lower end of a range takes the per cent sign and scale of the upper one."""
    for place, figure in enumerate(found):
        upper = found[place + 1] if place + 1 < len(found) else None
        between = text[figure.end : upper.start] if upper else ""
        if (
            upper
            and not figure.unit
            and upper.unit
            and re.fullmatch(rf"\s*(?:{DASH}|到|to|and|or|和|、|或)\s*", between)
        ):
            yield Figure(
                figure.text, figure.value, figure.step, upper.unit, figure.leaning, figure.start, figure.end
            )
        else:
            yield figure


def years(text: str, *, chinese: bool) -> list[tuple[int, int, frozenset[int]]]:
    """Return start, end and years of every year or range of years in a sentence."""
    found = []
    span = re.compile(rf"(?<![\d.,])({YEAR})年?(?:\s*(?:{DASH}|到|\bto\b|\band\b)\s*({YEAR}))?年?(?![\d.])")
    for match in span.finditer(text):
        first = re.match(YEAR, match.group())
        after = text[match.start() + 4 :]
        if first and is_year(match[1], text[: match.start()], after, chinese=chinese):
            last = int(match[2] or match[1])
            found.append((match.start(), match.end(), frozenset(range(int(match[1]), last + 1))))
    return found
