"""The nouns: what an indicator, a place, a target and a plan are. Read from data/raw by `ontrack.tables`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ontrack.errors import Fault, InputError
from ontrack.languages import UNLESS_TOLD
from ontrack.plan.indicator import Indicator
from ontrack.plan.target import Aim, Target, TargetWithoutValue
from ontrack.plan.texts import Texts, Worded


@dataclass(frozen=True)
class Goal(Worded):
    """What several targets of a plan serve, a row of its goals.csv: 保护, Services."""

    id: str
    name: Texts


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
    contact : Texts
        Who answers for them, with an address; empty where nobody is named.
    revision_policy : Texts
        How revised figures are treated; empty where it is not stated.
    next_release : str
        ISO date, as precise as known, of the next assessment; empty where it is not set.
    report_scenarios : tuple of str
        Ids of the scenarios that the main part of a report shows beside the baseline; none unless chosen.
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
    contact: Texts = field(default_factory=Texts)
    revision_policy: Texts = field(default_factory=Texts)
    next_release: str = ""
    report_scenarios: tuple[str, ...] = ()
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
