"""How ambitious a target was when it was set: what it required beside what had been achieved."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import pandas as pd

from ontrack.numbers.rates import pace_between
from ontrack.tables.choices import AMBITION_CLASSES

PAST_YEARS = 5
MULTIPLES = (0.5, 1.0, 2.0)  # of the past pace: the upper ends of the classes between the first and the last


@dataclass(frozen=True)
class Asked:
    """What a target asked for when it was set.

    Attributes
    ----------
    required, past : float
        Paces a year, rising or falling as the values do: from the last value known to the target in its
        year, and over the five years before that value. NaN where there is none.
    met : bool
        Whether that value met the target already.
    known_until : int
        Year of that value.
    """

    required: float
    past: float
    met: bool
    known_until: int

    @property
    def ambition(self) -> str:
        """The class, as `ambition_of` returns it."""
        return ambition_of(self.required, self.past, self.met)


def ambition_of(required: float, past: float, met: bool) -> str:
    """Return the class of a target among `AMBITION_CLASSES`; empty where it is not met and a pace not known.

    *met_already* where the target was met when it was set. Else by the required pace over the past one:
    *under_half*, *half_to_one* (both ends included), *one_to_two* (two included), *over_two*, to which a past
    pace of nothing or away from the target belongs too.

    Parameters
    ----------
    required, past : float
        Paces a year in one unit, both rising or falling as the values do, or both positive toward the target.
    met : bool
        Whether the target is met by the last value known.
    """
    if met:
        return AMBITION_CLASSES[0]
    if math.isnan(required) or math.isnan(past):
        return ""
    multiple = required / past if past else math.inf
    if multiple < 0:
        return AMBITION_CLASSES[-1]
    half, one, two = MULTIPLES
    place = 1 + (multiple >= half) + (multiple > one) + (multiple > two)
    return AMBITION_CLASSES[place]


def asked_of(target: dict[str, Any], values: pd.Series) -> Asked | None:
    """Return what an earlier target asked for; None where no value was known when it was set.

    Known are the values of the years before the one it was set in: a figure of the year itself comes out
    later. The past pace goes back to the newest value five or more years older, and is divided by the years
    between, as `assessment.alarms.paces.pace_over` does. Amounts that are always positive grow in per cent a
    year; shares, and what may be negative, move in their own unit: as `Indicator.pace_unit` says.

    Parameters
    ----------
    target : dict
        A row of policy_targets.csv.
    values : Series
        Its yearly values, by ascending year.
    """
    known = values[values.index < target["set_year"]]
    if known.empty:
        return None
    unit = "percent" if target["kind"] == "positive" else "points"
    last, year = float(known.iloc[-1]), int(known.index[-1])
    required = pace_between(last, target["target_value"], target["target_year"] - year, unit)
    earlier = known[known.index <= year - PAST_YEARS]
    past = math.nan
    if len(earlier):
        past = pace_between(float(earlier.iloc[-1]), last, year - int(earlier.index[-1]), unit)
    rising = target["direction"] == "increase"
    met = last >= target["target_value"] if rising else last <= target["target_value"]
    return Asked(required, past, bool(met), year)
