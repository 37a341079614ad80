"""How many of the targets will be met."""
