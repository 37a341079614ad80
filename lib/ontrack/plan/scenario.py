"""The noun of “what if”: a named, dated departure from the baseline, as scenarios.toml declares it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import ConfigDict, Field, TypeAdapter, model_validator

from ontrack.plan.relations import Noun
from ontrack.plan.texts import Names, Texts

IDENTIFIER = r"^[a-z0-9][a-z0-9_-]*$"
BASELINE = "baseline"
FiniteNoun = ConfigDict(extra="forbid", strict=True, frozen=True, allow_inf_nan=False)
Percent = Annotated[float, Field(gt=-100)]
Share = Annotated[float, Field(ge=0, le=1)]


class Named(Noun):
    """What every scenario has.

    Attributes
    ----------
    name : Names
        In the languages of the plan.
    indicators : tuple of str
        Those that change; left out, all that the plan's targets rest on.
    compared_with : str
        Id of the scenario that differences are taken to.
    note : Texts
        Why it is looked at.
    as_of_from, as_of_to : int or None
        First and last data year of the assessments it is for; left out, any.
    """

    model_config = FiniteNoun

    id: str = Field(pattern=IDENTIFIER)
    name: Names = Names()
    note: Texts = Texts()
    indicators: tuple[str, ...] = Field(default=(), strict=False)
    compared_with: str = BASELINE
    as_of_from: int | None = None
    as_of_to: int | None = None

    @model_validator(mode="after")
    def first_before_last(self) -> Named:
        """Refuse assessments from a later year to an earlier one."""
        if self.as_of_from is not None and self.as_of_to is not None and self.as_of_to < self.as_of_from:
            raise ValueError("as_of_from <= as_of_to")
        return self

    def is_for(self, as_of: int) -> bool:
        """Whether it is for an assessment as of a year."""
        return (self.as_of_from or as_of) <= as_of <= (self.as_of_to or as_of)

    def concerns(self, indicator: str) -> bool:
        """Whether an indicator is among those that change."""
        return not self.indicators or indicator in self.indicators

    @property
    def dates(self) -> dict[str, int]:
        """The years it names that must lie ahead, by key."""
        return {}


class Paced(Noun):
    """A pace a year in the unit that fits the indicator.

    Attributes
    ----------
    percent : float or None
        Per cent a year, for indicators without an upper bound.
    points : float or None
        The indicator's own unit a year, for shares, scores, and what may be negative.
    """

    model_config = FiniteNoun

    percent: Percent | None = None
    points: float | None = None

    @model_validator(mode="after")
    def with_unit(self) -> Paced:
        """Refuse a pace without a unit."""
        if self.percent is None and self.points is None:
            raise ValueError("percent = …, points = …, or both")
        return self

    def in_unit(self, unit: str) -> float | None:
        """Return the pace for indicators whose pace is in *percent* (as a share of 1), or in their unit."""
        if unit == "percent":
            return None if self.percent is None else self.percent / 100
        return self.points


class Dated(Named):
    """A scenario that departs from the baseline in a year: the first one projected, where none is named."""

    first_year: int | None = None

    @property
    def dates(self) -> dict[str, int]:
        """The years it names that must lie ahead, by key."""
        return {} if self.first_year is None else {"first_year": self.first_year}


class Baseline(Named):
    """What is projected without any departure."""

    kind: Literal["baseline"]


class Stagnation(Dated):
    """The indicator stays where it is."""

    kind: Literal["stagnation"]


class AcceleratedStep(Paced, Dated):
    """Growth is faster by so much, from its first year on."""

    kind: Literal["accelerated_step"]


class AcceleratedRamp(Paced, Dated):
    """Growth becomes faster bit by bit, by the full amount after `ramp_years`."""

    kind: Literal["accelerated_ramp"]
    ramp_years: int = Field(ge=1)


class RequiredPace(Dated):
    """The path that ends on the target: equal growth rates, or equal steps."""

    kind: Literal["required_pace"]
    path: Literal["geometric", "linear"] = "geometric"


class FixedRate(Paced, Dated):
    """Growth at one rate."""

    kind: Literal["fixed_rate"]


class Drop(Paced):
    """A change of the level within one year, then growth that comes back in shares of the baseline's."""

    year: int
    recovery: tuple[Share, ...] = Field(strict=False)


class Shock(Named):
    """One drop or several, each with its recovery."""

    kind: Literal["shock"]
    shocks: tuple[Drop, ...] = Field(strict=False)

    @model_validator(mode="after")
    def not_empty(self) -> Shock:
        """Refuse a scenario of nothing."""
        if not self.shocks:
            raise ValueError("at least one shock")
        return self

    @property
    def dates(self) -> dict[str, int]:
        """The years it names that must lie ahead, by key."""
        return {f"shocks.{place}.year": drop.year for place, drop in enumerate(self.shocks)}


class ReturnToTrajectory(Paced, Named):
    """The level is off the baseline from `year` on, and back on it in `return_year`."""

    kind: Literal["return_to_trajectory"]
    year: int
    return_year: int

    @model_validator(mode="after")
    def in_order(self) -> ReturnToTrajectory:
        """Refuse a return before the departure."""
        if self.return_year <= self.year:
            raise ValueError("year < return_year")
        return self

    @property
    def dates(self) -> dict[str, int]:
        """The years it names that must lie ahead, by key."""
        return {"year": self.year, "return_year": self.return_year}


class PeerTimeShift(Dated):
    """Values another region had after it stood where this one stands now; `speed` 2 is twice as fast."""

    kind: Literal["peer_time_shift"]
    region: str
    speed: float = Field(default=1, gt=0)


class PeerGrowthReplay(Dated):
    """Growth another region had from `from_year` on."""

    kind: Literal["peer_growth_replay"]
    region: str
    from_year: int


class QuantilePath(Named):
    """A quantile of the baseline becomes the middle of the scenario: 10 for a bad, 90 for a good course."""

    kind: Literal["quantile_path"]
    quantile_pct: float = Field(gt=0, lt=100)


class DriverEffect(Dated):
    """A policy makes a ratio's numerator or denominator grow faster.

    Attributes
    ----------
    percent : float
        Added growth of that part, in per cent a year, in the first year.
    fade : float
        Share of the effect that is lost each further year: 0 lasts, 1 is over after the first.
    """

    kind: Literal["driver_effect"]
    part: Literal["numerator", "denominator"]
    percent: Percent
    fade: Share = 0.0


Scenario = Annotated[
    Baseline | Stagnation | AcceleratedStep | AcceleratedRamp | RequiredPace | FixedRate | Shock
    | ReturnToTrajectory | PeerTimeShift | PeerGrowthReplay | QuantilePath | DriverEffect,
    Field(discriminator="kind"),
]  # fmt: skip
SCENARIO: TypeAdapter[Scenario] = TypeAdapter(Scenario)
CLASSES: dict[str, type[Named]] = {
    "baseline": Baseline,
    "stagnation": Stagnation,
    "accelerated_step": AcceleratedStep,
    "accelerated_ramp": AcceleratedRamp,
    "required_pace": RequiredPace,
    "fixed_rate": FixedRate,
    "shock": Shock,
    "return_to_trajectory": ReturnToTrajectory,
    "peer_time_shift": PeerTimeShift,
    "peer_growth_replay": PeerGrowthReplay,
    "quantile_path": QuantilePath,
    "driver_effect": DriverEffect,
}
