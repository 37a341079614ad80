"""The nouns: what an indicator, a place, a target and a plan are. Read from data/raw by `ontrack.tables`."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Any

LANGUAGES = ("zh", "en")
COMPARE: Mapping[str, Callable[[Any, Any], Any]] = {
    ">=": operator.ge, ">": operator.gt, "<=": operator.le, "<": operator.lt,
}  # fmt: skip


@dataclass(frozen=True)
class Indicator:
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
        What kind of number it is and what it is about, in the words of `ontrack.vocabulary`.
    numerator : str
        Id of the indicator that is divided; with `denominator` it makes two forms of one quantity. Or empty.
    denominator_lag_years : int or None
        Years by which the denominator's figure is older than the numerator's; None where not stated.
    """

    id: str
    name_zh: str
    name_en: str
    unit_zh: str
    unit_en: str
    kind: str
    lower: float | None
    upper: float | None
    better: str
    decimals: int
    denominator: str
    publication_lag_months: int
    definition_zh: str
    definition_en: str
    quantity: str = "unknown"
    domain: str = "other"
    numerator: str = ""
    denominator_lag_years: int | None = None

    def text(self, field: str, language: str) -> str:
        """Return the name, unit or definition in a language: ``indicator.text("unit", "en")``."""
        return getattr(self, f"{field}_{language}")

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
class Region:
    """A place, a row of regions.csv.

    Attributes
    ----------
    kind : str
        country, province, city or area.
    economy : str
        Id of the place whose GDP stands for this one's economy, itself where its GDP is known; empty: none.
    parent : str
        Id of the larger place in which the same indicators are measured; empty: none.
    """

    id: str
    name_zh: str
    name_en: str
    kind: str
    economy: str = ""
    parent: str = ""

    def text(self, field: str, language: str) -> str:
        """Return the name in a language: ``region.text("name", "en")``."""
        return getattr(self, f"{field}_{language}")


@dataclass(frozen=True)
class Aim:
    """What a plan says of one aim besides its figure, a row of targets.csv.

    Attributes
    ----------
    indicator : str
        Id of the indicator that decides it; empty where no figure is known.
    nature : str
        binding (约束性) or expected (预期性).
    kind : str
        How its value is to be read: a level (ratio, share, flow, flow_ratio, stock, cumulative, score,
        coverage), or cumulative_from_2026, multiple_of_baseline, average_growth, each_year.
    comparison : str
        ``>=``, ``>``, ``<=`` or ``<``.
    in_table : bool
        Whether it stands in the plan's indicator table rather than in a box or in prose.
    """

    target: str
    indicator: str
    name_zh: str
    name_en: str
    location: str
    goal: str
    nature: str
    baseline_year: int | None
    baseline_value: float | None
    year: int | None
    unit_zh: str
    unit_en: str
    kind: str
    comparison: str
    in_table: bool
    note_zh: str
    note_en: str

    def text(self, field: str, language: str) -> str:
        """Return the name, unit or note in a language: ``target.text("name", "zh")``."""
        return getattr(self, f"{field}_{language}")


@dataclass(frozen=True)
class TargetWithoutValue(Aim):
    """An aim whose figure is not known: listed, not guessed; its note says why."""


@dataclass(frozen=True)
class Target(Aim):
    """An aim with its figure.

    Attributes
    ----------
    value : float
        What is to be reached in `year`, in the unit the plan writes.
    """

    value: float

    @property
    def wants_more(self) -> bool:
        """Whether the target is a floor (``>=`` or ``>``) rather than a ceiling."""
        return self.comparison in (">=", ">")

    @property
    def level(self) -> float | None:
        """Value of the indicator that meets the target in its year; None where it is no such level.

        A multiple is taken of the baseline, an average growth rate (% a year) compounds from it.
        """
        if self.kind in ("cumulative_from_2026", "each_year"):
            return None
        if self.kind not in ("multiple_of_baseline", "average_growth"):
            return self.value
        if self.baseline_value is None or self.baseline_year is None or self.year is None:
            return None
        if self.kind == "multiple_of_baseline":
            return self.baseline_value * self.value
        return self.baseline_value * (1 + self.value / 100) ** (self.year - self.baseline_year)

    def threshold(self, decimals: int) -> float | None:
        """Return the value from which on a figure, once published with so many decimals, meets the target.

        Half a unit short of the level, or beyond it where the level itself does not suffice: a share of
        99.95 is published as 100.0. A target typed with more decimals counts with its own. None where it has
        no level.
        """
        if self.level is None:
            return None
        typed = -int(Decimal(repr(self.value)).normalize().as_tuple().exponent)
        unit = Decimal(1).scaleb(-max(decimals, typed if self.level == self.value else decimals))
        steps = Decimal(f"{self.level:.12g}") / unit  # 0.1 × 3 is 0.3
        down, up = steps.to_integral_value(ROUND_FLOOR), steps.to_integral_value(ROUND_CEILING)
        step = {">=": up, ">": down + 1, "<=": down, "<": up - 1}[self.comparison]
        return float((step + Decimal("-0.5" if self.wants_more else "0.5")) * unit)

    def met_by(self, value: float) -> bool:
        """Whether the indicator at `value` meets the target: as it stands, unrounded and without tolerance.

        Raises
        ------
        ValueError
            When the target is no level.
        """
        if self.level is None:
            raise ValueError(f"target {self.target} ({self.kind}) has no level to compare {value:g} with")
        return bool(COMPARE[self.comparison](value, self.level))


