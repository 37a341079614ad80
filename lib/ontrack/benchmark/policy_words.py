"""Whether words given to earlier policy targets came true: the rule on what governments did set."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache

import numpy as np
import pandas as pd

from ontrack.assessment.judgement import Signs, withheld
from ontrack.assessment.verdicts import verdict
from ontrack.benchmark.policy_targets import SETTINGS, Question, domain_of, models_of_their_time, questions
from ontrack.benchmark.protocols import TIME_SAFE
from ontrack.benchmark.words import Events, panel_events, word_table
from ontrack.evidence.outside_view import AMBITION_CLASSES, earlier_share, outside_view_table
from ontrack.plan.vocabulary import quantity_from_unit
from ontrack.reference.levels import BOUNDS, KINDS
from ontrack.reference.model_file import Model
from ontrack.reference.prediction import predict_at
from ontrack.reference.probability import probability_below
from ontrack.tables.policy_targets import PolicyTargets
from ontrack.training.fitting import Progress, Settings
from ontrack.training.panels import Panel

POLICY_TARGETS = "policy_targets"
COUNTS = (1, 2, 3, 5)  # values seen


def word_record(
    panel: Panel, known: PolicyTargets, *, progress: Progress = lambda message: None
) -> pd.DataFrame:
    """Return the rows of word_record.csv: of the panels and of earlier policy targets.

    Parameters
    ----------
    panel : Panel
        Of the World Bank, official indicators and Chinese provinces, in this order.
    known : PolicyTargets
    progress : callable
        Told what is being done.
    """
    events = panel_events(panel, shares=shares_of(known), progress=progress)
    return word_table([*events, *policy_events(known, panel, settings=SETTINGS, progress=progress)])


def shares_of(known: PolicyTargets) -> dict[str, float]:
    """Return the share met of earlier targets by class of ambition."""
    view = outside_view_table(known)
    return {name: earlier_share(name, view).share for name in AMBITION_CLASSES}


def policy_events(
    known: PolicyTargets,
    panel: Panel,
    *,
    settings: Settings,
    progress: Progress = lambda message: None,
) -> Iterator[Events]:
    """Yield the targets of earlier plans by number of values seen, each by a model of its time.

    The model is told what the indicator is and its own values, nothing of economy, nation or peers; the share
    of earlier targets leaves out the programme that a target is of.
    """
    models = models_of_their_time(panel, settings, progress)

    @cache
    def shares(programme: str) -> dict[str, float]:
        others = known.targets[known.targets["plan"] != programme]
        return shares_of(replace(known, targets=others))

    for count in COUNTS:
        asked = questions(known, count)
        if asked:
            yield events_of(asked, models, shares)


def events_of(
    asked: list[Question], models: Callable[[int], Model], shares: Callable[[str], Mapping[str, float]]
) -> Events:
    """Return the events of targets asked about from as many values each."""
    signs = [signs_of(one, models(one.target["set_year"]), shares(one.target["programme"])) for one in asked]
    stated = np.array([one.probability for one in signs])
    return Events(
        TIME_SAFE, POLICY_TARGETS, str(len(asked[0].values)), stated,
        np.array([bool(one.target["met"]) for one in asked]), np.array([withheld(one) for one in signs]),
        np.array([verdict(one) for one in stated]), np.array([one.target["plan"] for one in asked]),
    )  # fmt: skip


def signs_of(asked: Question, model: Model, shares: Mapping[str, float]) -> Signs:
    """Return the signs of one target."""
    probability = probability_of(asked, model)
    return Signs(
        probability, probability_of(asked, model, what=False, own=False), probability,
        {"what": probability_of(asked, model, what=False),
         "own_values": probability_of(asked, model, own=False)},
        earlier_share=shares.get(asked.target["ambition"], math.nan), values=len(asked.values),
    )  # fmt: skip


def probability_of(asked: Question, model: Model, *, what: bool = True, own: bool = True) -> float:
    """Return the probability that one target is met; untold what its indicator is, or all but one value."""
    target, seen = asked.target, slice(None) if own else slice(-1, None)
    quantiles = predict_at(
        asked.values[None, seen], [asked.ahead], times=asked.times[None, seen], kind=target["kind"],
        quantity=quantity_from_unit(target["unit"]) if what else "",
        domain=domain_of(target["indicator"]) if what else "", model=model,
    )[0, 0]  # fmt: skip
    lower, upper = BOUNDS[KINDS[target["kind"]]]
    below = float(probability_below(quantiles, target["target_value"], lower=lower, upper=upper))
    return 1 - below if target["direction"] == "increase" else below
