"""Figures: comparing them as typed, rates, intervals, and how they are written."""
