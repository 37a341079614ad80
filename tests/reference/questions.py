"""What is asked of the model in tests: awkward histories, evidence of any kind, histories drawn at random."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

NAN = np.nan
PROPERTY = settings(
    max_examples=25, deadline=None, derandomize=True, database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
UNIT_FREE = ["money", "price", "index", "per_population", "ratio", "count", "physical", "unknown"]
AWKWARD = {
    "constant": [5.0] * 5, "zeros": [0.0] * 5, "one value": [7.0], "one zero": [0.0],
    "tiny": [1e-12, 2e-12, 3e-12, 5e-12], "huge": [1e12, 2e12, 3e12, 5e12],
    "negative": [-5.0, -6, -4, -8], "changing sign": [-1.0, 2, -3, 4, -5, 6],
    "last is zero": [5.0, 3, 1, 0], "first is zero": [0.0, 0, 0, 1], "gap": [1.0, NAN, NAN, NAN, 4, 5],
    "two far apart": [3.0] + [NAN] * 30 + [4], "one step in forty": [1.0] * 39 + [2],
    "extreme": [-1e100, 1e100, 1e-100], "largest": [1e100] * 3,
    "denormal": [5e-324, 1e-320, 3e-322], "lost year": [*range(1, 10), NAN, *range(11, 20)],
    "hundred years": list(range(1, 101)), "at the upper bound": [90.0, 100, 100],
}  # fmt: skip


def evidence_of(size: float = 1.0, seed: int = 0) -> dict[str, Any]:
    """Return evidence of every kind for one history of about this size, with years not known."""
    rng = np.random.default_rng(seed)

    def walks(count: int, years: int) -> np.ndarray:
        table = size * np.exp(np.cumsum(rng.normal(0.03, 0.1, (count, years)), axis=1))
        return np.where(rng.random(table.shape) < 0.15, NAN, table)

    return {
        "economy": 1e6 * walks(1, 12), "parent": walks(1, 8),
        "comparators": [walks(5, 11)], "same_place": [walks(4, 6)],
    }  # fmt: skip


def scaled(evidence: dict[str, Any], factor: float, names: tuple[str, ...]) -> dict[str, Any]:
    """Return evidence with some kinds of it in another unit."""
    return {
        name: ([factor * table for table in given] if isinstance(given, list) else factor * given)
        if name in names
        else given
        for name, given in evidence.items()
    }


def mirrored(evidence: dict[str, Any]) -> dict[str, Any]:
    """Return evidence about shares told as what is left to 100; the economy is none."""
    return {
        name: given
        if name == "economy"
        else ([100 - table for table in given] if isinstance(given, list) else 100 - given)
        for name, given in evidence.items()
    }


@st.composite
def histories(draw: st.DrawFn, low: float, high: float, most: int = 12) -> list[float]:
    """Draw one history, oldest first, with gaps; the last value is seen."""
    value = st.floats(low, high, allow_nan=False).map(lambda number: round(number, 6))
    earlier = draw(st.lists(st.one_of(value, st.just(NAN)), max_size=most))
    return [*earlier, draw(value)]
