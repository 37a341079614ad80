"""What the present method says as the assessment before turns into this one, a thing after another."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import pandas as pd

from ontrack.assessment import assess_plan, cases_of
from ontrack.evidence import collect_evidence
from ontrack.hindsight.earlier import Earlier, Tables, by_target, just_before, known, same
from ontrack.hindsight.revisions import CLOSE, newest_years
from ontrack.plan import Plan, Target
from ontrack.projection.of_plan import project_plan
from ontrack.series import annual_observations
from ontrack.series.definitions import in_present_definition, link_between
from ontrack.statements import Statement, known_statements
from ontrack.tables import RawData

FIGURE = ["indicator", "region", "period"]
TOLD = ["indicator", "piece", "whose", "year"]
STATED = ("indicator", "kind", "from", "to", "source")
OF_THE_PLAN = {
    "value": "target_value", "year": "target_year", "comparison": "comparison", "indicator": "indicator",
    "baseline_year": "baseline_year", "baseline_value": "baseline_value",
}  # fmt: skip
Answers = dict[str, float | None]


@dataclass(frozen=True)
class Asked:
    """All that the method is asked with.

    Attributes
    ----------
    plan : Plan
    series, evidence : DataFrame
        Of series.csv and evidence_series.csv.
    statements : tuple of Statement
    as_of : int
    """

    plan: Plan
    series: pd.DataFrame
    evidence: pd.DataFrame
    statements: tuple[Statement, ...]
    as_of: int

    def answers(self) -> Answers:
        """Return the probability of each target, None where it has none."""
        if self.series.empty:
            return {target.target: None for target in self.plan.targets}
        projections = project_plan(self.plan, self.series, self.evidence, statements=self.statements)
        cases = cases_of(self.plan, self.series, projections, self.as_of)
        rows = assess_plan(cases).to_dict("records")
        return {row["target"]: known(row["probability_met"]) for row in rows}


@dataclass(frozen=True)
class Rerun:
    """What the present method says of the earlier question, and as each thing becomes this year's.

    Attributes
    ----------
    answers : tuple of mappings
        Target to probability: asked as the earlier assessment was; then with this year's plan; of this year's
        definitions; with figures as revised since; with new ones. Statements come last, and with them the
        question is this year's.
    touched : mapping
        Indicator or target to the steps (*plan_changed*, *definition*, *revised_figures*, *new_figures*) that
        changed anything of its own.
    """

    answers: tuple[Answers, ...]
    touched: Mapping[str, frozenset[str]]

    def touching(self, *names: str) -> frozenset[str]:
        """Return the steps that changed anything of a target or of its indicator."""
        return frozenset().union(*(self.touched.get(name, frozenset()) for name in names))


def rerun(
    raw: RawData, as_of: int, series: pd.DataFrame, evidence: pd.DataFrame, earlier: Earlier
) -> Rerun | None:
    """Return the answers on the way from the latest earlier assessment to this one; None without one.

    Parameters
    ----------
    raw : RawData
        As `ontrack.tables.load_raw` returns it, its plan as it was written.
    as_of : int
    series, evidence : DataFrame
        This year's series.csv and evidence_series.csv.
    earlier : mapping of int to tables
        Result tables of earlier assessments by their year.
    """
    before = just_before(earlier)
    if before is None:
        return None
    year, tables = before
    then, now = in_present_definition(raw, year), in_present_definition(raw, as_of)
    told = evidence_then(raw, year, tables)
    first = Asked(
        plan_then(raw, year, tables), tables["series"], told, statements_then(then, year, tables), year
    )
    planned = replace(first, plan=then.plan)
    defined = replace(
        planned, plan=now.plan, series=redefined_series(raw, year, first.series, series),
        statements=statements_then(now, year, tables),
    )  # fmt: skip
    revised = replace(
        defined, series=revised_rows(defined.series, series, FIGURE),
        evidence=revised_rows(told, evidence, TOLD),
    )  # fmt: skip
    new = replace(revised, series=series, evidence=evidence, as_of=as_of)
    asked = (first, planned, defined, revised, new)
    return Rerun(answered(asked), touched(asked))


def answered(asked: tuple[Asked, ...]) -> tuple[Answers, ...]:
    """Return the answers to each question; what is asked with the same is not asked again."""
    found = [asked[0].answers()]
    for before, after in pairwise(asked):
        found.append(found[-1] if same_question(before, after) else after.answers())
    return tuple(found)


def same_question(one: Asked, other: Asked) -> bool:
    """Whether two questions are asked with the same."""
    return (
        one.plan == other.plan and one.statements == other.statements and one.as_of == other.as_of
        and same_rows(one.series, other.series) and same_rows(one.evidence, other.evidence)
    )  # fmt: skip


def same_rows(one: pd.DataFrame, other: pd.DataFrame) -> bool:
    """Whether two tables hold the same figures, each playing the same part."""
    told = ("indicator", "period", "piece", "whose", "year", "value", "role")
    names = [name for name in told if name in one]
    return one[names].reset_index(drop=True).equals(other[names].reset_index(drop=True))


def touched(asked: tuple[Asked, ...]) -> dict[str, frozenset[str]]:
    """Return which steps changed anything of a target's aim, or of an indicator's own figures."""
    first, planned, defined, revised, new = asked
    found: dict[str, set[str]] = {}
    aims = {target.target: target for target in first.plan.targets}
    for target in planned.plan.targets:
        if aims.get(target.target) != target:
            found.setdefault(target.target, set()).add("plan_changed")
    steps = {"definition": (planned, defined), "revised_figures": (defined, revised),
             "new_figures": (revised, new)}  # fmt: skip
    for name, (before, after) in steps.items():
        for indicator in {*before.series["indicator"], *after.series["indicator"]}:
            rows = (table[table["indicator"] == indicator] for table in (before.series, after.series))
            if not same_rows(*rows):
                found.setdefault(indicator, set()).add(name)
    return {name: frozenset(steps) for name, steps in found.items()}


def plan_then(raw: RawData, year: int, tables: Tables) -> Plan:
    """Return the plan as an earlier assessment had it; of its targets those that are still in the plan."""
    plan, rows = in_present_definition(raw, year).plan, by_target(tables["assessments"])
    targets = tuple(
        aim_then(target, rows[target.target], raw, decided=target.target not in plan.redefined)
        for target in plan.targets
        if target.target in rows
    )
    return replace(plan, targets=targets)


def aim_then(target: Target, row: Mapping[str, Any], raw: RawData, *, decided: bool) -> Target:
    """Return a target with what an earlier assessment says of it; a baseline that was only read off stays."""
    names = dict(OF_THE_PLAN)
    if target.baseline_value is None:
        del names["baseline_value"]
    if target.baseline_year is None:
        del names["baseline_year"]
    if not decided or row["indicator"] not in raw.indicators:
        del names["indicator"]
    now = {name: getattr(target, name) for name in names}
    then: dict[str, Any] = {name: None if pd.isna(row[cell]) else row[cell] for name, cell in names.items()}
    return replace(target, **{name: then[name] for name in names if not alike(now[name], then[name])})


def alike(one: Any, other: Any) -> bool:
    """Whether two cells hold the same but for a machine's last bits."""
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=CLOSE)
    return same(one, other)


