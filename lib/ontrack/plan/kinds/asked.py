"""What the kinds ask of a target, an indicator and a projection, which are made of the kinds in turn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

if TYPE_CHECKING:
    import pandas as pd


class Row(Protocol):
    """What a kind reads of a target: see `ontrack.plan.plan.Target`."""

    @property
    def target(self) -> str:
        """Its id."""

    @property
    def kind(self) -> str:
        """How its value is to be read."""

    @property
    def comparison(self) -> str:
        """``>=``, ``>``, ``<=`` or ``<``."""

    @property
    def value(self) -> float:
        """What is to be reached."""

    @property
    def year(self) -> int | None:
        """When."""

    @property
    def baseline_year(self) -> int | None:
        """From when the plan counts."""

    @property
    def baseline_value(self) -> float | None:
        """From what."""

    @property
    def from_year(self) -> int | None:
        """First of the years that count, where several do."""

    @property
    def value_to(self) -> float | None:
        """Upper end of a range."""

    @property
    def milestones(self) -> str:
        """Levels of earlier years."""

    @property
    def places(self) -> str:
        """Ids of other places."""

    @property
    def places_needed(self) -> int | None:
        """How many of them must reach it."""


class Measured(Protocol):
    """What a kind asks of an indicator: see `ontrack.plan.plan.Indicator`."""

    @property
    def kind(self) -> str:
        """What kind of figure it is."""

    @property
    def better(self) -> str:
        """higher, lower or neither."""

    @property
    def lower(self) -> float | None:
        """Its natural lower bound."""

    @property
    def decimals(self) -> int:
        """What it is published with."""


class Future(Protocol):
    """What a kind asks of a projection: see `ontrack.projection.projection.Projection`."""

    @property
    def indicator(self) -> Any:
        """What is projected."""

    @property
    def years(self) -> Sequence[int]:
        """The projected years."""

    @property
    def median(self) -> pd.Series:
        """By year."""

    def interval(self, level: int) -> pd.DataFrame:
        """Return lower and upper, by year."""

    def probability_met(self, target: Any) -> float:
        """Return the probability that its year alone meets the target."""

    def sample_paths(self, size: int, seed: int) -> pd.DataFrame:
        """Return possible futures, one a row."""


R = TypeVar("R", bound=Row)
