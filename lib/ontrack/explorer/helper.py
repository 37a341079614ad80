"""A widget nobody sees: it names what the other widgets leave nameless, and hands files to the reader."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import anywidget
import traitlets

from ontrack.fonts import SANS_FILE

SCRIPT = Path(__file__).with_name("page") / "helper.js"


class FontFile(anywidget.AnyWidget):
    """The font, for a browser that has none with Chinese letters and no server of ours to take it from."""

    _esm = "export default { render() {} };"
    content = traitlets.Bytes().tag(sync=True)


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

    def __init__(self) -> None:
        super().__init__()
        self._font: FontFile | None = None
        self.on_msg(self._send_font)

    def _send_font(self, widget: object, message: dict[str, Any], buffers: list[bytes]) -> None:
        """Answer a page that asks for the font with a widget: its opening is not held back for its size."""
        if message.get("want") == "font":
            self._font = self._font or FontFile(content=SANS_FILE.read_bytes())
            self.send({"font": self._font.model_id})

    def hand_over(self, name: str, content: bytes, media_type: str) -> None:
        """Let the browser save a file."""
        message: dict[str, Any] = {"name": name, "type": media_type}
        self.send(message, buffers=[content])
