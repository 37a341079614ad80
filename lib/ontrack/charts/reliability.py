"""The reliability diagram: how often what was given a probability came true."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes

from ontrack.charts.style import BLUE, QUIET, chart_style, new_axes
from ontrack.reference.benchmark import Result
from ontrack.wording import load_wording

OURS = "reference class"


def reliability_chart(results: Sequence[Result], language: str, ax: Axes | None = None) -> Axes:
    """Return the axes with stated against observed frequency of each set and length, in ten equal bins.

    Parameters
    ----------
    results : sequence of Result
        Those of other methods are passed over.
    """
    wording = load_wording(language)
    with chart_style():
        ax = ax or new_axes(90.0, left=22.0, right=58.0, top=6.0, bottom=14.0)
        ax.plot([0, 100], [0, 100], color=QUIET, linewidth=0.8)
        for result in results:
            if result.method == OURS and len(result.reliability):
                stated, observed = 100 * result.reliability.T
                ax.plot(stated, observed, "o-", color=BLUE, alpha=0.35, linewidth=0.7, markersize=2.5)
        ax.set(xlim=(0, 100), ylim=(0, 100), aspect="equal")
        ax.set_xlabel(wording("reliability.stated"))
        ax.set_ylabel(wording("reliability.observed"))
    return ax
