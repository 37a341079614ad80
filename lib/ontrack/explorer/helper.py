"""A widget nobody sees: it names what the other widgets leave nameless, and hands files to the reader."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import anywidget
import traitlets

SCRIPT = Path(__file__).with_name("page") / "helper.js"


class Helper(anywidget.AnyWidget):
    """Names for screen readers, the page's language and title, and downloads.

    Attributes
    ----------
    picture_text : str
        What the chart shows, in sentences.
    language, title : str
    """

    _esm = SCRIPT.read_text(encoding="utf-8")
    picture_text = traitlets.Unicode().tag(sync=True)
    language = traitlets.Unicode("zh").tag(sync=True)
    title = traitlets.Unicode().tag(sync=True)

    def hand_over(self, name: str, content: bytes, media_type: str) -> None:
        """Let the browser save a file."""
        message: dict[str, Any] = {"name": name, "type": media_type}
        self.send(message, buffers=[content])
