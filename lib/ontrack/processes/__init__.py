"""Processes: how they end, and the second one that builds the other language."""
