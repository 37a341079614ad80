"""Projections: the reference class, statements as histories, trends, and two forms of one quantity."""

from ontrack.projection.projection import (
    INTERVAL_LEVELS,
    Projection,
    evidence_grade,
    project,
    projected_rows,
    projections_table,
)

__all__ = [
    "INTERVAL_LEVELS",
    "Projection",
    "evidence_grade",
    "project",
    "projected_rows",
    "projections_table",
]
