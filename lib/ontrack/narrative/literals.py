"""Numbers that people wrote out: none may be other than what the results have of the target named there.

A number with a unit, in a sentence that names a target, must be one of that target's figures, rounded as it
is written. Differences, parts, suppositions, other places and years without a figure are left to the writer.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

import pandas as pd

from ontrack.errors import Fault
from ontrack.narrative.document import Narrative
from ontrack.narrative.known import PERCENT, POINTS, SIZES, Known, known_of, records_of
from ontrack.narrative.numbers import YEAR, Figure, figures
from ontrack.narrative.sentences import Sentence, sentences
from ontrack.plan import Plan

MOST_NAMED = 4
INSERTED = re.compile(r"\{[^{}]*\}")
QUOTED = re.compile(r"“[^“”]*”|《[^《》]*》")
CLAUSE_END = re.compile(r"[，；：;:]|,(?=\s)")
BRACKETS = re.compile(r"[（(][^（）()]*[）)]|[“”]")
ENDINGS = re.compile(r"(?:拥有量|授权量|登记量|总量|总额|金额|数量|量|额|数)$")
SHORTEST = {"zh": 4, "en": 12}  # letters of a shortened name: less is an ordinary word
YEARS = re.compile(rf"(?<![\d.,]){YEAR}(?![\d.])")
# What follows is said of something that the results do not have.
APART = re.compile(
    r"其中|若|如果|假如|要在|要使|\b(?:of which|among|if|were|would|including|to bring)\b", re.IGNORECASE
)
DIFFERENCE = re.compile(
    r"(?:增加|增长|提高|提升|上升|下降|减少|降低|新增|翻)(?!到|至)|比(?!重)|[较距差占低多少还]|(?<!提)高|相当|贡献|平均|上年|全国|外省"
    r"|\b(?:more|less|fewer|higher|lower|above|below|beyond|r[io]se|up|down|gr[eo]w|growth|increase|than|short|gap"
    r"|share of|account|national\w*|elsewhere|against|compared|last year|per cent of|% of)\b",
    re.IGNORECASE,
)  # fmt: skip
# Directly at the number these leave no doubt what it is.
ROLE_BEFORE = re.compile(
    r"(?:目标|概率|中位数|基期|最新|需(?:年均)?(?:提高|增长)|所需"
    r"|\b(?:target|probability|median|baseline|required?s?|needs to rise by|rate "
    r"of))[^，,。.\d还差距上]{0,9}$",
    re.IGNORECASE,
)
ROLE_AFTER = re.compile(r"\S{0,3}的?目标|\s+(?:probability|target)\b")


class LiteralReader:
    """Reads the numbers of sentences in one language.

    Parameters
    ----------
    plan : Plan
    results : mapping
        Result tables by name, of the year that the text belongs to.
    language : str
    elsewhere : collection of str
        Names of other places.
    """

    def __init__(
        self, plan: Plan, results: Mapping[str, pd.DataFrame], language: str, elsewhere: Collection[str]
    ) -> None:
        self.language = language
        records = records_of(results)
        self.known = {one.target: known_of(plan, one, records, language) for one in plan.targets}
        self.named = names_of(plan, language, elsewhere)
        ordered = sorted(self.named, key=len, reverse=True)  # the longest name wins
        self.names = re.compile("|".join(map(re.escape, ordered)), re.IGNORECASE)

    def read(self, sentence: str) -> Iterator[tuple[Figure, list[Known]]]:
        """Yield each number of a sentence, and the figures it must be one of; none where that is open."""
        text = INSERTED.sub(blotted, sentence)
        mentions = [(one.start(), self.named[one[0].lower()]) for one in self.names.finditer(text)]
        text = QUOTED.sub(blotted, self.names.sub(blotted, text))
        targets = frozenset[str]().union(*(of for _, of in mentions))
        found = figures(text, chinese=self.language == "zh")
        for figure in found:
            start, end = clause_of(text, figure)
            abroad = any(start <= place < end for place, of in mentions if not of)
            sure = targets and not abroad and is_plain(text, figure, found, (start, end))
            years = {int(year) for year in YEARS.findall(text[start:end])}
            yield figure, list(self.candidates(targets, figure, text, years)) if sure else []

    def candidates(
        self, targets: frozenset[str], figure: Figure, text: str, years: set[int]
    ) -> Iterator[Known]:
        """Yield the figures of some targets that are in a number's unit; none of years without a figure."""
        for target in sorted(targets):
            known = self.known[target]
            if not years or years & {one.year for one in known}:
                yield from (one for one in known if is_in_unit(figure, text[figure.end :], one.noun))

    def is_known(self, figure: Figure) -> bool:
        """Whether a number is some figure of some target, in its unit or without one."""
        sizes = (1.0,) if figure.unit else (1.0, *{1.0 / size for size in SIZES.values()})
        return any(
            figure.agrees(size * one.value)
            for known in self.known.values()
            for one in known
            for size in sizes
            if not figure.unit or one.noun in (PERCENT, POINTS)
        )


