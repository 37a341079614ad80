"""The fitting program on panels small enough to fit in seconds."""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import replace

import numpy as np
import pytest
from helpers.made_up_panels import made_up_panel
from threadpoolctl import threadpool_limits

from ontrack.plan.vocabulary import QUANTITIES
from ontrack.reference import predict_quantiles
from ontrack.reference.calibration import ALONE, AMONG_PEERS, AMONG_SISTERS
from ontrack.reference.evidence_inputs import BLOCKS
from ontrack.reference.inputs import input_slices
from ontrack.reference.model_file import MODEL_PATH, STRETCH_SHAPE, read_model
from ontrack.training.examples import Examples
from ontrack.training.fitting import Settings, Workshop, cross_fit, evidence_withheld, fit
from ontrack.training.held_out import folds
from ontrack.training.learning import WITHHELD, Design
from ontrack.training.panels import read_panels

TINY = Design(evidence_by_line=False, hidden=4, steps=20)
BY_LINE = Design(evidence_by_line=True, hidden=4, steps=20)
SMALL = Settings(windows=600, designs=(TINY, BY_LINE), held_designs=(TINY,), folds=2)
ASKED = [[40.0, 42, 43], [np.nan, 10, 9], [10, np.nan, 9]]


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    """Forty random walks of eight indicators, two of them shares."""
    rng = np.random.default_rng(4)
    lines = ["indicator,country,year,value"]
    for indicator in range(8):
        for country in range(5):
            walk = 50 + np.cumsum(rng.normal(0.1, 1, 30))
            name = f"x.{indicator}.zs" if indicator < 2 else f"x.{indicator}"
            lines += [f"{name},{country},{1990 + year},{value:.6f}" for year, value in enumerate(walk)]
    written = tmp_path_factory.mktemp("panel") / "panel.csv.gz"
    written.write_bytes(gzip.compress("\n".join(lines).encode()))
    return written


@pytest.fixture(scope="module")
def fitted(path, tmp_path_factory):
    out = tmp_path_factory.mktemp("model") / "model.npz"
    with threadpool_limits(1):
        return fit(read_panels([path]), out, seed=3, settings=SMALL, attribution="made “up”"), out


def test_the_written_model_is_the_one_that_is_returned(fitted):
    model, out = fitted
    read = read_model(out)
    assert (predict_quantiles(ASKED, 5, model=read) == predict_quantiles(ASKED, 5, model=model)).all()
    assert len(read.networks) == 2
    assert read.stretch.shape == STRETCH_SHAPE


def test_a_model_says_where_it_comes_from(path, fitted):
    metadata = read_model(fitted[1]).metadata
    content = gzip.decompress(path.read_bytes())
    assert metadata["panels"] == [
        {"name": "panel.csv.gz", "sha256": hashlib.sha256(content).hexdigest(), "series": 40, "values": 1200}
    ]
    assert (metadata["seed"], metadata["attribution"]) == (3, "made “up”")
    assert metadata["settings"]["windows"] == 600
    assert metadata["settings"]["designs"][1]["evidence_by_line"] is True


def test_fitting_again_with_two_workers_gives_the_same_bytes(path, fitted, tmp_path):
    again = tmp_path / "again.npz"
    fit(read_panels([path]), again, seed=3, settings=SMALL, attribution="made “up”", workers=2)
    assert again.read_bytes() == fitted[1].read_bytes()


def test_fitting_again_with_more_threads_too_and_another_seed_gives_others(path, fitted, tmp_path):
    again, other = tmp_path / "again.npz", tmp_path / "other.npz"
    for out, seed, threads in ((again, 3, 2), (other, 4, 1)):
        with threadpool_limits(threads):
            fit(read_panels([path]), out, seed=seed, settings=SMALL, attribution="made “up”")
    assert again.read_bytes() == fitted[1].read_bytes()
    assert (read_model(other).networks[0].weights["w1"] != read_model(again).networks[0].weights["w1"]).any()


def test_progress_is_told(path):
    told: list[str] = []
    cross_fit(read_panels([path]), settings=SMALL, progress=told.append)
    assert told == ["drawing windows", "networks 1 of 2", "networks 2 of 2"]


