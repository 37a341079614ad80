"""A plan's report from the committed tables, with real charts and a stamp that never changes."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from ontrack.definitions import in_present_definition
from ontrack.paths import Paths
from ontrack.report import Stamp, build_report
from ontrack.tables import RawData, load_raw, read_results

ROOT = Path(__file__).resolve().parents[2]
PLAN, AS_OF = "zhejiang-ip-2030", 2025


@dataclass(frozen=True)
class Committed:
    """What the report is made from: raw figures, result tables, a folder of charts and the stamp."""

    raw: RawData
    results: Mapping[str, pd.DataFrame]
    charts: Path
    stamp: Stamp

    def build(self, language: str, destination: Path, form: str = "annual") -> Path:
        """Write the report of one language and return its path."""
        return build_report(
            self.raw, self.results, figures=self.charts, language=language, stamp=self.stamp,
            destination=destination, form=form,
        )  # fmt: skip


def committed(folder: Path, plan: str, as_of: int) -> Committed:
    """Read the committed tables of a plan, and draw every chart into a folder as the notebook does."""
    paths = Paths(ROOT)
    tables = folder / "tables"
    shutil.copytree(paths.processed(plan, as_of), tables)
    charts = folder / "figures"
    parameters = {"plan": plan, "as_of": as_of}
    draw_all(parameters | {"output": str(tables), "figures": str(charts), "languages": "zh,en"})
    stamp = Stamp("c0ffee012345", "5ha2560123456789abcdef", parameters, as_of, "2026-06")
    raw = in_present_definition(load_raw(paths, plan), as_of)
    return Committed(raw, read_results(tables), charts / "print", stamp)


def draw_all(parameters: Mapping[str, object]) -> None:
    """Run the notebook of charts, which knows every chart of a report, with parameters; show nothing."""
    (notebook,) = (ROOT / "notebooks").glob("*_charts.ipynb")
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    names: dict[str, object] = {}
    for cell in (cell for cell in cells if cell["cell_type"] == "code"):
        if "parameters" in cell["metadata"].get("tags", ()):
            names |= parameters
            continue
        exec("".join(cell["source"]), names)
        names["display"] = lambda *shown: None
