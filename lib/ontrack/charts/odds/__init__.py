"""The targets in the order of their probabilities."""
