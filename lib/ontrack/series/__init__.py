"""Yearly series: which figures count, parts of years, changes of definition, what looks like a slip."""

from ontrack.series.collecting import (
    USABLE_ROLES,
    YEARLY_ROLE,
    after_breaks,
    annual_observations,
    annual_series,
    collect_series,
    cutoff_date,
    date_of,
    dated_series,
    is_stale,
    known_by,
    known_rows,
    known_with_roles,
    recent_values,
    require_year,
    usable_series,
)

__all__ = [
    "USABLE_ROLES",
    "YEARLY_ROLE",
    "after_breaks",
    "annual_observations",
    "annual_series",
    "collect_series",
    "cutoff_date",
    "date_of",
    "dated_series",
    "is_stale",
    "known_by",
    "known_rows",
    "known_with_roles",
    "recent_values",
    "require_year",
    "usable_series",
]
