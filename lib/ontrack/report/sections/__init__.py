"""The sections of a report: one room for each part of it."""
