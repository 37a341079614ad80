"""Statements told to the reference class: a mixture over histories that agree with them."""

from ontrack.projection.mixture.distribution import Mixture, distribution_of, with_statements

__all__ = ["Mixture", "distribution_of", "with_statements"]
