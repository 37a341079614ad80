"""Where a chart's figures come from, in one line."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from ontrack.wording import load_wording
from ontrack.wording.publishers import publisher_name

UNKNOWN = ("", "not stated")
MOST_NAMES = 4
KINDS = {"reliability": "tests", "reference": "model"}


def source_line(kind: str, language: str, publishers: Iterable[str] = ()) -> str:
    """Return the line under a chart: publishers of its figures where they are named, and who projected.

    Parameters
    ----------
    kind : str
        The first part of the chart's name.
    publishers : iterable of str
        As `publisher_names` returns them; from the fifth on they are summed up.
    """
    wording = load_wording(language)
    names = list(publishers)
    if not names:
        return wording(f"chart.source.{KINDS.get(kind, 'listed')}")
    listed = wording("chart.source.separator").join(names[:MOST_NAMES])
    if len(names) > MOST_NAMES:
        listed = wording("chart.source.more", names=listed)
    return wording("chart.source.publishers", names=listed)


def publisher_names(series: pd.DataFrame, sources: pd.DataFrame, language: str) -> list[str]:
    """Return the publishers of the values of a series, each once, in the order of the values.

    Parameters
    ----------
    series : DataFrame
        Rows of series.csv.
    sources : DataFrame
        Column publisher, by source id.
    """
    known = [sources.loc[source, "publisher"] for source in series["source"] if source in sources.index]
    return list(dict.fromkeys(publisher_name(name, language) for name in known if name not in UNKNOWN))
