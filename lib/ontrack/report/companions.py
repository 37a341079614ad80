"""What goes with a report: the brief on one page, and all tables as a workbook."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from ontrack.report.brief import build_brief
from ontrack.report.edition import Edition, Stamp
from ontrack.report.spreadsheet import write_workbook
from ontrack.tables import RawData


def build_companions(
    raw: RawData,
    results: Mapping[str, pd.DataFrame],
    *,
    language: str,
    stamp: Stamp,
    folder: Path,
    form: str = "annual",
    workbook: bool = True,
) -> list[Path]:
    """Write brief and workbook of one language into `folder` and return their paths.

    Parameters
    ----------
    raw, results, language, stamp, form
        As for `ontrack.report.build_report`.
    folder : Path
        Where ``brief.<language>.pdf`` (``midterm-brief.<language>.pdf``, ``final-brief.<language>.pdf``) and
        ``tables.<language>.xlsx`` are put.
    workbook : bool
        Whether the workbook, which is the same for every form, is wanted too.

    Raises
    ------
    RunError
        When the brief cannot be set on one page.
    OutputError
        When a file cannot be written.
    """
    name = "brief" if form == "annual" else f"{form}-brief"
    brief = build_brief(
        raw, results, language=language, stamp=stamp, form=form, destination=folder / f"{name}.{language}.pdf"
    )
    if not workbook:
        return [brief]
    edition = Edition(raw, results, language, stamp, form)
    return [brief, write_workbook(edition, folder / f"tables.{language}.xlsx")]
