"""The report as PDF, in Chinese and in English, with its brief and its workbook."""

from ontrack.report.build import build_report
from ontrack.report.companions import build_companions
from ontrack.report.pdf_check.check import check_report
from ontrack.report.pdf_check.pages import write_pages
from ontrack.report.stamp import Stamp

__all__ = ["Stamp", "build_companions", "build_report", "check_report", "write_pages"]
