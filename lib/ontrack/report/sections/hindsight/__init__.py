"""The pages of what happened since: outcomes, revisions, moved probabilities and why."""
