"""The first pages: the summary with its risks, and the indicator table."""
