"""The rows of lenses.csv: three views of each target with a probability, beside the international rules."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import pandas as pd

from ontrack.assessment import Case, Cases
from ontrack.assessment.alarms.ambition import pace_ratio
from ontrack.assessment.alarms.paces import pace_over, required_pace
from ontrack.assessment.alarms.plan_alarms import finite
from ontrack.evidence.outside_view import ambition_of, earlier_share
from ontrack.evidence.reading import only, series_of
from ontrack.explanation.lenses.present_pace import Course, Present, present_pace
from ontrack.explanation.lenses.reconcile import OwnPace, reconciled, tones_of
from ontrack.explanation.why.asking import asker, without
from ontrack.numbers.rates import pace_between
from ontrack.plan import Indicator
from ontrack.projection import Projection
from ontrack.series import recent_values
from ontrack.tables.evidence_columns import LENSES

PAST_YEARS = 5
Row = dict[str, Any]


def lenses_table(
    cases: Cases,
    known: pd.DataFrame,
    assessments: pd.DataFrame,
    rules: pd.DataFrame,
    *,
    outside: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Return the rows of lenses.csv: one a target that has a probability and is not decided elsewhere too.

    Parameters
    ----------
    cases : mapping
        As `ontrack.assessment.case.cases_of` returns them.
    known : DataFrame
        The evidence_series table.
    assessments : DataFrame
        Columns target, probability_met and probability_held.
    rules : DataFrame
        Columns target, rule and tone; China's own rule is no international one.
    outside : DataFrame, optional
        As `ontrack.evidence.outside_view.outside_view_table` returns it; that of the project when left out.

    Returns
    -------
    DataFrame
        Paces are a year, in `Indicator.pace_unit`. *pace_share*: of the nation and the peers whose present
        pace is known, how many parts would bring the target; NaN where none is known.
    """
    told = assessments.set_index("target")[["probability_met", "probability_held"]].astype(float)
    rows = []
    for name, case in cases.items():
        alone = case.projection is not None and not case.kind.needs_places
        if case.projection and alone and not math.isnan(told.loc[name, "probability_met"]):
            paces = PresentPaces.of(known, case.projection.indicator, case.as_of)
            lenses = Lenses(case, case.projection, outside)
            rows.append(lenses.row(told.loc[name], paces, tones_of(rules, name)))
    return pd.DataFrame(rows, columns=LENSES.names)


@dataclass(frozen=True)
class PresentPaces:
    """The present pace of one indicator in the nation, and in the peers where it is known."""

    nation: Present | None
    peers: tuple[float, ...]

    @classmethod
    def of(cls, known: pd.DataFrame, indicator: Indicator, as_of: int) -> PresentPaces:
        """Return those that rows of evidence_series.csv show."""
        mine, unit = known[known["indicator"] == indicator.id], indicator.pace_unit
        peers = (present_pace(peer, unit, as_of) for peer in series_of(mine, "peers").values())
        nation = present_pace(only(series_of(mine, "parent")), unit, as_of)
        return cls(nation, tuple(peer.pace for peer in peers if peer))


