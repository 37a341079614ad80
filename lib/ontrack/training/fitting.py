"""The fitting program: from panels of yearly series to a model file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass, replace
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import numpy.typing as npt
from threadpoolctl import threadpool_limits

from ontrack.files.temporary import TemporaryFolder
from ontrack.processes.endings import end_with_parent
from ontrack.reference.calibration import ALONE, AMONG_PEERS, AMONG_SISTERS
from ontrack.reference.evidence_inputs import BLOCKS
from ontrack.reference.inputs import LARGEST_INPUT, input_slices
from ontrack.reference.levels import HORIZONS, LEVELS, Array
from ontrack.reference.model_file import FORMAT, STRETCH_SHAPE, Model, rounded, write_model
from ontrack.reference.network import Network, answers, prepared
from ontrack.reference.totals import same_ranks
from ontrack.training.examples import Examples, centre_and_spread, draw_examples, typical_changes
from ontrack.training.held_out import folds, leaks
from ontrack.training.learning import FULL, LINEAR, WITHHELD, Design, train
from ontrack.training.panels import Panel
from ontrack.training.stretching import fitted_stretch, persistence
from ontrack.training.totals import fitted_ranks

PANEL_SHARES = (3.0, 2.0, 1.0)  # World Bank, official indicators, Chinese provinces; any further one counts 1
TESTED = 3  # one window in so many is answered by networks that had not seen its series
BARE_SHARE = 0.5  # of these, how many lack evidence, each kind twice as often as in training
CHUNK = 256  # windows at a time
Progress = Callable[[str], None]


@dataclass(frozen=True)
class Settings:
    """What a fit may vary.

    Attributes
    ----------
    windows : int
        Drawn from all panels together.
    designs : tuple of Design
        The ensemble that is kept.
    held_designs : tuple of Design
        The ensemble that answers for what it has not seen, for the calibration.
    folds : int
    shares : tuple of float
        Weight of each panel.
    """

    windows: int = 300_000
    designs: tuple[Design, ...] = (FULL,) * 3 + (LINEAR,) * 3
    held_designs: tuple[Design, ...] = (FULL, LINEAR)
    folds: int = 5
    shares: tuple[float, ...] = PANEL_SHARES


@dataclass(frozen=True)
class CrossFit:
    """Models that each had not seen a part of the panel.

    Attributes
    ----------
    fold : array (S,)
        The part a series is in.
    models : tuple of Model
        By part; calibrated on all parts, each answered by the model that had not seen it.
    """

    fold: npt.NDArray[np.intp]
    models: tuple[Model, ...]


@threadpool_limits.wrap(limits=1)  # several threads add in another order: other last digits, other bytes
def fit(
    panel: Panel,
    out: Path,
    *,
    seed: int = 2026,
    settings: Settings | None = None,
    attribution: str = "",
    told: Mapping[str, object] | None = None,
    workers: int = 1,
    progress: Progress = lambda message: None,
) -> Model:
    """Fit the reference class to panels and write the model file; the same seed gives the same bytes.

    Parameters
    ----------
    panel : Panel
        As `read_panels` returns it.
    out : Path
        Where the model file goes.
    attribution : str
        Sources and licences of the panels, kept in the file.
    told : mapping, optional
        What else the file says of itself.
    workers : int
        Processes at work at once; the numbers do not depend on it.
    progress : callable
        Told what is being done.
    """
    chosen = settings or Settings()
    with Workshop(panel, chosen, seed, workers, progress) as shop:
        crossed = shop.cross_fit(folds(panel, chosen.folds))
        networks = shop.train([Job(chosen.designs, (seed, 0), None)])[0]
    metadata = {
        "format": FORMAT, "seed": seed, "settings": asdict(chosen), "attribution": attribution,
        "panels": [
            {"name": name, "sha256": digest, "series": series, "values": values}
            for name, digest, series, values in panel.digests
        ], **(told or {}),
    }  # fmt: skip
    model = replace(crossed.models[0], metadata=metadata, networks=networks)
    progress("running totals")
    model = replace(model, totals=fitted_ranks(panel, rounded(model)))
    write_model(out, model)
    return rounded(model)


@threadpool_limits.wrap(limits=1)
def cross_fit(
    panel: Panel,
    *,
    fold: npt.NDArray[np.intp] | None = None,
    seed: int = 2026,
    settings: Settings | None = None,
    workers: int = 1,
    progress: Progress = lambda message: None,
) -> CrossFit:
    """Return models that each had not seen one fold of the panel, nor what says the same as a series of it.

    Parameters
    ----------
    panel, seed, settings, workers, progress
        As for `fit`. With `panel.known_until(year)` the models know nothing later.
    fold : array (S,), optional
        What is held out together, numbers from 0; by default `ontrack.training.held_out.folds`.
    """
    chosen = settings or Settings()
    with Workshop(panel, chosen, seed, workers, progress) as shop:
        return shop.cross_fit(folds(panel, chosen.folds) if fold is None else fold)


@dataclass(frozen=True)
class Job:
    """Networks to be trained: their designs, the seed, and which examples they may see (None: all)."""

    designs: tuple[Design, ...]
    seed: tuple[int, ...]
    seen: npt.NDArray[np.intp] | None


class Workshop:
    """Examples of a panel, standardised, and workers that train networks on them."""

    def __init__(self, panel: Panel, settings: Settings, seed: int, workers: int, progress: Progress) -> None:
        self.panel, self.settings, self.seed = panel, settings, seed
        self.workers, self.progress = workers, progress
        progress("drawing windows")
        self.typical = typical_changes(panel)
        drawn = draw_examples(panel, self.typical, settings.windows, np.random.default_rng(seed),
                              shares=settings.shares)  # fmt: skip
        self.centre, self.spread = centre_and_spread(drawn)
        self.examples = drawn.standardised(self.centre, self.spread, LARGEST_INPUT)

    def __enter__(self) -> Workshop:
        self.folder = TemporaryFolder()
        for name in ("inputs", "targets", "counts", "situation", "rows"):
            np.save(self.folder.path / f"{name}.npy", getattr(self.examples, name))
        return self

    def __exit__(self, *error: object) -> None:
        self.folder.remove()

    def train(self, jobs: Sequence[Job]) -> list[tuple[Network, ...]]:
        """Return the networks of each job."""
        single = [
            Job((design,), (*job.seed, place), job.seen)
            for job in jobs
            for place, design in enumerate(job.designs)
        ]
        trained = iter(run_all(single, self.folder.path, self.workers))
        result = []
        for number, job in enumerate(jobs, start=1):
            result.append(tuple(next(trained) for _ in job.designs))
            self.progress(f"networks {number} of {len(jobs)}")
        return result

    def cross_fit(self, fold: npt.NDArray[np.intp]) -> CrossFit:
        """Return models that each had not seen one fold, calibrated together."""
        rows = self.examples.rows
        jobs = []
        for one in range(int(fold.max()) + 1):
            seen = ~((fold == one) | leaks(self.panel, fold == one))
            jobs.append(Job(self.settings.held_designs, (self.seed, 1, one), np.flatnonzero(seen[rows])))
        ensembles = self.train(jobs)
        blank = Model(
            {}, (), self.typical, self.centre, self.spread, np.ones(STRETCH_SHAPE), 0.5, same_ranks()
        )
        tested, answered = self.unseen_answers(fold, ensembles)
        stretch = fitted_stretch(
            answered, tested.targets, tested.counts, tested.situation, self.panel.source[tested.rows]
        )
        kept = persistence(answered, tested.targets)
        models = [replace(blank, networks=nets, stretch=stretch, persistence=kept) for nets in ensembles]
        return CrossFit(fold, tuple(rounded(model) for model in models))

    def unseen_answers(
        self, fold: npt.NDArray[np.intp], ensembles: Sequence[tuple[Network, ...]]
    ) -> tuple[Examples, Array]:
        """Return some of the examples, and their quantiles (N, H, 21) by networks that had not seen them."""
        tested = self.examples.part(np.arange(0, len(self.examples.rows), TESTED))
        tested = evidence_withheld(tested, np.random.default_rng((self.seed, 2)))
        result = np.empty((*tested.targets.shape, len(LEVELS)), np.float32)
        for one, networks in enumerate(ensembles):
            mine = np.flatnonzero(fold[tested.rows] == one)
            result[mine] = mean_answers(networks, tested.inputs[mine])
        return tested, result


def evidence_withheld(examples: Examples, rng: np.random.Generator) -> Examples:
    """Return examples half of which lack evidence, as users' indicators do."""
    inputs, situation = examples.inputs.copy(), examples.situation.copy()
    bare = rng.random(len(inputs)) < BARE_SHARE
    lost = {name: bare & (rng.random(len(inputs)) < 2 * WITHHELD[name]) for name in BLOCKS}
    for name, rows in lost.items():
        inputs[rows, input_slices()[name]] = 0
    situation[lost["parent"] & (situation == AMONG_SISTERS)] = AMONG_PEERS
    situation[lost["peers"]] = ALONE
    return replace(examples, inputs=inputs, situation=situation)


