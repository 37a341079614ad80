"""Why the international rules say something else than the probability: one reason, the first that holds."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from ontrack.assessment.verdicts import VERDICT_FLOORS
from ontrack.tables.choices import TONES

NATIONAL_RULES = ("china_elapsed_time",)
CLEAR = 1 / 3  # favourable answers less unfavourable ones, as a part of all
SLOWER = 0.25  # part of a pace by which another one differs from it
LAST_STEP = 2  # years that the last pace may span
GOOD, BAD = VERDICT_FLOORS[1][0], VERDICT_FLOORS[2][0]  # from which on *likely*, below which *unlikely*


@dataclass(frozen=True)
class OwnPace:
    """How an indicator moved up to its last value.

    Attributes
    ----------
    longer, last : float
        Pace a year over up to five years, and since the value before; NaN where not known.
    longer_from, last_from, latest_year : int or None
    values : int
        Yearly values that count.
    """

    longer: float = math.nan
    last: float = math.nan
    longer_from: int | None = None
    last_from: int | None = None
    latest_year: int | None = None
    values: int = 0


def tones_of(rules: pd.DataFrame, target: str) -> dict[str, int]:
    """Return how many international rules are favourable to a target, in between, and unfavourable."""
    mine = rules[(rules["target"] == target) & ~rules["rule"].isin(NATIONAL_RULES)]
    return {tone: int((mine["tone"] == tone).sum()) for tone in TONES}


def tone_of_rules(tones: Mapping[str, int]) -> int:
    """Return 1 where the rules are mostly favourable, -1 where mostly unfavourable, 0 in between."""
    balance = (tones["good"] - tones["bad"]) / sum(tones.values())
    return (balance >= CLEAR) - (balance <= -CLEAR)


def tone_of_probability(probability: float) -> int:
    """Return 1 for a probability that is called likely, -1 for one that is called unlikely, 0 between."""
    return (probability >= GOOD) - (probability < BAD)


def reconciled(
    probability: float, tones: Mapping[str, int], own: OwnPace, nation: float, *, wants_more: bool, held: bool
) -> str:
    """Return the key of the line that reconciles a probability with the international rules.

    Parameters
    ----------
    probability : float
    tones : mapping
        As `tones_of` returns them.
    own : OwnPace
    nation : float
        The nation's present pace; NaN where not known.
    wants_more : bool
        Whether faster is up.
    held : bool
        Whether the latest value already meets the target.
    """
    if not sum(tones.values()):
        return "no_rule_answers"
    way = tone_of_rules(tones) - tone_of_probability(probability)
    if not way:
        return "agree"
    sign = (1 if wants_more else -1) * (1 if way > 0 else -1)  # 1: they see more of it than there may be
    if recent(own) and lags(sign * own.last, sign * own.longer):
        return "rules_see_longer_pace"
    if held and way > 0:
        return "rules_see_last_value"
    if own.values == 2:
        return "rules_see_two_values"
    if lags(sign * nation, sign * own.longer):
        return "rules_see_own_pace"
    return "rules_know_no_chance"


def recent(own: OwnPace) -> bool:
    """Whether the last pace is of a year or two, and the longer one of more."""
    if own.latest_year is None or own.last_from is None or own.longer_from is None:
        return False
    return own.latest_year - own.last_from <= LAST_STEP and own.longer_from < own.last_from


def lags(pace: float, other: float) -> bool:
    """Whether a pace is a quarter or more below another; neither may be unknown."""
    return pace < other - SLOWER * abs(other)
