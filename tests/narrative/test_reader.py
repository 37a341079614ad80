"""A written text from its Markdown: what it says, and everything that is wrong with one."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from PIL import Image

from ontrack.errors import InputError
from ontrack.narrative.document import Grid, Insertion, Listing, Paragraph, Picture, Run, Subheading, passages
from ontrack.narrative.files import read_narratives
from ontrack.narrative.insertions import PLAN_FIGURES, TARGET_FIGURES
from ontrack.narrative.sections import SECTIONS, section_titles
from ontrack.paths import Paths
from ontrack.tables import load_plan, load_raw

GOOD = Path(__file__).resolve().parents[1] / "data" / "good"
SHOWN = "data/raw/plans/tiny"


@pytest.fixture
def project(tmp_path) -> Paths:
    """A small project whose plan has two targets with pages, patents and rate, and one without, firms."""
    shutil.copytree(GOOD, tmp_path / "project")
    return Paths(tmp_path / "project")


@pytest.fixture
def folder(project) -> Path:
    return project.raw / "plans" / "tiny"


@pytest.fixture
def read(project, folder):
    """Return a function that reads a text as narrative.zh.md: what it says, and its faults as text."""

    def reading(text: str | bytes, name: str = "narrative.zh.md"):
        content = text if isinstance(text, bytes) else text.encode("utf-8")
        (folder / name).write_bytes(content)
        found, faults = read_narratives(folder, load_plan(project, "tiny"), SHOWN)
        return found, [str(fault).removeprefix(f"{SHOWN}/{name}").lstrip(", ") for fault in faults]

    return reading


def picture(file: Path, kind: str = "PNG") -> Path:
    file.parent.mkdir(exist_ok=True)
    Image.new("RGB", (30, 20), "navy").save(file, kind)
    return file


def text_of(runs: tuple[Run, ...]) -> str:
    return "".join(run.text for run in runs)


def test_everything_that_may_stand_in_a_text(read, folder):
    picture(folder / "图" / "a.png")
    found, faults = read(
        "编者按。\n\n# 问题与原因\n\n第一句**重点**，*也是*。"
        "[页面](https://example.org/甲)\n下一行\nwith words\nhere。\n\n"
        "## 小标题\n\n3. 甲\n4. 乙\n   - 丙\n\n"
        '| 项 | 数 |\n|---|---|\n| 甲 | **1** |\n\n![示意](图/a.png "图题")\n\n# 指标\n\n'
        "## rate\n\n因为。\n\n## 专利\n\n所以。\n"
    )
    assert faults == []
    text = found[2025, "zh"]
    first, heading, listing, grid, image = text.sections["problems"].blocks
    assert isinstance(first, Paragraph)
    assert [(run.text, run.strong, run.link, run.line) for run in first.runs] == [
        ("第一句", False, "", 5), ("重点", True, "", 5), ("，", False, "", 5), ("也是", True, "", 5),
        ("。", False, "", 5),
        ("页面", False, "https://example.org/%E7%94%B2", 5), ("下一行", False, "", 6), (" ", False, "", 7),
        ("with words", False, "", 7), (" ", False, "", 8), ("here。", False, "", 8),
    ]  # fmt: skip
    assert isinstance(heading, Subheading) and text_of(heading.runs) == "小标题"
    assert isinstance(listing, Listing) and listing.first == 3
    assert isinstance(listing.items[1][1], Listing) and listing.items[1][1].first is None
    assert isinstance(grid, Grid) and text_of(grid.rows[0][1].runs) == "1"
    assert image == Picture("图/a.png", folder / "图/a.png", "示意", "图题")
    assert text.pictures == {"图/a.png": folder / "图/a.png"}
    assert {key: text_of(next(passages(part.blocks))) for key, part in text.targets.items()} == {
        "rate": "因为。", "patents": "所以。",
    }  # fmt: skip
    assert [text_of(runs) for runs in passages(text.note)] == ["编者按。"]


def test_headings_are_those_of_the_language(read):
    for language in ("zh", "en"):
        titles = section_titles(language)
        text = "".join(f"# {titles[key]}\n\nx\n\n" for key in SECTIONS)
        found, faults = read(text, f"narrative.{language}.md")
        assert (list(found[2025, language].sections), faults) == (list(SECTIONS), [])


def test_markup_of_other_languages_is_text(read):
    hostile = (
        '#let x = 1 和 #import "@preview/x:1.0.0" 、$x^2$、@ref、`'.rstrip("`、")
        + r"、\#raw、\*、5 * 3、a_b_c、[甲]"
    )
    found, faults = read(f"# 环境变化\n\n{hostile}\n")
    assert faults == []
    shown = text_of(next(passages(found[2025, "zh"].sections["environment"].blocks)))
    assert shown == hostile.replace("\\", "")


def test_figures_are_put_in_by_name(read):
    found, faults = read(
        "编者{as_of}。\n\n# 环境变化\n\n甲**{latest:rate}**乙{{丙}}\\{丁\\}\n\n| {targets_met} | 数 "
        "|\n|---|---|\n| 甲 | "
        "{as_of} |\n\n# 指标\n\n## rate\n\n{value_2020-06}和{latest:patents}\n"
    )
    assert faults == []
    text = found[2025, "zh"]
    assert [(run.line, run.text, run.strong, run.insertion) for run in text.insertions] == [
        (1, "as_of", False, Insertion("as_of", "", 3)),
        (5, "latest:rate", True, Insertion("latest", "rate", 4)),
        (7, "targets_met", False, Insertion("targets_met", "", 3)),
        (9, "as_of", False, Insertion("as_of", "", 7)),
        (15, "value_2020-06", False, Insertion("value_2020-06", "rate", 1)),
        (15, "latest:patents", False, Insertion("latest", "patents", 17)),
    ]
    assert text_of(next(passages(text.sections["environment"].blocks))) == "甲latest:rate乙{丙}{丁}"


SECTION = "# 环境变化\n\n"
PLAIN = "text, **emphasis**, links and lists only"
BLOCKS = "headings, paragraphs, lists, tables and pictures only"
TITLES = "主要成绩与做法, 问题与原因, 环境变化, 对策建议, 规划调整建议, 经验, 下一规划建议, 指标"
PICTURE = "a PNG or JPEG file in the plan's folder"
MOVE = "Copy the picture into the plan's folder and name it from there."
NAMES = ", ".join((*TARGET_FIGURES, "value_2020", *PLAN_FIGURES))
FAULTS = {
    "html": ("<div>x</div>", [f"line 3: found HTML; expected {BLOCKS}. Write the text without tags."]),
    "comment": ("<!-- x -->", [f"line 3: found HTML; expected {BLOCKS}. Write the text without tags."]),
    "html amid text": (
        "甲<b>乙",
        [f"line 3, column 2: found HTML “<b>”; expected {PLAIN}. Write the text without tags."],
    ),
    "fence": ("```\nx\n```", [f"line 3: found a block of code; expected {BLOCKS}. Write it as a paragraph."]),
    "indented": (
        "甲\n\n    x",
        [f"line 5: found a block of code; expected {BLOCKS}. Write it as a paragraph; lines that begin "
         f"with four "
         "blanks are code."],
    ),
    "code": ("甲\n乙`x`", [f"line 4, column 3: found code between backticks “x”; expected {PLAIN}. "
                         f"Remove the backticks."]),
    "quotation": ("> x", [f"line 3: found a quotation; expected {BLOCKS}. Write it as a paragraph, "
                          f"without >."]),
    "rule": ("甲\n\n***", [f"line 5: found a rule; expected {BLOCKS}. Remove the line."]),
    "deep heading": (
        "### x\n\n甲",
        ["line 3: found a heading of level 3; expected headings down to ##. Make it a paragraph, or a "
         "heading of a "
         "higher level."],
    ),
    "underlined": (
        "甲\n---",
        ["line 3: found text underlined to a heading; expected headings that begin with #. Put a blank "
         "line between "
         "the text and the line below it."],
    ),
    "third level": (
        "- a\n  - b\n    - c",
        [f"line 5: found a list of the third level; expected {BLOCKS}. Use two levels at most."],
    ),
    "heading in a list": (
        "- # a",
        [f"line 3: found a heading within a list; expected {BLOCKS}. Put the heading outside the list."],
    ),
    "footnote": (
        "甲[^1]",
        [f"line 3, column 2: found a footnote near “甲[^1]”; expected {PLAIN}. Put the remark into the "
         f"text."],
    ),
    "script": (
        "[甲](javascript:x)",
        ["line 3, column 5: found a link to “javascript:x”; expected an address that begins with https:// or "
         "http://. Correct the address, or write the text without a link."],
    ),
    "no host": (
        "[甲](https:///x)",
        ["line 3, column 5: found a link to “https:///x”; expected an address that begins with https:// or "
         "http://. Correct the address, or write the text without a link."],
    ),
    "unclosed emphasis": (
        "甲**乙",
        ["line 3, column 2: found an asterisk without its partner near “甲**乙”; expected emphasis as "
         "**text**, closed "
         "in the same paragraph. Add or remove asterisks; put punctuation outside them; write \\* for an "
         "asterisk."],
    ),
    "unclosed link": (
        "甲[乙](https://x y)",
        ["line 3, column 2: found a link that is not closed near “甲[乙](https://”; expected a link as "
         "[text](https://address). Close both brackets; write a blank in an address as %20."],
    ),
    "bracket": (
        "甲[乙",
        ["line 3, column 2: found square brackets that do not match; expected as many [ as ]. Close the "
         "bracket, or "
         "write \\[ for a bracket."],
    ),
    "unknown section": (
        "甲\n\n# 环境变换\n\n乙",
        [f"line 5: found unknown section “环境变换”; expected one of {TITLES}. Did you mean 环境变化?"],
    ),
    "another language": (
        "甲\n\n# Lessons\n\n乙",
        [f"line 5: found unknown section “Lessons”; expected one of {TITLES}. Did you mean lessons?"],
    ),
    "twice": (
        "甲\n\n# 环境变化\n\n乙",
        ["line 5: found “环境变化” a second time; expected each heading once. Put both texts under one "
         "heading."],
    ),
    "empty": (
        "甲\n\n# 经验",
        ["line 5: found nothing below “经验”; expected some text. Write the section, or remove its heading."],
    ),
    "glued": (
        "甲\n\n#经验\n\n乙",
        ["line 5, column 2: found “#经验”; expected “# 经验”. Type a blank after #."],
    ),
    "unknown indicator": (
        "甲\n\n# 指标\n\n## rat\n\n乙",
        ["line 7: found unknown indicator “rat”; expected the id or name of a target of the plan's "
         "table. Did you "
         "mean rate?"],
    ),
    "indicator like none": (
        "甲\n\n# 指标\n\n## 天气\n\n乙",
        ["line 7: found unknown indicator “天气”; expected the id or name of a target of the plan's "
         "table. Use an id of "
         "targets.csv."],
    ),
    "target without a page": (
        "甲\n\n# 指标\n\n## firms\n\n乙",
        ["line 7: found unknown indicator “firms”; expected the id or name of a target of the plan's "
         "table. Write about "
         "it in another section: it has no page of its own."],
    ),
    "indicator twice": (
        "甲\n\n# 指标\n\n## rate\n\n乙\n\n## 满意率\n\n丙",
        ["line 11: found “满意率” a second time; expected each heading once. Put both texts under one "
         "heading."],
    ),
    "text of no indicator": (
        "甲\n\n# 指标\n\n乙\n\n## rate\n\n丙",
        ["line 7: found text of no indicator; expected a line ## and the id of a target before it. Add "
         "the line."],
    ),
    "no indicator": (
        "甲\n\n# 指标",
        ["line 5: found nothing below “指标”; expected some text. Write the section, or remove its heading."],
    ),
    "heading on an indicator's page": (
        "甲\n\n# 指标\n\n## rate\n\n### 乙\n\n丙",
        ["line 9: found a heading of level 3; expected headings down to none below the line ##. Make it "
         "a paragraph, "
         "or a heading of a higher level."],
    ),
    "picture amid text": (
        "甲![乙](a.png \"丙\")",
        [f"line 3, column 4: found a picture amid text “乙”; expected {PLAIN}. Put the picture into a "
         f"paragraph of its "
         "own."],
    ),
    "missing picture": (
        "![乙](a.png \"丙\")",
        [f"line 3, column 6: found no file “a.png”; expected {PICTURE}. Correct the name, or put the "
         f"picture there."],
    ),
    "picture above": (
        "![乙](../../secret.png \"丙\")",
        [f"line 3, column 6: found “../../secret.png”, which lies outside the plan's folder; expected "
         f"{PICTURE}. {MOVE}"],
    ),
    "picture by a link": (
        "![乙](link.png \"丙\")",
        [f"line 3, column 6: found “link.png”, which lies outside the plan's folder; expected {PICTURE}. "
         f"{MOVE}"],
    ),
    "absolute picture": (
        "![乙](/a.png \"丙\")",
        [f"line 3, column 6: found the path “/a.png”; expected {PICTURE}, named with forward slashes. "
         f"{MOVE}"],
    ),
    "picture of Windows": (
        "![乙](C:/a.png \"丙\")",
        [f"line 3, column 6: found the path “C:/a.png”; expected {PICTURE}, named with forward slashes. "
         f"{MOVE}"],
    ),
    "picture from the web": (
        "![乙](https://example.org/a.png \"丙\")",
        [f"line 3, column 6: found a picture from an address, “https://example.org/a.png”; expected "
         f"{PICTURE}. {MOVE}"],
    ),
    "picture as data": (
        "![乙](data:image/png;base64,AAAA \"丙\")",
        [f"line 3, column 6: found a picture from an address, “data:image/png;base64,AAAA”; expected "
         f"{PICTURE}. {MOVE}"],
    ),
    "picture of another kind": (
        "![乙](a.svg \"丙\")",
        [f"line 3, column 6: found a picture of another kind, “a.svg”; expected {PICTURE}. Save the "
         f"picture as PNG or "
         "JPEG."],
    ),
    "picture that is none": (
        "![乙](text.png \"丙\")",
        [f"line 3, column 6: found “text.png”, which cannot be read as a picture (cannot identify image file "
         f"'text.png'); expected {PICTURE}. Save the picture again."],
    ),
    "picture under another name": (
        "![乙](photo.png \"丙\")",
        [f"line 3, column 6: found “photo.png”, which is a JPEG file; expected {PICTURE}. Save it as "
         f"what its name "
         "says."],
    ),
    "picture without words": (
        "![](good.png)",
        ["line 3, column 1: found the picture “good.png” without alternative text; expected a "
         "description. Write "
         "between the square brackets what the picture shows.",
         "line 3, column 1: found the picture “good.png” without a caption; expected a caption. Write it "
         "in double "
         "quotes after the name: ![description](picture.png \"caption\")."],
    ),
    "character of no font": (
        "好😀，ʬ、😀和🙂。",
        [f"line 3, column {column}: found “{sign}” (U+{ord(sign):04X}); expected characters of the fonts "
         f"Noto Serif SC "
         "and Noto Sans SC. Remove it or write it in "
         "words." for column, sign in ((2, "😀"), (4, "ʬ"), (8, "🙂"))],
    ),
    "unknown figure": (
        "甲{probabilty:rate}",
        [f"line 3, column 2: found an unknown figure “{{probabilty:rate}}”; expected one of {NAMES}. Did you "
         "mean probability?"],
    ),
    "figure like none": (
        "甲{天气}",
        [f"line 3, column 2: found an unknown figure “{{天气}}”; expected one of {NAMES}. Use one of these "
         f"names; "
         "write {{ for a brace."],
    ),
    "gap that says nothing": (
        "甲{pending: }",
        ["line 3, column 2: found nothing after “{pending: }”; expected “{pending:WHAT TO WRITE}”. Say "
         "what."],
    ),
    "figure of no target": (
        "甲{latest}",
        ["line 3, column 2: found no target in “{latest}”; expected “{latest:TARGET}” with an id of "
         "targets.csv. "
         "Name a target."],
    ),
    "figure of another target": (
        "甲{latest:rat}{latest:天气}",
        ["line 3, column 2: found an unknown target in “{latest:rat}”; expected “{latest:TARGET}” with an "
         "id of "
         "targets.csv. Did you mean rate?",
         "line 3, column 14: found an unknown target in “{latest:天气}”; expected “{latest:TARGET}” with "
         "an id of "
         "targets.csv. Use an id of targets.csv."],
    ),
    "figure of the plan with a target": (
        "甲{as_of:rate}",
        ["line 3, column 2: found a target in “{as_of:rate}”; expected “{as_of}”. Remove it."],
    ),
    "brace alone": (
        "甲{乙",
        ["line 3, column 2: found a brace without its partner; expected a figure as {probability}. Write "
         "{{ or }} "
         "for a brace."],
    ),
    "figure beside a picture": (
        "![乙](good.png \"{as_of}\")",
        ["line 3, column 16: found a figure “{as_of}” beside a picture; expected words without braces. Put "
         "the "
         "figure into a paragraph."],
    ),
    "two at once": (
        "甲<b>乙\n\n> x",
        [f"line 3, column 2: found HTML “<b>”; expected {PLAIN}. Write the text without tags.",
         f"line 5: found a quotation; expected {BLOCKS}. Write it as a paragraph, without >."],
    ),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_every_fault_is_told_with_place_and_remedy(read, folder, fault):
    picture(folder / "good.png")
    picture(folder / "photo.png", "JPEG")
    (folder / "text.png").write_text("no picture", encoding="utf-8")
    os.symlink(picture(folder.parent / "secret.png"), folder / "link.png")
    text, expected = FAULTS[fault]
    assert read(SECTION + text)[1] == expected


def test_a_list_before_the_first_heading(read):
    assert read("- 甲\n\n# 经验\n\n乙")[1] == [
        "line 1: found no paragraph before the first heading; expected only who wrote the text there. "
        "Put a line # and "
        "the heading of a section before it."
    ]


def test_another_encoding(read):
    text = "# 经验\n\n".encode() + "乙".encode("gb18030")
    (fault,) = read(text)[1]
    assert fault.startswith("line 3: found GB18030, as Excel's “CSV” writes in Chinese; expected UTF-8")
    assert fault.endswith("it changes the encoding and no figure.")


def test_a_byte_order_mark_and_line_ends_of_windows(read):
    found, faults = read("\ufeff# 经验\r\n\r\n甲\r\n乙\r\n".encode())
    assert faults == []
    assert text_of(next(passages(found[2025, "zh"].sections["lessons"].blocks))) == "甲乙"


def test_a_folder_in_place_of_a_file(read, folder):
    (folder / "narrative.en.md").mkdir()
    _, faults = read("# 经验\n\n甲")
    assert faults[0].startswith(f"{SHOWN}/narrative.en.md: found a folder in place of a file; expected")


def test_a_text_for_another_year(read):
    read("# 经验\n\n甲")
    found, faults = read("# 经验\n\n乙", "narrative.2024.zh.md")
    assert (sorted(found), faults) == ([(2024, "zh"), (2025, "zh")], [])


def test_two_texts_for_one_year(read):
    read("# 经验\n\n甲")
    assert read("# 经验\n\n乙", "narrative.2025.zh.md")[1] == [
        f"{SHOWN}/narrative.zh.md: found a second text for 2025; expected one; there is "
        f"{SHOWN}/narrative.2025.zh.md. "
        "Remove one."
    ]


@pytest.mark.parametrize("name", ["narrative.md", "narrative.fr.md", "Narrative.zh.txt"])
def test_a_file_under_another_name(read, name):
    assert read("甲", name)[1] == [
        f": found a file called {name}; expected narrative.zh.md or narrative.en.md, with .2024 before "
        f"the language for "
        "another year. Rename or move it."
    ]


def test_faults_of_a_text_and_of_a_table_in_one_go(project, folder):
    (folder / "narrative.en.md").write_text("# Weather\n\nx", encoding="utf-8")
    table = folder / "targets.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("rate,rate,", "rate,rote,"), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_raw(project, "tiny", strict=True)
    assert [fault.file.rpartition("/")[2] for fault in caught.value.faults] == [
        "narrative.en.md",
        "targets.csv",
    ]


def test_the_texts_of_a_plan_come_with_its_figures(project, folder):
    (folder / "narrative.en.md").write_text("# Lessons\n\nNone yet.", encoding="utf-8")
    raw = load_raw(project, "tiny")
    assert list(raw.narratives) == [(2025, "en")]
    assert list(raw.narratives[2025, "en"].sections) == ["lessons"]
