"""The course of an indicator towards its target: what every official rule is asked about."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ontrack.errors import Fault, InputError
from ontrack.numbers.comparing import compare


@dataclass(frozen=True)
class Course:
    """Where an indicator started, where it has got to and where it must be.

    Attributes
    ----------
    history : Series
        Yearly values by calendar year, in rising order, in the indicator's unit; years may be missing.
    target_value : float
        In the indicator's unit; reached by a value at it or beyond, of a `strict` one by a value beyond.
    target_year : int or None
    baseline_year, baseline_value : int or None, float or None
        What the plan counts from. Without a value, that of the history in the baseline year stands for it.
    wants_more : bool
        Whether higher is better.
    lower, upper : float
        Natural bounds.
    binding : bool
        Whether the target is binding (约束性).
    strict : bool
        Whether the target itself does not suffice: more than it is wanted, or less.
    direction_only : bool
        Whether the plan names no number, only up or down from its baseline; that is then `target_value`.

    Raises
    ------
    InputError
        When years do not rise or a value is missing or infinite.
    """

    history: pd.Series
    target_value: float
    target_year: int | None
    baseline_year: int | None = None
    baseline_value: float | None = None
    wants_more: bool = True
    lower: float = -math.inf
    upper: float = math.inf
    binding: bool = False
    strict: bool = False
    direction_only: bool = False

    def __post_init__(self) -> None:
        values = self.history.to_numpy(dtype=float)
        rising = self.history.index.is_monotonic_increasing and self.history.index.is_unique
        if rising and np.isfinite(values).all():
            return
        remedy = "Give each year once, in rising order, and leave out years without a value."
        raise InputError([Fault("years out of order or a missing value", "one number a year", remedy)])

    @property
    def direction(self) -> int:
        """1 where higher is better, otherwise -1."""
        return 1 if self.wants_more else -1

    @property
    def latest_year(self) -> int:
        """Year of the latest value; there must be one."""
        return int(self.history.index[-1])

    @property
    def latest_value(self) -> float:
        """The latest value; there must be one."""
        return float(self.history.iloc[-1])

    @property
    def plan_base(self) -> tuple[int, float] | None:
        """Year and value the plan counts from, None where it states none and none is known."""
        if self.baseline_year is None:
            return None
        value = self.history.get(self.baseline_year) if self.baseline_value is None else self.baseline_value
        return None if value is None else (self.baseline_year, float(value))

    @property
    def base(self) -> tuple[int, float] | None:
        """Year and value a rule counts from, None where no later value is known.

        It is the plan's baseline once a later value is known. Without a baseline value the next available
        year stands for it, as Statistics Canada does. While the baseline is the latest value there is no
        progress to measure since, and the first value of the history takes its place.
        """
        if self.history.empty:
            return None
        if self.plan_base and self.plan_base[0] < self.latest_year:
            return self.plan_base
        later = self.history[self.history.index >= (self.baseline_year or 0)]
        counted = later if len(later) > 1 else self.history
        return (int(counted.index[0]), float(counted.iloc[0])) if len(counted) > 1 else None

    @property
    def reached(self) -> bool:
        """Whether the latest value reaches the target."""
        return self.is_reached_by(self.latest_value)

    def is_reached_by(self, value: float) -> bool:
        """Whether a value is at the target or beyond; of a strict one, beyond."""
        side = self.direction * compare(value, self.target_value)
        return side > 0 if self.strict else side >= 0

    def why_no_change(self) -> str:
        """Return why no change can be measured on the way to a dated target, or an empty string."""
        if self.history.empty:
            return "no_data"
        if self.target_year is None:
            return "no_target_year"
        if self.base is None:
            return "one_value"
        return "no_time" if self.target_year <= self.base[0] else ""

    def why_no_progress(self) -> str:
        """Return why no part of the way from base to target can be measured, or an empty string."""
        reason = self.why_no_change()
        if reason or self.base is None:
            return reason
        side = self.direction * compare(self.target_value, self.base[1])
        return "base_is_target" if side == 0 else "base_beyond_target" if side < 0 else ""

    def why_no_growth(self) -> str:
        """Return why progress cannot be measured in growth rates, or an empty string."""
        reason = self.why_no_progress()
        if reason or self.base is None:
            return reason
        positive = min(self.base[1], self.latest_value, self.target_value) > 0
        return "" if positive else "not_positive"

    def why_no_rate(self) -> str:
        """Return why no rate of growth from base to latest value can be measured, or an empty string."""
        reason = self.why_no_change()
        if reason or self.base is None:
            return reason
        return "" if min(self.base[1], self.latest_value) > 0 else "not_positive"

    def why_no_forecast(self) -> str:
        """Return why the history cannot be carried on to the target's year, or an empty string."""
        if self.history.empty:
            return "no_data"
        if self.target_year is None:
            return "no_target_year"
        if len(self.history) < 2:
            return "one_value"
        return "target_year_over" if self.latest_year >= self.target_year else ""

    def why_no_outlook(self) -> str:
        """Return why no value of the target's year is known or carried on to it, or an empty string."""
        reason = self.why_no_forecast()
        return "" if reason == "target_year_over" and self.latest_year == self.target_year else reason
