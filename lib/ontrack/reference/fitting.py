"""The fitting program: from a panel of yearly series to a model file."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, replace
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import numpy as np

from ontrack.reference.augmentation import augmented
from ontrack.reference.calibration import rank_correlation, stretch_by_kind, stretched
from ontrack.reference.events import base_rates
from ontrack.reference.levels import BOUNDS, LEVELS, LONGEST_HORIZON, Array
from ontrack.reference.model_file import FAMILIES, FORMAT, Model, Networks, quantised, restored, write_model
from ontrack.reference.network import Weights
from ontrack.reference.panel import Panel, Windows, compared, draw_windows, folds, read_panel
from ontrack.reference.prediction import scaled_quantiles, standardised
from ontrack.reference.shapes import LEVEL_INPUTS, Shape, shape_of
from ontrack.reference.training import Examples, Settings, train

LARGEST_OUTCOME = 100.0  # in scales; the loss is linear, and what lies beyond teaches nothing more
# The stretch is measured with the few networks that had not seen an indicator; all together miss less, and
# the outermost quantiles most of all. On the panel the interval score is lower with this than with one factor
# for all levels, 80 % intervals hold more nearly as often as they say, and Brier skill does not change.
ENSEMBLE_GAIN = np.interp(np.abs(LEVELS - 0.5), [0.4, 0.475], [1.0, 0.93])
ATTRIBUTION = "World Development Indicators, World Bank, CC BY 4.0"


def fit(
    panel: Path,
    out: Path,
    *,
    seed: int = 2026,
    settings: Settings | None = None,
    attribution: str = ATTRIBUTION,
    workers: int = 1,
    progress: Callable[[str], None] = lambda message: None,
) -> Model:
    """Fit the reference class to a panel and write the model file; the same seed gives the same numbers.

    Parameters
    ----------
    panel : Path
        CSV (also .gz) with indicator, country, year, value; consecutive years of at least twenty are best.
    out : Path
        Where the model file goes.
    attribution : str
        Source and licence of the panel, kept in the file.
    workers : int
        Processes at work at once; the numbers do not depend on it.
    progress : callable
        Told what has been fitted.

    Raises
    ------
    InputError
        When the panel cannot be read.
    """
    chosen = settings or Settings()
    data = read_panel(panel)
    sizes_of = {"run": chosen.lengths, "gap": chosen.gap_counts, "peer": chosen.peer_counts}
    jobs = [(family, size) for family, sizes in sizes_of.items() for size in sizes]
    networks = {}
    for (family, size), found in zip(
        jobs, fit_all(data, jobs, chosen, seed=seed, workers=workers), strict=True
    ):
        networks[family, size] = found
        progress(f"{family} of {size}")
    metadata = {
        "format": FORMAT, "seed": seed, "settings": asdict(chosen), "attribution": attribution,
        "base_rates": base_rates(data, np.random.default_rng(seed)).round(6).tolist(),
        "panel": {
            "sha256": data.digest, "series": len(data.values), "values": int(np.isfinite(data.values).sum()),
        },
    }  # fmt: skip
    model = Model(metadata, networks)
    write_model(out, model)
    return model


def fit_all(
    panel: Panel, jobs: Sequence[tuple[str, int]], settings: Settings, *, seed: int, workers: int
) -> Iterator[Networks]:
    """Yield the networks of each family and number of values, in the order of `jobs`."""
    one = partial(fit_job, panel, settings, seed)
    if workers == 1:
        yield from map(one, jobs)
        return
    for library in ("OMP", "OPENBLAS", "MKL"):  # one thread a process, or they stand in each other's way
        os.environ.setdefault(f"{library}_NUM_THREADS", "1")
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        yield from pool.map(one, jobs)


def fit_job(panel: Panel, settings: Settings, seed: int, job: tuple[str, int]) -> Networks:
    """Return the networks of one family and number of values."""
    return fit_networks(panel, *job, settings, seed=seed)


def fit_networks(panel: Panel, family: str, size: int, settings: Settings, *, seed: int) -> Networks:
    """Return the networks for one family and number of values, calibrated on indicators each had not seen.

    They learn from the panel's windows and from noisier copies of them, but are calibrated on the former.
    """
    key = (seed, size, FAMILIES.index(family))
    rng = np.random.default_rng(key)
    windows = draw_windows(panel, size, gaps=family != "run", origins=settings.origins, rng=rng)
    if family == "peer":
        windows = compared(panel, windows)
    learned = windows.joined(augmented(windows, settings.augmentation, rng))
    untuned, held = trained_networks(panel, learned, settings, key)
    return calibrated(untuned, held, panel, windows, settings)


def scaled_outcomes(windows: Windows, shape: Shape) -> Array:
    """Return what came next, (N, H), as increments over the last value in scales."""
    outcomes = (windows.outcomes - shape.last[:, None]) / shape.scale[:, None]
    return np.clip(outcomes, -LARGEST_OUTCOME, LARGEST_OUTCOME).astype(np.float32)


def trained_networks(
    panel: Panel, windows: Windows, settings: Settings, key: tuple[int, ...]
) -> tuple[Networks, list[int]]:
    """Return networks not yet calibrated, and the fold of indicators that each had not seen."""
    shape = shape_of(windows.histories)
    rows = windows.histories.rows
    fold = folds(panel.indicator, settings.folds)[rows]
    mean, spread = shape.inputs.mean(axis=0), shape.inputs.std(axis=0) + 1e-3
    examples = Examples(
        standardised(shape.inputs, mean, spread), shape.base, scaled_outcomes(windows, shape),
        balanced(panel.indicator[rows], settings.balance),
    )  # fmt: skip
    held = [one for one in range(settings.folds) for _ in range(settings.repeats)]
    nets = [
        trained(
            examples,
            fold == one,
            place % settings.repeats,
            settings,
            key=(*key, one, place % settings.repeats),
        )
        for place, one in enumerate(held)
    ]
    weights = {name: np.stack([net[name] for net in nets]) for name in nets[0]}
    weights |= {name: restored(quantised(weights[name])) for name in ("w1", "w2", "w3")}
    nothing = np.ones((len(BOUNDS), len(LEVELS), LONGEST_HORIZON), np.float32)
    return Networks(weights, mean, spread, nothing, np.eye(LONGEST_HORIZON)), held


def calibrated(
    untuned: Networks, held: list[int], panel: Panel, windows: Windows, settings: Settings
) -> Networks:
    """Return the networks with the stretch and the dependence over years found on indicators left out."""
    shape = shape_of(windows.histories)
    outcomes = scaled_outcomes(windows, shape)
    rows, kind = windows.histories.rows, windows.histories.kind
    unseen = left_out_quantiles(untuned, shape, folds(panel.indicator, settings.folds)[rows], held)
    stretch = stretch_by_kind(unseen, outcomes, balanced(panel.indicator[rows], settings.balance), kind)
    correlation = rank_correlation(stretched(unseen, stretch[kind]), outcomes)
    final = (ENSEMBLE_GAIN[:, None] * stretch).astype(np.float32)
    return replace(untuned, stretch=final, correlation=correlation)


def balanced(names: Array, power: float) -> Array:
    """Return weights, one on average, by which frequent indicators count less."""
    _, place, count = np.unique(names, return_inverse=True, return_counts=True)
    weight = (1 / count[place]) ** power
    return weight / weight.mean()


def trained(
    examples: Examples, held: Array, repeat: int, settings: Settings, *, key: tuple[int, ...]
) -> Weights:
    """Return one network; every second one is not shown the inputs that depend on the unit."""
    rng = np.random.default_rng(key)
    if repeat % 2 == 0:
        return train(examples, held, settings, rng)
    blind = examples.inputs.copy()
    blind[:, LEVEL_INPUTS] = 0
    weights = train(replace(examples, inputs=blind), held, settings, rng)
    weights["w1"][LEVEL_INPUTS] = 0
    return weights


def left_out_quantiles(networks: Networks, shape: Shape, fold: Array, held: list[int]) -> Array:
    """Return quantiles (N, 21, H) of each window by the networks that had not seen its indicator."""
    result = np.empty((len(fold), *networks.stretch.shape[1:]), np.float32)
    for one in sorted(set(held)):
        own = [place for place, other in enumerate(held) if other == one]
        part = replace(networks, weights={name: value[own] for name, value in networks.weights.items()})
        rows = fold == one
        result[rows] = scaled_quantiles(part, shape.part(rows))
    return result
