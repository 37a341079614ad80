"""Counts of targets in prose: “12项中有3项”, “three of the twelve targets”."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from ontrack.assessment.verdicts import NOT_JUDGED
from ontrack.plan import Plan
from ontrack.prose import cues
from ontrack.prose.known import Results

CHINESE = {sign: value for value, sign in enumerate("零一二三四五六七八九十")} | {"两": 2}
ENGLISH = (
    "none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
SPELT = "|".join(ENGLISH[1:])
NOT_WHOLE = r"(?![\d.,%]*[\d%])(?! per ?cent)"
CHINESE_COUNT = re.compile(
    r"(?<![\d.第前后每同这那哪各任另])(\d+|[一二两三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九])项(?!目标值)"
)
ENGLISH_COUNT = re.compile(
    rf"(?<![\d.,])\b(?P<part>\d+|{SPELT})\b(?= of (?:the |all )?(?:\d{{1,3}}|{SPELT})\b{NOT_WHOLE})"
    rf"|(?:(?<= of )|(?<= of the )|(?<= of all ))(?P<whole>{SPELT})\b"
    rf"|(?<![\d.,])\b(?P<named>\d+|{SPELT})\b{NOT_WHOLE}"
    r"(?= (?:\w+ ){0,3}?(?:targets?|indicators?|relations)\b)"
    rf"|(?<!the )\b(?P<said>{SPELT})\b(?= (?:are|is|do|could|cannot|have|has)\b)",
    re.IGNORECASE,
)
TOTAL_ZH = re.compile(r"^项(?:指标|目标|规划指标|主要指标)?(?:之?中|里)")
TOTAL_EN = re.compile(rf"(?:^|\b(?:\d+|{SPELT}) )of (?:the |all )?$", re.IGNORECASE)
THRESHOLD = re.compile(
    r"(低于|不足|不到|below|under|less than|高于|超过|above|over|more than|在)\s*(\d+(?:\.\d+)?)\s*[%％]",
    re.IGNORECASE,
)
LESS = ("低于", "不足", "不到", "below", "under", "less than")


@dataclass(frozen=True)
class Count:
    """A number of targets, with where it stands and whether it is what others are counted of."""

    text: str
    value: int
    start: int
    total: bool


def counts(sentence: str, *, chinese: bool) -> Iterator[Count]:
    """Yield the counts of targets in a sentence."""
    pattern = CHINESE_COUNT if chinese else ENGLISH_COUNT
    for match in pattern.finditer(sentence):
        word, start = match[match.lastindex or 1], match.start(match.lastindex or 1)
        after, before = sentence[start + len(word) :], sentence[:start]
        total = bool(TOTAL_ZH.match(after) if chinese else TOTAL_EN.search(before))
        yield Count(word, value_of(word), start, total)


def value_of(word: str) -> int:
    """Return a whole number written in digits, in Chinese or in English."""
    if word.isdigit():
        return int(word)
    if word.lower() in ENGLISH:
        return ENGLISH.index(word.lower())
    tens, ten, units = word.rpartition("十")
    return (CHINESE.get(tens, 1) * 10 if ten else 0) + CHINESE.get(units, 0)


class PlanCounts:
    """How many targets there are, by what a clause says of them.

    Parameters
    ----------
    plan : Plan
    results : mapping
        Result tables by name.
    """

    def __init__(self, plan: Plan, results: Results) -> None:
        self.plan, self.results = plan, results
        table = [target.target for target in plan.table_targets]
        assessments = results["assessments"]
        self.rows = assessments[assessments["target"].isin(table)]
        self.all_rows = assessments

    @cached_property
    def totals(self) -> dict[int, str]:
        """What targets may be counted of."""
        plan, named = self.plan, "targets.csv"
        assessed = self.all_rows["probability_met"].notna().sum()
        return {
            int(assessed): "targets with a probability (assessments.csv)",
            sum(not target.indicator for target in plan.targets): f"targets without a figure ({named})",
            len(plan.binding_targets): f"binding targets ({named})",
            len(plan.other_targets): f"targets outside the table ({named})",
            len(plan.targets): f"targets of the plan ({named})",
            len(plan.table_targets): f"targets of the table ({named})",
        }

    def of(self, clause: str) -> dict[int, str]:
        """Return how many targets are as a clause says, with the words for a fault; none if unclear."""
        found: dict[int, str] = {}
        threshold = THRESHOLD.search(clause) if cues.PROBABILITY.search(clause) else None
        for rows, named in ((self.all_rows, "targets"), (self.rows, "targets of the table")):
            chosen, what = self.chosen(rows, clause, threshold)
            if chosen is not None:
                found[int(chosen.sum())] = f"{named} {what} (assessments.csv)"
        return found | self.of_relations(clause) | self.of_other_targets(clause)

    def of_relations(self, clause: str) -> dict[int, str]:
        """Return how many relations between the plan's figures a clause may speak of."""
        findings = self.results["coherence"]["finding"]
        found = {len(findings): "relations (coherence.csv)"} if cues.RELATIONS.search(clause) else {}
        for key, pattern in cues.FINDINGS:
            if pattern.search(clause):
                found[int((findings == key).sum())] = f"{key} relations (coherence.csv)"
        return found

    def of_other_targets(self, clause: str) -> dict[int, str]:
        """Return how many targets stand outside the table, or are without a figure, if a clause says so."""
        outside = len(self.plan.other_targets)
        found = {outside: "targets outside the table"} if cues.BOXES.search(clause) else {}
        if cues.NO_DATA.search(clause):
            found[sum(not target.indicator for target in self.plan.targets)] = "targets without a figure"
        return {number: f"{what} (targets.csv)" for number, what in found.items()}

    def chosen(
        self, rows: pd.DataFrame, clause: str, threshold: re.Match[str] | None
    ) -> tuple[pd.Series | None, str]:
        """Return which rows are as a clause says, and what it says of them."""
        if threshold:
            less, limit = threshold[1].lower() in LESS, float(threshold[2]) / 100
            chances = rows["probability_met"]
            return (chances < limit if less else chances >= limit), f"with a probability {threshold.group()}"
        values = cues.VALUES.search(clause)
        if values:
            said = (values[1] or values[2]).lower()
            numbers = [int(said)] if said.isdigit() else list(cues.VALUES_SAID[said])
            return rows["observations"].isin(numbers), f"with {' or '.join(map(str, numbers))} yearly values"
        grade = cues.GRADE.search(clause)
        if grade:
            letter = next(group for group in grade.groups() if group).upper()
            return rows["evidence_grade"] == letter, f"of grade {letter}"
        verdicts = [key for key, pattern in cues.VERDICTS if pattern.search(clause)]
        if verdicts:
            shown = rows["verdict"].replace("", NOT_JUDGED)
            return shown.isin(verdicts), f"that are {' or '.join(verdicts)}"
        if cues.BINDING.search(clause):
            return rows["nature"] == "binding", "that are binding"
        return None, ""
