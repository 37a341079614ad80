"""A plan checked against itself: can all of it come true at once?"""

from ontrack.coherence.check import check_identities
from ontrack.coherence.ratio_forecasts import forecast_ratios

__all__ = ["check_identities", "forecast_ratios"]
