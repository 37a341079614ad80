"""The fitting program on a panel small enough to fit in seconds, and what is wrong with files."""

from __future__ import annotations

import gzip
import hashlib
from statistics import NormalDist

import numpy as np
import pytest

from ontrack.errors import InputError
from ontrack.reference import LEVELS, fitting, predict_quantiles
from ontrack.reference.calibration import fitted_stretch, stretch_by_kind
from ontrack.reference.fitting import fit
from ontrack.reference.model_file import MODEL_PATH, quantised, read_model, restored
from ontrack.reference.network import BASIS, gradients, hidden_layers, initial_weights, outputs, spread_out
from ontrack.reference.panel import Windows, draw_windows, folds, read_panel
from ontrack.reference.training import TRAINED_HORIZONS, Settings, pinball

SMALL = Settings(hidden=6, origins=3, epochs=2, batch=64, lengths=(1, 3), gap_counts=(2,), peer_counts=())


@pytest.fixture(scope="module")
def panel(tmp_path_factory):
    """Forty random walks of eight indicators, two of them shares."""
    rng = np.random.default_rng(4)
    lines = ["indicator,country,year,value"]
    for indicator in range(8):
        for country in range(5):
            walk = 50 + np.cumsum(rng.normal(0.1, 1, 30))
            name = f"x.{indicator}.zs" if indicator < 2 else f"x.{indicator}"
            lines += [f"{name},{country},{1990 + year},{value:.6f}" for year, value in enumerate(walk)]
    path = tmp_path_factory.mktemp("panel") / "panel.csv.gz"
    path.write_bytes(gzip.compress("\n".join(lines).encode()))
    return path


def test_the_package_says_where_its_model_comes_from():
    metadata = read_model().metadata
    assert metadata["attribution"] == "World Development Indicators, World Bank, CC BY 4.0"
    assert metadata["panel"]["series"] == 6703
    assert len(metadata["panel"]["sha256"]) == 64
    assert {"seed", "settings"} <= metadata.keys()
    assert MODEL_PATH.stat().st_size <= 1_000_000


def test_fitting_again_gives_the_same_model(panel, tmp_path):
    for name in ("one.npz", "two.npz"):
        fit(panel, tmp_path / name, seed=3, settings=SMALL, attribution="made up")
    one, two = read_model(tmp_path / "one.npz"), read_model(tmp_path / "two.npz")
    assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "two.npz").read_bytes()
    values = [[40.0, 42, 43], [np.nan, 10, 9], [10, np.nan, 9]]
    assert (predict_quantiles(values, 5, model=one) == predict_quantiles(values, 5, model=two)).all()
    assert one.metadata["attribution"] == "made up"
    assert one.metadata["panel"]["sha256"] == hashlib.sha256(gzip.decompress(panel.read_bytes())).hexdigest()


def test_several_processes_give_the_same_model(panel, tmp_path):
    for name, workers in (("one.npz", 1), ("two.npz", 2)):
        fit(panel, tmp_path / name, seed=3, settings=SMALL, workers=workers)
    assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "two.npz").read_bytes()


def test_a_panel_is_read_with_its_kinds(panel):
    data = read_panel(panel)
    assert data.values.shape == (40, 30)
    assert data.kind[:10].tolist() == [1] * 10
    assert data.kind[10:].tolist() == [0] * 30


def test_all_series_of_an_indicator_are_in_one_fold(panel):
    data = read_panel(panel)
    for name in set(data.indicator):
        assert len(set(folds(data.indicator, 4)[data.indicator == name])) == 1


def test_windows_are_followed_by_what_came_next(panel):
    data = read_panel(panel)
    windows = draw_windows(data, 4, gaps=True, origins=3, rng=np.random.default_rng(1))
    for row, values, gaps, outcome in zip(
        windows.histories.rows,
        windows.histories.values,
        windows.histories.gaps,
        windows.outcomes,
        strict=True,
    ):
        series = data.values[row]
        end = int(np.flatnonzero(series == values[-1])[0])
        places = end - np.append(gaps[::-1].cumsum()[::-1], 0).astype(int)
        assert (series[places] == values).all()
        known = min(10, len(series) - 1 - end)
        assert known >= 5
        assert (outcome[:known] == series[end + 1 : end + 1 + known]).all()
        assert np.isnan(outcome[known:]).all()


def test_gradients_are_those_of_the_loss():
    rng = np.random.default_rng(2)
    inputs, base = rng.normal(size=(7, 4)), rng.normal(size=(7, 2, 7))
    outcomes, basis = rng.normal(size=(7, 7)), BASIS[:, TRAINED_HORIZONS - 1].astype(float)
    weights = {name: value.astype(float) for name, value in initial_weights(rng, 4, 5, 2).items()}

    def loss(changed):
        out = outputs(changed, hidden_layers(changed, inputs)[1])
        return pinball(spread_out(out, changed["mix"], base, basis), outcomes, np.ones((21, 7)))

    _, slope = loss(weights)
    found = gradients(weights, inputs, base, hidden_layers(weights, inputs), slope, basis=basis)
    for name, value in weights.items():
        place = tuple(0 for _ in value.shape)
        up, down = (
            {**weights, name: value + sign * 1e-6 * (np.indices(value.shape).sum(axis=0) == 0)}
            for sign in (1, -1)
        )
        numeric = (loss(up)[0].sum() - loss(down)[0].sum()) / 2e-6
        assert found[name][place] == pytest.approx(numeric, rel=1e-4, abs=1e-6), name


