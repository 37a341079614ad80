"""Every page looks as it did when somebody last looked at it."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from report.page_pictures import (
    DOCUMENTS,
    REFERENCES,
    REPORTS,
    differences,
    pictures_of,
    references_of,
)


@pytest.mark.skipif(
    sys.version_info[:2] != (3, 11) or sys.platform != "linux",
    reason="pictures are committed for one Python and one system: 3.11 on Linux",
)
@pytest.mark.parametrize(("form", "language"), DOCUMENTS)
def test_every_page_looks_as_committed(built, tmp_path, form, language):
    found = pictures_of(built(*REPORTS[form], form, language))
    faults = differences(references_of(form, language), found, tmp_path / "differences")
    assert not faults, "\n".join(
        [*faults, "If this is meant: python tests/report/page_pictures.py --renew, then look at each page."]
    )


def test_the_pictures_are_small():
    assert sum(path.stat().st_size for path in REFERENCES.rglob("*.webp")) < 1_500_000


def page(*lines: int) -> Image.Image:
    """Return a page with lines at some heights and a foot that differs from page to page."""
    picture = Image.new("L", (100, 141), 255)
    draw = ImageDraw.Draw(picture)
    for height in lines:
        draw.line((10, height, 90, height), fill=0)
    return picture


def with_foot(picture: Image.Image, number: int) -> Image.Image:
    ImageDraw.Draw(picture).line((10, 138, 10 + number, 138), fill=0)
    return picture


def test_the_same_pages_do_not_differ(tmp_path):
    assert differences([page(20), page(30)], [page(20), page(30)], tmp_path) == []


def test_a_page_that_differs_is_named_measured_and_drawn(tmp_path):
    (said,) = differences([page(20), page(30)], [page(20), page(30, 40)], tmp_path)
    assert said.startswith("page 2: 0.57% of the dots differ; expected, found and difference: ")
    drawn = Image.open(Path(re.search(r"\S+\.png$", said)[0]))
    assert drawn.size == (316, 141)
    assert drawn.getpixel((2 * 108 + 50, 40)) == (0xC2, 0x4A, 0x00)
    assert drawn.getpixel((50, 40)) == (255, 255, 255)  # expected without the line
    assert drawn.getpixel((108 + 50, 40)) == (0, 0, 0)  # found with it


def test_a_page_more_is_named_though_every_foot_differs(tmp_path):
    expected = [with_foot(page(height), 30) for height in (20, 30, 40)]
    found = [with_foot(page(height), 40) for height in (20, 25, 30, 40)]
    assert differences(expected, found, tmp_path) == ["4 pages; 3 expected", "page 2 is new"]
    assert differences(found, expected, tmp_path) == [
        "3 pages; 4 expected", "page 2 of the committed pictures is gone",
    ]  # fmt: skip


def test_a_page_more_beside_one_that_changed(tmp_path):
    said = differences([page(20), page(30)], [page(20), page(31), page(50)], tmp_path)
    assert said[0] == "3 pages; 2 expected"
    assert said[1].startswith("page 2: 1.15% of the dots differ")
    assert said[2:] == ["page 3 is new"]


def test_a_page_turned_on_its_side_differs(tmp_path):
    (said,) = differences([page(20)], [page(20).transpose(Image.Transpose.ROTATE_90)], tmp_path)
    assert said.startswith("page 1: ")
