"""One target: what was observed, what is projected, what is wanted."""
