"""The report as PDF, in Chinese and in English."""

from ontrack.report.build import build_report
from ontrack.report.check import check_report
from ontrack.report.edition import Stamp

__all__ = ["Stamp", "build_report", "check_report"]
