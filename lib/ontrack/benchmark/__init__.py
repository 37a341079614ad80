"""The benchmark: how often the stated probabilities hold, beside naive, drift and statsforecast."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from ontrack.benchmark import rivals
from ontrack.benchmark.cases import Case, cases, competition
from ontrack.benchmark.reliability import reliability
from ontrack.benchmark.scores import base_rates, bootstrap, scores, summary
from ontrack.reference.levels import LEVELS, Array
from ontrack.reference.model_file import Model, read_model
from ontrack.reference.prediction import predict_quantiles

LENGTHS = (1, 2, 3, 4, 5, 6, 8, 10, 15)
GAP_COUNTS = (3, 4, 5)
__all__ = ["Result", "compare", "competition", "reliability", "run_benchmark"]


@dataclass(frozen=True)
class Result:
    """What one method reached in one case.

    Attributes
    ----------
    collection, regime, method : str
    answered : int
        Per cent of the series the method did not refuse.
    series : int
        Series asked about.
    mean : dict
        coverage_95, coverage_80 (per cent), msis, msis_capped, owa, brier_skill, ece.
    interval : dict
        95 % bootstrap interval over series of each.
    reliability : array (10, 4)
        Events, stated and observed frequency and its error; see `reliability`.
    """

    collection: str
    regime: str
    method: str
    answered: int
    series: int
    mean: dict[str, float]
    interval: dict[str, Array]
    reliability: Array


def run_benchmark(
    sets: Sequence[str] = ("m3", "m1", "tourism"),
    *,
    lengths: Sequence[int] = LENGTHS,
    gap_counts: Sequence[int] = GAP_COUNTS,
    full: bool = True,
    peers: Sequence[str] = (),
    model: Model | None = None,
    seed: int = 0,
) -> list[Result]:
    """Return the results of every method on the yearly series of public forecasting competitions.

    Parameters
    ----------
    sets : sequence of str
        m3, m1, tourism.
    lengths, gap_counts, full
        Regimes: only the last n values seen; k values scattered over the last ten years; the whole history.
    peers : sequence of str
        AutoETS, AutoARIMA, AutoTheta, where statsforecast is installed; not for histories with gaps.

    Raises
    ------
    InputError
        When a set or peer is unknown or its package is not installed.
    """
    results = []
    for collection in [competition(name) for name in sets]:
        for case in cases(collection, lengths=lengths, gap_counts=gap_counts, full=full, seed=seed):
            results += compare(case, peers=peers, model=model)
    return results


def compare(case: Case, *, peers: Sequence[str] = (), model: Model | None = None) -> list[Result]:
    """Return the results of all methods on one case, the same series and outcomes for each."""
    chosen = model or read_model()
    base = scores(case, last_value(case))
    rates = base_rates(base.event)
    results = []
    for name, quantiles in answers(case, chosen, peers):
        own = scores(case, quantiles)
        answered = round(100 * float(np.isfinite(own.msis).mean()))
        if answered:
            mean, interval = summary(case, own, base, rates), bootstrap(case, own, base, rates)
            curve = reliability(own.probability, own.event)
            results.append(
                Result(case.name, case.regime, name, answered, len(case.seen), mean, interval, curve)
            )
    return results


def last_value(case: Case) -> Array:
    """Return the last value as every quantile: the measure of OWA."""
    shape = (len(case.seen), case.outcomes.shape[1], len(LEVELS))
    return np.broadcast_to(case.seen[:, -1, None, None], shape)


def answers(case: Case, model: Model, peers: Sequence[str]) -> Iterator[tuple[str, Array]]:
    """Yield each method's name and quantiles (N, H, 21)."""
    horizon = case.outcomes.shape[1]
    yield "reference class", predict_quantiles(case.seen, horizon, kind=case.kind, model=model)
    own: dict[str, Callable[[Array, int], Array]] = {"naive": rivals.naive, "drift": rivals.drift}
    for name, method in own.items():
        yield name, method(case.seen, horizon)
    if not case.regime.startswith("gap"):
        for name in peers:
            yield name, rivals.peer(name, case.seen, horizon)
