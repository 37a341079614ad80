"""How stable each target's answer is: asked of other models, with less evidence, at another pace."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from ontrack.assessment import Cases
from ontrack.assessment.verdicts import verdict
from ontrack.explanation.eras import PACE_YEARS, Eras, has_both_paces
from ontrack.explanation.why.asking import Ask, asker
from ontrack.projection import Projection
from ontrack.projection.forms import Scaled
from ontrack.projection.mixture import Mixture
from ontrack.projection.of_plan import Comparison, used_of
from ontrack.reference.alternatives import ALL_PANELS, ALTERNATIVES, read_alternative
from ontrack.reference.model_file import Model
from ontrack.tables.evidence_columns import SENSITIVITY
from ontrack.wording import Wording
from ontrack.wording.number_format import format_probability

Projections = Mapping[str, Projection]
BASE = {"evidence": "all", "panels": ALL_PANELS, "time_safe": "no", "pace": "all"}  # the verdict's own


@dataclass(frozen=True)
class Question:
    """A target that an assessment gives a probability, and what tells it on a projection."""

    target: str
    indicator: str
    ask: Ask


def sensitivity_table(
    cases: Cases,
    comparisons: Mapping[str, Comparison],
    eras: Eras,
    known: pd.DataFrame,
    *,
    alternatives: Sequence[tuple[str, str]] = ALTERNATIVES,
) -> pd.DataFrame:
    """Return the rows of sensitivity.csv: each target with a probability, in every setting.

    Crossed are evidence on and off, the panels a model was fitted to, whether it knew only what was over,
    and the nation's pace: as it was, that of ten years, of three. Own values alone have no nation; where
    nothing else is known, or no two paces, the settings that would say the same again are left out.

    Parameters
    ----------
    cases : mapping
        As `ontrack.assessment.case.cases_of` returns them.
    comparisons : mapping
        As `ontrack.projection.of_plan.compare_plan` returns them.
    eras : mapping
        As `ontrack.explanation.eras.project_eras` returns them.
    known : DataFrame
        The evidence_series table with the nation as it was.
    alternatives : sequence of (panels, time_safe)
        Which models are asked.
    """
    questions = list(asked(cases))
    rows_of = dict(iter(known.groupby("indicator")))
    settings = {one.target: settings_of(rows_of.get(one.indicator, known[:0]), one.indicator)
                for one in questions}  # fmt: skip
    rows: list[dict[str, Any]] = []
    for evidence, pace, found in projected(comparisons, eras):
        mine = [one for one in questions if (evidence, pace) in settings[one.target]]
        for panels, time_safe in alternatives:
            setting = {"evidence": evidence, "panels": panels, "time_safe": time_safe, "pace": pace}
            rows += answered(mine, found, read_alternative(panels, time_safe), setting)
    return pd.DataFrame(rows, columns=SENSITIVITY.names)


def asked(cases: Cases) -> Iterator[Question]:
    """Yield the targets that an assessment gives a probability."""
    for name, case in cases.items():
        ask = asker(case)
        if ask is not None:
            yield Question(name, case.target.indicator, ask)


def projected(comparisons: Mapping[str, Comparison], eras: Eras) -> Iterator[tuple[str, str, Projections]]:
    """Yield the plan's projections by evidence and the nation's pace; they are answered by any model."""
    yield "all", "all", used_of(comparisons)
    yield "own", "all", {name: one.without for name, one in comparisons.items()}
    for years, projections in eras.items():
        yield "all", str(years), projections


def settings_of(rows: pd.DataFrame, indicator: str) -> set[tuple[str, str]]:
    """Return which evidence and paces tell an indicator, of which rows are known, something of their own."""
    found = {("all", "all")}
    if len(rows):
        found.add(("own", "all"))
    if has_both_paces(rows, indicator):
        found |= {("all", str(years)) for years in PACE_YEARS}
    return found


def answered(
    questions: Iterable[Question], projections: Projections, model: Model, setting: Mapping[str, str]
) -> Iterator[dict[str, Any]]:
    """Yield a row for each question that a model can answer."""
    asked_again: dict[str, Projection] = {}
    for question in questions:
        name = question.indicator
        if name not in projections:
            continue
        if name not in asked_again:
            other = answered_by(projections[name].distribution, model)
            asked_again[name] = replace(projections[name], distribution=other)
        probability = question.ask(asked_again[name])
        if not math.isnan(probability):
            word = verdict(probability)
            yield {"target": question.target, **setting, "probability_met": probability, "word": word}


def answered_by(distribution: Any, model: Model) -> Any:
    """Return a distribution as another model answers.

    What stands between its forms stays, and so do the histories that agree with statements, which the
    package's own model has drawn: what follows from each is asked again.
    """
    if isinstance(distribution, Scaled):
        return replace(distribution, base=answered_by(distribution.base, model))
    if isinstance(distribution, Mixture):
        return replace(distribution, plain=answered_by(distribution.plain, model))
    return replace(distribution, model=model)


@dataclass(frozen=True)
class Stability:
    """How stable the answer for one target is.

    Attributes
    ----------
    probability, word
        Of the verdict's own setting.
    settings, same_word : int
        How many there are, and in how many the word is that one.
    least, greatest : float
        Probability over all settings.
    moved_by : tuple of (name, word)
        The setting that moves the answer most when it alone is changed: *panels*, *without_official*; two
        empty words where there is no other.
    moved_to : float
        The probability then.
    """

    target: str
    probability: float
    word: str
    settings: int
    same_word: int
    least: float
    greatest: float
    moved_by: tuple[str, str]
    moved_to: float

    @property
    def share(self) -> float:
        """Share of settings with the same word."""
        return self.same_word / self.settings


def stability(table: pd.DataFrame) -> dict[str, Stability]:
    """Return how stable each answer is, by target, from the rows of sensitivity.csv."""
    return {str(target): stability_of(rows) for target, rows in table.groupby("target", sort=False)}


def stability_of(rows: pd.DataFrame) -> Stability:
    """Return how stable the answer for one target is, from its rows."""
    differs = pd.DataFrame({name: rows[name] != word for name, word in BASE.items()})
    base = rows[~differs.any(axis=1)].iloc[0]
    alone = rows[differs.sum(axis=1) == 1]
    distance = (alone["probability_met"] - base["probability_met"]).abs()
    furthest = base if alone.empty else alone.loc[distance.idxmax()]
    moved = next(
        ((name, str(furthest[name])) for name, word in BASE.items() if furthest[name] != word), ("", "")
    )
    return Stability(
        str(base["target"]), float(base["probability_met"]), str(base["word"]), len(rows),
        int((rows["word"] == base["word"]).sum()), float(rows["probability_met"].min()),
        float(rows["probability_met"].max()), moved, float(furthest["probability_met"]),
    )  # fmt: skip


def sensitivity_line(table: pd.DataFrame, target: str, wording: Wording) -> str:
    """Return the one sentence of a target for a page; empty where it has no probability."""
    rows = table[table["target"] == target]
    if rows.empty:
        return ""
    found = stability_of(rows)
    return wording(
        "sensitivity.line", same=found.same_word, settings=found.settings,
        least=format_probability(found.least), greatest=format_probability(found.greatest),
    )  # fmt: skip
