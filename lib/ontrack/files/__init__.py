"""Files that are written whole or not at all, read within bounds, locked and cleared away."""
