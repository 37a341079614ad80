"""Whether a number in prose is a figure of the results, and whether it is the right one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ontrack.plan import Plan, Target
from ontrack.prose import cues
from ontrack.prose.clause import Sense
from ontrack.prose.known import LEVELS, PERCENT, Known, Records, known_figures, with_roles
from ontrack.prose.numbers import Figure
from ontrack.prose.units import Unit, unit_of

ROLE_WORDS = (
    ("target", cues.TARGET), ("median", cues.MEDIAN), ("interval", cues.INTERVAL),
    ("baseline", cues.BASELINE),
)  # fmt: skip
USUAL = ("baseline", "observed", "target", "median", "interval", "alarm")


@dataclass(frozen=True)
class Judgement:
    """What a number is.

    Attributes
    ----------
    answer : str
        agrees, wrong, or unknown: the results have nothing to compare it with.
    known : tuple of str
        The figures it should be one of, with their places.
    """

    answer: str
    known: tuple[str, ...] = ()


UNKNOWN = Judgement("unknown")


class TargetJudge:
    """Judges numbers that may be about one target.

    Parameters
    ----------
    plan : Plan
    target : Target
    records : mapping
        Rows of the result tables, as `ontrack.prose.known.records_of` returns them.
    language : str
        Of the prose.
    """

    def __init__(self, plan: Plan, target: Target, records: Records, language: str) -> None:
        self.target = target
        self.known = known_figures(plan, target, records)
        indicator = plan.indicators[target.indicator] if target.indicator else None
        self.unit_text = (indicator or target).text("unit", language)
        self.unit: Unit = unit_of(self.unit_text)
        self.decimals = indicator.decimals if indicator else 0

    def judge(self, figure: Figure, sense: Sense) -> Judgement:
        """Return what a number is, were it about this target."""
        level = self.unit.value_of(figure, sense.text, chinese=sense.chinese)
        if level is not None and beside_target(figure, sense):
            return self.as_target(level, sense)
        rate = self.as_rate(figure, sense)
        if rate is not None:
            return rate
        if level is None:
            return self.any_of(figure, with_unit(self.known, figure.unit))
        return self.as_level(level, sense)

    def as_rate(self, figure: Figure, sense: Sense) -> Judgement | None:
        """Return what a number is as probability, pace or progress; None where it is none of them."""
        clause = sense.clause(figure)
        figure = as_percentage(figure, sense)
        if figure.unit == PERCENT and is_probability(figure, sense):
            return self.as_probability(figure, sense)
        if says_required(clause):
            return self.as_pace(figure, sense, ("required",))
        if figure.unit != PERCENT:
            return None
        for words, role in ((cues.ELAPSED, "elapsed"), (cues.PROGRESS, "progress")):
            if words.search(clause):
                return self.one_of(figure, with_roles(self.known, [role]))
        if cues.OBSERVED.search(clause) and cues.PER_YEAR.search(clause):
            return self.as_pace(figure, sense, ("pace",))
        if cues.SPEED.search(clause) and self.unit.noun != PERCENT:
            return self.any_of(figure, with_unit(self.known, PERCENT))
        return None

    def as_probability(self, figure: Figure, sense: Sense) -> Judgement:
        """Return what a probability is: of the assessment, or of a scenario or method the words name."""
        roles = ["probability"]
        roles += ["scenario_probability"] if sense.says(cues.SCENARIO) else []
        roles += ["other_probability"] if sense.says(cues.OTHER_METHOD) else []
        allowed = with_roles(self.known, roles)
        if self.unit.noun == PERCENT:
            allowed += with_roles(self.known, USUAL)
        if is_earlier(sense.before(figure), sense.after(figure)):
            return self.one_of(figure, with_roles(self.known, ["earlier_probability"]))
        if sense.says(cues.HYPOTHETICAL) or not with_roles(self.known, ["probability"]):
            return self.any_of(figure, self.known)
        return self.one_of(figure, allowed)

    def as_pace(self, figure: Figure, sense: Sense, roles: Sequence[str]) -> Judgement:
        """Return what a pace is, in per cent or in the indicator's own unit."""
        unit = figure.unit
        if unit != PERCENT:
            own = figure if unit else self.unit.value_of(figure, sense.text, chinese=sense.chinese)
            if own is None:
                return UNKNOWN
            figure, unit = own, "points"
        allowed = with_unit(with_roles(self.known, roles), unit)
        changed = cues.SCENARIO.search(sense.text) or cues.HYPOTHETICAL.search(sense.text)
        return self.any_of(figure, self.known) if changed or not allowed else self.one_of(figure, allowed)

    def as_level(self, figure: Figure, sense: Sense) -> Judgement:
        """Return what a value in the indicator's unit is: by its year and by the words of its clause."""
        before, after = sense.before(figure), sense.after(figure)
        levels = with_roles(self.known, LEVELS)
        if is_change(before, after):
            return self.any_of(figure, self.known)
        if cues.BASELINE_BEFORE.search(before):
            return self.one_of(figure, with_roles(self.known, ["baseline"]))
        years, own = sense.years_of(figure)
        roles = roles_of(sense.clause(figure))
        if is_free(figure, sense) or sense.has_another_subject(figure, self.target.name.first):
            return self.any_of(figure, levels)
        if own:
            return self.as_value_of(figure, sense, years, roles)
        firm = [role for role in roles if role in ("median", "interval", "baseline")]
        if firm and "target" not in roles:
            near = {*years, self.target.year, self.target.baseline_year}
            allowed = [known for known in with_roles(self.known, firm) if known.year in near]
            return self.one_of(figure, allowed + self.extra(sense)) if allowed else UNKNOWN
        if cues.LATEST.search(sense.clause(figure)):
            allowed = [known for known in levels if known.column == "latest_value"]
            return self.one_of(figure, allowed + self.extra(sense)) if allowed else UNKNOWN
        return self.any_of(figure, levels)

    def as_target(self, figure: Figure, sense: Sense) -> Judgement:
        """Return what a number beside the word target is: of another year's target nothing is known."""
        dated = cues.YEAR_OF_TARGET.search(sense.clause(figure))
        if dated and int(dated[1]) != self.target.year:
            return UNKNOWN
        return self.one_of(figure, with_roles(self.known, ["target"]))

    def as_value_of(
        self, figure: Figure, sense: Sense, years: frozenset[int], roles: Sequence[str]
    ) -> Judgement:
        """Return what a number is whose clause names its year."""
        of_year = [known for known in with_roles(self.known, USUAL) if known.year in years]
        narrowed = with_roles(of_year, roles)
        compared = not figure.leaning and cues.COMPARED.search(sense.before(figure))
        if not of_year or compared:
            return self.any_of(figure, with_roles(self.known, LEVELS))
        if not narrowed and cues.TARGET.search(sense.clause(figure)):
            return self.any_of(figure, with_roles(self.known, LEVELS))
        return self.one_of(figure, (narrowed or of_year) + self.extra(sense))

    def extra(self, sense: Sense) -> list[Known]:
        """Return what a value may also be where the sentence names scenarios or other ways to count."""
        roles = ["scenario"] if sense.says(cues.SCENARIO) else []
        return with_roles(self.known, [*roles, *(["derived"] if sense.says(cues.OTHER_METHOD) else [])])

    def one_of(self, figure: Figure, allowed: Sequence[Known]) -> Judgement:
        """Return agrees where a number is one of several figures, wrong where it is none of them."""
        if any(figure.agrees(known.value) for known in allowed):
            return Judgement("agrees")
        places: dict[str, str] = {}
        for known in allowed:
            places.setdefault(known.shown(self.unit_text, self.decimals), known.place)
        named = tuple(f"{value} ({place})" for value, place in places.items())
        return Judgement("wrong", named) if named else UNKNOWN

    def any_of(self, figure: Figure, known: Sequence[Known]) -> Judgement:
        """Return agrees where a number is one of several figures, unknown where it is none of them."""
        exact = replace(figure, leaning="")
        return Judgement("agrees") if any(exact.agrees(one.value) for one in known) else UNKNOWN


