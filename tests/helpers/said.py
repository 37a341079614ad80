"""Statements, the facts they say, and distributions that rest on them, as tests vary them."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ontrack.evidence import Evidence
from ontrack.plan import Indicator
from ontrack.plan.texts import Texts
from ontrack.projection.distribution import Distribution
from ontrack.projection.mixture import with_statements
from ontrack.projection.reference_class import ReferenceClass
from ontrack.statements import Statement, facts_of
from ontrack.statements.agreement import half_unit
from ontrack.statements.facts import CHANGE, RATIO, TOTAL, Fact


def said(kind: str, start: str, end: str, value: str, **other: str) -> Statement:
    """Return a statement of one indicator."""
    filled = {"status": "quoted", "published": "2026-02", "source": "report", **other}
    return Statement("example", "CN-ZJ", kind, start, end, value, **filled)


def one_of(kind: str = "flow", **other) -> Indicator:
    """Return an indicator that may be nothing or more, published with one decimal."""
    filled = {"lower": 0.0, "upper": None, "decimals": 1, "quantity": "money", "domain": "economy", **other}
    return Indicator(
        "example", Texts(zh="例", en="Example"), Texts(zh="元", en="yuan"), kind, filled["lower"],
        filled["upper"], "higher", filled["decimals"], "", 3, Texts(zh="例", en="An example."),
        filled["quantity"], filled["domain"],
    )  # fmt: skip


def class_of(own: dict[float, float], *statements: Statement, **other) -> ReferenceClass:
    """Return the class of an indicator whose values and statements are known."""
    indicator = one_of(**other)
    values = pd.Series(own, dtype=float)
    values.index = values.index.astype(float)
    return ReferenceClass.of(
        Evidence(values, indicator.quantity, indicator.domain, statements=statements), indicator
    )


def mixture_of(own: dict[float, float], *statements: Statement, **other) -> Distribution:
    """Return the distribution that rests on the same."""
    return with_statements(class_of(own, *statements, **other))


def facts_beside(plain: ReferenceClass) -> tuple[Fact, ...]:
    """Return what the statements of a class say beside its values."""
    return facts_of(plain.evidence.statements, plain.evidence.own.index.tolist())


def agrees(fact: Fact, dates: np.ndarray, path: np.ndarray, own: pd.Series, decimals: int) -> bool:
    """Whether a fact is true of a path, published values moved within their rounding."""
    half = half_unit(decimals)
    at = {float(date): value for date, value in zip(dates, path, strict=True)}
    low, high = (
        {date: value + sign * half * (date in own.index) for date, value in at.items()} for sign in (-1, 1)
    )
    if fact.measure == TOTAL:
        least, most = (sum(side[date] for date in fact.dates) for side in (low, high))
    elif fact.measure == CHANGE:
        least, most = low[fact.end] - high[fact.start], high[fact.end] - low[fact.start]
    elif fact.measure == RATIO:
        least, most = low[fact.end] / high[fact.start], high[fact.end] / low[fact.start]
    else:
        least, most = low[fact.end], high[fact.end]
    room = 1e-8 * max(1.0, abs(most))
    return least <= fact.upper + room and most >= fact.lower - room
