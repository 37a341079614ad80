"""The model file: what is written is read, what is no model is named, what the package's own says."""

from __future__ import annotations

import json
import re
import zipfile

import numpy as np
import pytest
from reference.made_up_model import made_up_model

from ontrack.errors import InputError
from ontrack.reference import predict_quantiles
from ontrack.reference.inputs import input_slices
from ontrack.reference.levels import HORIZONS
from ontrack.reference.model_file import FORMAT, MODEL_PATH, STRETCH_SHAPE, read_model, rounded, write_model

VALUES = [[40.0, 42, 43], [np.nan, 10, 9], [10, np.nan, 9]]


@pytest.fixture
def path(tmp_path):
    written = tmp_path / "model.npz"
    write_model(written, made_up_model())
    return written


def test_what_is_written_is_read(path):
    told, found = rounded(made_up_model()), read_model(path)
    assert found.metadata == told.metadata
    assert found.persistence == told.persistence
    for name in ("typical", "centre", "spread", "stretch"):
        assert (getattr(found, name) == getattr(told, name)).all()
    assert [network.hidden_inputs for network in found.networks] == [
        input_slices()["same_place"].stop, input_slices()["own"].stop
    ]  # fmt: skip
    answer = predict_quantiles(VALUES, 5, model=found)
    assert (answer == predict_quantiles(VALUES, 5, model=told)).all()
    assert answer == pytest.approx(predict_quantiles(VALUES, 5, model=made_up_model()), rel=1e-2)


def test_the_answer_is_the_mean_of_the_networks(path):
    model = read_model(path)
    one, two = (type(model)(**{**vars(model), "networks": (network,)}) for network in model.networks)
    values = [[-3.0, 2, 1]]  # bent hardly at that size
    logs = [np.arcsinh(predict_quantiles(values, 5, model=each) / 2) for each in (one, two, model)]
    assert logs[2] == pytest.approx((logs[0] + logs[1]) / 2)


def test_the_same_model_gives_the_same_bytes(path, tmp_path):
    other = tmp_path / "other.npz"
    write_model(other, made_up_model())
    assert other.read_bytes() == path.read_bytes()
    write_model(other, read_model(path))
    assert other.read_bytes() == path.read_bytes()
    write_model(other, made_up_model(seed=5))
    assert other.read_bytes() != path.read_bytes()


def test_the_packages_model_says_where_it_comes_from():
    metadata = read_model().metadata
    assert {"format", "seed", "settings", "panels", "attribution"} <= metadata.keys()
    assert "World Development Indicators, World Bank, CC BY 4.0" in metadata["attribution"]
    assert len(metadata["panels"]) == 3
    for panel in metadata["panels"]:
        assert re.fullmatch("[0-9a-f]{64}", panel["sha256"])
        assert panel["values"] > panel["series"] > 500
    assert MODEL_PATH.stat().st_size <= 1_000_000


def test_the_packages_model_is_stretched_within_reason():
    model = read_model()
    assert model.stretch.shape == STRETCH_SHAPE
    assert ((model.stretch >= 0.6) & (model.stretch <= 4)).all()
    assert (model.stretch != 1).any()
    assert 0.2 < model.persistence < 1.5
    assert len(model.centre) == input_slices()["same_place"].stop
    assert ((model.typical > 0) & (model.typical <= 1)).all()


@pytest.mark.parametrize("content", [b"not a model", b"PK\x03\x04 cut off", b"", None])
def test_a_damaged_or_missing_model_file_is_named(tmp_path, content):
    path = tmp_path / "model.npz"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(
        InputError, match=rf"(?s)model\.npz.*cannot be read as one.*format '{FORMAT}'.*Fit it"
    ):
        read_model(path)


def test_a_truncated_model_file_is_named(path):
    path.write_bytes(path.read_bytes()[:1500])
    with pytest.raises(InputError, match="cannot be read as one"):
        read_model(path)


def test_a_lone_array_is_no_model(path):
    with path.open("wb") as stream:
        np.save(stream, np.zeros(3))
    with pytest.raises(InputError, match="cannot be read as one"):
        read_model(path)


def test_spoiled_bytes_are_named_or_change_nothing(path, tmp_path):
    """Any four bytes of the file: a named error, or what was read before."""
    content, rng = path.read_bytes(), np.random.default_rng(3)
    refused = 0
    for number in range(60):
        place = int(rng.integers(len(content) - 4))
        spoiled = tmp_path / f"{number}.npz"
        spoiled.write_bytes(content[:place] + bytes(rng.integers(0, 256, 4).tolist()) + content[place + 4 :])
        try:
            read_model(spoiled)
        except InputError:
            refused += 1
    assert refused > 30


@pytest.mark.parametrize(
    ("arrays", "words"),
    [
        ({"x": np.zeros(3)}, "no metadata"),
        ({"metadata": np.array("{")}, "damaged part"),
        ({"metadata": np.array("[1]")}, "damaged part"),
        ({"metadata": np.array('{"format": "something else"}')}, "format 'something else'"),
        (
            {"metadata": np.array('{"format": "ontrack reference class 1"}')},
            "format 'ontrack reference class 1'",
        ),
        (
            {"metadata": np.array(json.dumps({"format": FORMAT})), "x": np.zeros(3)},
            "damaged part.*hidden_inputs",
        ),
    ],
)
def test_a_foreign_model_file_is_named(tmp_path, arrays, words):
    path = tmp_path / "model.npz"
    np.savez(path, **arrays)
    with pytest.raises(InputError, match=rf"model\.npz: found .*{words}"):
        read_model(path)


@pytest.mark.parametrize(
    ("name", "changed"),
    [
        ("typical", np.zeros((3, 3))), ("stretch", np.ones((2, 5, len(HORIZONS), 2, 3))),
        ("totals", np.zeros((4, 10, 20))), ("centre", np.zeros(7)), ("spread", np.ones(7)),
        ("0/line", np.zeros((7, 21))), ("1/w1", np.zeros((7, 5))), ("1/w2", np.zeros((4, 5))),
        ("0/b3", np.zeros(20)), ("0/w3", np.zeros((5, 20))),
        ("hidden_inputs", np.array([], dtype=int)),
    ],
)  # fmt: skip
def test_arrays_that_do_not_fit_together_are_named(path, tmp_path, name, changed):
    with np.load(path) as stored:
        arrays = {key: stored[key] for key in stored.files}
    other = tmp_path / "other.npz"
    np.savez(other, **{**arrays, name: changed})
    with pytest.raises(InputError, match=r"damaged part.*do not fit together"):
        read_model(other)


def test_inputs_of_another_program_are_named(path, tmp_path):
    """All shapes fit together, but the program has more inputs to give than the networks take."""
    with np.load(path) as stored:
        arrays = {key: stored[key] for key in stored.files}
    arrays |= {name: arrays[name][:-1] for name in ("centre", "spread", "0/w1", "0/line", "1/line")}
    arrays["hidden_inputs"] = arrays["hidden_inputs"] - [1, 0]
    other = tmp_path / "other.npz"
    np.savez(other, **arrays)
    with pytest.raises(InputError, match=r"damaged part.*do not fit together"):
        read_model(other)


def test_nothing_but_arrays_is_unpacked(path):
    with zipfile.ZipFile(path) as archive:
        assert all(name.endswith(".npy") for name in archive.namelist())
