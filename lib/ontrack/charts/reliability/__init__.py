"""Stated probability against what came true."""
