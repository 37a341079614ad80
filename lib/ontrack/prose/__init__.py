"""Figures in prose: does each number that people wrote agree with the results?"""

from ontrack.prose.check import Reading, read_figures, refuse_wrong_figures

__all__ = ["Reading", "read_figures", "refuse_wrong_figures"]
