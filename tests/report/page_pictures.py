"""Small pictures of every page of the reports, and what differs from the committed ones.

After a change that is meant, renew them all (about a minute), look at what changed, and commit them:

    python tests/report/page_pictures.py --renew
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import tempfile
from collections.abc import Sequence
from difflib import SequenceMatcher
from pathlib import Path
from unittest import mock

import pypdfium2 as pdfium
from PIL import Image, ImageChops

ROOT = Path(__file__).resolve().parents[2]
if __name__ == "__main__":
    sys.path.insert(0, str(ROOT / "tests"))

from report.committed import Committed, committed  # noqa: E402 - found by the line above

from ontrack.plan import LANGUAGES  # noqa: E402
from ontrack.report import build  # noqa: E402
from ontrack.report.brief import build_brief  # noqa: E402
from ontrack.report.edition import Edition  # noqa: E402

REFERENCES = ROOT / "tests" / "data" / "report_pages"
ZHEJIANG, NATIONAL = "zhejiang-ip-2030", "china-ip-2025"
# The national plan has what Zhejiang's first year has not: years before, revisions, outcomes.
REPORTS = {
    "annual": (ZHEJIANG, 2025), "brief": (ZHEJIANG, 2025),
    "midterm": (NATIONAL, 2023), "final": (NATIONAL, 2025),
}  # fmt: skip
DOCUMENTS = tuple((form, language) for form in REPORTS for language in LANGUAGES)
DOTS_PER_INCH = 30
LEVELS = 8  # of grey: enough to see a letter move, and half the bytes of sixteen
FOOT = 20 / 297  # of a page's height: its number and that of all pages stand there
VERSIONS = "Python 3.11"  # stands in the run's details for the versions of the day


def build_pdf(report: Committed, form: str, language: str, folder: Path) -> Path:
    """Build a brief, or a report whose run details name no version, so that no upgrade changes its pages."""
    if form == "brief":
        edition = Edition(report.raw, report.results, language, report.stamp)
        return build_brief(edition, folder / f"brief.{language}.pdf")
    written = build.report_content

    def content_of(edition):
        content = written(edition)
        for row in content["run"]["rows"]:
            if row[0] == edition.say("run.versions"):
                row[1] = VERSIONS
        return content

    with mock.patch.object(build, "report_content", content_of):
        return report.build(language, folder / f"{form}.{language}.pdf", form)


def pictures_of(pdf: Path) -> list[Image.Image]:
    """Return every page as a small picture in few levels of grey."""
    document = pdfium.PdfDocument(pdf)
    step = 255 / (LEVELS - 1)
    levels = [round(round(value / step) * step) for value in range(256)]
    try:
        return [
            page.render(scale=DOTS_PER_INCH / 72, grayscale=True).to_pil().convert("L").point(levels)
            for page in document
        ]
    finally:
        document.close()


def references_of(form: str, language: str, folder: Path = REFERENCES) -> list[Image.Image]:
    """Return the committed pictures of a report in the order of its pages."""
    return [Image.open(path).convert("L") for path in sorted((folder / f"{form}.{language}").glob("*.webp"))]


def differences(expected: Sequence[Image.Image], found: Sequence[Image.Image], folder: Path) -> list[str]:
    """Return which pages differ, are new or are gone; pictures of those that differ are written to a folder.

    Where there are more pages or fewer, pages are matched by what stands above their feet.
    """
    if len(expected) == len(found):
        pairs = list(enumerate(zip(expected, found, strict=True), 1))
        return [difference(number, *pair, folder) for number, pair in pairs if not alike(*pair)]
    said = [f"{len(found)} pages; {len(expected)} expected"]
    matcher = SequenceMatcher(None, [body(page) for page in expected], [body(page) for page in found], False)
    for _, first, last, from_, to in (code for code in matcher.get_opcodes() if code[0] != "equal"):
        both = min(last - first, to - from_)
        said += [
            difference(from_ + place + 1, expected[first + place], found[from_ + place], folder)
            for place in range(both)
        ]
        said += [f"page {number + 1} is new" for number in range(from_ + both, to)]
        said += [
            f"page {number + 1} of the committed pictures is gone" for number in range(first + both, last)
        ]
    return said


def alike(expected: Image.Image, found: Image.Image) -> bool:
    """Return whether two pictures are the same to the last dot."""
    return expected.size == found.size and expected.tobytes() == found.tobytes()


def body(page: Image.Image) -> str:
    """Return what two pages have in common that differ at most in their feet."""
    part = page.crop((0, 0, page.width, round(page.height * (1 - FOOT))))
    return f"{part.size} {hashlib.sha256(part.tobytes()).hexdigest()}"


def difference(number: int, expected: Image.Image, found: Image.Image, folder: Path) -> str:
    """Return how much of a page differs, after writing expected, found and difference side by side."""
    size = (max(expected.width, found.width), max(expected.height, found.height))
    sheets = [Image.new("L", size, 255) for _ in range(2)]
    for sheet, page in zip(sheets, (expected, found), strict=True):
        sheet.paste(page)
    apart = ImageChops.difference(*sheets).point(lambda value: 255 if value else 0)
    share = sum(apart.histogram()[1:]) / (size[0] * size[1])
    picture = Image.new("RGB", (3 * size[0] + 16, size[1]), "#1f2328")
    # What is new or gone in vermilion, on what is found in pale grey.
    marked = Image.composite(
        Image.new("RGB", size, "#c24a00"),
        Image.merge("RGB", [sheets[1].point(lambda v: 170 + v // 3)] * 3),
        apart,
    )
    for place, part in enumerate((*sheets, marked)):
        picture.paste(part.convert("RGB"), (place * (size[0] + 8), 0))
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"page-{number:02}.png"
    picture.save(path)
    return f"page {number}: {share:.2%} of the dots differ; expected, found and difference: {path}"


def renew(folder: Path = REFERENCES) -> None:
    """Write the pictures of every report anew; pages that are no longer there are taken away."""
    with tempfile.TemporaryDirectory() as made:
        reports = {
            key: committed(Path(made) / "-".join(map(str, key)), *key)
            for key in sorted(set(REPORTS.values()))
        }
        for form, language in DOCUMENTS:
            pages = pictures_of(build_pdf(reports[REPORTS[form]], form, language, Path(made)))
            home = folder / f"{form}.{language}"
            home.mkdir(parents=True, exist_ok=True)
            for path in home.glob("*.webp"):
                path.unlink()
            for number, page in enumerate(pages, 1):
                page.save(home / f"{number:02}.webp", lossless=True, quality=100, method=6)
            print(f"{form}.{language}: {len(pages)} pages")


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--renew", action="store_true", required=True, help="write every picture anew")
    arguments.parse_args()
    renew()
