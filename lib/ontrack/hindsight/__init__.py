"""What changed since earlier assessments, and how good they were. Pure functions on result tables."""

from ontrack.hindsight.changes import changes
from ontrack.hindsight.forecasts import forecast_record
from ontrack.hindsight.outcomes import outcomes
from ontrack.hindsight.reruns import rerun
from ontrack.hindsight.revisions import revisions

__all__ = ["changes", "forecast_record", "outcomes", "rerun", "revisions"]
