"""The calibrated reference class: what happened next to other yearly indicators like this one."""

from ontrack.reference.levels import FURTHEST_HORIZON, LEVELS, LONGEST_HORIZON
from ontrack.reference.paths import sample_paths
from ontrack.reference.prediction import predict_at, predict_quantiles
from ontrack.reference.probability import probability_below

__all__ = [
    "FURTHEST_HORIZON", "LEVELS", "LONGEST_HORIZON", "predict_at", "predict_quantiles", "probability_below",
    "sample_paths",
]  # fmt: skip
