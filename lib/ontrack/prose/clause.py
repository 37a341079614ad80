"""A number in its clause: the words around it, the years it may be of, what the sentence is about there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from ontrack.prose import cues
from ontrack.prose.numbers import MONTHS, YEAR, Figure, years
from ontrack.prose.subjects import FOREIGN, Mention

YEAR_IN_BRACKETS = re.compile(rf"[^，。,（(]{{0,8}}[（(]\D{{0,12}}({YEAR})")
SPAN_AFTER = re.compile(r"年?(?:末|底)?(?:以来|起|之?后|以后|之?前|以前)")
SPAN_BEFORE = re.compile(r"\b(?:since|after|before|until)\s+$", re.IGNORECASE)
# What may stand before a year in a clause that takes its subject from the heading or the sentence before.
NO_SUBJECT = re.compile(
    r"截至|截止|全省|本省|我省|指标|数值|数据|得分|比重|占比|目标值?|预计|预测|中位数?|最新值?|基期值?|区间|概率"
    r"|只有|仅有|其|该|仅|已|即|约|到|至|在|从|由|自|于|而|但|与|比|较|和|[\W\d_]"
)
YEAR_AFTER = re.compile(rf"\b(?:in|by|for|at the end of|end of|of)\s+(?:{MONTHS}\s+)?({YEAR})\b")


@dataclass(frozen=True)
class Sense:
    """A sentence as its figures are judged in.

    Attributes
    ----------
    text : str
        With names blotted out.
    chinese : bool
    mentions : tuple of Mention
    figures : tuple of Figure
    fallback : frozenset of str
        Targets it is about where it names none.
    """

    text: str
    chinese: bool
    mentions: tuple[Mention, ...]
    figures: tuple[Figure, ...]
    fallback: frozenset[str]

    @cached_property
    def clauses(self) -> list[tuple[int, int]]:
        """Start and end of each clause."""
        cuts = [match.end() for match in cues.CLAUSE_END.finditer(self.text)]
        return list(zip([0, *cuts], [*cuts, len(self.text)], strict=True))

    @cached_property
    def years(self) -> list[tuple[int, int, frozenset[int]]]:
        """Start, end and years of every year or range of years, without those that only begin a span."""
        found = years(self.text, chinese=self.chinese)
        return [
            (start, end, of)
            for start, end, of in found
            if not SPAN_AFTER.match(self.text[end:]) and not SPAN_BEFORE.search(self.text[:start])
        ]

    def bounds(self, figure: Figure) -> tuple[int, int]:
        """Return start and end of a figure's clause."""
        return next((start, end) for start, end in self.clauses if start <= figure.start < end)

    def clause(self, figure: Figure) -> str:
        """Return the words of a figure's clause."""
        start, end = self.bounds(figure)
        return self.text[start:end]

    def before(self, figure: Figure) -> str:
        """Return the words of its clause before a figure."""
        return self.text[self.bounds(figure)[0] : figure.start]

    def after(self, figure: Figure) -> str:
        """Return the words of its clause after a figure, down to the next figure."""
        end = self.bounds(figure)[1]
        following = (other.start for other in self.figures if other.start > figure.start)
        return self.text[figure.end : min([end, *following])]

    def says(self, pattern: re.Pattern[str]) -> bool:
        """Whether some words stand in the sentence."""
        return bool(pattern.search(self.text))

    def years_of(self, figure: Figure) -> tuple[frozenset[int], bool]:
        """Return the years a figure may be of, and whether that is sure.

        It is where its own clause names the year, or an earlier one does and no other figure stands between.
        """
        bracket = YEAR_IN_BRACKETS.match(self.text[figure.end : figure.end + 40])
        after = YEAR_AFTER.search(self.after(figure))
        if bracket or (after and not self.chinese):
            return frozenset({int((bracket or after)[1])}), True  # type: ignore[index]
        if self.years and self.says(cues.RESPECTIVELY):
            return frozenset().union(*(found for _, _, found in self.years)), True
        start = self.bounds(figure)[0]
        earlier = [(begin, found) for begin, _, found in self.years if begin < figure.start]
        if not earlier:
            return frozenset(), False
        begin, found = earlier[-1]
        alone = not any(begin < other.start < figure.start for other in self.figures)
        return found, begin >= start or alone

    def has_another_subject(self, figure: Figure, name: str) -> bool:
        """Whether words that are not from `name` stand before the year of a figure's clause, as its subject.

        Only in Chinese, where the subject comes first, and where the clause names nothing that is known.
        """
        start, _ = self.bounds(figure)
        begins = [begin for begin, _, _ in self.years if start <= begin < figure.start]
        said = re.split("[：:]", self.text[start : begins[0]])[-1] if begins else ""
        if not self.chinese or "□" in said:
            return False
        return bool(set(NO_SUBJECT.sub("", said)) - set(name))

    def targets_of(self, figure: Figure) -> frozenset[str] | None:
        """Return the targets a figure may be about; None where it is about something else."""
        if not self.mentions:
            return self.fallback
        named = self.nearest_mentions(figure)
        targets = frozenset().union(*(mention.targets for mention in named))
        if targets & FOREIGN:
            return None
        return (
            targets or frozenset().union(*(one.targets for one in self.mentions)) - FOREIGN or self.fallback
        )

    def nearest_mentions(self, figure: Figure) -> list[Mention]:
        """Return what is named in the figure's clause, or in the nearest one before, or else anywhere.

        Where everything is named before the first figure, a list of names goes with a list of figures.
        """
        first = min(other.start for other in self.figures)
        if all(mention.end <= first for mention in self.mentions):
            return list(self.mentions)
        for start, end in reversed([span for span in self.clauses if span[0] <= figure.start]):
            named = [mention for mention in self.mentions if start <= mention.start < end]
            if named:
                return named
        return list(self.mentions)
