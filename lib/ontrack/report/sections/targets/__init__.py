"""The pages of single targets: of the indicator table, outside it, by every rule, without a figure."""
