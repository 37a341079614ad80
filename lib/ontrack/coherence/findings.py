"""What is found of an identity: two sides, the figures between them, and the class they fall into."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from ontrack.coherence.figures import Quantity, inverse
from ontrack.numbers.intervals import Interval

COHERENT, ROUNDED, IMMATERIAL, STRAINED, DIFFERS, CONTRADICTORY, UNCHECKED = (
    "coherent", "coherent_rounded", "immaterial", "strained", "differs", "contradictory", "not_checkable",
)  # fmt: skip
MATERIAL_PCT = 2.0  # two figures of one quantity that differ by less say the same for a plan's purposes
EXPECTED_LEVEL, POSSIBLE_LEVEL = 80, 99
EQUAL = 1e-9


@dataclass(frozen=True)
class Finding:
    """An identity evaluated.

    Attributes
    ----------
    finding : str
        coherent, coherent_rounded (only within rounding), immaterial (apart by two per cent at most),
        strained (possible only if a driver leaves its 80 % interval, turns round, or a share that is not
        known differs from its stand-in), differs (from what another publisher states, by another definition
        perhaps), contradictory, not_checkable.
    left, right : Interval or None
        What the other figures imply, and what is stated, observed or projected, in one unit.
    numbers : mapping
        Every figure of the arithmetic, by name.
    reason : str
        Why it cannot be checked: missing_figure, zero_denominator or no_target_year; else empty.
    """

    finding: str
    left: Interval | None = None
    right: Interval | None = None
    numbers: Mapping[str, Interval] = field(default_factory=dict)
    reason: str = ""

    @property
    def gap_pct(self) -> float:
        """Left over right, less one, in per cent; NaN where either is missing."""
        if self.left is None or self.right is None or self.right.value == 0:
            return math.nan
        return 100 * (self.left.value / self.right.value - 1)


def class_of_equals(left: Interval, right: Interval) -> str:
    """Return the class of two figures that should be the same."""
    if math.isclose(left.value, right.value, rel_tol=EQUAL):
        return COHERENT
    if left.overlaps(right):
        return ROUNDED
    return IMMATERIAL if abs(left.value - right.value) <= most_apart(right) else CONTRADICTORY


def most_apart(figure: Interval) -> float:
    """Return how far another figure of one quantity may lie off before the difference is material."""
    return abs(figure.value) * MATERIAL_PCT / 100


def class_of_driver(needed: Interval, driver: Quantity) -> str:
    """Return the class of a value that a quantity must take for the plan's figures to agree.

    Of a driver, coherent inside its 80 % interval, within rounding when only the rounding interval of
    `needed` reaches it, contradictory outside its 99 % interval, and strained between, or where it
    would have to turn round: to move from its latest value against its own median.
    """
    if driver.draws is None:
        return class_of_equals(needed, driver.stated)
    expected, possible = driver.range(EXPECTED_LEVEL), driver.range(POSSIBLE_LEVEL)
    if not needed.overlaps(possible):
        return CONTRADICTORY
    if not needed.overlaps(expected) or turns_round(needed, driver):
        return STRAINED
    return COHERENT if expected.lower <= needed.value <= expected.upper else ROUNDED


def class_of_room_left(own: Quantity, needed: Quantity) -> str:
    """Return the class of a quantity that must at least be what is needed, both projected.

    Coherent while the upper end of the 80 % interval of own ÷ needed reaches 1, strained while that of
    the 99 % interval does. The futures of the two are drawn independently.
    """
    room = own * inverse(needed)
    if room.range(EXPECTED_LEVEL).upper >= 1:
        return COHERENT
    return STRAINED if room.range(POSSIBLE_LEVEL).upper >= 1 else CONTRADICTORY


def turns_round(needed: Interval, driver: Quantity) -> bool:
    """Return whether all of `needed` lies on the other side of the driver's latest value than its median."""
    rising = driver.stated.value > driver.latest
    return needed.upper < driver.latest if rising else needed.lower > driver.latest


def class_of_room(share: Interval, freely: Interval, at_most: Interval, *, own: bool) -> str:
    """Return the class of a part's share against what leaves room for it.

    Parameters
    ----------
    share : Interval
        Share of the part today.
    freely : Interval
        Up to here the part fits without the rest falling.
    at_most : Interval
        Up to here it fits when the rest vanishes.
    own : bool
        Whether the share is the region's own. One that stands in for it proves no contradiction.
    """
    if share.value <= freely.value:
        return COHERENT
    if share.lower <= freely.upper:
        return ROUNDED
    return STRAINED if share.lower <= at_most.upper or not own else CONTRADICTORY
