"""Test comparators on the project's own figures and on the panel the model was fitted to."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pandas as pd

from ontrack.errors import Fault, InputError
from ontrack.plan import Indicator
from ontrack.reference.benchmark.comparators import backtest
from ontrack.reference.levels import KINDS
from ontrack.reference.model_file import read_model
from ontrack.reference.panel import Panel, read_panel
from ontrack.reference_class import ReferenceClass
from ontrack.series import known_rows, usable_series
from ontrack.tables import RawData


def panel_of(
    observations: pd.DataFrame, indicators: Mapping[str, Indicator], breaks: pd.DataFrame, as_of: int
) -> Panel:
    """Return the project's own yearly series, of every indicator and region, as a panel for the back-test.

    Values are those known at `as_of`, of the newest definition alone; between two bounds they are turned into
    per cent of the way. What had been published at each earlier year is not asked.
    """
    names, regions, kinds, series = [], [], [], []
    for name, region in observations[["indicator", "region"]].drop_duplicates().itertuples(index=False):
        values = usable_series(known_rows(observations, breaks, indicators[name], region, as_of))
        if len(values):
            own = ReferenceClass.of(values.to_numpy(), indicators[name])
            names.append(name)
            regions.append(region)
            kinds.append(KINDS[own.kind])
            series.append(pd.Series(own.to_percent(own.values), values.index))
    years = range(min((one.index[0] for one in series), default=as_of), as_of + 1)
    table = np.array([one.reindex(years) for one in series]).reshape(len(series), len(years))
    named, placed = np.array(names, dtype=str), np.array(regions, dtype=str)
    return Panel(table, named, placed, np.array(kinds, dtype=int), "")


def backtest_record(raw: RawData, panel: Path | None, *, tested: str) -> pd.DataFrame:
    """Return the rows of comparator_record.csv: on the project's own figures and, if given, on a panel.

    Parameters
    ----------
    raw : RawData
        Every figure of the project.
    panel : Path or None
        The panel the model was fitted to; each series is answered by the networks that never saw its
        indicator.
    tested : str
        ISO date.

    Raises
    ------
    InputError
        When the panel cannot be read, or is not the one the model was fitted to.
    """
    newest = int(raw.observations["period"].str[:4].max())
    own = panel_of(raw.observations, raw.indicators, raw.breaks, newest)
    parts = [backtest(own, "project", held_out=False)]
    if panel:
        data = read_panel(panel)
        fitted = read_model().metadata["panel"]["sha256"]
        if data.digest != fitted:
            expected = f"the panel the model was fitted to, SHA-256 {fitted}"
            remedy = "Fit the model to this panel first, or test the project's own figures alone."
            raise InputError([Fault(f"SHA-256 {data.digest}", expected, remedy, str(panel))])
        parts.insert(0, backtest(data, "world_bank", held_out=True))
    return pd.concat(parts, ignore_index=True).assign(tested=tested)
