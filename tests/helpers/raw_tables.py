"""data/raw as its files hold it, and the folder of collected figures that may lie beside the project."""

from __future__ import annotations

import csv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
RAW = ROOT / "data" / "raw"
SHARED = ROOT.parent / "shared" / "data"


def read(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV by column name, cells as text."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_raw() -> dict[tuple[str, str, str], dict[str, str]]:
    """Return the observations by (region id, indicator, period), with the columns of their source."""
    sources = {
        row["id"]: {f"source_{name}": cell for name, cell in row.items()} for row in read(RAW / "sources.csv")
    }
    return {
        (path.stem, row["indicator"], row["period"]): {**row, **sources[row["source"]]}
        for path in sorted((RAW / "observations").glob("*.csv"))
        for row in read(path)
    }