@dataclass(frozen=True)
class Lenses:
    """One target with what its three views need.

    Attributes
    ----------
    case : Case
    projection : Projection
        The one that its probability rests on.
    outside : DataFrame or None
        How earlier targets ended; None for those of the project.
    """

    case: Case
    projection: Projection
    outside: pd.DataFrame | None = None

    def row(self, told: pd.Series, paces: PresentPaces, tones: dict[str, int]) -> Row:
        """Return the row of lenses.csv."""
        target = self.case.target
        own, probability = own_pace(self.case.seen, self.projection.indicator), float(told["probability_met"])
        nation = paces.nation.pace if paces.nation else math.nan
        line = reconciled(
            probability, tones, own, nation, wants_more=target.wants_more,
            held=not math.isnan(told["probability_held"]),
        )  # fmt: skip
        return {
            "target": target.target, "indicator": target.indicator, "year": target.year,
            "probability_met": probability, "probability_apart": self.probability_apart(),
            "pace_unit": self.projection.indicator.pace_unit,
            **self.at_present_pace(paces), **self.earlier_targets(),
            **{f"rules_{tone}": number for tone, number in tones.items()}, "reconciled": line,
            "longer_pace": own.longer, "longer_from": own.longer_from, "last_pace": own.last,
            "last_from": own.last_from, "latest_year": own.latest_year,
        }  # fmt: skip

    def probability_apart(self) -> float:
        """Return the probability as it is without nation and peers."""
        left: Projection = self.projection
        for piece in ("nation", "peers"):
            left = without(left, piece) or left
        ask = asker(self.case)
        return ask(left) if ask else math.nan

    def at_present_pace(self, paces: PresentPaces) -> Row:
        """Return what the nation's and the peers' present pace would bring."""
        course = Course(self.case, self.projection)
        nation, peers = paces.nation, pd.Series(paces.peers, dtype=float)
        figure = course.figure_at(nation.pace) if nation else math.nan
        alone = self.case.kind.own_figure
        met = [course.met_by(figure)] if nation and alone else []
        peers_met = [course.met_by(course.figure_at(pace)) for pace in paces.peers] if alone else []
        both = [*met, *peers_met]
        return {
            "nation_pace": nation.pace if nation else math.nan,
            "nation_from": nation.first_year if nation else None,
            "nation_to": nation.last_year if nation else None, "nation_value": figure,
            "nation_met": ("yes" if met[0] else "no") if met else "", "peers": len(peers),
            "peers_met": sum(peers_met), "peers_pace": float(peers.median()) if len(peers) else math.nan,
            "pace_share": sum(both) / len(both) if both else math.nan,
        }  # fmt: skip

    def earlier_targets(self) -> Row:
        """Return how ambitious the target was when it was set, and how earlier ones like it ended."""
        ambition, ratio = self.ambition()
        share = earlier_share(ambition, self.outside)
        return {
            "ambition": ambition, "required_to_past": ratio, "earlier_share": share.share,
            "earlier_lower": share.lower, "earlier_upper": share.upper, "earlier_targets": share.targets,
            "earlier_plans": share.plans,
        }  # fmt: skip

    def ambition(self) -> tuple[str, float]:
        """Return the class of what the target required when the plan began, and required over past pace.

        The class is empty where it is no level, or not met then and without a pace of five years before; the
        ratio is NaN without one.
        """
        case, read, unit = self.case, self.case.read, self.projection.indicator.pace_unit
        before, sign = case.history[case.history.index < case.start], 1 if read.wants_more else -1
        if before.empty and read.baseline_value is not None and read.baseline_year is not None:
            before = pd.Series({read.baseline_year: read.baseline_value})
        if before.empty or read.level is None or read.year is None:
            return "", math.nan
        year, value = int(before.index[-1]), float(before.iloc[-1])
        required = sign * required_pace(read, year, value, unit)
        pace = pace_over(before, PAST_YEARS, unit)
        past = sign * pace.rate if pace else math.nan
        return ambition_of(required, past, read.met_by(value)), finite(pace_ratio(required, past))


def longer_pace(history: pd.Series, unit: str) -> float:
    """Return the pace a year up to the last value from the oldest within five years, or the one before."""
    recent = recent_values(history)
    return pace_between(
        float(recent.iloc[0]), float(recent.iloc[-1]), int(recent.index[-1]) - int(recent.index[0]), unit
    )


def own_pace(history: pd.Series, indicator: Indicator) -> OwnPace:
    """Return how an indicator moved up to its last yearly value."""
    unit = indicator.pace_unit
    latest, last = int(history.index[-1]), pace_over(history, 1, unit)
    longer = longer_pace(history, unit)
    return OwnPace(
        longer, last.rate if last else math.nan,
        None if math.isnan(longer) else int(recent_values(history).index[0]),
        last.first_year if last else None, latest, len(history),
    )  # fmt: skip
