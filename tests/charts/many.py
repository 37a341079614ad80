"""The default plan with as many targets as asked for, under other names and in other states."""

from __future__ import annotations

import dataclasses
from itertools import cycle, islice

import pandas as pd

from ontrack.plan import Plan
from ontrack.plan.texts import Texts

Tables = dict[str, pd.DataFrame]
OF_TARGETS = ("assessments", "alarms", "scenarios")
LONG = {
    "zh": "战略性新兴产业中小企业每万人口高价值发明专利、登记作品与注册商标拥有量（按常住人口计算）",
    "en": "Registered works, inventions, marks of small and medium-sized firms in strategic emerging trades",
}


def with_targets(plan: Plan, tables: Tables, count: int, *, long: bool = False) -> tuple[Plan, Tables]:
    """Return a plan whose table holds `count` copies of the plan's targets, and their results."""
    names = {"name": Texts(LONG)} if long else {}
    originals = list(islice(cycle(plan.table_targets), count))
    copies = [
        dataclasses.replace(target, target=f"copy_{number}", **names)
        for number, target in enumerate(originals)
    ]
    made = dict(tables)
    for table in OF_TARGETS:
        rows = [
            tables[table][tables[table]["target"] == original.target].assign(target=copy.target)
            for original, copy in zip(originals, copies, strict=True)
        ]
        made[table] = pd.concat(rows, ignore_index=True)
    return dataclasses.replace(plan, targets=tuple(copies)), made


def unassessable(tables: Tables) -> Tables:
    """Return the tables with no target assessed."""
    assessments = tables["assessments"].assign(
        probability_met=float("nan"), verdict="not_assessable", reason="no_data", evidence_grade="",
        latest_value=float("nan"), observed_rate_pct=float("nan"), latest_rate_pct=float("nan"),
    )  # fmt: skip
    emptied = ("alarms", "projections", "series", "trends", "why", "why_facts", "lenses")
    empty = {name: tables[name].iloc[:0] for name in emptied}
    scenarios = tables["scenarios"].assign(probability_met=float("nan"))
    portfolio = tables["portfolio"].iloc[:0]
    return {**tables, **empty, "assessments": assessments, "scenarios": scenarios, "portfolio": portfolio}
