"""The pace that a target takes and those on record, in one unit on the page."""

from __future__ import annotations

from dataclasses import dataclass

from ontrack.assessment.alarms.alarm import Alarm
from ontrack.plan import Target
from ontrack.report.edition import Edition
from ontrack.report.phrases.target_rows import paces as periods


@dataclass(frozen=True)
class Paces:
    """Paces a year of a target.

    Attributes
    ----------
    unit : str
        *percent* or *points*.
    required : float
    observed : list of (str, float)
        Period and pace, the longer one first; empty where there is no earlier value to compare.
    """

    unit: str
    required: float
    observed: list[tuple[str, float]]

    def fast_enough(self, target: Target) -> bool:
        """Return whether the last pace is at least the required one."""
        way = 1 if target.wants_more else -1
        return way * self.observed[-1][1] >= way * self.required


def paces_of(edition: Edition, target: Target) -> Paces | None:
    """Return the paces of a target; None where it takes none.

    Rates in per cent are those of assessments.csv, as in the indicator table; points those of alarms.csv.
    """
    alarm = next(iter(edition.rows_of("alarms", Alarm, target)), None)
    row = edition.assessment_of(target)
    if alarm is None or alarm.required_pace is None or row.latest_year is None:
        return None
    if alarm.pace_unit == "percent" and row.required_rate_pct is not None:
        period, last_period = periods(edition, target)
        found = [(period, row.observed_rate_pct), (last_period, row.latest_rate_pct)]
        observed = [(years, rate) for years, rate in found if years and rate is not None]
        return Paces(alarm.pace_unit, row.required_rate_pct, observed)
    by_year = {alarm.longer_pace_from: alarm.longer_pace, alarm.last_pace_from: alarm.last_pace}
    observed = [
        (edition.span(year, row.latest_year), pace)
        for year, pace in by_year.items()
        if year is not None and pace is not None
    ]
    return Paces(alarm.pace_unit, alarm.required_pace, observed)
