"""The calibrated reference class: what happened next to other yearly indicators like this one."""

from ontrack.reference.levels import LEVELS
from ontrack.reference.paths import sample_paths
from ontrack.reference.prediction import predict_quantiles
from ontrack.reference.probability import probability_below

__all__ = ["LEVELS", "predict_quantiles", "probability_below", "sample_paths"]
