"""Indicators, what is known of them once for all plans, and the places they are published for."""

from __future__ import annotations

from dataclasses import dataclass

from ontrack.plan.texts import Texts, Worded


@dataclass(frozen=True)
class Indicator(Worded):
    """One measured quantity, a row of indicators.csv.

    Attributes
    ----------
    kind : str
        stock, flow, cumulative, ratio, share or score.
    lower, upper : float or None
        Natural bounds, in the indicator's unit.
    better : str
        Direction that counts as improvement: higher, lower or neither.
    decimals : int
        Decimals the figure is published with.
    denominator : str
        Id of the indicator it is divided by, or empty.
    publication_lag_months : int
        Months after the end of the period by which the figure is out.
    quantity, domain : str
        What kind of number it is and what it is about, in the words of `ontrack.plan.vocabulary`.
    numerator : str
        Id of the indicator that is divided; with `denominator` it makes two forms of one quantity. Or empty.
    denominator_lag_years : int or None
        Years by which the denominator's figure is older than the numerator's; None where not stated.
    period_kind : str
        What its periods are, one of `ontrack.plan.periods.PERIOD_KINDS`; empty: years, and ends of months.
    yearly_by : str
        How half-years, quarters or months make a year: sum, mean or last; else empty.
    """

    id: str
    name: Texts
    unit: Texts
    kind: str
    lower: float | None
    upper: float | None
    better: str
    decimals: int
    denominator: str
    publication_lag_months: int
    definition: Texts
    quantity: str = "unknown"
    domain: str = "other"
    numerator: str = ""
    denominator_lag_years: int | None = None
    period_kind: str = ""
    yearly_by: str = ""

    @property
    def never_falls(self) -> bool:
        """Whether it is a running total."""
        return self.kind == "cumulative"

    @property
    def pace_unit(self) -> str:
        """What its pace is measured in.

        *percent*: compound growth a year, where it cannot be negative and has no upper bound. *points*: its
        own unit a year, where it lies between two bounds (a share or a score). *amount*: the same, where it
        may be negative.
        """
        if self.lower is not None and self.upper is not None:
            return "points"
        return "percent" if self.lower is not None and self.lower >= 0 else "amount"


@dataclass(frozen=True)
class Region(Worded):
    """A place, a row of regions.csv.

    Attributes
    ----------
    id : str
        ISO 3166-1 of two or three letters (CA, WLD), ISO 3166-2 (US-CA), or what lies in such a place.
    kind : str
        country, province, city or area.
    economy : str
        Id of the place whose GDP stands for this one's economy, itself where its GDP is known; empty: none.
    parent : str
        Id of the larger place in which the same indicators are measured; empty: none.
    """

    id: str
    name: Texts
    kind: str
    economy: str = ""
    parent: str = ""


def in_china(region: str) -> bool:
    """Return whether a region, by its id, is China or lies in it."""
    return region.partition("-")[0] in ("CN", "CHN")
