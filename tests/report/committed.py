"""A plan's report from the committed tables, with real charts and a stamp that never changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from helpers.made_once import plan_of_ours

from ontrack.charts import draw_all
from ontrack.paths import Paths
from ontrack.plan import LANGUAGES
from ontrack.report import Stamp, build_report
from ontrack.series.definitions import in_present_definition
from ontrack.tables import RawData, read_results

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


def committed_tables(plan: str, as_of: int) -> tuple[RawData, Mapping[str, pd.DataFrame]]:
    """Return a plan and the tables committed for a year; that they are its own, other tests show."""
    raw = in_present_definition(plan_of_ours(plan), as_of)
    return raw, read_results(Paths(ROOT).processed(plan, as_of))


def committed(folder: Path, plan: str, as_of: int) -> Committed:
    """Read the committed tables of a plan, and draw every chart of its report into a folder."""
    raw, results = committed_tables(plan, as_of)
    # Not by the notebook of charts, which draws each twice more, to pass on.
    draw_all(raw, results, LANGUAGES, folder)
    return with_charts(folder, plan, as_of)


def with_charts(folder: Path, plan: str, as_of: int) -> Committed:
    """Read the committed tables of a plan; its charts lie in a folder already."""
    raw, results = committed_tables(plan, as_of)
    stamp = Stamp("c0ffee012345", "5ha2560123456789abcdef", {"plan": plan, "as_of": as_of}, as_of, "2026-06")
    return Committed(raw, results, folder, stamp)
