"""All targets of the plan's table at a glance, a small fan each."""