def test_what_grows_is_said_to_grow(tmp_path):
    """Sixty series that grow by six per cent a year, give or take one."""
    rng = np.random.default_rng(6)
    steps = rng.normal(0.06, 0.01, (60, 30))
    panel = made_up_panel(
        100 * np.exp(np.cumsum(steps, axis=1)), indicator=[f"x.{row % 12}" for row in range(60)],
        quantity=[QUANTITIES.index("money")] * 60,
    )  # fmt: skip
    learning = Design(evidence_by_line=False, hidden=8, steps=500)
    settings = Settings(windows=3000, designs=(learning,), held_designs=(learning,), folds=2)
    model = fit(panel, tmp_path / "model.npz", settings=settings)
    for row in ([20.0], [20.0 * 1.06**year for year in range(-4, 1)]):
        told = predict_quantiles([row], 10, quantity="money", model=model)[0]
        assert told[4, 10] / row[-1] == pytest.approx(np.exp(0.06 * 5), rel=0.04)
        assert told[9, 10] / row[-1] == pytest.approx(np.exp(0.06 * 10), rel=0.08)
        assert told[4, 0] > row[-1]
        assert told[4, -1] < row[-1] * np.exp(0.06 * 5) * 1.25


def test_each_part_is_answered_by_those_that_had_not_seen_it(path, monkeypatch):
    """What a fold's networks learn from holds no series of it, nor one that says the same."""
    economies = np.array([f"E{row}" for row in range(40)])
    economies[5] = economies[0]
    panel = replace(read_panels([path]), economy=economies)
    panel.values[5] = 1.01 * panel.values[0]
    fold = np.arange(40) % 2
    with Workshop(panel, SMALL, 3, 1, lambda message: None) as shop:
        jobs = []
        original = shop.train
        monkeypatch.setattr(shop, "train", lambda given: jobs.extend(given) or original(given))
        crossed = shop.cross_fit(fold)
        rows = shop.examples.rows
    assert [job.seed for job in jobs] == [(3, 1, 0), (3, 1, 1)]
    seen = [set(rows[job.seen]) for job in jobs]
    assert seen[0] == set(np.unique(rows)) & set(range(1, 40, 2)) - {5}
    assert seen[1] == set(np.unique(rows)) & set(range(0, 40, 2)) - {0}
    assert len(crossed.models) == 2
    assert (crossed.models[0].stretch == crossed.models[1].stretch).all()


def test_by_default_the_folds_are_those_of_what_is_held_out_together(path):
    panel = read_panels([path])
    crossed = cross_fit(panel, settings=SMALL, seed=3)
    assert (crossed.fold == folds(panel, 2)).all()
    one, two = (predict_quantiles(ASKED, 5, model=model) for model in crossed.models)
    assert (one != two).any()


def test_a_model_of_then_knows_nothing_later(path):
    """Two panels that differ after 2010 alone."""
    panel = read_panels([path])
    changed = read_panels([path])
    changed.values[:, 2011 - 1960 :] *= 3
    one, two = (cross_fit(each.known_until(2010), settings=SMALL, seed=3) for each in (panel, changed))
    for first, second in zip(one.models, two.models, strict=True):
        assert (predict_quantiles(ASKED, 5, model=first) == predict_quantiles(ASKED, 5, model=second)).all()


def test_half_lack_evidence_and_are_judged_as_what_is_left():
    slices = input_slices()
    zeros = np.zeros(12_000, dtype=int)
    inputs = np.ones((12_000, slices["same_place"].stop), np.float32)
    given = Examples(inputs, np.zeros((12_000, 14)), zeros + 1, zeros + AMONG_SISTERS, zeros)
    found = evidence_withheld(given, np.random.default_rng(1))
    lost = {name: (found.inputs[:, slices[name]] == 0).all(axis=1) for name in BLOCKS}
    for name, rows in lost.items():
        assert rows.mean() == pytest.approx(WITHHELD[name], abs=0.02), name
    assert (found.inputs[:, slices["own"]] == 1).all()
    assert (given.inputs == 1).all()
    assert (found.situation[lost["peers"]] == ALONE).all()
    assert (found.situation[lost["parent"] & ~lost["peers"]] == AMONG_PEERS).all()
    assert (found.situation[~lost["parent"] & ~lost["peers"]] == AMONG_SISTERS).all()


def test_fitting_leaves_the_packages_model_alone(path, fitted):
    assert fitted[1] != MODEL_PATH
    assert read_model().metadata["seed"] != 3
