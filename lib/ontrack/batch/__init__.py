"""Assessments from figures to documents: one job, many, documents again, and proof of what was made."""

from ontrack.batch.assess import assess_job
from ontrack.batch.job import NOTEBOOKS, Job, Outcome, Progress

__all__ = ["NOTEBOOKS", "Job", "Outcome", "Progress", "assess_job"]
