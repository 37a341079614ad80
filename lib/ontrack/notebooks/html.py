"""A page of a notebook that opens without a network."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

from ontrack.errors import RunError
from ontrack.notebooks.parameters import read_notebook
from ontrack.paths import replace_text

# nbconvert's page without the scripts it loads from elsewhere: require.js, widget manager, MathJax, Mermaid
_TEMPLATE = """\
{%- extends 'lab/index.html.j2' -%}
{%- block html_head_js -%}{%- endblock -%}
{%- block jupyter_widgets -%}{%- endblock -%}
{%- block html_head_js_mathjax -%}{%- endblock -%}
{%- block html_head_js_mermaidjs -%}{%- endblock -%}
{%- block extra_css -%}
<style>
body.jp-Notebook { max-width: 60rem; margin: 0 auto; }
.jp-RenderedMarkdown table { margin-left: 0; }
</style>
{%- endblock -%}
"""
_LOADING_ATTRIBUTES = {"src", "data", "poster", "background"}
_LINK_ATTRIBUTES = {"href", "xlink:href"}
_LINK_ELEMENTS = {"a", "area"}  # followed on a click, not loaded with the page
_INSIDE = ("data:", "#", "about:")
_STYLE_ADDRESS = re.compile(r"""url\(\s*["']?([^"')]*)|@import\s+["']([^"']*)""", re.IGNORECASE)
_SCRIPT_ADDRESS = re.compile(r"""["'`]((?:https?:)?//[^"'`\s]+)""")


def export_html(notebook: Path, destination: Path, title: str, language: str) -> Path:
    """Write an executed notebook as one HTML file, code, tables and figures inside, and return its path.

    Parameters
    ----------
    notebook, destination : Path
        The executed notebook and the page to write.
    title : str
        Title of the page.
    language : str
        Language code of the text, ``zh`` or ``en``.

    Raises
    ------
    InputError
        When `notebook` cannot be read.
    RunError
        When the page would load anything from outside the file.
    OutputError
        When `destination` cannot be written.
    """
    # imported here: 0.5 s that only a run which has come this far needs to pay
    from jinja2 import DictLoader
    from nbconvert.exporters.html import HTMLExporter

    node = read_notebook(notebook)
    node.metadata.pop("title", None)  # would win over ours
    exporter = HTMLExporter(
        extra_loaders=[DictLoader({"offline.html.j2": _TEMPLATE})],
        template_file="offline.html.j2",
        language_code=language,
        embed_images=True,
    )
    page, _ = exporter.from_notebook_node(node, {"metadata": {"name": title, "path": str(notebook.parent)}})
    if outside := outside_references(page):
        addresses = ", ".join(dict.fromkeys(outside))
        raise RunError(
            f"The page of {notebook.name} would load {addresses}. Put it into the notebook itself."
        )
    return replace_text(destination, page)


def outside_references(html: str) -> list[str]:
    """Return every address a browser would load when it opens `html`: all that is not inside the file.

    Scripts, style sheets, fonts, images, frames and media count, in elements, in style sheets and as
    addresses written out in scripts; links that only a click follows do not.
    """
    finder = _References()
    finder.feed(html)
    finder.close()
    return [address for address in finder.found if address and not address.startswith(_INSIDE)]


class _References(HTMLParser):
    """Collects the addresses that elements, style sheets and scripts load."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._element = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._element = tag
        for name, value in attrs:
            text = (value or "").strip()
            if name == "style":
                self._add_style(text)
            elif name == "srcset":
                self.found += [candidate.split()[0] for candidate in text.split(", ")]
            elif name in _LOADING_ATTRIBUTES or (name in _LINK_ATTRIBUTES and tag not in _LINK_ELEMENTS):
                self.found.append(text)

    def handle_endtag(self, tag: str) -> None:
        self._element = ""

    def handle_data(self, data: str) -> None:
        if self._element == "style":
            self._add_style(data)
        elif self._element == "script":
            self.found += _SCRIPT_ADDRESS.findall(data)

    def _add_style(self, text: str) -> None:
        self.found += [first or second for first, second in _STYLE_ADDRESS.findall(text)]
