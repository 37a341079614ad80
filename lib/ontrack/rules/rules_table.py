"""What each official rule says of each target of a plan: the rows of rules.csv."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass

import pandas as pd

from ontrack.plan import Plan, Target
from ontrack.plan.kinds import kind_of
from ontrack.rules import Course, official_rules
from ontrack.series import history_of
from ontrack.tables.result_columns import RULES_TABLE

LONGEST_WINDOW = 15  # years: the longest of the official methods, Eurostat's long term


@dataclass(frozen=True)
class Ruling:
    """A row of rules.csv: what one rule says of one target."""

    target: str
    rule: str
    base_year: int | None
    latest_year: int | None
    measure: str
    value: float | None
    yardstick: float | None
    band: str
    tone: str
    reason: str


def rules_table(plan: Plan, series: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of rules.csv: every rule's finding on every target that is a level, in plan order.

    A rule counts from the plan's baseline once a later value is known. Until then there is no progress since,
    and it counts from the first usable value of the last fifteen years, as official methods do; `base_year`
    says from which. Progress against elapsed time always counts from the plan's baseline, and says nothing
    before the first year after it.

    Parameters
    ----------
    plan : Plan
    series : DataFrame
        As `ontrack.series.collecting.collect_series` returns it.
    """
    rules = official_rules(plan.rule_settings)
    rows = []
    for target in plan.targets:
        if target.level is None:
            continue
        history = history_of(series, target.indicator)
        course = course_of(plan, target, history)
        for name, rule in rules.items():
            finding = rule.judge(course)
            latest = course.latest_year if finding.band else None
            tone = rule.tones.get(finding.band, "")
            row = asdict(finding) | {"tone": tone, "latest_year": latest}
            rows.append({"target": target.target, "rule": name, **row})
    return pd.DataFrame(rows, columns=RULES_TABLE.names)


def course_of(plan: Plan, target: Target, history: pd.Series) -> Course:
    """Return the course of a target that is a level, up to its year, over the longest window at most."""
    assert target.level is not None, "only a level can be reached"
    until = math.inf if target.year is None else target.year
    known = history[history.index <= until]
    indicator = plan.indicators.get(target.indicator)
    lower, upper = (indicator.lower, indicator.upper) if indicator else (None, None)
    return Course(
        known[known.index >= known.index.max() - LONGEST_WINDOW],
        target.level, target.year, target.baseline_year, target.baseline_value,
        wants_more=target.wants_more, binding=target.nature == "binding",
        strict=target.comparison in (">", "<"), direction_only=kind_of(target).direction_only,
        lower=-math.inf if lower is None else lower, upper=math.inf if upper is None else upper,
    )  # fmt: skip