def wrong_literals(
    plan: Plan, results: Mapping[str, pd.DataFrame], narrative: Narrative, elsewhere: Collection[str] = ()
) -> list[Fault]:
    """Return a fault for each number that is none of the figures of the target its sentence names."""
    reader = LiteralReader(plan, results, narrative.language, elsewhere)
    return [
        fault_of(narrative.file, sentence, figure, candidates)
        for sentence in sentences(narrative)
        for figure, candidates in reader.read(sentence.text)
        if candidates and not any(figure.agrees(one.value) for one in candidates)
    ]


def unknown_literals(
    plan: Plan, results: Mapping[str, pd.DataFrame], narrative: Narrative
) -> list[tuple[Sentence, str]]:
    """Return each number that no target has, with its sentence: nobody compares these but the writer."""
    reader = LiteralReader(plan, results, narrative.language, ())
    return [
        (sentence, figure.text.strip())
        for sentence in sentences(narrative)
        for figure, _ in reader.read(sentence.text)
        if not reader.is_known(figure)
    ]


def fault_of(file: str, sentence: Sentence, figure: Figure, candidates: list[Known]) -> Fault:
    """Return a wrong number as a fault that names the figures it may be, the nearest ones first."""
    near = sorted(candidates, key=lambda one: abs(one.value - figure.value))  # and each value once
    named = list({(one.value, one.noun): one.shown for one in reversed(near)}.values())[::-1]
    more = f"; or {len(named) - MOST_NAMED} more" if len(named) > MOST_NAMED else ""
    return Fault(
        f"“{figure.text.strip()}” in “{sentence.text}”", "; ".join(named[:MOST_NAMED]) + more,
        "Correct it or put it in by name, or tell it in a sentence that does not name the target.",
        file, sentence.line,
    )  # fmt: skip


def names_of(plan: Plan, language: str, elsewhere: Collection[str]) -> dict[str, frozenset[str]]:
    """Return the targets that each name stands for; none for other indicators and places."""
    found: dict[str, frozenset[str]] = {name.lower(): frozenset() for name in elsewhere if name}
    for indicator in plan.indicators.values():
        mine = frozenset(one.target for one in plan.targets if one.indicator == indicator.id)
        for name in aliases(indicator.text("name", language), language):
            found[name] = found.get(name, frozenset()) | mine
    for target in plan.targets:
        found |= {
            name: frozenset({target.target}) for name in aliases(target.text("name", language), language)
        }
    return found


def aliases(name: str, language: str) -> set[str]:
    """Return a name, and the name without brackets and without its last word for an amount."""
    bare = BRACKETS.sub("", name).strip()
    known = (name, bare, ENDINGS.sub("", bare))
    return {text.lower() for text in known if len(text) >= SHORTEST[language] or text == name} - {""}


def blotted(match: re.Match[str]) -> str:
    """Return as many signs that are no letter and no digit."""
    return "□" * len(match[0])


def clause_of(text: str, figure: Figure) -> tuple[int, int]:
    """Return where a number's clause begins and ends."""
    cuts = [match.end() for match in CLAUSE_END.finditer(text)]
    return max((0, *(cut for cut in cuts if cut <= figure.start))), min(
        (*(cut for cut in cuts if cut > figure.start), len(text))
    )


def is_plain(text: str, figure: Figure, found: list[Figure], clause: tuple[int, int]) -> bool:
    """Whether a number is told as a figure of what its sentence names: no difference, part or supposition."""
    before, after = text[: figure.start], text[figure.end :]
    if APART.search(before):
        return False
    if ROLE_BEFORE.search(before) or ROLE_AFTER.match(after):
        return True
    start = max((clause[0], *(one.end for one in found if one.end <= figure.start)))
    end = min((clause[1], *(one.start for one in found if one.start >= figure.end)))
    return not DIFFERENCE.search(text[start : figure.start] + "□" + text[figure.end : end])


def is_in_unit(figure: Figure, tail: str, noun: str) -> bool:
    """Whether a number is written with a noun; up to two words may stand between them in English."""
    if figure.unit or noun in (PERCENT, POINTS):
        return figure.unit == noun
    stem = re.escape(noun.removesuffix("s"))
    form = rf"\s+(?:[A-Za-z-]+\s+){{0,2}}?{stem}(?:s|es)?\b" if noun.isascii() else rf"\s*多?{stem}"
    return bool(noun) and bool(re.match(form, tail, re.IGNORECASE))
