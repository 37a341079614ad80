"""Compile a report: one dictionary, one template, two fonts and the charts; the same bytes each time."""

from __future__ import annotations

import contextlib
import ctypes
import json
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, cast

import pandas as pd
import typst

from ontrack.errors import RunError
from ontrack.fonts import FONT_FOLDER, require_fonts
from ontrack.paths import replace_bytes
from ontrack.report.content import report_content
from ontrack.report.edition import Edition, Stamp
from ontrack.report.figures import add_figures
from ontrack.report.narrative_pages import check_written, picture_files
from ontrack.tables import RawData

TEMPLATES = (
    "main.typ", "style.typ", "tables.typ", "adjustments.typ", "appendix.typ", "boxes.typ", "brief.typ",
    "charts.typ", "coherence.typ", "evidence.typ", "indicator_table.typ", "narrative.typ", "outcomes.typ",
    "pages.typ", "portfolio.typ", "reliability.typ", "revisions.typ", "rules.typ", "scenarios.typ",
    "summary.typ", "unstated.typ",
)  # fmt: skip
# Typst keeps what a document was laid out from until ten more have been set: two gigabytes a report.
LARGE, KEPT_FOR = 1_000_000, 10


def build_report(
    raw: RawData,
    results: Mapping[str, pd.DataFrame],
    *,
    figures: Path,
    language: str,
    stamp: Stamp,
    destination: Path,
    form: str = "annual",
) -> Path:
    """Write the report of one language to `destination` and return it.

    Parameters
    ----------
    raw : RawData
        The plan with its sources, breaks and notes on values.
    results : mapping
        Result tables by name, as `ontrack.tables.read_results` returns them: every figure of the report.
    figures : Path
        Folder of ``overview.<language>.svg``, ``portfolio.<language>.svg``,
        ``fan.<target>.<language>.svg`` and ``reference.<language>.svg``.
    language : str
        zh or en.
    form : str
        annual, midterm or final.

    Raises
    ------
    InputError
        When a sentence that people wrote has a figure other than the results.
    RunError
        When a figure is missing, the font lacks a character, or typst has anything to warn of.
    OutputError
        When the file cannot be written.
    """
    edition = Edition(raw, results, language, stamp, form)
    check_written(edition)
    content = report_content(edition)
    charts = add_figures(content, edition, figures) | picture_files(edition)
    return replace_bytes(destination, compile_pdf(content, charts, stamp.assessment_date))


def compile_pdf(
    content: Mapping[str, Any], charts: Mapping[str, bytes], day: str, *, main: str = "main.typ"
) -> bytes:
    """Return the PDF of a report's content.

    Parameters
    ----------
    content : mapping
        As `report_content` returns it.
    charts : mapping
        SVG files by the path the content names.
    day : str
        ISO date that stands in the file as the day it was made.
    main : str
        The template to start from.

    Raises
    ------
    RunError
        When typst fails or warns.
    """
    sources = {
        **template(),
        "main.typ": template()[main],
        **charts,
        "content.json": json.dumps(content, ensure_ascii=False).encode("utf-8"),
    }
    moment = datetime.fromisoformat(day).replace(tzinfo=UTC)
    try:
        # The stub does not know that a dictionary of files is taken.
        compiler = typst.Compiler(sources, font_paths=fonts(), ignore_system_fonts=True)  # type: ignore[type-var]
        pdf, warnings = compiler.compile_with_warnings(
            format="pdf", pdf_standards=["ua-1", "a-2a"], timestamp=int(moment.timestamp())
        )
    except typst.TypstError as error:
        raise RunError(f"The report could not be set: {message(error)}") from error
    if warnings:
        listed = "\n".join(f"- {message(warning)}" for warning in warnings)
        raise RunError(f"The report was set with warnings:\n{listed}")
    document = cast(bytes, pdf)
    if len(document) > LARGE:
        forget()
    return document


def forget() -> None:
    """Let typst drop what it keeps of documents: nothing stays that the last ten did not ask for."""
    for _ in range(KEPT_FOR + 1):
        typst.compile(b"", font_paths=fonts(), ignore_system_fonts=True, format="pdf")
    give_back()


def give_back() -> None:
    """Give freed memory back to the system; GNU's C library keeps it, hundreds of megabytes after typst."""
    if sys.platform == "linux":
        with contextlib.suppress(AttributeError):  # another C library
            ctypes.CDLL(None).malloc_trim(0)


def template() -> dict[str, bytes]:
    """Return the template's files; typst starts from the one called main.typ."""
    package = files(__package__)
    return {name: package.joinpath(name).read_bytes() for name in TEMPLATES}


@cache
def fonts() -> typst.Fonts:
    """Return the wheel's two fonts and nothing else, neither the system's nor typst's own."""
    require_fonts()
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONT_FOLDER)]
    )


def message(diagnostic: object) -> str:
    """Return what typst says, with the place in the template it says it of."""
    return str(getattr(diagnostic, "diagnostic", diagnostic)).strip()
