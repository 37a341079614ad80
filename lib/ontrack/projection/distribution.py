"""What a distribution of an indicator’s later values must be able to say."""

from __future__ import annotations

from typing import Protocol

import numpy.typing as npt

from ontrack.evidence import Evidence
from ontrack.reference.levels import Array


class Distribution(Protocol):
    """Predictive distribution of an indicator at the year-ends after its last value, in its own unit.

    A horizon is the place of a year-end: 1 is the first after the last value, which is less than a year
    ahead where that value is dated within a year. `ReferenceClass` says what each member is; a scenario, or
    another form of the same quantity, puts another distribution in its place.
    """

    @property
    def evidence(self) -> Evidence:
        """What it rests on."""

    @property
    def lower(self) -> float:
        """Natural bound below."""

    @property
    def upper(self) -> float:
        """Natural bound above."""

    @property
    def never_falls(self) -> bool:
        """Whether it is a running total."""

    def below(self, horizon: int, value: float) -> float:
        """Return the probability of a value less than `value` at a horizon."""

    def quantile(self, horizons: npt.ArrayLike, level: npt.ArrayLike) -> Array:
        """Return the values not exceeded with probability `level`, for consecutive `horizons` from 1."""

    def sample_paths(self, horizons: npt.ArrayLike, size: int, seed: int) -> Array:
        """Return `size` paths over `horizons` (1, 2, …), one a row."""

    def with_evidence(self, evidence: Evidence) -> Distribution:
        """Return it as it would be with other evidence."""

    def below_after(self, date: float, values: Array, horizon: int, value: float) -> Array:
        """Return `below` as it would be after each of `values` were observed at a later date.

        The horizon is then counted from that date.
        """
