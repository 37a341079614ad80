"""The model file: small integers for the weights, a paragraph about where they come from."""

from __future__ import annotations

import functools
import json
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from ontrack.errors import Fault, InputError
from ontrack.reference.levels import BOUNDS, LEVELS, LONGEST_HORIZON, Array

MODEL_PATH = Path(__file__).with_name("model.npz")
FORMAT = "ontrack reference class 1"
QUANTISED = ("w1", "w2", "w3")
PLAIN = ("b1", "b2", "b3", "mix", "mean", "spread", "stretch", "correlation")
FAMILIES = ("run", "gap", "peer")


@dataclass(frozen=True)
class Networks:
    """The networks for one number of values.

    Attributes
    ----------
    weights : dict of arrays
        Those of all networks, stacked along the first axis.
    mean, spread : array (F,)
        Of the inputs.
    stretch : array (kinds, 21, H)
    correlation : array (H, H)
        Of the normal scores of the outcomes over the years.
    """

    weights: dict[str, Array]
    mean: Array
    spread: Array
    stretch: Array
    correlation: Array


@dataclass(frozen=True)
class Model:
    """A fitted reference class.

    Attributes
    ----------
    metadata : dict
        format, seed, settings, panel (its SHA-256, series, values), attribution.
    networks : dict
        By family (`run` without gaps, `gap` with, `peer` with comparators) and number of values.
    """

    metadata: dict[str, Any]
    networks: dict[tuple[str, int], Networks]

    def sizes(self, family: str) -> list[int]:
        """Return the numbers of values a family was fitted to, ascending."""
        return sorted(size for name, size in self.networks if name == family)


def quantised(weights: Array) -> dict[str, Array]:
    """Return stacked matrices (E, I, O) as small integers and the step of each column."""
    step = np.abs(weights).max(axis=1, keepdims=True) / 127
    step = np.where(step > 0, step, 1).astype(np.float16)
    whole = np.clip(np.rint(weights / step.astype(np.float32)), -127, 127)
    return {"integer": whole.astype(np.int8), "step": step}


def restored(parts: Mapping[str, Array]) -> Array:
    """Return the matrices again."""
    return parts["integer"].astype(np.float32) * parts["step"].astype(np.float32)


def write_model(path: Path, model: Model) -> None:
    """Write a model; the same model gives the same bytes."""
    arrays: dict[str, Array] = {"metadata": np.array(json.dumps(model.metadata, sort_keys=True))}
    for (family, size), part in sorted(model.networks.items()):
        stored = {**part.weights, **{name: getattr(part, name) for name in PLAIN[4:]}}
        stored["mix"] = stored["mix"].mean(axis=0, keepdims=True)  # all that a prediction needs
        for name in PLAIN:
            exact = name in ("mean", "spread", "b3")
            arrays[f"{family}{size}/{name}"] = stored[name].astype(np.float32 if exact else np.float16)
        for name in QUANTISED:
            for key, value in quantised(stored[name]).items():
                arrays[f"{family}{size}/{name}/{key}"] = value
    with path.open("wb") as stream:
        np.savez_compressed(stream, allow_pickle=False, **arrays)


@functools.lru_cache(maxsize=4)
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
    except (OSError, EOFError, TypeError, ValueError, zipfile.BadZipFile, zlib.error) as error:
        raise foreign(path, f"a file that cannot be read as one ({error})") from error
    if "metadata" not in arrays:
        raise foreign(path, "no metadata")
    try:
        metadata = json.loads(str(arrays["metadata"]))
        found = metadata["format"]
        keys = sorted({name.partition("/")[0] for name in arrays if "/" in name})
        networks = {split_key(key): networks_of(arrays, key) for key in keys} if found == FORMAT else {}
    except (KeyError, TypeError, ValueError) as error:
        raise foreign(path, f"a damaged part ({error})") from error
    if found != FORMAT:
        raise foreign(path, f"format {found!r}")
    return Model(metadata, networks)


def foreign(path: Path, found: str) -> InputError:
    """Return the error of a file that is no model."""
    remedy = "Fit it again with `ontrack reference fit`, or install the package again."
    return InputError([Fault(found, f"a model file of format {FORMAT!r}", remedy, str(path))])


def split_key(key: str) -> tuple[str, int]:
    """Return family and number of values of a key such as run5."""
    family = next((name for name in FAMILIES if key.startswith(name)), "")
    return family, int(key[len(family) :])


def networks_of(arrays: Mapping[str, Array], key: str) -> Networks:
    """Return the networks stored under a key."""
    weights = {name: arrays[f"{key}/{name}"] for name in PLAIN[:4]}
    for name in QUANTISED:
        weights[name] = restored({part: arrays[f"{key}/{name}/{part}"] for part in ("integer", "step")})
    mean, spread, stretch, correlation = (arrays[f"{key}/{name}"] for name in PLAIN[4:])
    count, inputs, hidden = weights["w1"].shape
    if (
        stretch.shape != (len(BOUNDS), len(LEVELS), LONGEST_HORIZON)
        or weights["w2"].shape != (count, hidden, hidden)
        or len(mean) != inputs
    ):
        raise ValueError(f"shapes in {key} do not fit together")
    return Networks(weights, mean, spread, stretch, correlation)
