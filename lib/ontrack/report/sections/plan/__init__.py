"""The pages of the plan as a whole: how many are met, figures at odds, scenarios, adjustments."""
