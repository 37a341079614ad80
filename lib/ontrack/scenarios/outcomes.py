"""What becomes of a target under a scenario: the one answer that tables, report and page give."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import pandas as pd

from ontrack.assessment import Assessment, assess
from ontrack.assessment.case import Case
from ontrack.plan import Target
from ontrack.plan.scenario import Named
from ontrack.projection import Projection
from ontrack.scenarios.apply import along, end_year, meets_by_construction, why_not_applied
from ontrack.scenarios.change import Change, Sides, smallest_change
from ontrack.scenarios.course import Course

NO_PROJECTION = "no_projection"


@dataclass(frozen=True, eq=False)
class WhatIf:
    """A case of which it is asked what scenarios make of it: what they share is worked out once.

    Attributes
    ----------
    case : Case
        The baseline's.
    peers : mapping
        Region to the yearly values of this indicator there, for scenarios that follow one.
    withheld : str
        Why the target's probability gets no word, or empty; it gets none under a scenario either.
    """

    case: Case
    peers: Mapping[str, pd.Series] = field(default_factory=dict)
    withheld: str = ""

    def outcome(self, scenario: Named) -> Outcome:
        """Return what becomes of the case under a scenario."""
        course = self.course
        reason = why_not_applied(scenario, course) if course else NO_PROJECTION
        if course is None or reason:
            return Outcome(self, scenario, self.case, reason)
        under = along(scenario, course)
        case = self.case if under is course.projection else self.case.under(under)
        return Outcome(self, scenario, case, ends=end_year(scenario, course))

    @cached_property
    def course(self) -> Course | None:
        """The baseline's projection as scenarios read it; None without one."""
        projection = self.case.projection
        return Course(projection, self.case.read, self.peers) if projection else None

    @cached_property
    def assessment(self) -> Assessment:
        """What is said of the baseline."""
        return self.assessed(self.case)

    @cached_property
    def sides(self) -> Sides:
        """Which bars the baseline meets with the probability wanted."""
        assert self.case.projection is not None, "without one no scenario can be applied"
        return Sides(self.case.projection.distribution, self.case.read.wants_more)

    def assessed(self, case: Case) -> Assessment:
        """Return what is said of the case under another projection."""
        found = assess(case)
        if not self.withheld or found.probability_met is None:
            return found
        return replace(found, verdict="", reason=self.withheld)


@dataclass(frozen=True, eq=False)
class Outcome:
    """What becomes of one target under one scenario; a row of scenarios.csv tells it.

    Attributes
    ----------
    asked : WhatIf
    scenario : Scenario
    case : Case
        Under the scenario; the baseline's where it changes nothing or cannot be applied.
    reason : str
        Why the scenario cannot be applied, in a word, or empty.
    ends : int or None
        Last year of the region that is followed, where that is before the last year projected.
    """

    asked: WhatIf
    scenario: Named
    case: Case
    reason: str = ""
    ends: int | None = None

    @property
    def target(self) -> Target:
        """The target, read as a level where it can be."""
        return self.case.read

    @property
    def projection(self) -> Projection | None:
        """The projection under the scenario; None where the indicator is not projected."""
        return self.case.projection

    @property
    def changed(self) -> bool:
        """Whether the scenario changes the indicator."""
        return self.case is not self.asked.case

    @property
    def by_construction(self) -> bool:
        """Whether the scenario is defined as ending on the target."""
        return not self.reason and meets_by_construction(self.scenario, self.target.indicator)

    @cached_property
    def assessment(self) -> Assessment:
        """What is said of the target."""
        return self.asked.assessed(self.case) if self.changed else self.asked.assessment

    @property
    def probability(self) -> float | None:
        """Probability that the target is met, 0 to 1; None where there is none."""
        return self.assessment.probability_met

    @cached_property
    def crossing_year(self) -> int | None:
        """First year whose median meets the target's level."""
        return self.projection.crossing_year(self.target) if self.projection else None

    @cached_property
    def change_for_80(self) -> Change | None:
        """The smallest change of pace on top of the scenario that gives 80 %; None where none does."""
        if self.reason or self.projection is None:
            return None
        return smallest_change(self.projection, self.target, self.asked.sides)


def outcome(
    scenario: Named, case: Case, peers: Mapping[str, pd.Series] | None = None, *, withheld: str = ""
) -> Outcome:
    """Return what becomes of one case under one scenario.

    Where several scenarios are asked about, `WhatIf` answers the same with less work.

    Parameters
    ----------
    scenario : Scenario
    case, peers, withheld
        As for `WhatIf`.
    """
    return WhatIf(case, peers or {}, withheld).outcome(scenario)
