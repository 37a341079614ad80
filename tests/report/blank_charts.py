"""Empty pictures with words beside them, in the place of charts."""

from __future__ import annotations

import json
from pathlib import Path

from ontrack.charts.fan.drawing import HEIGHT_MM

WHOLE_PLAN = (
    "overview", "portfolio", "odds", "progress", "multiples.1", "strips.1", "reliability", "reference",
)  # fmt: skip


def blank_chart(folder: Path, name: str, language: str, *, height_mm: float = HEIGHT_MM) -> None:
    """Write an empty picture and words that say its name, the only one of its kind."""
    picture = f'<svg xmlns="http://www.w3.org/2000/svg" width="160mm" height="{height_mm}mm"></svg>'
    (folder / f"{name}.{language}.svg").write_text(picture, encoding="utf-8")
    words = dict.fromkeys(("caption", "alternative", "source"), name) | {"sheets": 1, "rows": []}
    (folder / f"{name}.{language}.json").write_text(json.dumps(words), encoding="utf-8")