@dataclass(frozen=True)
class Remark:
    """What a publisher has said of a target, a row of remarks.csv; quoted, never computed with.

    Attributes
    ----------
    published : str
        ISO date; an assessment that could not know it does not quote it.
    source : str
        Id in sources.csv.
    """

    target: str
    published: str
    source: str
    text_zh: str
    text_en: str

    def text(self, field: str, language: str) -> str:
        """Return what was said in a language: ``remark.text("text", "zh")``."""
        return getattr(self, f"{field}_{language}")


@dataclass(frozen=True)
class Dependence:
    """How strongly the outcomes of two targets hang together: correlations of their normal scores.

    Attributes
    ----------
    same_goal, other_goal : float
        Between targets of one goal, and between targets of different goals; 0 <= other_goal <= same_goal < 1.
    """

    same_goal: float
    other_goal: float


@dataclass(frozen=True)
class RuleSettings:
    """What the official rules leave open, from the section rules of plan.toml.

    Attributes
    ----------
    ihme_omega : float
        Power of a year's place by which its rate of change weighs: 0 weighs all alike.
    elapsed_ahead, elapsed_on_schedule, elapsed_nearly : float
        Least progress over elapsed time, for ahead of, on and nearly on schedule (时序进度).
    """

    ihme_omega: float = 1.0
    elapsed_ahead: float = 1.1
    elapsed_on_schedule: float = 0.95
    elapsed_nearly: float = 0.8


@dataclass(frozen=True)
class Plan:
    """A policy plan with its targets and the indicators that decide them.

    Attributes
    ----------
    region : str
        ISO 3166-2 code of the place the plan is for.
    published : str
        ISO date, as precise as known.
    source : str
        Id in sources.csv.
    dependence : Dependence or None
        Between the targets, where the plan sets it; otherwise what the panel says is taken.
    rule_settings : RuleSettings
        What the official rules leave open.
    targets : tuple of Target
        Those whose value is known; all else is computed from these.
    targets_without_value : tuple of TargetWithoutValue
        The others, which are listed.
    remarks : tuple of Remark
        What publishers said of targets, by date.
    compiler_zh, compiler_en : str
        The office that compiles the assessments, for their covers; empty where none is named.
    """

    id: str
    name_zh: str
    name_en: str
    region: str
    status_zh: str
    status_en: str
    published: str
    source: str
    baseline_year: int
    first_year: int
    last_year: int
    default_as_of: int
    targets: tuple[Target, ...]
    indicators: Mapping[str, Indicator]
    dependence: Dependence | None = None
    rule_settings: RuleSettings = RuleSettings()
    targets_without_value: tuple[TargetWithoutValue, ...] = ()
    remarks: tuple[Remark, ...] = ()
    compiler_zh: str = ""
    compiler_en: str = ""

    def text(self, field: str, language: str) -> str:
        """Return the name or status in a language: ``plan.text("status", "en")``."""
        return getattr(self, f"{field}_{language}")

    @property
    def table_targets(self) -> tuple[Target, ...]:
        """Targets of the plan's indicator table, in its order."""
        return tuple(target for target in self.targets if target.in_table)

    @property
    def other_targets(self) -> tuple[Target, ...]:
        """Targets of boxes and prose, in the plan's order."""
        return tuple(target for target in self.targets if not target.in_table)

    @property
    def binding_targets(self) -> tuple[Target, ...]:
        """Targets that bind, in the plan's order."""
        return tuple(target for target in self.targets if target.nature == "binding")

    @property
    def decisive_indicators(self) -> tuple[Indicator, ...]:
        """Indicators some target rests on, each once, in the plan's order."""
        ids = dict.fromkeys(target.indicator for target in self.targets if target.indicator)
        return tuple(self.indicators[name] for name in ids)

    @property
    def observed_indicators(self) -> tuple[Indicator, ...]:
        """Indicators whose figures are reported: the decisive ones, then those of targets without a value."""
        rest = (target.indicator for target in self.targets_without_value if target.indicator)
        ids = dict.fromkeys([*(indicator.id for indicator in self.decisive_indicators), *rest])
        return tuple(self.indicators[name] for name in ids)
