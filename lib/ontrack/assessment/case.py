"""A case: one target of a plan, read as a level, with all that an assessment knows of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import pandas as pd

from ontrack.plan import Indicator, Plan, Target
from ontrack.plan.kinds import Forecast, Place, TargetKind, as_level, kind_of
from ontrack.projection import Projection
from ontrack.reference.levels import FURTHEST_HORIZON, LONGEST_HORIZON
from ontrack.series import history_of, is_stale

LONG_HORIZON = "long_horizon"  # a reason that leaves median and interval
FIGURES_TOO_OLD = "figures_too_old"


@dataclass(frozen=True, eq=False)
class Case:
    """One target with all that an assessment as of a year knows of it.

    Attributes
    ----------
    target : Target
        As the plan states it.
    history : Series
        Usable yearly values of its indicator; empty when none is known.
    projection : Projection or None
        Of the same indicator.
    as_of : int
        Last data year of the assessment.
    indicator : Indicator or None
        What decides the target; tells a count from a running total.
    first_year : int or None
        First year of the plan; None where there is none, see `start`.
    elsewhere : mapping
        What is known of the same indicator in other places, by id, for the kinds that ask.
    redefined_from : str
        The indicator that the target was about, where the definition changed without a link, or empty.
    """

    target: Target
    history: pd.Series
    projection: Projection | None
    as_of: int
    indicator: Indicator | None = None
    first_year: int | None = None
    elsewhere: Mapping[str, Place] = field(default_factory=dict)
    redefined_from: str = ""

    @property
    def start(self) -> int:
        """First year a count runs from that names none: the plan's, else the one after the baseline's."""
        return self.first_year or (self.target.baseline_year or self.as_of) + 1

    @cached_property
    def read(self) -> Target:
        """The target with all filled in that figures say, which makes most kinds a level."""
        return as_level(self.target, self.history, self.indicator, self.start)

    @cached_property
    def kind(self) -> TargetKind:
        """Its kind, told what is known of other places."""
        return kind_of(self.read).among(self.elsewhere, self.indicator)

    @property
    def seen(self) -> pd.Series:
        """Its yearly values; where there are none, those dated within a year that its projection rests on."""
        return self.projection.history if self.projection and self.history.empty else self.history

    @property
    def latest_year(self) -> int | None:
        """Year of the latest value; None when none is known."""
        return int(self.seen.index[-1]) if len(self.seen) else None

    @property
    def latest_value(self) -> float | None:
        """The latest value."""
        return float(self.seen.iloc[-1]) if len(self.seen) else None

    @cached_property
    def outcome(self) -> str:
        """*met* or *missed* once observed values have decided it, else an empty string."""
        return self.kind.outcome(self.read, self.history, self.indicator, self.start)

    @cached_property
    def reason(self) -> str:
        """Why it cannot be given a probability, or an empty string; empty too once the outcome is known.

        *not_published*: later values are known, that of its year is not. *too_far*: more than 25 years ahead.
        *long_horizon*: more than ten, be an interval projected or not (scenarios are told for ten years).
        *figures_too_old*: it is in reach, but nothing is projected, or from stale figures.
        """
        if self.outcome:
            return ""
        found = self._out_of_reach()
        stale = any(is_stale(one, self.as_of) for one in self.kind.judging(self.read, self.seen))
        return FIGURES_TOO_OLD if stale and found in ("", LONG_HORIZON) else found

    @property
    def is_open(self) -> bool:
        """Whether it is given a probability: its outcome is not known, and nothing stands in the way."""
        return not (self.outcome or self.reason)

    @property
    def is_level_ahead(self) -> bool:
        """Whether it is a level of its indicator, to be reached in a year that is projected."""
        years = self.projection.years if self.projection else ()
        return self.read.level is not None and self.read.year in years

    @property
    def forecast(self) -> Forecast:
        """Median, 80 % interval and probability of the figure that decides it; None each without."""
        return self.kind.forecast(self.read, self.projection, self.history, self.start)

    def probability_on(self, projection: Projection) -> float:
        """Return the probability that it is met, were the projection another one."""
        return self.kind.probability_from(self.read, projection, self.history, self.start)

    def under(self, projection: Projection | None) -> Case:
        """Return the case with another projection of its indicator."""
        return replace(self, projection=projection)

    def _out_of_reach(self) -> str:
        """Return why nothing can be said of its year."""
        read, kind, projection = self.read, self.kind, self.projection
        judged_by = self.history if kind.several_years else self.seen
        reason = kind.reason(read, judged_by, self.start)
        if reason or read.year is None:
            return reason
        own = None if kind.needs_places else projection
        first = own.years[0] if own else kind.last_year(read, judged_by) + 1
        if read.year < first:
            return "not_published"
        if read.year - first >= FURTHEST_HORIZON:
            return "too_far"
        far = read.year - first >= LONGEST_HORIZON
        if own is None:  # other places decide by their figures, or nothing is projected
            return FIGURES_TOO_OLD if far or not kind.needs_places else ""
        return LONG_HORIZON if far else ""


Cases = Mapping[str, Case]


def cases_of(
    plan: Plan,
    series: pd.DataFrame,
    projections: Mapping[str, Projection],
    as_of: int,
    *,
    elsewhere: Mapping[str, Mapping[str, Place]] | None = None,
) -> dict[str, Case]:
    """Return the case of every target of a plan by its id, in the plan's order.

    Parameters
    ----------
    plan : Plan
    series : DataFrame
        The series table.
    projections : mapping
        Indicator to projection, as `ontrack.projection.of_plan.project_plan` returns them.
    as_of : int
        Last data year.
    elsewhere : mapping, optional
        What is known of other places by indicator and id, as `projection.elsewhere` finds it.
    """
    return {
        target.target: Case(
            target, history_of(series, target.indicator), projections.get(target.indicator), as_of,
            indicator=plan.indicators.get(target.indicator), first_year=plan.first_year,
            elsewhere=(elsewhere or {}).get(target.indicator, {}),
            redefined_from=plan.redefined[target.target].indicator if target.target in plan.redefined else "",
        )
        for target in plan.targets
    }  # fmt: skip