def test_the_stretch_makes_quantiles_hold():
    rng = np.random.default_rng(5)
    outcomes = rng.normal(0, 2, (4000, 1))
    narrow = np.tile([NormalDist().inv_cdf(level) for level in LEVELS], (4000, 1))[..., None]
    stretch = fitted_stretch(narrow, outcomes, np.ones(4000))
    assert stretch[[0, 2, 18, 20], 0] == pytest.approx(2, abs=0.2)
    assert stretch[10, 0] == 1


def test_a_kind_that_is_missed_more_often_is_stretched_more():
    rng = np.random.default_rng(5)
    kind = np.repeat([0, 2], 3000)
    outcomes = rng.normal(0, np.where(kind == 2, 2, 1))[:, None]
    narrow = np.tile([NormalDist().inv_cdf(level) for level in LEVELS], (6000, 1))[..., None]
    positive, percent, real = stretch_by_kind(narrow, outcomes, np.ones(6000), kind)[:, 0, 0]
    assert positive < percent < real


def test_small_integers_hold_the_weights():
    weights = np.random.default_rng(6).normal(size=(2, 30, 20))
    assert restored(quantised(weights)) == pytest.approx(weights, abs=np.abs(weights).max() / 250)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"not a model", "cannot be read as one"),
        (b"PK\x03\x04 cut off", "cannot be read as one"),
        (None, "cannot be read as one"),
    ],
)
def test_a_damaged_or_missing_model_file_is_named(tmp_path, content, words):
    path = tmp_path / "model.npz"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(InputError, match=rf"model\.npz.*{words}.*format 'ontrack reference class 1'"):
        read_model(path)


def test_a_truncated_model_file_is_named(tmp_path):
    path = tmp_path / "model.npz"
    path.write_bytes(MODEL_PATH.read_bytes()[:50_000])
    with pytest.raises(InputError, match="cannot be read as one"):
        read_model(path)


def test_a_lone_array_is_no_model(tmp_path):
    path = tmp_path / "model.npz"
    with path.open("wb") as stream:
        np.save(stream, np.zeros(3))
    with pytest.raises(InputError, match="cannot be read as one"):
        read_model(path)


def test_a_model_file_with_a_spoiled_part_is_named(tmp_path):
    path = tmp_path / "model.npz"
    content = bytearray(MODEL_PATH.read_bytes())
    content[300_000:300_400] = bytes(400)
    path.write_bytes(content)
    with pytest.raises(InputError, match="cannot be read as one"):
        read_model(path)


@pytest.mark.parametrize(
    ("arrays", "words"),
    [
        ({"x": np.zeros(3)}, "no metadata"),
        ({"metadata": np.array("{")}, "damaged part"),
        ({"metadata": np.array('{"format": "something else"}')}, "format 'something else'"),
        (
            {"metadata": np.array('{"format": "ontrack reference class 1"}'), "run5/b1": np.zeros(3)},
            "damaged part.*run5/b2",
        ),
    ],
)
def test_a_foreign_model_file_is_named(tmp_path, arrays, words):
    path = tmp_path / "model.npz"
    np.savez(path, **arrays)
    with pytest.raises(InputError, match=words):
        read_model(path)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("indicator,country,value\nx,y,1\n", r"panel\.csv, line 1: found no column year"),
        ("indicator,country,year,value\nx,y,2000,much\n", r"line 2: found year '2000', value 'much'"),
        ("indicator,country,year,value\nx,y,2000.5,1\n", r"line 2: found year '2000.5'"),
        ("indicator,country,year,value\nx,y,2000,nan\n", "a calendar year and a finite number"),
        ("indicator,country,year,value\n", "no rows"),
    ],
)
def test_a_bad_panel_is_named(tmp_path, content, words):
    path = tmp_path / "panel.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=words):
        read_panel(path)


def test_a_missing_panel_is_named(tmp_path):
    with pytest.raises(InputError, match=r"cannot be read.*Check the path"):
        read_panel(tmp_path / "nothing.csv")


def test_only_the_panel_itself_calibrates(panel, monkeypatch):
    """What the networks learn from may be made noisier; what they are measured on may not."""
    counts = {}

    def note(name):
        original = getattr(fitting, name)

        def noted(*arguments):
            counts[name] = len(next(part for part in arguments if isinstance(part, Windows)).outcomes)
            return original(*arguments)

        return noted

    for name in ("trained_networks", "calibrated"):
        monkeypatch.setattr(fitting, name, note(name))
    data = read_panel(panel)
    fitting.fit_networks(data, "run", 3, SMALL, seed=1)
    assert counts["calibrated"] == 40 * SMALL.origins
    assert counts["trained_networks"] > 1.5 * counts["calibrated"]
