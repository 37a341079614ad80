"""The method in one example."""
