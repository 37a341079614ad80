"""How far each target has come, and at which pace."""
