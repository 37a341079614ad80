"""Phrases and rows that several sections use."""
