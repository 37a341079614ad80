"""The steps to one probability."""
