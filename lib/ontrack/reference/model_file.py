"""The model file: networks in half precision, their calibration, and where they come from."""

from __future__ import annotations

import functools
import json
import struct
import tokenize
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from ontrack.errors import Fault, InputError
from ontrack.plan.vocabulary import DOMAINS, QUANTITIES
from ontrack.reference.calibration import ANCHORS, COUNTS
from ontrack.reference.evidence_inputs import BLOCKS
from ontrack.reference.inputs import input_slices
from ontrack.reference.levels import BOUNDS, HORIZONS, LEVELS, Array
from ontrack.reference.network import HORIZON_INPUTS, Network
from ontrack.reference.totals import same_ranks

MODEL_PATH = Path(__file__).with_name("model.npz")
FORMAT = "ontrack reference class 2"
STRETCH_SHAPE = (3, len(COUNTS), len(HORIZONS), 2, len(ANCHORS))
# What reading spoiled bytes may raise; zip flags that say *encrypted* or *patched* give a RuntimeError.
DAMAGE = (
    OSError, EOFError, TypeError, ValueError, RuntimeError, MemoryError, SyntaxError, struct.error,
    tokenize.TokenError, zipfile.BadZipFile, zlib.error,
)  # fmt: skip
WEIGHTS = ("w1", "b1", "w2", "b2", "w3", "b3", "line")


@dataclass(frozen=True)
class Model:
    """A fitted reference class.

    Attributes
    ----------
    metadata : dict
        format, seed, settings, panels (SHA-256, series, values of each), attribution.
    networks : tuple of Network
        Their mean is the answer.
    typical : array (quantities, kinds)
        Yearly change to expect, on the scale of `ontrack.reference.transform`.
    centre, spread : array (F,)
        Of the inputs.
    stretch : array (3, counts, horizons, 2, 3)
        See `ontrack.reference.calibration.stretched`.
    persistence : float
        Of surprises over the years: those after a and b years correlate as (a/b) to this power.
    totals : array (counts, horizons, 21)
        Ranks of running totals: see `ontrack.reference.totals.ranks_of`.
    """

    metadata: dict[str, Any]
    networks: tuple[Network, ...]
    typical: Array
    centre: Array
    spread: Array
    stretch: Array
    persistence: float
    totals: Array


def rounded(model: Model) -> Model:
    """Return the model as it will be read from its file."""
    networks = tuple(
        Network(
            {name: half(value).astype(np.float32).astype(float) for name, value in network.weights.items()},
            network.hidden_inputs,
        )
        for network in model.networks
    )
    return replace(model, networks=networks)


def half(values: Array) -> Array:
    """Return weights in half precision; the smallest become zero."""
    return np.asarray(values).astype(np.float16)


def write_model(path: Path, model: Model) -> None:
    """Write a model; the same model gives the same bytes."""
    arrays: dict[str, Array] = {
        "metadata": np.array(json.dumps(model.metadata, sort_keys=True)),
        "typical": model.typical, "centre": model.centre, "spread": model.spread, "stretch": model.stretch,
        "persistence": np.array(model.persistence), "totals": model.totals,
        "hidden_inputs": np.array([network.hidden_inputs for network in model.networks]),
    }  # fmt: skip
    for place, network in enumerate(model.networks):
        for name in WEIGHTS:
            arrays[f"{place}/{name}"] = half(network.weights[name])
    with path.open("wb") as stream:
        np.savez_compressed(stream, allow_pickle=False, **arrays)


@functools.lru_cache(maxsize=16)
def read_model(path: Path = MODEL_PATH) -> Model:
    """Return the model in a file, by default the one that comes with the package.

    Raises
    ------
    InputError
        When the file is missing, damaged or of another program.
    """
    try:
        with path.open("rb") as stream, np.load(stream, allow_pickle=False) as stored:
            arrays = {name: stored[name] for name in stored.files}
    except DAMAGE as error:
        raise foreign(path, f"a file that cannot be read as one ({error})") from error
    if "metadata" not in arrays:
        raise foreign(path, "no metadata")
    try:
        metadata = json.loads(str(arrays["metadata"]))
        found = metadata["format"]
    except (KeyError, TypeError, ValueError) as error:
        raise foreign(path, f"a damaged part ({error})") from error
    if found != FORMAT:
        raise foreign(path, f"format {found!r}")
    try:
        return model_of(metadata, arrays)
    except (KeyError, TypeError, ValueError) as error:
        raise foreign(path, f"a damaged part ({error})") from error


def foreign(path: Path, found: str) -> InputError:
    """Return the error of a file that is no model."""
    remedy = "Fit it again with `ontrack reference fit`, or install the package again."
    return InputError([Fault(found, f"a model file of format {FORMAT!r}", remedy, str(path))])


def model_of(metadata: dict[str, Any], arrays: Mapping[str, Array]) -> Model:
    """Return the model from its arrays.

    Raises
    ------
    ValueError
        When their shapes do not fit together.
    """
    networks = tuple(
        Network({name: arrays[f"{place}/{name}"].astype(float) for name in WEIGHTS}, int(seen))
        for place, seen in enumerate(arrays["hidden_inputs"])
    )
    typical, centre, spread, stretch, totals = (
        arrays[name].astype(float) for name in ("typical", "centre", "spread", "stretch", "totals")
    )
    inputs = input_slices()[BLOCKS[-1]].stop
    fits = (
        typical.shape == (len(QUANTITIES), len(BOUNDS))
        and stretch.shape == STRETCH_SHAPE
        and centre.shape == spread.shape == (inputs,)
        and totals.shape == same_ranks().shape
        and all(fits_together(network, inputs) for network in networks)
    )
    if not fits or not networks:
        raise ValueError(f"shapes do not fit together; {len(DOMAINS)} domains, {len(QUANTITIES)} quantities")
    return Model(metadata, networks, typical, centre, spread, stretch, float(arrays["persistence"]), totals)


def fits_together(network: Network, inputs: int) -> bool:
    """Return whether the weights of a network have the shapes that its layers need."""
    hidden, seen, levels = len(network.weights["b1"]), network.hidden_inputs + HORIZON_INPUTS, len(LEVELS)
    shapes = {
        "w1": (seen, hidden), "b1": (hidden,), "w2": (hidden, hidden), "b2": (hidden,),
        "w3": (hidden, levels), "b3": (levels,), "line": (inputs + HORIZON_INPUTS, levels),
    }  # fmt: skip
    return all(network.weights[name].shape == shape for name, shape in shapes.items())
