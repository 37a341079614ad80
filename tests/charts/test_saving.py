"""Charts as files."""

from __future__ import annotations

import dataclasses
import os
import re
import xml.etree.ElementTree as ElementTree

import pypdfium2
import pytest
import typst
from charts.drawings import drawn_texts

from ontrack.charts import fan_chart, save_svg
from ontrack.errors import OutputError, RunError
from ontrack.fonts import FONT_FOLDER
from ontrack.plan.texts import Texts

NAMESPACE = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def figure(per_head, thirty, showcase):
    return fan_chart(per_head, thirty, showcase, "zh").figure


def test_the_same_chart_gives_the_same_bytes(per_head, thirty, showcase, tmp_path):
    one, other = (
        save_svg(fan_chart(per_head, thirty, showcase, "zh").figure, tmp_path / name).read_bytes()
        for name in ("one.svg", "other.svg")
    )
    assert one == other
    assert (
        b"\r" not in one
        and b"<dc:date>" not in one
        and b"matplotlib" not in one.lower().replace(b'"matplotlib.', b"")
    )


def test_saving_twice_gives_the_same_bytes(figure, tmp_path):
    assert (
        save_svg(figure, tmp_path / "a.svg").read_bytes() == save_svg(figure, tmp_path / "b.svg").read_bytes()
    )


def test_text_stays_text_in_the_font_of_the_wheel(figure, tmp_path):
    root = ElementTree.parse(save_svg(figure, tmp_path / "a.svg")).getroot()
    texts = list(root.iter(f"{NAMESPACE}text"))
    assert "目标30.0件" in {text.text for text in texts}
    assert all("font-family: 'Noto Sans SC'" in text.get("style") for text in texts)


def test_outlines_need_no_font(figure, tmp_path):
    root = ElementTree.parse(save_svg(figure, tmp_path / "a.svg", outlines=True)).getroot()
    assert not list(root.iter(f"{NAMESPACE}text"))
    assert len(list(root.iter(f"{NAMESPACE}use"))) > 100


def test_a_character_the_font_lacks(per_head, thirty, showcase, tmp_path):
    strange = dataclasses.replace(per_head, unit=Texts(zh="件\N{ETHIOPIC SYLLABLE HA}"))
    with pytest.warns(UserWarning, match="missing from font"):
        figure = fan_chart(strange, thirty, showcase, "zh").figure
    words = re.escape("Noto Sans SC lacks characters that a chart shows:\n- 'ሀ' (U+1200) in '件ሀ'")
    with pytest.warns(UserWarning, match="missing from font"), pytest.raises(RunError, match=words):
        save_svg(figure, tmp_path / "a.svg")
    assert not list(tmp_path.iterdir())


def test_a_place_that_cannot_be_written(figure, tmp_path):
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    with pytest.raises(OutputError, match=r"a\.svg could not be written"):
        save_svg(figure, tmp_path / "file" / "a.svg")


def test_the_document_sets_text_where_the_chart_has_it(figure, tmp_path):
    save_svg(figure, tmp_path / "a.svg")
    page = '#set page(width: 160mm, height: 88mm, margin: 0mm)\n#image("a.svg", width: 160mm, alt: "a")'
    (tmp_path / "a.typ").write_text(page, encoding="utf-8")
    content, warnings = typst.compile_with_warnings(
        os.fspath(tmp_path / "a.typ"), font_paths=[os.fspath(FONT_FOLDER)], ignore_system_fonts=True
    )
    assert not warnings
    text_page = pypdfium2.PdfDocument(content)[0].get_textpage()
    figure.draw_without_rendering()  # saving leaves the boxes of the legend at another resolution
    points = 72 / figure.dpi
    found = 0
    for text, box in drawn_texts(figure.axes[0]):
        if text not in ("目标30.0件", "预测中位数", "公布值", "24.3") and not text.startswith("↑"):
            continue
        start, length = text_page.search(text.replace("↑ ", "")).get_next()
        left = text_page.get_charbox(start)[0]
        right = text_page.get_charbox(start + length - 1)[2]
        if not text.startswith("↑"):
            assert left == pytest.approx(box.x0 * points, abs=1.5), text
        assert right == pytest.approx(box.x1 * points, abs=1.5), text
        found += 1
    assert found == 5