def evidence_then(raw: RawData, year: int, tables: Tables) -> pd.DataFrame:
    """Return what was known beside the own values, from its table where the earlier assessment has it."""
    return tables["evidence_series"] if "evidence_series" in tables else collect_evidence(raw, year)


def statements_then(raw: RawData, year: int, tables: Tables) -> tuple[Statement, ...]:
    """Return the statements that were told, by the table of them where the earlier assessment has it."""
    found = known_statements(raw.statements, year)
    if "statements" not in tables:
        return found
    told = set(tables["statements"][list(STATED)].itertuples(index=False, name=None))
    return tuple(one for one in found if (one.indicator, one.kind, one.start, one.end, one.source) in told)


def revised_rows(then: pd.DataFrame, now: pd.DataFrame, key: list[str]) -> pd.DataFrame:
    """Return earlier rows with the values they have now, in the same parts; without those withdrawn."""
    values = now[[*key, "value"]].rename(columns={"value": "value_now"})
    both = then.merge(values, on=key, how="inner")
    return both.assign(value=both["value_now"]).drop(columns="value_now")


def redefined_series(raw: RawData, year: int, then: pd.DataFrame, now: pd.DataFrame) -> pd.DataFrame:
    """Return the figures of an earlier assessment in the definitions that this one has.

    Parameters
    ----------
    raw : RawData
    year : int
        Of the earlier assessment.
    then, now : DataFrame
        The series tables of the two.
    """
    first, last = newest_years(then), newest_years(now)
    published = {name: as_published(raw, name, year) for name in first}
    rows = []
    for row in then.to_dict("records"):
        name, period = row["indicator"], row["period"]
        asked = {"indicator": name, "region": row["region"], "after": int(period[:4])}
        ends = (first[name], last.get(name, first[name]))
        links = [link_of(raw.breaks, **asked, upto=upto) for upto in ends]
        typed = published[name].get(period)
        if typed is not None and math.isclose(row["value"], typed, rel_tol=CLOSE):
            links[0] = (1.0, links[0][1])  # the link was not there yet
        if links[0][0] != links[1][0]:
            row["value"] *= links[1][0] / links[0][0]
        row["role"] = role_after(row["role"], broken=links[1][1])
        rows.append(row)
    return pd.DataFrame(rows, columns=then.columns).astype(then.dtypes.to_dict())


def as_published(raw: RawData, name: str, year: int) -> dict[str, float]:
    """Return the figures of an indicator that were known, unlinked, by period."""
    if name not in raw.indicators:
        return {}
    rows = annual_observations(raw.observations, raw.indicators[name], raw.plan.region, year)
    return dict(zip(rows["period"], rows["value"], strict=True))


def link_of(
    breaks: pd.DataFrame, indicator: str, region: str, *, after: int, upto: int
) -> tuple[float, bool]:
    """Return the product of the links there are, and whether one is missing."""
    mine = breaks[breaks["link_factor"].notna()]
    known_links = link_between(mine, indicator, region, after=after, upto=upto)
    return known_links, math.isnan(link_between(breaks, indicator, region, after=after, upto=upto))


def role_after(role: str, *, broken: bool) -> str:
    """Return the part a figure plays once all changes of definition count."""
    if broken:
        return {"annual": "before_break", "dated": "shown_only"}.get(role, role)
    return "annual" if role == "before_break" else role
