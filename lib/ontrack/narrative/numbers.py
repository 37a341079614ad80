"""Numbers in a sentence: their value, how exactly they are written, and which of them are no figures."""

from __future__ import annotations

import re
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
UNITS = (
    ("%", re.compile(r"\s*(?:[%％]|per ?cent\b)", re.IGNORECASE)),
    ("percentage points", re.compile(r"\s*(?:个?百分点|percentage points?\b)", re.IGNORECASE)),
)
LEANINGS = (
    ("about", r"(?:约为?|大约|近似|接近|\b(?:about|around|roughly|some|approximately))\s*$"),
    ("above", r"(?:超过?|突破|逾|高于|多于|\b(?:over|more than|above|at least))\s*$"),
    ("below", r"(?:近|不到|不足|低于|将近|少于|\b(?:nearly|almost|under|less than|below|at most))\s*$"),
)
ABOUT_AFTER = re.compile(r"\s*(?:余|多)?\S{0,3}(?:左右|上下)")


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
        ``%``, ``percentage points`` or empty.
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
    found = (match for match in NUMBER.finditer(text) if is_figure(text, match, chinese=chinese))
    return [figure_at(text, match) for match in found]


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
    return not (SCALE.match(after) or UNITS[0][1].match(after))


def figure_at(text: str, match: re.Match[str]) -> Figure:
    """Return the figure of a match, with its scale and unit."""
    end, scale, unit = match.end(), 1.0, ""
    if word := SCALE.match(text, end):
        end, scale = word.end(), SCALES[word[1].lower()]
    for name, pattern in UNITS:
        if said := pattern.match(text, end):
            end, unit = said.end(), name
    decimals = len(match[2]) - 1 if match[2] else 0
    before = text[: match.start()]
    leaning = next((name for name, words in LEANINGS if re.search(words, before, re.IGNORECASE)), "")
    leaning = leaning or ("about" if ABOUT_AFTER.match(text, end) else "")
    value = float(match.group().replace(",", "")) * scale
    step = scale * 10.0**-decimals
    return Figure(text[match.start() : end], value, step, unit, leaning, match.start(), end)
