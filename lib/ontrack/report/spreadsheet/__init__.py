"""All tables of one assessment as a formatted workbook for Excel, WPS and LibreOffice."""

from ontrack.report.spreadsheet.workbook import write_workbook

__all__ = ["write_workbook"]
