"""Targets: what a plan wants, of which indicator and by when."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from ontrack.errors import Fault
from ontrack.plan.kinds import kind_of
from ontrack.plan.texts import Texts, Worded


@dataclass(frozen=True)
class Aim(Worded):
    """What a plan says of one aim besides its figure, a row of targets.csv.

    Attributes
    ----------
    indicator : str
        Id of the indicator that decides it; empty where no figure is known.
    location : Texts
        Where it stands, in the plan's own words unless a language says it otherwise.
    goal : str
        Id of the goal it serves; empty where the plan names none, and then it shares its goal with no other.
    nature : str
        binding (约束性) or expected (预期性).
    kind : str
        How its value is to be read: a word of `ontrack.plan.kinds.KINDS`.
    comparison : str
        ``>=``, ``>``, ``<=`` or ``<``.
    in_table : bool
        Whether it stands in the plan's indicator table rather than in a box or in prose.
    responsible : Texts
        The unit that answers for it, where the plan names one.
    from_year : int or None
        First of the years that count, where several do; None for the plan's first.
    value_to : float or None
        Upper end of a range.
    milestones : str
        What is to be reached in earlier years: ``2027:10;2028:15``.
    places : str
        Ids of the other places that decide it, separated by blanks.
    places_needed : int or None
        How many of them must reach it; None for all.
    """

    target: str
    indicator: str
    name: Texts
    location: Texts
    goal: str
    nature: str
    baseline_year: int | None
    baseline_value: float | None
    year: int | None
    unit: Texts
    kind: str
    comparison: str
    in_table: bool
    note: Texts
    responsible: Texts = field(default_factory=Texts, kw_only=True)
    from_year: int | None = field(default=None, kw_only=True)
    value_to: float | None = field(default=None, kw_only=True)
    milestones: str = field(default="", kw_only=True)
    places: str = field(default="", kw_only=True)
    places_needed: int | None = field(default=None, kw_only=True)


@dataclass(frozen=True)
class TargetWithoutValue(Aim):
    """An aim whose figure is not known: listed, not guessed; its note says why.

    Attributes
    ----------
    fault : Fault or None
        What is wrong with its row of targets.csv, where that is why.
    """

    fault: Fault | None = None


@dataclass(frozen=True)
class Target(Aim):
    """An aim with its figure.

    Attributes
    ----------
    value : float
        What is to be reached in `year`, in the unit the plan writes.
    """

    value: float

    @property
    def wants_more(self) -> bool:
        """Whether the target is a floor rather than a ceiling."""
        return kind_of(self).wants_more(self)

    @property
    def level(self) -> float | None:
        """Value of the indicator that meets the target in its year; None where it is no such level."""
        return kind_of(self).level(self)

    def threshold(self, decimals: int) -> float | None:
        """Return the value from which on a figure, once published with so many decimals, meets the target.

        None where the target is no level.
        """
        return kind_of(self).threshold(self, decimals)

    def met_by(self, value: float) -> bool:
        """Whether the indicator at `value` meets the target: compared as they were typed, unrounded.

        Raises
        ------
        ValueError
            When no one value can meet the target.
        """
        if not kind_of(self).has_bar(self):
            raise ValueError(f"target {self.target} ({self.kind}) has no level to compare {value:g} with")
        return bool(kind_of(self).meets(self, value))

    @property
    def marks(self) -> list[tuple[float, int | None]]:
        """Values of the indicator that a chart marks, each with its year; none where no value is a level."""
        return kind_of(self).marks(self)

    def would_be_met(self, value: float | None) -> bool:
        """Whether the indicator at `value` would meet the target, were this its year.

        False without a value, and where no one value can meet the target.
        """
        if value is None or math.isnan(value) or not kind_of(self).has_bar(self):
            return False
        return bool(kind_of(self).meets(self, value))
