"""A report that lacks something is found out, and everything it lacks is said."""

from __future__ import annotations

import pytest
import typst

from ontrack.errors import RunError
from ontrack.report import check_report
from ontrack.report.pdf_check.check import check_markers, check_names, check_pages

SOURCE = b'#set document(title: "Another title")\n#set text(lang: "en")\nName 0 stands here.'
# One page in Helvetica, which every reader is supposed to have and none embeds.
NOT_EMBEDDED = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj
4 0 obj<</Length 36>>stream
BT /F 12 Tf 20 100 Td (Name 0) Tj ET
endstream endobj
5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
trailer<</Root 1 0 R>>
"""


@pytest.fixture
def plan(make_raw):
    return make_raw([{"2025": 100.0}, {"2025": 100.0}]).plan


def faults_of(path, plan, stamp, language="en") -> str:
    with pytest.raises(RunError, match="is not complete") as caught:
        check_report(path, plan=plan, language=language, stamp=stamp)
    return str(caught.value)


def test_a_file_that_is_no_pdf(tmp_path, plan, stamp):
    path = tmp_path / "report.pdf"
    path.write_text("not a PDF", encoding="utf-8")
    with pytest.raises(RunError, match="cannot be read as a PDF"):
        check_report(path, plan=plan, language="en", stamp=stamp)


def test_a_file_that_is_not_there(tmp_path, plan, stamp):
    with pytest.raises(RunError, match="cannot be read as a PDF"):
        check_report(tmp_path / "report.pdf", plan=plan, language="en", stamp=stamp)


def test_everything_missing_is_said_at_once(tmp_path, plan, stamp):
    path = tmp_path / "report.pdf"
    path.write_bytes(typst.compile(SOURCE, pdf_tags=False))
    said = faults_of(path, plan, stamp, "zh")
    assert "1 pages; at least 9 are expected" in said
    assert "the target “Name 1” is not named" in said
    assert "the target “Name 0” is not named" not in said
    assert "the title is 'Another title'; '《样例规划》实施情况评估报告（2025年度）' is expected" in said
    assert "the language is 'en'; 'zh-CN' is expected" in said
    assert "it is not tagged for screen readers" in said
    assert "it is not marked as PDF/UA-1" in said
    assert "it is not marked as PDF/A-2" in said
    assert "only NotoSansSC-Regular and NotoSerifSC-Regular are expected" in said


def test_a_font_that_is_not_embedded(tmp_path, plan, stamp):
    path = tmp_path / "report.pdf"
    path.write_bytes(NOT_EMBEDDED)
    assert "the font Helvetica is not embedded" in faults_of(path, plan, stamp)


def test_lost_characters_and_bare_pages_are_counted(stamp):
    code = stamp.check_code
    assert code == "5HA2-5601-2345"
    pages = ["cover without", "code 5HA2-5601-\r\n2345", f"{code} \ufffd", "no footer", *[code] * 5]
    assert check_pages(pages, 9, stamp) == [
        "no check code 5HA2-5601-2345 on page 1, 4",
        "characters that cannot be read (U+FFFD) on page 3",
    ]


def test_names_may_break_over_lines():
    assert check_names("Na-\r\nme 0 and Name\r\n1", ["Name 0", "Name 1"]) == []


def test_markers_are_looked_for_in_the_metadata():
    packet = (
        b'<?xpacket begin="x"?><pdfuaid:part>1</x><pdfaid:part>2</x><pdfaid:conformance>B</x><?xpacket end?>'
    )
    assert check_markers(packet) == ["it is not marked as PDF/A conformance A"]
