"""Processes: how they end, and a second one that does a part of the work."""
