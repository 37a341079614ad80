"""Committed records of how the probabilities did."""
