"""The nouns: what an indicator, a place, a target and a plan are. Read from data/raw by `ontrack.tables`."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ontrack.errors import Fault, InputError
from ontrack.languages import UNLESS_TOLD
from ontrack.plan.kinds import kind_of
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


@dataclass(frozen=True)
class Goal(Worded):
    """What several targets of a plan serve, a row of its goals.csv: 保护, Services."""

    id: str
    name: Texts


@dataclass(frozen=True)
class Aim(Worded):
    """What a plan says of one aim besides its figure, a row of targets.csv.

    Attributes
    ----------
    indicator : str
        Id of the indicator that decides it; empty where no figure is known.
    location : Texts
        Where it stands, in the plan's own words unless a language says it otherwise.
    goal : str
        Id of the goal it serves; empty where the plan names none, and then it shares its goal with no other.
    nature : str
        binding (约束性) or expected (预期性).
    kind : str
        How its value is to be read: a word of `ontrack.plan.kinds.KINDS`.
    comparison : str
        ``>=``, ``>``, ``<=`` or ``<``.
    in_table : bool
        Whether it stands in the plan's indicator table rather than in a box or in prose.
    from_year : int or None
        First of the years that count, where several do; None for the plan's first.
    value_to : float or None
        Upper end of a range.
    milestones : str
        What is to be reached in earlier years: ``2027:10;2028:15``.
    places : str
        Ids of the other places that decide it, separated by blanks.
    places_needed : int or None
        How many of them must reach it; None for all.
    """

    target: str
    indicator: str
    name: Texts
    location: Texts
    goal: str
    nature: str
    baseline_year: int | None
    baseline_value: float | None
    year: int | None
    unit: Texts
    kind: str
    comparison: str
    in_table: bool
    note: Texts
    from_year: int | None = field(default=None, kw_only=True)
    value_to: float | None = field(default=None, kw_only=True)
    milestones: str = field(default="", kw_only=True)
    places: str = field(default="", kw_only=True)
    places_needed: int | None = field(default=None, kw_only=True)


@dataclass(frozen=True)
class TargetWithoutValue(Aim):
    """An aim whose figure is not known: listed, not guessed; its note says why.

    Attributes
    ----------
    fault : Fault or None
        What is wrong with its row of targets.csv, where that is why.
    """

    fault: Fault | None = None


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
        """Whether the target is a floor rather than a ceiling."""
        return kind_of(self).wants_more(self)

    @property
    def level(self) -> float | None:
        """Value of the indicator that meets the target in its year; None where it is no such level."""
        return kind_of(self).level(self)

    def threshold(self, decimals: int) -> float | None:
        """Return the value from which on a figure, once published with so many decimals, meets the target.

        None where the target is no level.
        """
        return kind_of(self).threshold(self, decimals)

    def met_by(self, value: float) -> bool:
        """Whether the indicator at `value` meets the target: compared as they were typed, unrounded.

        Raises
        ------
        ValueError
            When no one value can meet the target.
        """
        if not kind_of(self).has_bar(self):
            raise ValueError(f"target {self.target} ({self.kind}) has no level to compare {value:g} with")
        return bool(kind_of(self).meets(self, value))

    @property
    def marks(self) -> list[tuple[float, int | None]]:
        """Values of the indicator that a chart marks, each with its year; none where no value is a level."""
        return kind_of(self).marks(self)

    def would_be_met(self, value: float | None) -> bool:
        """Whether the indicator at `value` would meet the target, were this its year.

        False without a value, and where no one value can meet the target.
        """
        if value is None or math.isnan(value) or not kind_of(self).has_bar(self):
            return False
        return bool(kind_of(self).meets(self, value))


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
    text: Texts


@dataclass(frozen=True)
class Redefined:
    """What decided a target before the definition changed without a link: its indicator, and since when."""

    indicator: str
    year: int


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
class Plan(Worded):
    """A policy plan with its targets and the indicators that decide them.

    Attributes
    ----------
    region : str
        Id in regions.csv of the place the plan is for.
    published : str
        ISO date, as precise as known.
    source : str
        Id in sources.csv.
    last_year : int
        The plan's own end; where it states none, its latest target's year. A target may lie beyond it.
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
    goals : mapping
        Goal by id, in the plan's order; nothing where the plan names none.
    languages : tuple of str
        Those it can be read in, the first one unless another is asked for.
    compiler : Texts
        The office that compiles the assessments, for their covers; empty where none is named.
    links : mapping
        Target to what its value and baseline were multiplied by, where `series.definitions` linked them.
    redefined : mapping
        Target to what it was about, where the definition changed without a link: no figure decides it.
    """

    id: str
    name: Texts
    region: str
    status: Texts
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
    compiler: Texts = field(default_factory=Texts)
    goals: Mapping[str, Goal] = field(default_factory=dict)
    languages: tuple[str, ...] = UNLESS_TOLD
    links: Mapping[str, float] = field(default_factory=dict)
    redefined: Mapping[str, Redefined] = field(default_factory=dict)

    def goal_name(self, goal: str, language: str) -> str:
        """Return the name of a goal, its id where the plan has no other; empty for none."""
        return self.goals[goal].text("name", language) if goal in self.goals else goal

    @property
    def furthest_year(self) -> int:
        """Its last year, or that of a target beyond it."""
        return max([self.last_year, *(target.year for target in self.targets if target.year is not None)])

    @property
    def table_targets(self) -> tuple[Target, ...]:
        """Targets of the plan's indicator table, in its order."""
        return tuple(target for target in self.targets if target.in_table)

    @property
    def other_targets(self) -> tuple[Target, ...]:
        """Targets of boxes and prose, in the plan's order."""
        return tuple(target for target in self.targets if not target.in_table)

    @property
    def unreadable_targets(self) -> tuple[TargetWithoutValue, ...]:
        """Targets whose row of targets.csv has a fault, in the order of the table."""
        return tuple(target for target in self.targets_without_value if target.fault is not None)

    @property
    def binding_targets(self) -> tuple[Target, ...]:
        """Targets that bind, in the plan's order."""
        return tuple(target for target in self.targets if target.nature == "binding")

    @property
    def binds(self) -> bool:
        """Whether any aim binds, also one whose figure is not known."""
        aims: tuple[Aim, ...] = (*self.targets, *self.targets_without_value)
        return any(aim.nature == "binding" for aim in aims)

    @property
    def decisive_indicators(self) -> tuple[Indicator, ...]:
        """Indicators some target rests on, each once, in the plan's order."""
        ids = dict.fromkeys(target.indicator for target in self.targets if target.indicator)
        return tuple(self.indicators[name] for name in ids)

    @property
    def observed_indicators(self) -> tuple[Indicator, ...]:
        """Indicators whose figures are reported: the decisive ones, then those of targets without a value.

        Those that decided a target under another definition are among the latter.
        """
        without: tuple[Redefined | TargetWithoutValue, ...]
        without = (*self.redefined.values(), *self.targets_without_value)
        rest = (target.indicator for target in without if target.indicator)
        ids = dict.fromkeys([*(indicator.id for indicator in self.decisive_indicators), *rest])
        return tuple(self.indicators[name] for name in ids)


def in_china(region: str) -> bool:
    """Return whether a region, by its id, is China or lies in it."""
    return region.partition("-")[0] in ("CN", "CHN")


def require_languages(plan: Plan, languages: Iterable[str]) -> None:
    """Raise InputError when a plan is to be told in a language that it is not written in."""
    foreign = [language for language in languages if language not in plan.languages]
    if foreign:
        own = ", ".join(plan.languages)
        raise InputError(
            [
                Fault(
                    f"--lang {','.join(foreign)}",
                    f"some of {own}, in which {plan.id} is written",
                    f"Write --lang {plan.languages[0]}, or write the plan in that language too and name it in"
                    " `languages` of plan.toml.",
                )
            ]
        )
