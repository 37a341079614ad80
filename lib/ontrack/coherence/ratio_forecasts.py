"""Forecast a ratio through its numerator and denominator, beside the direct forecast."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from ontrack.coherence.figures import Ledger, missing_figures
from ontrack.plan import Target
from ontrack.plan.relations import RatioParts, Term
from ontrack.projection import Projection
from ontrack.reference.levels import Array
from ontrack.tables import RawData
from ontrack.tables.result_columns import RATIO_FORECASTS

SEED = 20251231
Row = dict[str, object]


def forecast_ratios(raw: RawData, projections: Mapping[str, Projection], as_of: int) -> pd.DataFrame:
    """Return the rows of ratio_forecasts.csv.

    Of every target on a declared ratio: the direct forecast (method *direct*) and the one through the parts
    (*through_parts*): sample paths of both, their quotient in the target's year. A ratio without a
    projection has no direct row; where a part has no figure, the row says which.

    Parameters
    ----------
    raw : RawData
    projections : mapping
        Direct ones by indicator, as `ontrack.projection.of_plan.project_plan` returns them.
    as_of : int
        Last data year.
    """
    ledger = Ledger(raw, as_of)
    rows = []
    for ratio in raw.identities.ratio:
        target = ledger.targets[ratio.id]
        if target.indicator and target.level is not None and target.year is not None:
            rows += [
                *direct(target, projections.get(target.indicator)),
                *through_parts(target, ratio, ledger),
            ]
    return pd.DataFrame(rows, columns=RATIO_FORECASTS.names)


def direct(target: Target, projection: Projection | None) -> list[Row]:
    """Return the direct forecast of a target's ratio; none where there is no projection."""
    if projection is None or target.year not in projection.years:
        return []
    interval = projection.interval(80).loc[target.year]
    return [
        {
            "target": target.target, "method": "direct", "indicator": target.indicator, "year": target.year,
            "latest_value": float(projection.history.iloc[-1]),
            "median": float(projection.median[target.year]),
            "lower_80": float(interval["lower"]), "upper_80": float(interval["upper"]),
            "probability_met": projection.probability_met(target), "observations": len(projection.history),
        }
    ]  # fmt: skip


def through_parts(target: Target, ratio: RatioParts, ledger: Ledger) -> list[Row]:
    """Return the forecast through numerator and denominator, or the row that says which has no figure.

    None once both are observed in the target's year.
    """
    above, below = ledger.quantity(ratio.numerator), ledger.quantity(ratio.denominator)
    row: Row = {
        "target": target.target, "method": "through_parts", "indicator": target.indicator,
        "year": target.year, "numerator": names(ratio.numerator), "denominator": names(ratio.denominator),
        "dependence": ratio.dependence,
    }  # fmt: skip
    if above is None or below is None:
        return [row | {"missing": " ".join(missing_figures(ratio, ledger)), "observations": 0}]
    if above.draws is None or below.draws is None:
        return []
    indicator = ledger.raw.indicators[target.indicator]
    with np.errstate(divide="ignore"):
        found = above.draws / coupled(above.draws, below.draws, ratio.dependence)
    found = np.clip(found, indicator.lower, indicator.upper)
    lower, median, upper = np.quantile(found, [0.1, 0.5, 0.9])
    return [
        row | {
            "latest_value": above.latest / below.latest,
            "median": float(median), "lower_80": float(lower), "upper_80": float(upper),
            "probability_met": float(np.mean([target.met_by(value) for value in found])),
            "observations": min(known_values(term, ledger) for term in (ratio.numerator, ratio.denominator)),
        }
    ]  # fmt: skip


def names(term: Term) -> str:
    """Return the indicators of a term, for a table."""
    return " ".join(figure.indicator for figure in term.figures)


def known_values(term: Term, ledger: Ledger) -> int:
    """Return the yearly values known of the indicator of a term that has the fewest."""
    return min(len(ledger.history(figure)) for figure in term.figures if figure.projected)


def coupled(first: Array, second: Array, dependence: float) -> Array:
    """Return the draws of `second` in an order that gives them a rank correlation with those of `first`.

    Both keep their own distribution; ranks are those of a bivariate normal whose correlation is
    2 sin(π/6 · dependence), for which the rank correlation is `dependence` (Iman and Conover 1982).
    """
    random = np.random.default_rng(SEED)
    correlation = 2 * np.sin(np.pi / 6 * dependence)
    one = random.standard_normal(len(first))
    other = correlation * one + np.sqrt(max(0.0, 1 - correlation**2)) * random.standard_normal(len(first))
    partner_ranks = ranks(other)[np.argsort(one)]  # of the partner of each rank of `one`
    return np.sort(second)[partner_ranks[ranks(first)]]


def ranks(values: Array) -> Array:
    """Return the rank of each value, from 0."""
    return np.argsort(np.argsort(values))
