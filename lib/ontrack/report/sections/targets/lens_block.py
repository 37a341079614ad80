"""What stands beside a probability on its page: three lenses, why it is this number, how stable it is."""

from __future__ import annotations

from typing import TypedDict

import pandas as pd

from ontrack.explanation.lenses import lens_sentences, reconciling_line
from ontrack.explanation.lenses.lenses import Lenses
from ontrack.explanation.lenses.sentences import rules_sentence
from ontrack.explanation.why.facts import WhyFact
from ontrack.explanation.why.reading import steps_of
from ontrack.explanation.why.sentences import fact_sentences, steps_sentence
from ontrack.plan import Target
from ontrack.report.edition import Edition
from ontrack.report.sections.targets.stability_line import stability_line


class LensBlock(TypedDict):
    """What stands beside a probability."""

    heading: str
    lenses: list[str]
    reconciled: str
    stability: str
    why: str
    steps: str
    facts_heading: str
    facts: list[str]


def lens_block(edition: Edition, target: Target) -> LensBlock | None:
    """Return lenses, steps and facts of a target; None where it has no probability.

    The template shows the steps as a picture where a page has room for it, and as a sentence where not.
    """
    lenses, steps = lens_lines(edition, target), steps_of(table_of(edition, "why"), target.target)
    if not lenses and not steps:
        return None
    return {
        "heading": edition.say("beside.lenses"),
        "lenses": lenses,
        "reconciled": reconciled(edition, target),
        "stability": stability_line(edition, target),
        "why": edition.say("beside.why"),
        "steps": steps_sentence(steps, edition.wording) if steps else "",
        "facts_heading": edition.say("beside.facts"),
        "facts": facts(edition, target),
    }


def table_of(edition: Edition, name: str) -> pd.DataFrame:
    """Return a result table; an empty one where an earlier assessment has none."""
    return edition.results.get(name, pd.DataFrame(columns=["target"]))


def lenses_of(edition: Edition, target: Target) -> Lenses | None:
    """Return the row of a target in lenses.csv; None where there is none."""
    return next(iter(edition.rows_of("lenses", Lenses, target)), None)


def lens_lines(edition: Edition, target: Target) -> list[str]:
    """Return one text a lens; none without a probability."""
    row, indicator = lenses_of(edition, target), edition.indicator_of(target)
    if row is None or indicator is None:
        return []
    return lens_sentences(row, target, indicator, edition.language, region=edition.plan.region)


def reconciled(edition: Edition, target: Target) -> str:
    """Return how the international rules judge, and the line that reconciles them with the probability."""
    row = lenses_of(edition, target)
    if row is None:
        return ""
    texts = (
        rules_sentence(row, edition.language),
        reconciling_line(row, edition.language, edition.indicator_of(target)),
    )
    return edition.wording.join(text for text in texts if text)


def facts(edition: Edition, target: Target) -> list[str]:
    """Return the facts that would move the probability most; none where none would."""
    probability = edition.assessment_of(target).probability_met
    indicator = edition.indicator_of(target)
    if probability is None or indicator is None:
        return []
    told = edition.rows_of("why_facts", WhyFact, target)
    return fact_sentences(told, target, probability, indicator, edition.wording)
