"""The calibrated reference class: what happened next to other yearly indicators like this one."""

from ontrack.reference.levels import LEVELS
from ontrack.reference.prediction import predict_quantiles
from ontrack.reference.probability import probability_below
from ontrack.reference.temporary_shim import predict_at, sample_paths

__all__ = ["LEVELS", "predict_at", "predict_quantiles", "probability_below", "sample_paths"]
