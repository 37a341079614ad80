"""Compile a report: one dictionary, one template, two fonts and the charts; the same bytes each time."""

from __future__ import annotations

import contextlib
import ctypes
import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, cast

import pandas as pd
import typst

from ontrack.assessment.verdicts import SYMBOLS
from ontrack.errors import RunError
from ontrack.fonts import FONT_FOLDER, require_fonts
from ontrack.languages import LANGUAGES
from ontrack.paths import replace_bytes
from ontrack.report.content import report_content
from ontrack.report.edition import Edition
from ontrack.report.figures import add_figures
from ontrack.report.forms import ANNEXES
from ontrack.report.sections import SECTIONS
from ontrack.report.sections.written.narrative_pages import check_written, picture_files
from ontrack.report.sections.written.still_to_write import require_finished
from ontrack.report.stamp import Stamp
from ontrack.tables import RawData

TEMPLATE = "template"
KEPT_FOR = 10  # documents: typst keeps what one was laid out from until so many more have been set


def build_report(
    raw: RawData,
    results: Mapping[str, pd.DataFrame],
    *,
    figures: Path,
    language: str,
    stamp: Stamp,
    destination: Path,
    form: str = "annual",
    annexes: tuple[str, ...] = ANNEXES,
    final_print: bool = False,
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
    annexes : tuple of str
        Letters of the annexes that are wanted.
    final_print : bool
        Whether it is to be printed: while anything is still to be written it is a draft, and refused.

    Raises
    ------
    InputError
        When a sentence that people wrote has a figure other than the results, or something that people must
        write is missing from what is to be printed.
    RunError
        When a figure is missing, the font lacks a character, or typst has anything to warn of.
    OutputError
        When the file cannot be written.
    """
    edition = Edition(raw, results, language, stamp, form, annexes)
    check_written(edition)
    if final_print:
        require_finished(edition)
    content = report_content(edition)
    charts = add_figures(content, edition, figures) | picture_files(edition)
    pdf = compile_pdf(content, charts, stamp.assessment_date)
    forget()
    return replace_bytes(destination, pdf)


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
    moment = datetime.fromisoformat(day).replace(tzinfo=UTC)
    try:
        pdf, warnings = compiler_of(content, charts, main).compile_with_warnings(
            format="pdf", pdf_standards=["ua-1", "a-2a"], timestamp=int(moment.timestamp())
        )
    except typst.TypstError as error:
        raise RunError(f"The report could not be set: {message(error)}") from error
    if warnings:
        listed = "\n".join(f"- {message(warning)}" for warning in warnings)
        raise RunError(f"The report was set with warnings:\n{listed}")
    return cast(bytes, pdf)


def compiler_of(content: Mapping[str, Any], charts: Mapping[str, bytes], main: str) -> typst.Compiler:
    """Return what sets a report's content by the template called `main`."""
    files, written = template(), json.dumps(content, ensure_ascii=False).encode("utf-8")
    sources = {**files, "main.typ": files[main], **charts, "content.json": written}
    # The stub does not know that a dictionary of files is taken.
    return typst.Compiler(sources, font_paths=fonts(), ignore_system_fonts=True)  # type: ignore[type-var]


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
    """Return the template's files by their path; typst starts from the one called main.typ."""
    found = dict(template_files(resources.files(__package__).joinpath(TEMPLATE)))
    rows = {code: asdict(row) for code, row in LANGUAGES.items()}
    written = {
        "sections.typ": list_of_templates(), "languages.json": json.dumps(rows),
        "symbols.json": json.dumps(SYMBOLS),
    }  # fmt: skip
    return found | {name: text.encode() for name, text in written.items()}


def list_of_templates() -> str:
    """Return the file that tells typst each section's template by its key: it imports by no name it reads."""
    rows = (
        f'{section.key}: {{ import "/{section.template_file}": section; section }},\n'
        for section in SECTIONS
    )  # fmt: skip
    return f"#let sections = (\n{''.join(rows)})\n"


def template_files(folder: Traversable, path: str = "") -> Iterator[tuple[str, bytes]]:
    """Yield every file of a folder of the package and of those in it, with its path."""
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from template_files(entry, f"{path}{entry.name}/")
        else:
            yield f"{path}{entry.name}", entry.read_bytes()


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
