"""The whole plan in one picture."""
