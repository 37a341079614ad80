"""Whether a target is met and how sure that is: outcome, probability, word, alarms, adjustments."""

from ontrack.assessment.assessing import (
    LONG_HORIZON,
    Assessment,
    assess,
    assess_plan,
    elapsed,
    was_met,
    why_not,
)

__all__ = [
    "LONG_HORIZON",
    "Assessment",
    "assess",
    "assess_plan",
    "elapsed",
    "was_met",
    "why_not",
]
