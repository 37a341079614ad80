"""What changed since earlier assessments, and how good they were. Pure functions on result tables."""

from ontrack.record.changes import changes
from ontrack.record.forecasts import forecast_record
from ontrack.record.outcomes import outcomes
from ontrack.record.reruns import rerun
from ontrack.record.revisions import revisions

__all__ = ["changes", "forecast_record", "outcomes", "rerun", "revisions"]
