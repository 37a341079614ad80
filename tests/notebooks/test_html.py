from __future__ import annotations

import base64
from pathlib import Path

import nbformat
import pytest
from nbconvert.exporters.html import HTMLExporter
from nbformat import v4

from ontrack.errors import InputError, OutputError, RunError
from ontrack.notebooks import export_html, outside_references

# the smallest PNG: one transparent point
PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" height="9">'
    '<defs><path id="p" d="M0 0"/></defs><use xlink:href="#p"/></svg>'
)
TABLE = "<table><tr><th>指标</th></tr><tr><td>24.3</td></tr></table>"


def displayed(mime: str, content: str) -> nbformat.NotebookNode:
    return v4.new_output("display_data", {mime: content})


@pytest.fixture
def executed(tmp_path: Path) -> Path:
    """An executed notebook with all that brings scripts from elsewhere: mathematics, a widget, a diagram."""
    (tmp_path / "picture.png").write_bytes(base64.b64decode(PNG))
    widget = {
        "application/vnd.jupyter.widget-view+json": {"model_id": "m", "version_major": 2, "version_minor": 0}
    }
    state = {"state": {}, "version_major": 2, "version_minor": 0}
    cells = [
        v4.new_markdown_cell("# 年度序列\n$x^2$ ![p](picture.png) [publisher](https://example.org/page)"),
        v4.new_code_cell("table.head()", outputs=[displayed("text/html", TABLE)], execution_count=1),
        v4.new_code_cell("draw()", outputs=[displayed("image/png", PNG), displayed("image/svg+xml", SVG)]),
        v4.new_code_cell(
            "slider()", outputs=[v4.new_output("display_data", {**widget, "text/plain": "slider"})]
        ),
        v4.new_code_cell("diagram()", outputs=[displayed("text/vnd.mermaid", "graph TD; A-->B")]),
    ]
    metadata = {
        "title": "old title",
        "kernelspec": {"name": "python3", "language": "python", "display_name": "Python 3"},
        "language_info": {"name": "python"},
        "widgets": {"application/vnd.jupyter.widget-state+json": state},
    }
    nbformat.write(v4.new_notebook(cells=cells, metadata=metadata), tmp_path / "01_series.ipynb")
    return tmp_path / "01_series.ipynb"


def test_the_page_needs_nothing_from_outside(executed: Path):
    page = export_html(executed, executed.with_name("out") / "01.html", "年度序列 2025", "zh").read_text(
        encoding="utf-8"
    )
    assert outside_references(page) == []
    assert '<html lang="zh">' in page
    assert "<title>年度序列 2025</title>" in page


def test_code_tables_and_figures_are_in_the_page(executed: Path):
    page = export_html(executed, executed.with_suffix(".html"), "t", "en").read_text(encoding="utf-8")
    assert "head" in page
    assert "draw" in page
    assert "<th>指标</th>" in page
    assert page.count(f"data:image/png;base64,{PNG}") == 2  # the output, and the picture in the text
    assert 'href="https://example.org/page"' in page
    assert sorted(path.name for path in executed.parent.iterdir()) == [
        "01_series.html", "01_series.ipynb", "picture.png",
    ]  # fmt: skip


def test_the_page_of_nbconvert_alone_needs_the_network(executed: Path):
    page, _ = HTMLExporter().from_filename(str(executed))
    outside = " ".join(outside_references(page))
    for library in ("require.min.js", "mathjax", "mermaid", "unpkg.com"):
        assert library in outside


def test_a_page_that_would_load_something_is_refused(tmp_path: Path):
    cell = v4.new_markdown_cell("![logo](https://example.org/logo.png)")
    nbformat.write(v4.new_notebook(cells=[cell]), tmp_path / "x.ipynb")
    with pytest.raises(
        RunError, match=r"page of x\.ipynb would load https://example\.org/logo\.png\. Put it into"
    ):
        export_html(tmp_path / "x.ipynb", tmp_path / "x.html", "t", "en")
    assert not (tmp_path / "x.html").exists()


def test_an_unwritable_folder_is_named(executed: Path):
    (executed.parent / "file").write_text("no folder", encoding="utf-8")
    with pytest.raises(OutputError, match=r"x\.html could not be written"):
        export_html(executed, executed.parent / "file" / "x.html", "t", "en")


def test_a_missing_notebook_is_named(tmp_path: Path):
    with pytest.raises(InputError, match=r"none\.ipynb: found no such file"):
        export_html(tmp_path / "none.ipynb", tmp_path / "x.html", "t", "en")


@pytest.mark.parametrize(
    ("html", "address"),
    [
        ('<script src="https://a.org/x.js"></script>', "https://a.org/x.js"),
        ('<script src="//a.org/x.js"></script>', "//a.org/x.js"),
        ('<script type="module">await import("https://a.org/x.mjs")</script>', "https://a.org/x.mjs"),
        ("<script>u = 'https://a.org/' + name</script>", "https://a.org/"),
        ('<link rel="stylesheet" href="http://a.org/x.css">', "http://a.org/x.css"),
        ("<style>@import 'https://a.org/x.css';</style>", "https://a.org/x.css"),
        ("<style>@font-face { src: url( 'https://a.org/x.woff2' ) }</style>", "https://a.org/x.woff2"),
        ("<style>@font-face { src: url(x.woff2) }</style>", "x.woff2"),
        ('<p style="background: url(http://a.org/x.png)">', "http://a.org/x.png"),
        ('<img src="http://a.org/x.png">', "http://a.org/x.png"),
        ('<img src="x.png">', "x.png"),
        ('<img srcset="data:image/png;base64,AAAA 1x, http://a.org/2.png 2x">', "http://a.org/2.png"),
        ('<iframe src="https://a.org"></iframe>', "https://a.org"),
        ('<object data="https://a.org/x.svg"></object>', "https://a.org/x.svg"),
        ('<video poster="https://a.org/x.png"></video>', "https://a.org/x.png"),
        ('<svg><image xlink:href="https://a.org/x.png"/></svg>', "https://a.org/x.png"),
        ('<svg><use href="https://a.org/x.svg#p"/></svg>', "https://a.org/x.svg#p"),
    ],
)
def test_every_way_of_loading_from_outside_is_found(html: str, address: str):
    assert outside_references(html) == [address]


@pytest.mark.parametrize(
    "html",
    [
        '<a href="https://a.org">publisher</a>',
        f'<img src="data:image/png;base64,{PNG}">',
        '<svg xmlns="http://www.w3.org/2000/svg"><use xlink:href="#p"/><use href="#p"/></svg>',
        "<style>p { background: url(data:image/svg+xml;base64,AAAA) } /* see https://a.org */</style>",
        "<pre>&lt;img src=&quot;https://a.org/x.png&quot;&gt; @import 'x'</pre>",
        "<style>p { color: red }</style>@import 'x.css'",
        "<script>// see https://a.org\nlet x = 1</script>",
        '<a href="#part"><img alt="" src=""></a>',
    ],
)
def test_what_loads_nothing_is_not_counted(html: str):
    assert outside_references(html) == []
