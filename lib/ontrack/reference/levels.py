"""What every room of the reference class shares: levels, horizons and kinds."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]

LEVELS: Array = np.array([0.025, *(np.arange(1, 20) / 20), 0.975])
LEVELS.setflags(write=False)
MEDIAN = 10  # position of .5 in LEVELS

LONGEST_HORIZON = 10
FURTHEST_HORIZON = 25  # from the long-horizon answer
HORIZONS = np.arange(1, LONGEST_HORIZON + 1)

POSITIVE, PERCENT, REAL = 0, 1, 2
KINDS = {"positive": POSITIVE, "percent": PERCENT, "score": PERCENT, "real": REAL}
BOUNDS = np.array([[0, np.inf], [0, 100], [-np.inf, np.inf]])  # by kind: lower, upper
