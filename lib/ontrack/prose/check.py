"""Read every figure of a written text, and refuse the text where one is not what the results say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

import pandas as pd

from ontrack.errors import Fault, InputError
from ontrack.narrative import Narrative
from ontrack.prose import cues
from ontrack.prose.clause import Sense
from ontrack.prose.counts import Count, PlanCounts, counts
from ontrack.prose.judge import UNKNOWN, Judgement, TargetJudge
from ontrack.prose.known import PERCENT, records_of
from ontrack.prose.numbers import Figure, figures
from ontrack.prose.sentences import Sentence, sentences
from ontrack.prose.subjects import FOREIGN, Subjects, masked
from ontrack.tables import RawData

MOST_NAMED = 4


@dataclass(frozen=True)
class Reading:
    """A number in a written text and what it is.

    Attributes
    ----------
    text : str
        The number as it is written.
    judgement : Judgement
        Whether it agrees with the results, is wrong, or is not in them.
    """

    file: str
    line: int
    sentence: str
    text: str
    judgement: Judgement


def refuse_wrong_figures(raw: RawData, results: Mapping[str, pd.DataFrame], narrative: Narrative) -> None:
    """Read the figures of a text and return when none is other than in the results.

    Raises
    ------
    InputError
        With every sentence that has a wrong figure: the figure, those of the results with table and column.
    """
    wrong = [one for one in read_figures(raw, results, narrative) if one.judgement.answer == "wrong"]
    if wrong:
        raise InputError([fault_of(reading) for reading in wrong])


def read_figures(raw: RawData, results: Mapping[str, pd.DataFrame], narrative: Narrative) -> list[Reading]:
    """Return every figure of a written text with what it is.

    Parameters
    ----------
    raw : RawData
        Its plan and tables name what sentences are about.
    results : mapping
        Result tables by name, of the year that the text belongs to.
    narrative : Narrative
    """
    reader = FigureReader(raw, results, narrative.language)
    return [
        Reading(narrative.file, sentence.line, sentence.text, text, judgement)
        for sentence in sentences(narrative)
        for text, judgement in reader.read(sentence)
    ]


def fault_of(reading: Reading) -> Fault:
    """Return a wrong figure as a fault."""
    known = reading.judgement.known
    named = "; ".join(known[:MOST_NAMED]) + (
        f"; or {len(known) - MOST_NAMED} more" if len(known) > MOST_NAMED else ""
    )
    remedy = "Correct the sentence, or say in it what else the figure is."
    return Fault(f"“{reading.text}” in “{reading.sentence}”", named, remedy, reading.file, reading.line)


class FigureReader:
    """Reads the figures of sentences, one after the other.

    Parameters
    ----------
    raw, results
        As `read_figures` takes them.
    language : str
    """

    def __init__(self, raw: RawData, results: Mapping[str, pd.DataFrame], language: str) -> None:
        self.chinese = language == "zh"
        self.subjects = Subjects(raw, language)
        targets = {target.target: target for target in raw.plan.targets}
        records = records_of(results)
        self.judge_of = cache(lambda target: TargetJudge(raw.plan, targets[target], records, language))
        self.plan_counts = PlanCounts(raw.plan, results)
        self.results = results
        self.last: tuple[int, frozenset[str]] = (-1, frozenset())

    def read(self, sentence: Sentence) -> Iterator[tuple[str, Judgement]]:
        """Yield each figure of a sentence, as it is written, with what it is."""
        mentions = self.subjects.mentions(sentence.text)
        text = masked(sentence.text, mentions)
        numbers = list(counts(text, chinese=self.chinese))
        taken = {count.start for count in numbers}
        found = [figure for figure in figures(text, chinese=self.chinese) if figure.start not in taken]
        sense = Sense(text, self.chinese, tuple(mentions), tuple(found), self.fallback(sentence))
        for figure in found:
            yield figure.text.strip(), self.judge(figure, sense)
        for count in numbers:
            yield count.text, self.judge_count(count, sense)
        named = frozenset().union(*(mention.targets for mention in mentions)) - FOREIGN
        if named:
            self.last = (sentence.paragraph, named)

    def fallback(self, sentence: Sentence) -> frozenset[str]:
        """Return what a sentence that names no target is about: its heading's, or the last sentence's."""
        if sentence.target:
            return frozenset({sentence.target})
        paragraph, named = self.last
        carried = paragraph == sentence.paragraph and cues.PRONOUN.search(sentence.text)
        return named if carried else frozenset()

    def judge(self, figure: Figure, sense: Sense) -> Judgement:
        """Return what a figure is: of whichever target it may be about."""
        targets = sense.targets_of(figure)
        if not targets:
            return self.of_the_whole_plan(figure, sense) if targets is not None else UNKNOWN
        judgements = [self.judge_of(target).judge(figure, sense) for target in sorted(targets)]
        answers = [judgement.answer for judgement in judgements]
        if "agrees" in answers or "unknown" in answers:
            return Judgement("agrees") if "agrees" in answers else UNKNOWN
        return Judgement("wrong", tuple(place for judgement in judgements for place in judgement.known))

    def of_the_whole_plan(self, figure: Figure, sense: Sense) -> Judgement:
        """Return what a probability is of a number of targets met."""
        clause = sense.clause(figure)
        named = next(iter(counts(clause, chinese=self.chinese)), None)
        column = (
            "at_least"
            if cues.AT_LEAST.search(clause)
            else "probability"
            if cues.EXACTLY.search(clause)
            else ""
        )
        if figure.unit != PERCENT or not column or named is None or not cues.PROBABILITY.search(clause):
            return UNKNOWN
        rows = self.results["portfolio"]
        chances = [100 * float(value) for value in rows.loc[rows["number_met"] == named.value, column]]
        if not chances or any(figure.agrees(chance) for chance in chances):
            return Judgement("agrees") if chances else UNKNOWN
        return Judgement("wrong", tuple(f"{chance:.0f}% ({column} in portfolio.csv)" for chance in chances))

    def judge_count(self, count: Count, sense: Sense) -> Judgement:
        """Return what a number of targets is."""
        known = self.plan_counts.totals
        if not count.total:
            figure = Figure(count.text, count.value, 1, "", "", count.start, count.start + len(count.text))
            known = self.plan_counts.of(sense.clause(figure))
        if not known:
            return UNKNOWN
        if count.value in known:
            return Judgement("agrees")
        return Judgement("wrong", tuple(f"{number} {what}" for number, what in known.items()))
