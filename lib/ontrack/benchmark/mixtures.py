"""Do earlier targets of like ambition add to a stated probability? Mixtures, asked of what was left out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.special import expit, logit

Array = npt.NDArray[Any]
Answer = Callable[[pd.DataFrame, pd.DataFrame, str], Array]

LEFT_OUT = ("plan", "programme", "subject")
FURTHEST = 0.005  # no probability nearer to 0 or 1 enters a logarithm of odds
STEPS, SMALLEST_STEP = 50, 1e-10  # of Newton's method
AS_STATED = {"recalibrated": (0.0, 1.0), "mixture": (0.0, 1.0, 0.0)}  # coefficients that change nothing


def left_out_answers(rows: pd.DataFrame, answer: Answer, level: str) -> Array:
    """Return the probability of each target by an answer made from the targets of the other groups alone.

    Parameters
    ----------
    rows : DataFrame
        One row a target: met (bool), stated (probability), ambition, plan, programme, subject.
    answer : callable
        From the targets to learn from, those to answer for, and the level: their probabilities.
    level : str
        plan, programme or subject: what is left out together.
    """
    found = np.full(len(rows), np.nan)
    for group in rows[level].unique():
        mine = (rows[level] == group).to_numpy()
        if not mine.all():
            found[mine] = answer(rows[~mine], rows[mine], level)
    return found


def base_rate(known: pd.DataFrame, asked: pd.DataFrame, level: str) -> Array:
    """Return the share met of all targets known."""
    return np.full(len(asked), known["met"].mean())


def ambition_share(known: pd.DataFrame, asked: pd.DataFrame, level: str) -> Array:
    """Return the share met of the targets known of the same class of ambition.

    The share of all targets known has the weight of one target, so that no class is nothing or certain.
    """
    classes, met = known["ambition"].to_numpy(), known["met"].to_numpy(float)
    wanted = asked["ambition"].to_numpy()
    same = (wanted[:, None] == classes).astype(float)
    return np.asarray((same @ met + met.mean()) / (same.sum(axis=1) + 1))


def recalibrated(known: pd.DataFrame, asked: pd.DataFrame, level: str) -> Array:
    """Return the stated probability, its log odds shifted and stretched as the targets known ask for."""
    weights = fitted(design(known, ()), known["met"].to_numpy(float), AS_STATED["recalibrated"])
    return np.asarray(expit(design(asked, ()) @ weights))


def mixture(known: pd.DataFrame, asked: pd.DataFrame, level: str) -> Array:
    """Return expit(a + b logit(stated) + c logit(share met of the class of ambition)).

    The share that a known target is told leaves out its own group, as that of an asked one does.
    """
    own = left_out_answers(known, ambition_share, level)
    kept = np.isfinite(own)
    weights = fitted(
        design(known[kept], (own[kept],)), known["met"].to_numpy(float)[kept], AS_STATED["mixture"]
    )
    return np.asarray(expit(design(asked, (ambition_share(known, asked, level),)) @ weights))


def design(rows: pd.DataFrame, more: tuple[Array, ...]) -> Array:
    """Return one, the log odds of the stated probability, and those of further ones; a row a target."""
    odds = [logit(np.clip(one, FURTHEST, 1 - FURTHEST)) for one in (rows["stated"].to_numpy(float), *more)]
    return np.column_stack([np.ones(len(rows)), *odds])


def fitted(inputs: Array, met: Array, centre: tuple[float, ...]) -> Array:
    """Return the coefficients of a logistic regression, drawn towards `centre`.

    The mode under independent normal priors of standard deviation one about `centre`: with few targets the
    maximum of the likelihood alone may not exist. By Newton's method, a step halved until it leads upward.
    """

    def height(weights: Array) -> float:
        odds = inputs @ weights
        prior = ((weights - centre) ** 2).sum() / 2
        return float(met @ odds - np.logaddexp(0, odds).sum() - prior)

    weights = np.array(centre)
    for _ in range(STEPS):
        stated = expit(inputs @ weights)
        slope = inputs.T @ (met - stated) - (weights - centre)
        curvature = (inputs * (stated * (1 - stated))[:, None]).T @ inputs + np.eye(len(weights))
        step = np.linalg.solve(curvature, slope)
        while height(weights + step) < height(weights) and np.abs(step).max() > SMALLEST_STEP:
            step = step / 2
        weights = weights + step
        if np.abs(step).max() <= SMALLEST_STEP:
            break
    return weights


ANSWERS: dict[str, Answer] = {
    "base_rate": base_rate, "ambition_share": ambition_share, "recalibrated": recalibrated,
    "mixture": mixture,
}  # fmt: skip


def scored(rows: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Yield the Brier score of each answer on some targets, by what was left out.

    Yields
    ------
    dict
        answer; left_out (*none*: the model, which learnt from none of them, and the base rate of these very
        targets, as Brier skill has it); targets, met, plans, stated (mean probability), brier; gain (the
        model's Brier score less its own) with gain_error, its standard error over plans.
    """
    rows = rows[["met", "stated", "ambition", *LEFT_OUT]]
    met = rows["met"].to_numpy(float)
    model = (rows["stated"].to_numpy(float) - met) ** 2
    simple = {"model": rows["stated"].to_numpy(float), "base_rate": base_rate(rows, rows, "")}
    given = [(name, "none", found) for name, found in simple.items()]
    ambitious = "" not in set(rows["ambition"])  # where some have no class, shares by class do not answer
    for name, answer in ANSWERS.items():
        if ambitious or name in ("base_rate", "recalibrated"):
            given += [(name, level, left_out_answers(rows, answer, level)) for level in LEFT_OUT]
    for name, level, found in given:
        gain = model - (found - met) ** 2
        yield {
            "answer": name, "left_out": level, "targets": len(rows), "met": int(met.sum()),
            "plans": rows["plan"].nunique(), "stated": float(found.mean()),
            "brier": float(((found - met) ** 2).mean()), "gain": float(gain.mean()),
            "gain_error": error_over(gain, rows["plan"]),
        }  # fmt: skip


def error_over(gain: Array, cluster: pd.Series) -> float:
    """Return the standard error of a mean whose parts hang together within clusters.

    The square root of the sum of squared sums of deviations by cluster, over the number: the sandwich
    estimator of a mean (Liang and Zeger, Biometrika 73 (1986) 13-22), without a correction for few clusters.
    """
    sums = pd.Series(gain - gain.mean()).groupby(cluster.to_numpy()).sum()
    return float(np.sqrt((sums**2).sum()) / len(gain))
