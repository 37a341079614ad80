"""Read a finished report back: is everything there, for eyes, for screen readers and for archives?"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterable
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from ontrack.errors import RunError
from ontrack.fonts import SANS_FILE, SERIF_FILE
from ontrack.languages import LANGUAGES
from ontrack.plan import Plan
from ontrack.report.cover import document_title
from ontrack.report.pdf_check.navigation import check_navigation
from ontrack.report.pdf_check.tags import read_elements
from ontrack.report.stamp import Stamp

FIXED_PAGES = 7  # cover, contents, answer, indicator table, the plan against itself, method, sources
MARKERS = {
    "PDF/UA-1": "<pdfuaid:part>1<",
    "PDF/A-2": "<pdfaid:part>2<",
    "PDF/A conformance A": "<pdfaid:conformance>A<",
}
BREAKS = re.compile(r"[\s\u00ad\ufffe\x02-]")  # blanks, and hyphens that may stand at the end of a line

DASH = "[-\u00ad\u2010\ufffe\x02]\\s*"  # as PDF readers give a hyphen back, perhaps at the end of a line
CHECK_CODE = re.compile(
    rf"(?<![0-9A-F-])([0-9A-F]{{4}}){DASH}([0-9A-F]{{4}}){DASH}([0-9A-F]{{4}})(?![0-9A-F-])"
)


def check_report(path: Path, *, plan: Plan, language: str, stamp: Stamp, form: str = "annual") -> None:
    """Read a report back and return when nothing is missing; every target must be named in it.

    Raises
    ------
    RunError
        With everything that is missing.
    """
    check_document(
        path, language=language, title=document_title(plan, language, stamp.as_of, form), stamp=stamp,
        least_pages=FIXED_PAGES + len(plan.table_targets),
        names=[target.text("name", language) for target in plan.targets],
    )  # fmt: skip


def check_document(
    path: Path, *, language: str, title: str, stamp: Stamp, least_pages: int = 1, names: Iterable[str] = ()
) -> None:
    """Read a document back and return when nothing is missing.

    Checked are: pages, names, the check code on every page, characters that cannot be read, fonts, title,
    language, the marks of PDF/UA-1 and PDF/A-2a, tags, alternative texts, heads of tables, a bookmark for
    each heading, and that every link leads somewhere.

    Raises
    ------
    RunError
        With everything that is missing.
    """
    try:
        document = pdfium.PdfDocument(path)
    except (pdfium.PdfiumError, FileNotFoundError) as error:
        raise RunError(f"{path} cannot be read as a PDF ({error}). Build it again.") from error
    try:
        pages = list(document)  # once: opening a page takes longer than most of what is asked of it
        texts = [page.get_textpage().get_text_bounded() for page in pages]
        faults = [
            *check_pages(texts, least_pages, stamp),
            *check_names("".join(texts), names),
            *check_fonts(pages),
            *check_catalogue(document, language, title),
            *check_navigation(document, pages, read_elements(pages, with_text=False)),
            *check_markers(path.read_bytes()),
        ]
    finally:
        document.close()
    if faults:
        raise RunError("\n".join([f"{path} is not complete:", *(f"- {fault}" for fault in faults)]))


def check_codes_in(path: Path) -> set[str]:
    """Return every check code that stands on a page of a report; none when it cannot be read as a PDF."""
    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError:
        return set()
    try:
        texts = [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()
    return {"-".join(found) for text in texts for found in CHECK_CODE.findall(text)}


def check_pages(texts: list[str], least: int, stamp: Stamp) -> list[str]:
    """Return what is wrong with the number of pages, their footers and their characters."""
    faults = []
    if len(texts) < least:
        faults.append(f"{len(texts)} pages; at least {least} are expected")
    code = squeeze(stamp.check_code)
    bare = [str(number) for number, text in enumerate(texts, 1) if code not in squeeze(text)]
    if bare:
        faults.append(f"no check code {stamp.check_code} on page {', '.join(bare)}")
    lost = [str(number) for number, text in enumerate(texts, 1) if "\ufffd" in text]
    if lost:
        faults.append(f"characters that cannot be read (U+FFFD) on page {', '.join(lost)}")
    return faults


def check_names(text: str, names: Iterable[str]) -> list[str]:
    """Return the targets whose names the text does not hold."""
    found = squeeze(text)
    return [f"the target “{name}” is not named" for name in names if squeeze(name) not in found]


def squeeze(text: str) -> str:
    """Return a text without blanks and hyphens, as lines may break anywhere."""
    return BREAKS.sub("", text)


def check_fonts(pages: Iterable[pdfium.PdfPage]) -> list[str]:
    """Return fonts that are not embedded, or not ours."""
    ours = {SANS_FILE.stem, SERIF_FILE.stem}
    faults = []
    for name, embedded in sorted(fonts_of(pages)):
        if not embedded:
            faults.append(f"the font {name} is not embedded")
        if name.partition("+")[2] not in ours:
            faults.append(f"the font {name} is used; only {' and '.join(sorted(ours))} are expected")
    return faults


def fonts_of(pages: Iterable[pdfium.PdfPage]) -> set[tuple[str, bool]]:
    """Return the name of every font that sets text, and whether it is embedded."""
    fonts = set()
    for page in pages:
        for item in page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_TEXT], max_depth=5):
            font = pdfium_c.FPDFTextObj_GetFont(item.raw)
            name = ctypes.create_string_buffer(256)
            pdfium_c.FPDFFont_GetBaseFontName(font, name, len(name))
            fonts.add((name.value.decode("utf-8", "replace"), pdfium_c.FPDFFont_GetIsEmbedded(font) == 1))
    return fonts


def check_catalogue(document: pdfium.PdfDocument, language: str, title: str) -> list[str]:
    """Return what is wrong with title, language and tags."""
    faults = []
    if document.get_metadata_dict().get("Title") != title:
        faults.append(f"the title is {document.get_metadata_dict().get('Title')!r}; {title!r} is expected")
    code = language_of(document)
    if code != LANGUAGES[language].tag:
        faults.append(f"the language is {code!r}; {LANGUAGES[language].tag!r} is expected")
    if not document.is_tagged():
        faults.append("it is not tagged for screen readers")
    return faults


def language_of(document: pdfium.PdfDocument) -> str:
    """Return the language the catalogue names."""
    length = pdfium_c.FPDFCatalog_GetLanguage(document.raw, None, 0)
    buffer = ctypes.create_string_buffer(length)
    letters = ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort))
    pdfium_c.FPDFCatalog_GetLanguage(document.raw, letters, length)
    return buffer.raw.decode("utf-16-le").rstrip("\0")


def check_markers(content: bytes) -> list[str]:
    """Return the standards the file does not declare."""
    start = content.find(b"<?xpacket begin")
    packet = content[start : content.find(b"<?xpacket end", start)].decode("utf-8", "replace")
    return [f"it is not marked as {name}" for name, marker in MARKERS.items() if marker not in packet]
