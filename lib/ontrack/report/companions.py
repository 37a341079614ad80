"""What goes with a report: the brief on one page, and all tables as a workbook."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from ontrack.report.brief import brief_title, build_brief
from ontrack.report.edition import Edition
from ontrack.report.pdf_check.check import check_document


def build_companions(
    edition: Edition, folder: Path, *, figures: Path | None = None, workbook: bool = True
) -> list[Path]:
    """Write brief and workbook of an edition into `folder`, read the brief back, and return their paths.

    Parameters
    ----------
    edition : Edition
    folder : Path
        Where ``brief.<language>.pdf`` (``midterm-brief.<language>.pdf``, ``final-brief.<language>.pdf``) and
        ``tables.<language>.xlsx`` are put.
    figures : Path, optional
        Folder of the charts; without it the workbook has no sheet for a figure.
    workbook : bool
        Whether the workbook, which is the same for every form, is wanted too.

    Raises
    ------
    RunError
        When the brief cannot be set on one page, or something is missing in it.
    OutputError
        When a file cannot be written.
    """
    name = "brief" if edition.form == "annual" else f"{edition.form}-brief"
    brief = build_brief(edition, folder / f"{name}.{edition.language}.pdf")
    check_document(brief, language=edition.language, title=brief_title(edition), stamp=edition.stamp)
    if not workbook:
        return [brief]
    from ontrack.report.spreadsheet import write_workbook  # here: slow to load, and mostly not wanted

    # It is of the result, whichever form the documents take.
    of_result = replace(edition, form="annual")
    return [brief, write_workbook(of_result, folder / f"tables.{edition.language}.xlsx", figures)]
