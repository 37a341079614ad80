"""What the model says of earlier policy targets as of the year before they were set, and how it did."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from ontrack.benchmark.mixtures import scored
from ontrack.evidence.outside_view.earlier import GUIDELINES, series_by_id, settled
from ontrack.files.temporary import temporary_folder
from ontrack.plan.vocabulary import quantity_from_unit
from ontrack.reference.levels import BOUNDS, KINDS, Array
from ontrack.reference.model_file import Model, read_model
from ontrack.reference.prediction import predict_at
from ontrack.reference.probability import probability_below
from ontrack.tables.policy_targets import PolicyTargets
from ontrack.training.fitting import Progress, Settings, fit
from ontrack.training.learning import FULL, LINEAR
from ontrack.training.panels import Panel

HINDSIGHT, TIME_SAFE = "hindsight", "time_safe"
COUNTS = (1, 5)  # values seen
# A target is answered by a model of the newest of these years that is over when it is set.
CUTS = (2000, 2004, 2007, 2010)
SETTINGS = Settings(windows=40_000, designs=(FULL, LINEAR), held_designs=(FULL, LINEAR), folds=2)
COLUMNS = ["protocol", "values", "part", "answer", "left_out", "targets", "met", "plans", "stated", "brier",
           "gain", "gain_error"]  # fmt: skip
# First words of an indicator's name: its domain, which is also the subject that is left out together.
DOMAIN_BY_WORDS = {
    "Air pollutants": "environment", "All-day care": "society", "Burglaries": "society",
    "Early": "education", "Employment": "labour", "Gender": "labour", "Goods transport": "transport",
    "Greenhouse": "environment", "Inland water": "transport", "Land taken": "environment",
    "Nitrogen": "agriculture", "ODA": "government", "Organic": "agriculture", "Passenger": "transport",
    "R&D": "innovation", "Rail": "transport", "Renewable": "energy", "Smoking": "health",
    "Species": "environment", "Students": "education", "Tertiary": "education",
}  # fmt: skip


@dataclass(frozen=True)
class Question:
    """One target and what was known of its indicator before the year it was set in.

    Attributes
    ----------
    target : dict
        A row as `ontrack.evidence.outside_view.earlier.settled` returns it.
    values, times : array (n,)
        The last values, and their years counted from the last.
    ahead : float
        Years from the last value to the target's.
    """

    target: dict[str, Any]
    values: Array
    times: Array
    ahead: float

    @property
    def domain(self) -> str:
        """What the indicator is about."""
        return domain_of(self.target["indicator"])


def domain_of(indicator: str) -> str:
    """Return the domain of an indicator of policy_targets.csv."""
    return next((domain for words, domain in DOMAIN_BY_WORDS.items() if indicator.startswith(words)), "other")


def questions(known: PolicyTargets, count: int) -> list[Question]:
    """Return every target that can be asked about from its last `count` values, guidelines left out."""
    rows, series = settled(known), series_by_id(known)
    found = []
    for target in rows[~rows["programme"].isin(GUIDELINES)].to_dict("records"):
        values = series.get(target["id"], pd.Series(dtype=float))
        values = values[values.index < target["set_year"]].iloc[-count:]
        if len(values) == count:
            years = values.index.to_numpy(float)
            ahead = target["target_year"] - years[-1]
            found.append(Question(target, values.to_numpy(float), years - years[-1], ahead))
    return found


def stated(asked: list[Question], models: Callable[[int], Model]) -> Array:
    """Return the probability of each target, by the model of the year it was set in."""
    return np.array([stated_of(one, models(one.target["set_year"])) for one in asked])


def stated_of(asked: Question, model: Model) -> float:
    """Return the probability that one target is met, from its own values and what its indicator is."""
    target = asked.target
    quantiles = predict_at(
        asked.values[None], [asked.ahead], times=asked.times[None], kind=target["kind"],
        quantity=quantity_from_unit(target["unit"]), domain=asked.domain, model=model,
    )[0, 0]  # fmt: skip
    lower, upper = BOUNDS[KINDS[target["kind"]]]
    below = float(probability_below(quantiles, target["target_value"], lower=lower, upper=upper))
    return 1 - below if target["direction"] == "increase" else below


def policy_target_record(
    known: PolicyTargets,
    panel: Panel | None,
    *,
    settings: Settings = SETTINGS,
    progress: Progress = lambda message: None,
) -> pd.DataFrame:
    """Return how the model, base rates, shares by ambition and mixtures of them did on policy targets.

    Parameters
    ----------
    known : PolicyTargets
    panel : Panel or None
        To fit models that know only what was over when a target was set; without it only the package's own
        model is asked, which has learnt from all years since and is marked *hindsight*.
    settings : Settings
        Of these fits.
    progress : callable
        Told what is being done.

    Returns
    -------
    DataFrame
        protocol (hindsight, time_safe), values (seen), part (*all* that can be asked; *ambition*: those with
        a class of ambition), and the columns of `ontrack.benchmark.mixtures.scored`.
    """
    models: dict[str, Callable[[int], Model]] = {HINDSIGHT: own_model}
    if panel is not None:
        models[TIME_SAFE] = models_of_their_time(panel, settings, progress)
    rows = [line for name, model in models.items() for line in lines(known, name, model)]
    return pd.DataFrame(rows, columns=COLUMNS).round(4)


def lines(known: PolicyTargets, protocol: str, models: Callable[[int], Model]) -> Iterator[dict[str, Any]]:
    """Yield the rows of the record of one protocol."""
    for count in COUNTS:
        asked = questions(known, count)
        rows = pd.DataFrame([one.target | {"subject": one.domain} for one in asked])
        rows = rows.assign(stated=stated(asked, models))
        for part, chosen in (("all", rows), ("ambition", rows[rows["ambition"] != ""])):
            for line in scored(chosen):
                yield {"protocol": protocol, "values": count, "part": part} | line


def own_model(set_year: int) -> Model:
    """Return the package's model, whatever the year."""
    return read_model()


def models_of_their_time(panel: Panel, settings: Settings, progress: Progress) -> Callable[[int], Model]:
    """Return which model answers a target by the year it was set in; each is fitted to what was over."""
    models: Mapping[int, Model] = {cut: model_of(panel, cut, settings, progress) for cut in CUTS}
    return lambda set_year: models[max(cut for cut in CUTS if cut < set_year)]


def model_of(panel: Panel, cut: int, settings: Settings, progress: Progress) -> Model:
    """Return a model fitted to a panel as it stood at the end of a year."""
    progress(f"policy targets, known until {cut}")
    with temporary_folder() as folder:
        return fit(panel.known_until(cut), folder / "model.npz", settings=settings)
