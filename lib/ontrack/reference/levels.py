"""What every room of the reference class shares: levels, horizons and kinds."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]

LEVELS: Array = np.array([0.025, *(np.arange(1, 20) / 20), 0.975])
LEVELS.setflags(write=False)
MEDIAN = 10  # position of .5 in LEVELS

LONGEST_HORIZON = 10  # years ahead that are held to one standard
FURTHEST_HORIZON = 25  # years ahead of the wider long-horizon answer
AHEAD = 5  # years ahead at which targets are asked about in records and dependence
NEAREST_HORIZON = 0.25  # years; a dated value may stand just before the end of the target's year
# Horizons, in years, that the networks learn and are calibrated at; answers between them are interpolated.
HORIZONS: Array = np.array([*range(1, LONGEST_HORIZON + 1), 12, 15, 20, FURTHEST_HORIZON])
HORIZONS.setflags(write=False)

POSITIVE, PERCENT, REAL = 0, 1, 2
KINDS = {"positive": POSITIVE, "percent": PERCENT, "score": PERCENT, "real": REAL}
BOUNDS = np.array([[0, np.inf], [0, 100], [-np.inf, np.inf]])  # by kind: lower, upper
