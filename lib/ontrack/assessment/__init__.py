"""Whether a target is met and how sure that is: outcome, probability, word, alarms, adjustments."""

from ontrack.assessment.assessing import assess, assess_plan
from ontrack.assessment.assessment import Assessment
from ontrack.assessment.case import LONG_HORIZON, Case, Cases, cases_of

__all__ = ["LONG_HORIZON", "Assessment", "Case", "Cases", "assess", "assess_plan", "cases_of"]
