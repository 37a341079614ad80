"""Make the committed records again: public competitions, held-out populations, statements."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pandas as pd

from ontrack.benchmark import Result, run_benchmark
from ontrack.benchmark.policy_targets import policy_target_record
from ontrack.benchmark.protocols import ask
from ontrack.benchmark.record import population_tables
from ontrack.benchmark.statements import statement_record
from ontrack.paths import Paths, find_root
from ontrack.records.track_record import POLICY_TARGETS, PUBLIC, RECORDS, WHOLE
from ontrack.tables.policy_targets import load_policy_targets
from ontrack.training.economies import read_economies
from ontrack.training.fitting import Settings
from ontrack.training.panels import read_panels


def public_records(
    sets: Sequence[str], lengths: Sequence[int], full: bool, peers: Sequence[str]
) -> tuple[list[Result], dict[str, pd.DataFrame]]:
    """Return the results on public competitions, and the rows of the records they make."""
    results = run_benchmark(sets, lengths=lengths, full=full, peers=peers)
    rows = [
        {"protocol": PUBLIC, "set": one.collection, "part": WHOLE, "length": one.regime, "method": one.method,
         "series": one.series, "coverage_80": one.mean["coverage_80"], "coverage_95": one.mean["coverage_95"],
         "brier_skill": one.mean["brier_skill"], "ece": one.mean["ece"], "msis": one.mean["msis"],
         "owa": one.mean["owa"]}
        for one in results
    ]  # fmt: skip
    return results, {"figures": pd.DataFrame(rows).round(3)}


def population_records(
    panels: Sequence[Path],
    types: Path | None,
    economies: Path | None,
    protocols: Sequence[str],
    *,
    peers: Sequence[str] = (),
    windows: int = 120_000,
    workers: int = 1,
    progress: Callable[[str], None] = lambda message: None,
) -> dict[str, pd.DataFrame]:
    """Return the records of models fitted to a part of the panels and asked about the rest.

    With *policy_targets* among the protocols also that of the project's earlier targets.
    """
    panel = read_panels(panels, types, read_economies(economies) if economies else None)
    settings = Settings(windows=windows)
    held_out = [name for name in protocols if name != POLICY_TARGETS]
    answered = ask(panel, held_out, settings=settings, workers=workers, progress=progress)
    records = population_tables(panel, answered, peers) if held_out else {}
    if POLICY_TARGETS in protocols:
        known = load_policy_targets(Paths(find_root()))
        records[POLICY_TARGETS] = policy_target_record(known, panel, progress=progress)
    return records


def statement_rows(
    panels: Sequence[Path],
    types: Path | None,
    economies: Path | None,
    *,
    workers: int = 1,
    progress: Callable[[str], None] = lambda message: None,
) -> pd.DataFrame:
    """Return the rows of `statement_record`, made again from panels."""
    panel = read_panels(panels, types, read_economies(economies) if economies else None)
    return statement_record(panel, workers=workers, progress=progress)


def write_records(folder: Path, records: dict[str, pd.DataFrame]) -> None:
    """Write records as CSV files; rows of other protocols that stand there already are kept."""
    for name, fresh in records.items():
        path = folder / RECORDS[name]
        if path.exists():
            old = pd.read_csv(path, dtype={"length": str})
            fresh = pd.concat([old[~old["protocol"].isin(fresh["protocol"])], fresh], ignore_index=True)
        fresh.to_csv(path, index=False, lineterminator="\n")
