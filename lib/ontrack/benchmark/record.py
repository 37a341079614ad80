"""What the committed record says of each population: rows of figures from answers to its questions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
import numpy.typing as npt
import pandas as pd

from ontrack.benchmark import rivals
from ontrack.benchmark.populations import FIVE_AHEAD, Marks, Questions, marks
from ontrack.benchmark.protocols import Answered
from ontrack.benchmark.reliability import RANGES, reliability
from ontrack.benchmark.scores import calibration_error
from ontrack.plan.vocabulary import QUANTITIES
from ontrack.reference.levels import HORIZONS, LEVELS, Array
from ontrack.training.panels import Panel

OURS = "reference class"
WHOLE = "all"
LEAST_SERIES = 60  # of a part of a population that is shown on its own
TEN = 10  # years ahead that other methods are asked for
LEAST_FOR_PEERS = 5  # values
DRAWS = 200  # of the bootstrap over what is held out together
COLUMNS = [
    "protocol", "set", "part", "length", "method", "series", "coverage_80", "coverage_95", "brier_skill",
    "brier_skill_error", "ece", "stated", "happened",
]  # fmt: skip
HORIZON_COLUMNS = ["protocol", "set", "length", "horizon", "series", "coverage_80", "coverage_95"]
BIN_COLUMNS = ["protocol", "set", "length", "from_pct", "events", "stated_pct", "observed_pct", "error_pct"]


def population_tables(
    panel: Panel, answered: Iterable[Answered], peers: Iterable[str] = ()
) -> dict[str, pd.DataFrame]:
    """Return the tables of the record: figures, coverage by horizon, stated against observed.

    Parameters
    ----------
    panel : Panel
    answered : iterable of Answered
        As `ontrack.benchmark.protocols.ask` yields them.
    peers : iterable of str
        Methods of statsforecast to stand beside, where they answer.
    """
    figures, horizons, bins = [], [], []
    for one in answered:
        units = panel.unit_of_holding[one.questions.rows]
        own = marks(one.questions, one.quantiles)
        key = {"protocol": one.protocol, "set": one.questions.population, "length": one.questions.length}
        figures += [key | row for row in part_rows(one.questions, own, units)]
        figures += [key | row for row in rival_rows(one.questions, units, peers)]
        horizons += [key | row for row in horizon_rows(own)]
        bins += [key | row for row in bin_rows(own)]
    return {
        "figures": pd.DataFrame(figures, columns=COLUMNS).round(3),
        "horizons": pd.DataFrame(horizons, columns=HORIZON_COLUMNS).round(1),
        "bins": pd.DataFrame(bins, columns=BIN_COLUMNS).round(2),
    }


def part_rows(asked: Questions, own: Marks, units: npt.NDArray[np.str_]) -> Iterator[dict[str, object]]:
    """Yield the figures of a population, of each quantity in it, and of each table or economy held out."""
    yield {"part": WHOLE, "method": OURS} | figures_of(own, units)
    for code, quantity in enumerate(QUANTITIES):
        mine = np.flatnonzero(asked.histories.quantity == code)
        if len(mine) >= LEAST_SERIES:
            yield {"part": f"quantity {quantity}", "method": OURS} | figures_of(
                chosen(own, mine), units[mine]
            )
    names = np.unique(units)
    for name in names.tolist() if len(names) <= 20 else []:
        mine = np.flatnonzero(units == name)
        if len(mine) >= LEAST_SERIES:
            label = f"held out {name.partition('|')[2]}"
            yield {"part": label, "method": OURS} | figures_of(chosen(own, mine), units[mine])


def rival_rows(
    asked: Questions, units: npt.NDArray[np.str_], peers: Iterable[str]
) -> Iterator[dict[str, object]]:
    """Yield the figures of naive, drift and others on the same questions where they answer; not with gaps."""
    if not asked.length.isdigit():
        return
    seen = asked.histories.values
    yield from answered_row("naive", rivals.naive(seen, TEN), asked, units)
    yield from answered_row("drift", rivals.drift(seen, TEN), asked, units)
    for name in peers if int(asked.length) >= LEAST_FOR_PEERS else ():
        yield from answered_row(name, rivals.peer(name, seen, TEN), asked, units)


def answered_row(
    name: str, ten_years: Array, asked: Questions, units: npt.NDArray[np.str_]
) -> Iterator[dict[str, object]]:
    """Yield one method's figures over the questions it answers; none when it refuses all."""
    quantiles = np.full((len(asked.rows), len(HORIZONS), len(LEVELS)), np.nan)
    quantiles[:, :TEN] = ten_years
    kept = np.flatnonzero(np.isfinite(quantiles[:, FIVE_AHEAD]).all(axis=1))
    if len(kept):
        found = marks(asked.part(kept), quantiles[kept])
        yield {"part": WHOLE, "method": name} | figures_of(found, units[kept])


