"""Why this number, in sentences: the steps in one, the facts that would move it in one each."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from ontrack.explanation.why.facts import NEAREST, WhyFact, level_above, level_below
from ontrack.explanation.why.reading import Step, shown
from ontrack.plan import Indicator, Target
from ontrack.wording import Wording
from ontrack.wording.number_format import format_probability, format_value


def steps_sentence(steps: Sequence[Step], wording: Wording) -> str:
    """Return all steps as one sentence: what the class alone says, and what each piece changes."""
    first, *others = shown(list(steps))
    start = wording("why.from_class", probability=in_words(first.after))
    changes = [
        wording("why.then", piece=wording(f"why.short.{step.piece}"), change=step.change) for step in others
    ]
    end = wording("why.answer_is", probability=in_words(steps[-1].after))
    return wording("why.comma").join([start, *changes, end]) + wording("why.stop")


def in_words(percent: float) -> str:
    """Return a probability in per cent as a reader sees it."""
    return format_probability(percent / 100)


def fact_sentences(
    facts: Iterable[WhyFact], target: Target, probability: float, indicator: Indicator, wording: Wording
) -> list[str]:
    """Return what would lift and what would lower the probability; what would hardly move it is left out.

    Parameters
    ----------
    facts : iterable of WhyFact
        Those of the target.
    probability : float
        That of assessments.csv.
    """
    found = (
        fact_sentence(row, target, probability, indicator, wording)
        for row in sorted(facts, key=lambda row: row.direction, reverse=True)
        if abs(row.probability - probability) >= NEAREST
    )
    return [text for text in found if text]


def fact_sentence(
    row: WhyFact, target: Target, probability: float, indicator: Indicator, wording: Wording
) -> str:
    """Return one fact: which value of next year brings which probability."""
    direction, after = row.direction, row.probability
    level = level_above(probability) if direction == "up" else level_below(probability)
    side = "more" if (direction == "up") == target.wants_more else "less"
    figures = {
        "year": row.year, "value": amount(row.value, indicator, wording),
        "probability": format_probability(after),
    }  # fmt: skip
    if row.year == target.year:
        decided = after == (direction == "up")
        return wording(f"why.fact.decides_{direction}_{side}", **figures) if decided else ""
    reached = after >= level if direction == "up" else after <= level
    if math.isnan(level) or (not reached and figures["probability"] == format_probability(level)):
        return wording(f"why.fact.{direction}_end", **figures)
    if reached:
        key = side if row.steady == "yes" else "at"
        return wording(f"why.fact.{direction}_{key}", level=format_probability(level), **figures)
    return wording(f"why.fact.{direction}_short", level=format_probability(level), **figures)


def amount(value: float, indicator: Indicator, wording: Wording) -> str:
    """Return a value as published, with % where that is its unit."""
    unit = indicator.text("unit", wording.language)
    return format_value(value, indicator.decimals, unit) + ("%" if unit == "%" else "")
