"""The default plan's report from the committed tables, with real charts and a stamp that never changes."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from ontrack.paths import Paths
from ontrack.report import Stamp, build_report
from ontrack.tables import RawData, load_raw, read_results

ROOT = Path(__file__).resolve().parents[2]
PLAN, AS_OF = "zhejiang-ip-2030", 2025
STAMP = Stamp("c0ffee012345", "5ha2560123456789abcdef", {"plan": PLAN, "as_of": AS_OF}, AS_OF, "2026-06")


@dataclass(frozen=True)
class Committed:
    """What the report is made from: raw figures, result tables and a folder of charts."""

    raw: RawData
    results: Mapping[str, pd.DataFrame]
    charts: Path

    def build(self, language: str, destination: Path, form: str = "annual") -> Path:
        """Write the report of one language and return its path."""
        return build_report(
            self.raw, self.results, figures=self.charts, language=language, stamp=STAMP,
            destination=destination, form=form,
        )  # fmt: skip


def committed(folder: Path) -> Committed:
    """Read the committed tables, and draw every chart into a folder as the notebook does."""
    paths = Paths(ROOT)
    tables = folder / "tables"
    shutil.copytree(paths.processed(PLAN, AS_OF), tables)
    charts = folder / "figures"
    draw_all(tables, charts)
    return Committed(load_raw(paths, PLAN), read_results(tables), charts / "print")


def draw_all(tables: Path, charts: Path) -> None:
    """Run the cells of the notebook of charts, which knows every chart of a report, and show nothing."""
    (notebook,) = (ROOT / "notebooks").glob("*_charts.ipynb")
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    names: dict[str, object] = {}
    for cell in (cell for cell in cells if cell["cell_type"] == "code"):
        if "parameters" in cell["metadata"].get("tags", ()):
            names |= {"plan": PLAN, "as_of": AS_OF, "output": str(tables), "figures": str(charts)}
            names |= {"languages": "zh,en"}
            continue
        exec("".join(cell["source"]), names)
        names["display"] = lambda *shown: None