def says_required(clause: str) -> bool:
    """Whether a clause speaks of the pace that a target requires."""
    a_year = cues.REQUIRED.search(clause) and cues.PER_YEAR.search(clause)
    return bool(a_year or cues.REQUIRED_PACE.search(clause))


def with_unit(known: Sequence[Known], unit: str) -> list[Known]:
    """Return the figures with a unit of their own, ``%`` or ``points``; all where it is empty."""
    return [figure for figure in known if not unit or figure.unit == unit]


def as_percentage(figure: Figure, sense: Sense) -> Figure:
    """Return a probability written from 0 to 1 in per cent, any other figure as it is."""
    if figure.unit or not re.fullmatch(r"[01]\.\d+", figure.text) or figure.value > 1:
        return figure
    if not cues.PROBABILITY.search(sense.clause(figure)):
        return figure
    return replace(figure, value=100 * figure.value, step=100 * figure.step, unit=PERCENT)


def is_probability(figure: Figure, sense: Sense) -> bool:
    """Whether a percentage is a probability: its clause says so, or an earlier one and nothing else."""
    clause = sense.clause(figure)
    if cues.PROBABILITY.search(clause):
        return not says_required(clause)
    said = cues.PROBABILITY.search(sense.text[: figure.start])
    return bool(said and cues.BARE.fullmatch(sense.before(figure)))


def beside_target(figure: Figure, sense: Sense) -> bool:
    """Whether a number stands right beside the word target, and is no probability of meeting it."""
    if as_percentage(figure, sense).unit == PERCENT and cues.PROBABILITY.search(sense.clause(figure)):
        return False
    before, after = sense.before(figure), sense.after(figure)
    return bool(cues.TARGET_BEFORE.search(before) or cues.TARGET_AFTER.match(after))


def is_change(before: str, after: str) -> bool:
    """Whether a number is a difference or an addition rather than a level."""
    words = (
        cues.CHANGE_BEFORE.search(before),
        cues.CHANGE_AFTER.match(after),
        cues.ADDED_BEFORE.search(before),
    )
    return any(words)


def is_earlier(before: str, after: str) -> bool:
    """Whether a number is of the assessment before."""
    return bool(cues.EARLIER_BEFORE.search(before) or cues.EARLIER_AFTER.match(after))


def is_free(figure: Figure, sense: Sense) -> bool:
    """Whether a number may be a supposed value or a part of the whole, of which the results say nothing."""
    of_which = cues.OF_WHICH.search(sense.text[: figure.start])
    return bool(of_which or sense.says(cues.PARTS) or sense.says(cues.HYPOTHETICAL))


def roles_of(clause: str) -> list[str]:
    """Return the roles that the words of a clause point to."""
    roles = [role for role, pattern in ROLE_WORDS if pattern.search(clause)]
    return roles or (["target"] if cues.ATTAINED.search(clause) else [])