def mean_answers(networks: Sequence[Network], inputs: Array) -> Array:
    """Return the networks' mean quantiles (N, H, 21) on the scale, sorted, not yet stretched."""
    total = np.zeros((len(inputs), len(HORIZONS), len(LEVELS)), np.float32)
    for network in networks:
        for start in range(0, len(inputs), CHUNK):
            rows = slice(start, start + CHUNK)
            total[rows] += np.sort(answers(network, prepared(network, inputs[rows]), HORIZONS))
    return total / len(networks)


def run_all(jobs: Sequence[Job], folder: Path, workers: int) -> Iterator[Network]:
    """Yield the network of each job of one design, in their order."""
    if workers == 1:
        yield from (run_job(folder, job) for job in jobs)
        return
    spawn = get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=spawn, initializer=end_with_parent) as pool:
        yield from pool.map(run_job, [folder] * len(jobs), jobs)


@threadpool_limits.wrap(limits=1)
def run_job(folder: Path, job: Job) -> Network:
    """Return the one network of a job, trained on the examples in a folder."""
    names = ("inputs", "targets", "counts", "situation", "rows")
    tables = [np.load(folder / f"{name}.npy", mmap_mode="r") for name in names]
    examples = Examples(*(table if job.seen is None else table[job.seen] for table in tables))
    return train(examples, job.designs[0], np.random.default_rng(job.seed))
