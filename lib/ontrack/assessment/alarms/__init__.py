"""What to watch next year: paces against what is required, least values, the year of attainment, ambition."""

from ontrack.assessment.alarms.plan_alarms import plan_alarms

__all__ = ["plan_alarms"]
