"""Every kind of chart, in the order in which a report sets them: a row a kind."""

from __future__ import annotations

from collections.abc import Iterator

from ontrack.charts.chart import Chart, Given
from ontrack.charts.fan import words as fan
from ontrack.charts.multiples import words as multiples
from ontrack.charts.odds import words as odds
from ontrack.charts.overview import words as overview
from ontrack.charts.portfolio import words as portfolio
from ontrack.charts.progress import words as progress
from ontrack.charts.reference import words as reference
from ontrack.charts.reliability import words as reliability
from ontrack.charts.strips import words as strips
from ontrack.charts.why import words as why

KINDS = (
    overview,
    portfolio,
    odds,
    progress,
    multiples,
    fan,
    why,
    strips,
    reliability,
    reference,
)


def charts_of(given: Given) -> Iterator[Chart]:
    """Yield the charts of a report in one language; one that has nothing to show is left out."""
    for kind in KINDS:
        yield from kind.charts(given)
