"""The pages of what probabilities rest on, and of how reliable they are."""