def figures_of(own: Marks, units: npt.NDArray[np.str_]) -> dict[str, object]:
    """Return the figures of some series; the error of the skill is over units drawn with replacement."""
    return {
        "series": len(own.stated),
        "coverage_80": 100 * float(np.nanmean(own.inside_80[:, :FIVE_AHEAD + 1])),
        "coverage_95": 100 * float(np.nanmean(own.inside_95[:, :FIVE_AHEAD + 1])),
        "brier_skill": brier_skill(own), "brier_skill_error": skill_error(own, units),
        "ece": calibration_error(own.stated, own.came),
        "stated": float(own.stated.mean()), "happened": float(own.came.mean()),
    }  # fmt: skip


def brier_skill(own: Marks) -> float:
    """Return one minus the Brier score over that of the set's own base rates, threshold by threshold."""
    base = ((own.came.mean(axis=0) - own.came) ** 2).mean()
    return float(1 - ((own.stated - own.came) ** 2).mean() / base) if base else float("nan")


def skill_error(own: Marks, units: npt.NDArray[np.str_]) -> float:
    """Return the standard error of the Brier skill, by a bootstrap over what was held out together."""
    names, place = np.unique(units, return_inverse=True)
    if len(names) < 2:
        return float("nan")
    members = [np.flatnonzero(place == unit) for unit in range(len(names))]
    rng = np.random.default_rng(0)
    draws = []
    for _ in range(DRAWS):
        units_drawn = rng.integers(0, len(names), len(names))
        rows = np.concatenate([members[unit] for unit in units_drawn])
        draws.append(brier_skill(chosen(own, rows)))
    known = np.array(draws)[np.isfinite(draws)]
    return float(np.std(known)) if len(known) else float("nan")


def chosen(own: Marks, rows: npt.NDArray[np.intp]) -> Marks:
    """Return the marks of some series."""
    return Marks(own.stated[rows], own.came[rows], own.inside_80[rows], own.inside_95[rows])


def horizon_rows(own: Marks) -> Iterator[dict[str, object]]:
    """Yield how often intervals held at each horizon at which enough is known."""
    for place, years in enumerate(HORIZONS.tolist()):
        known = int(np.isfinite(own.inside_80[:, place]).sum())
        if known >= LEAST_SERIES:
            yield {
                "horizon": years, "series": known,
                "coverage_80": 100 * float(np.nanmean(own.inside_80[:, place])),
                "coverage_95": 100 * float(np.nanmean(own.inside_95[:, place])),
            }  # fmt: skip


def bin_rows(own: Marks) -> Iterator[dict[str, object]]:
    """Yield what was stated and what came true in ten equal ranges of probability."""
    for place, (events, stated, observed, error) in enumerate(reliability(own.stated, own.came)):
        yield {
            "from_pct": place * 100 // RANGES, "events": int(events), "stated_pct": 100 * stated,
            "observed_pct": 100 * observed, "error_pct": 100 * error,
        }  # fmt: skip
